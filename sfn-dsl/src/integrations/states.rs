//! AWS Step Functions: nested workflows. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>
//!
//! | the child is | started, and on at once | waited for |
//! | --- | --- | --- |
//! | Standard | [`start_execution`] | [`start_execution`] with `.sync()`, in a Standard workflow |
//! | Express | [`start_execution`] | [`start_sync_execution`], in either kind |
//!
//! A child is named by a [`StateMachine`], or by the [`Workflow`](crate::Workflow) itself, which has its types already.

use std::marker::PhantomData;
use std::panic::Location;

use super::response;
use crate::expr::function;
use crate::expr::node::{Comparison, Name, Node, Op, ValueKind};
use crate::flow::def::Pattern;
use crate::kind::{Callback, CanBeWaitedFor, Job, RequestResponse, RunsAtOnce, Standard, Sync};
use crate::resource::{IntoResource, StateMachine};
use crate::shape::{DataType, Describe, Member, Shape};
use crate::{__private, Expr, IntoExpr, Task, Timestamp, Unsupported, context};

/// `states:startExecution` of a workflow of kind `K` that takes an `In` and ends in an `Out`.
#[derive(Clone, Copy, Debug)]
pub struct StartExecution<In, Out, K = Standard>(PhantomData<fn(In) -> (Out, K)>);

// An Express workflow can hand the token on like any other; it is only Step Functions that does not wait for its end.
#[diagnostic::do_not_recommend]
impl<In, Out, K> Callback for StartExecution<In, Out, K> {}
// Under a condition, and not for `Standard` alone, so that the message is that of the condition.
impl<In, Out, K: CanBeWaitedFor> Job for StartExecution<In, Out, K> {
    type Result = Execution<Out>;
    // The second form gives the output as JSON; the first as a string with JSON in it.
    const SUFFIX: &'static str = ".sync:2";
}

/// `aws-sdk:sfn:startSyncExecution` of an Express workflow that takes an `In` and ends in an `Out`.
#[derive(Clone, Copy, Debug)]
pub struct StartSyncExecution<In, Out>(PhantomData<fn(In) -> Out>);

response! {
    /// A started execution.
    Started / StartedExpr {
        /// Its ARN.
        execution_arn: String => "ExecutionArn",
        /// When it started.
        start_date: Timestamp => "StartDate",
    }
}

response! {
    /// A finished execution.
    Execution<Out> / ExecutionExpr {
        /// Its ARN.
        execution_arn: String => "ExecutionArn",
        /// Its name.
        name: String => "Name",
        /// What it ended in.
        output: Out => "Output",
        /// `SUCCEEDED`: any other end is an error of this state.
        status: String => "Status",
        /// When it started.
        start_date: Timestamp => "StartDate",
        /// When it ended.
        stop_date: Timestamp => "StopDate",
        /// The state machine.
        state_machine_arn: String => "StateMachineArn",
    }
}

/// An execution of an Express workflow that ran within the call, well or not.
#[derive(Clone, Debug)]
pub struct SyncExecution<Out>(PhantomData<fn() -> Out>);

/// The view of a [`SyncExecution`].
#[derive(Debug)]
pub struct SyncExecutionExpr<Out> {
    /// Its ARN.
    pub execution_arn: Expr<String>,
    /// Its name.
    pub name: Expr<String>,
    /// `SUCCEEDED`, `FAILED` or `TIMED_OUT`.
    pub status: Expr<String>,
    /// What it ended in. If it did not end well the state fails here: in JSONata with `States.QueryEvaluationError` and what
    /// went wrong in the child; in JSONPath because the output is not there.
    pub output: Expr<Out>,
    /// What it ended in, as text with JSON in it.
    pub output_text: Expr<Option<String>>,
    /// The error that it failed with.
    pub error: Expr<Option<String>>,
    /// What it said about it.
    pub cause: Expr<Option<String>>,
    /// When it started.
    pub start_date: Expr<Timestamp>,
    /// When it ended.
    pub stop_date: Expr<Timestamp>,
}

impl<Out: Shape> Shape for SyncExecution<Out> {
    type Fields = SyncExecutionExpr<Out>;

    fn fields(at: Expr<Self>) -> SyncExecutionExpr<Out> {
        SyncExecutionExpr {
            execution_arn: __private::field(at, &__private::Member::Present("ExecutionArn")),
            name: __private::field(at, &__private::Member::Present("Name")),
            status: __private::field(at, &__private::Member::Present("Status")),
            output: Expr::from_node(output_or_error(at.node())),
            output_text: __private::field(at, &__private::Member::Optional("Output")),
            error: __private::field(at, &__private::Member::Optional("Error")),
            cause: __private::field(at, &__private::Member::Optional("Cause")),
            start_date: __private::field(at, &__private::Member::Present("StartDate")),
            stop_date: __private::field(at, &__private::Member::Present("StopDate")),
        }
    }

    fn data_type() -> DataType {
        let text = |name| Member::new(name, String::data_type, true);
        let if_any = |name| Member::new(name, Option::<String>::data_type, false);
        let moment = |name| Member::new(name, Timestamp::data_type, true);
        DataType::Struct(vec![
            text("ExecutionArn"),
            text("Name"),
            text("Status"),
            if_any("Output"),
            if_any("Error"),
            if_any("Cause"),
            moment("StartDate"),
            moment("StopDate"),
        ])
    }
}

/// The output of an execution, which is text; the call itself succeeds however the execution ends.
fn output_or_error(execution: Node) -> Node {
    let status = execution.field("Status");
    let succeeded = Node::text("SUCCEEDED");
    let well = Node::new(Op::Compare(
        Comparison::Eq,
        ValueKind::String,
        status,
        succeeded,
    ));
    let output = Node::new(Op::Call(
        &function::PARSE_JSON,
        [execution.field("Output")].into(),
    ));
    let what = [
        execution.field("Error"),
        Node::text(": "),
        execution.field("Cause"),
    ];
    let what = Node::new(Op::Concat(what.into()));
    let raised = Node::new(Op::Call(&function::RAISE, [what].into()));
    Node::new(Op::If(well, output, raised))
}

/// Starts another workflow, and goes on at once; with `.sync()` when it is done, which a Standard workflow only can be
/// waited for. An Express one runs within a state by [`start_sync_execution`].
///
/// A child that fails under `.sync()` fails this state with `States.TaskFailed`, whatever its own error was: that is in the
/// cause.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String }
/// #[derive(Shape)] pub struct Parcel { tracking: String }
///
/// #[state]
/// fn pack(order: Expr<Order>) -> Flow<Parcel> {
///     succeed(ParcelExpr { tracking: order.id })
/// }
/// pub fn fulfilment() -> Workflow<Order, Parcel> {
///     Workflow::new("order-fulfilment", pack)
/// }
///
/// /// The child's types are its own: nothing is said twice.
/// #[state]
/// fn fulfil(order: Expr<Order>) -> Flow<String> {
///     states::start_execution(fulfilment(), order)
///         .name(text!("order-{}", order.id))
///         .associate_with_parent()
///         .sync()
///         .output(|done| done.output.tracking)
///         .end()
/// }
/// # Workflow::new("w", fulfil).synthesize().unwrap();
/// ```
///
/// A version or an alias is named by the reference: `fulfilment().reference().alias("live")`.
#[track_caller]
pub fn start_execution<In: Shape, Out, K>(
    workflow: impl IntoResource<StateMachine<In, Out, K>>,
    input: impl IntoExpr<In>,
) -> Task<Started, StartExecution<In, Out, K>> {
    Task::call("states", "startExecution")
        .resource("StateMachineArn", workflow.reference())
        .argument("Input", input.into_expr().node())
}

/// Runs an Express workflow to its end within this state, in a workflow of either kind.
///
/// The call succeeds however the execution ends. `output` is what it ended in, or fails this state if it did not end well;
/// `status`, `error` and `cause` say more. It is an SDK call: `aws-sdk:sfn:startSyncExecution`.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String }
/// static SCORING: StateMachine<Order, f64, Express> = StateMachine::named("order-scoring");
///
/// #[state]
/// fn score(order: Expr<Order>) -> Flow<f64> {
///     states::start_sync_execution(&SCORING, order).output(|scored| scored.output).end()
/// }
/// # Workflow::new("w", score).synthesize().unwrap();
/// ```
#[track_caller]
pub fn start_sync_execution<In: Shape, Out: Shape, K: RunsAtOnce>(
    workflow: impl IntoResource<StateMachine<In, Out, K>>,
    input: impl IntoExpr<In>,
) -> Task<SyncExecution<Out>, StartSyncExecution<In, Out>> {
    Task::call("aws-sdk:sfn", "startSyncExecution")
        .resource("StateMachineArn", workflow.reference())
        .argument("Input", input.into_expr().node())
}

macro_rules! options {
    ($($I:ident <$($T:ident),+>: $(#[$name:meta])+;)*) => {$(
        impl<R, $($T,)+ P, E, C> Task<R, $I<$($T),+>, P, E, C> {
            $(#[$name])+
            ///
            /// At most 80 characters, none of them a blank or one of `?*<>{}[]"#%^|~$&,;:/`.
            #[track_caller]
            pub fn name(mut self, name: impl IntoExpr<String>) -> Self {
                let name = name.into_expr().node();
                check_name(name, &mut self.body().trouble);
                self.argument("Name", name)
            }

            /// The trace of AWS X-Ray that the execution belongs to (`TraceHeader`).
            pub fn trace_header(self, header: impl IntoExpr<String>) -> Self {
                self.argument("TraceHeader", header.into_expr().node())
            }

            /// Tells the child who started it, which the console shows as a link between the two: its input gets one more
            /// member, `AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID`. AWS recommends it; it is not the default because what the
            /// child gets is then more than its type says, which `#[serde(deny_unknown_fields)]` refuses.
            #[track_caller]
            pub fn associate_with_parent(mut self) -> Self
            where
                In: Shape,
            {
                let input = self.get_argument("Input");
                match input.map(|input| associated(input, In::data_type)) {
                    Some(Ok(input)) => self.argument("Input", input),
                    Some(Err(unsupported)) => {
                        self.body().trouble.push((unsupported, Location::caller()));
                        self
                    }
                    None => self,
                }
            }
        }
    )*};
}
options! {
    StartExecution<In, Out, K>:
    /// The name of the execution (`Name`), unique among a state machine's executions of 90 days; a random one otherwise. With
    /// it a Standard child is started once: again with the same input while it runs is the same execution, anything else
    /// fails with [`errors::EXECUTION_ALREADY_EXISTS`](crate::errors::EXECUTION_ALREADY_EXISTS).
    ;
    StartSyncExecution<In, Out>:
    /// The name of the execution (`Name`); a random one otherwise.
    ;
}

#[track_caller]
fn check_name(name: Node, trouble: &mut Vec<(Unsupported, &'static Location<'static>)>) {
    if let Op::Text(text) = name.op()
        && let Some(what) = crate::workflow::name_trouble("execution", text)
    {
        let help = "leave it out for a random name, or build it from data that is unique: `text!(\"order-{}\", order.id)`";
        trouble.push((Unsupported::new(what, help), Location::caller()));
    }
}

/// The input with the id of this execution in it.
fn associated(input: Node, data_type: Describe) -> Result<Node, Unsupported> {
    let is_object = match data_type() {
        DataType::Struct(_) | DataType::Map(_) | DataType::Any => true,
        DataType::Enum(_) => matches!(input.op(), Op::Object(_)),
        _ => false,
    };
    if !is_object {
        return Err(Unsupported::new(
            "only an input that is an object can say who started the execution",
            "leave out `.associate_with_parent()`, or make the child's input a struct",
        ));
    }
    let member = (
        Name::Borrowed("AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID"),
        context::execution_id().node(),
    );
    Ok(match input.op() {
        Op::Object(members) => Node::object(members.iter().cloned().chain([member])),
        _ => Node::new(Op::Merge([input, Node::object([member])].into())),
    })
}

impl<R, In, Out, K: CanBeWaitedFor, E> Task<R, StartExecution<In, Out, K>, RequestResponse, E> {
    /// Waits in the older form `.sync`, whose output is text with JSON in it. For workflows that have it that way already:
    /// `.sync()` gives the output itself.
    pub fn sync_with_text_output(
        mut self,
    ) -> Task<Execution<String>, StartExecution<In, Out, K>, Sync, E> {
        self.body().pattern = Pattern::Sync(".sync");
        self.retyped()
    }
}
