//! Task states: a call of a service, with what it gets and how long it may take.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::common::{Catching, EndsIn, ErrorOutput, NoCatch, output_methods, shared_methods};
use super::retry::Retry;
use crate::errors::{ErrorNames, RaisedBy, Undeclared};
use crate::expr::node::{Name, Node, Op, Root};
use crate::flow::def::{self, Arguments, Body, Catcher, Pattern, StateDef, Target, TaskBody};
use crate::flow::{Flow, Given, OneEnd, OneKind, State, Transition};
use crate::kind::{AllowedIn, Callback, Job, RequestResponse, Sync, WaitForTaskToken, WithRole};
use crate::resource::{IntoResource, Reference};
use crate::shape::{DataType, Leaf, Shape};
use crate::{Expr, IntoExpr};

/// A Task state under construction: the call of the integration `I`, whose result is an `R`, in the pattern `P`, by a
/// callee that declares the errors `E`.
///
/// Integrations make it: `validate_order(order)` for a declared Lambda, `sns::publish(..)`, `sqs::send_message(..)`, ...
/// `.next(state)` or `.end()` makes it a flow.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html>
#[must_use = "finish the state with `.next(state)` or `.end()`"]
pub struct Task<R, I, P = RequestResponse, E = Undeclared, C = NoCatch> {
    pub(super) def: StateDef,
    #[allow(clippy::type_complexity)]
    pub(super) of: PhantomData<fn() -> (R, I, P, E, C)>,
}

shared_methods!(Task [I, P, E] errors E, kind K [K], where P: AllowedIn);
output_methods!(Task [I, P, E]);

impl<R, I, P, E, C> fmt::Debug for Task<R, I, P, E, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Task").field(&self.def).finish()
    }
}

impl<R, I, P, E> Task<R, I, P, E> {
    /// A call of `target`.
    #[track_caller]
    pub(crate) fn build(target: Target, pattern: Pattern, arguments: Arguments) -> Self {
        let body = TaskBody {
            target,
            pattern,
            arguments,
            timeout: None,
            heartbeat: None,
            credentials: None,
            default_retry: None,
            part: None,
            grants: Vec::new(),
            trouble: Vec::new(),
            known: Vec::new(),
        };
        Task {
            def: StateDef::new(Body::Task(body), def::result(), Location::caller()),
            of: PhantomData,
        }
    }

    /// A call of `arn:aws:states:::service:action`.
    #[track_caller]
    pub(crate) fn call(service: impl Into<Name>, action: impl Into<Name>) -> Self {
        let target = Target::Integration {
            service: service.into(),
            action: action.into(),
        };
        Self::build(
            target,
            Pattern::RequestResponse,
            Arguments::Named(Vec::new()),
        )
    }

    pub(crate) fn output_node(&self) -> Node {
        self.def.output
    }

    /// The same call with the raw result as a `U`.
    pub(crate) fn with_raw_result<U>(mut self) -> Task<U, I, P, E> {
        self.def.output = def::result();
        self.retyped()
    }

    /// Says where in the raw result the `R` is.
    pub(crate) fn result_at(mut self, at: impl FnOnce(Node) -> Node) -> Self {
        self.def.output = at(self.def.output);
        self
    }
}

impl<R, I, P, E, C> Task<R, I, P, E, C> {
    pub(crate) fn body(&mut self) -> &mut TaskBody {
        match &mut self.def.body {
            Body::Task(body) => body,
            // INVARIANT: `build` is the only constructor.
            _ => unreachable!("a Task holds a task"),
        }
    }

    /// Sets a parameter of the call, by its name in the API.
    pub(crate) fn argument(mut self, name: impl Into<Name>, value: Node) -> Self {
        self.set_argument(name.into(), value);
        self
    }

    pub(crate) fn set_argument(&mut self, name: Name, value: Node) {
        if let Arguments::Named(arguments) = &mut self.body().arguments {
            match arguments.iter_mut().find(|(n, _)| *n == name) {
                Some(slot) => slot.1 = value,
                None => arguments.push((name, value)),
            }
        }
    }

    pub(crate) fn get_argument(&mut self, name: &str) -> Option<Node> {
        match &self.body().arguments {
            Arguments::Named(arguments) => {
                arguments.iter().find(|(n, _)| n == name).map(|(_, v)| *v)
            }
            Arguments::Whole(_) => None,
        }
    }

    /// Sets the parameter of the call that says which resource it is about.
    #[track_caller]
    pub(crate) fn resource(self, name: impl Into<Name>, reference: Reference) -> Self {
        let Reference(node, _) = reference;
        self.about([reference]).argument(name, node)
    }

    /// Says what there is to say of resources that are in the parameters.
    #[track_caller]
    pub(crate) fn about(mut self, resources: impl IntoIterator<Item = Reference>) -> Self {
        for Reference(node, about) in resources {
            if let Some((what, help)) = about.trouble {
                let unsupported = crate::Unsupported::new(what, help);
                self.body().trouble.push((unsupported, Location::caller()));
            }
            if let (Op::Text(text), Some(Op::Text(arn))) = (node.op(), about.arn.map(Node::op)) {
                self.body().known.push((text.clone(), arn.clone()));
            }
        }
        self
    }

    pub(crate) fn retyped<R2, P2>(self) -> Task<R2, I, P2, E, C> {
        Task {
            def: self.def,
            of: PhantomData,
        }
    }

    /// The longest the task may take, in seconds, from a literal or from data (`TimeoutSeconds`, `TimeoutSecondsPath`; at
    /// most 99,999,999, which is also the default). Past it the task fails with `States.Timeout`.
    pub fn timeout_seconds(mut self, seconds: impl IntoExpr<u64>) -> Self {
        self.body().timeout = Some(seconds.into_expr().node());
        self
    }

    /// Says more about the permissions of the task than its parameters show; see [`Grant`](crate::Grant).
    pub fn grant(mut self, grant: crate::Grant) -> Self {
        self.body().grants.push(grant);
        self
    }

    /// The longest between two heartbeats of the worker, in seconds (`HeartbeatSeconds`, `HeartbeatSecondsPath`); below the
    /// timeout. For activities and callbacks.
    pub fn heartbeat_seconds(mut self, seconds: impl IntoExpr<u64>) -> Self {
        self.body().heartbeat = Some(seconds.into_expr().node());
        self
    }

    /// Makes the call with another role than the workflow's own, in another account say (`Credentials`): a [`Role`], or an
    /// `Expr<String>` with the ARN of one that is known only at run time.
    ///
    /// The workflow's own role is then allowed to assume that one and nothing else for this task. What the call needs is that
    /// role's; it has to trust the workflow's role, best with the state machine's ARN as `sts:ExternalId`. An activity has no
    /// credentials.
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html>
    ///
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// static ARCHIVIST: Role = Role::in_account("210987654321", "archivist");
    /// static ARCHIVE: Queue = Queue::in_account("210987654321", "archive");
    ///
    /// #[state]
    /// fn archive(order: Expr<String>) -> Flow<String> {
    ///     sqs::send_message(&ARCHIVE, order).credentials(&ARCHIVIST).discard_result(order).end()
    /// }
    /// # Workflow::new("w", archive).synthesize().unwrap();
    /// ```
    ///
    /// [`Role`]: crate::Role
    pub fn credentials(mut self, role: impl IntoResource<crate::Role>) -> Self
    where
        P: WithRole,
    {
        self.body().credentials = Some(role.reference().0);
        self
    }

    /// Leaves out the retriers that AWS recommends for this integration.
    pub fn without_default_retry(mut self) -> Self {
        self.body().default_retry = None;
        self
    }

    /// Sets a parameter that the typed methods do not have, by its name in the API. The escape hatch: a name that the
    /// API does not know is found at deployment, not before.
    pub fn parameter<T: Shape>(self, name: impl Into<Name>, value: impl IntoExpr<T>) -> Self {
        self.argument(name, value.into_expr().node())
    }
}

impl<R, I, E> Task<R, I, RequestResponse, E> {
    /// Waits until the job is done (`.sync`); the result is the finished job's. Standard workflows only.
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-sync>
    pub fn sync<Done>(mut self) -> Task<Done, I, Sync, E>
    where
        // Not on the `impl` and not in the signature: an integration without it would be told that there is no such
        // method.
        I: Job<Result = Done>,
    {
        self.body().pattern = Pattern::Sync(I::SUFFIX);
        self.retyped()
    }
}

/// A token that a callback returns to resume the workflow. It exists only inside [`wait_for_task_token`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskToken(pub String);

impl Shape for TaskToken {
    type Fields = Leaf;

    fn fields(_: Expr<Self>) -> Leaf {
        Leaf::new()
    }

    fn data_type() -> DataType {
        DataType::String
    }
}

/// The token where a message wants plain text: `token.into()`.
impl From<Expr<TaskToken>> for Expr<String> {
    fn from(token: Expr<TaskToken>) -> Self {
        Expr::from_node(token.node())
    }
}

/// Hands out a task token and waits until somebody returns it with a result (`.waitForTaskToken`). Standard workflows
/// only.
///
/// The token exists only inside the closure, which makes the call that carries it. The result is whatever the callee
/// gives to `SendTaskSuccess`: the next state says what type that is.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token>
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String }
/// #[derive(Shape)] pub struct Question { order_id: String, task_token: TaskToken }
/// #[derive(Shape)] pub struct Decision { approved: bool }
/// static APPROVALS: Queue = Queue::named("approvals");
///
/// #[state]
/// fn ask(order: Expr<Order>) -> Flow<Decision> {
///     wait_for_task_token(|token| {
///         sqs::send_message(&APPROVALS, QuestionExpr { order_id: order.id, task_token: token })
///     })
///     .timeout_seconds(86_400)
///     .end()
/// }
/// # Workflow::new("w", ask).synthesize().unwrap();
/// ```
///
/// Where nobody reads the answer nothing says its type, and it is said here: the first of four parameters.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] pub struct Signal { task_token: TaskToken }
/// # static SIGNALS: Queue = Queue::named("signals");
/// #[state]
/// fn hold(order: Expr<String>) -> Flow<String> {
///     wait_for_task_token::<Value, _, _, _>(|token| {
///         sqs::send_message(&SIGNALS, SignalExpr { task_token: token })
///     })
///     .timeout_seconds(3_600)
///     .discard_result(order)
///     .end()
/// }
/// # Workflow::new("w", hold).synthesize().unwrap();
/// ```
#[track_caller]
pub fn wait_for_task_token<R, Raw, I: Callback, E>(
    call: impl FnOnce(Expr<TaskToken>) -> Task<Raw, I, RequestResponse, E>,
) -> Task<R, I, WaitForTaskToken, E> {
    let mut task = call(Expr::from_node(def::root(Root::TaskToken)));
    task.body().pattern = Pattern::WaitForTaskToken;
    task.def.output = def::result();
    task.def.location = Location::caller();
    task.retyped()
}
