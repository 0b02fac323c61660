//! The context object: what Step Functions knows about the running execution.
//!
//! What is there in every state is a function here. What exists only in some places comes to them as a parameter of a closure: a
//! task token from [`wait_for_task_token`](crate::wait_for_task_token), the item of a Map and its index from
//! [`map_select`](crate::map_select).
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Report { by: String, at: Timestamp, of: String }
//!
//! #[state]
//! fn report(id: Expr<String>) -> Flow<Report> {
//!     succeed(ReportExpr {
//!         by: context::execution_id(),
//!         at: context::execution_start_time(),
//!         of: id,
//!     })
//! }
//! # Workflow::new("w", report).synthesize().unwrap();
//! ```

use crate::Expr;
use crate::expr::node::{Op, Root};
use crate::integrations::response;
use crate::shape::{Shape, Timestamp};

fn context<T>(path: &'static str) -> Expr<T> {
    Expr::new(Op::Root(Root::Context(path)))
}

macro_rules! context {
    ($($(#[$doc:meta])* $name:ident: $t:ty = $path:literal;)*) => {$(
        $(#[$doc])*
        ///
        /// ```
        /// # use sfn_dsl::prelude::*;
        #[doc = concat!("let it = context::", stringify!($name), "();")]
        #[doc = concat!("assert_eq!(it.to_jsonata().unwrap(), \"$states.context.", $path, "\");")]
        #[doc = concat!("assert_eq!(it.to_jsonpath().unwrap(), \"$$.", $path, "\");")]
        /// ```
        #[must_use]
        pub fn $name() -> Expr<$t> {
            context($path)
        }
    )*};
}
context! {
    /// The ARN of this execution.
    execution_id: String = "Execution.Id";
    /// The name of this execution: what it was started with, or one that the service made up. Unique in its state machine for
    /// 90 days, so good for keys and tokens that make a call idempotent.
    execution_name: String = "Execution.Name";
    /// When this execution started.
    execution_start_time: Timestamp = "Execution.StartTime";
    /// The ARN of the role this execution runs with.
    execution_role_arn: String = "Execution.RoleArn";
    /// How often this execution was redriven: started again from where it failed. Standard workflows only.
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html>
    execution_redrive_count: u64 = "Execution.RedriveCount";
    /// The ARN of the state machine.
    state_machine_id: String = "StateMachine.Id";
    /// The name of the state machine.
    state_machine_name: String = "StateMachine.Name";
    /// The name of the state that reads it.
    state_name: String = "State.Name";
    /// When the state that reads it was entered.
    state_entered_time: Timestamp = "State.EnteredTime";
    /// How often the state that reads it was retried so far: 0 the first time.
    state_retry_count: u64 = "State.RetryCount";
}

/// When this execution was redriven last; there only if it was. Standard workflows only.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let again: Expr<bool> = context::execution_redrive_time().is_some();
/// assert_eq!(again.to_jsonata().unwrap(), "$states.context.Execution.RedriveTime != null");
/// ```
#[must_use]
pub fn execution_redrive_time() -> Expr<Option<Timestamp>> {
    let time: Expr<Timestamp> = context("Execution.RedriveTime");
    Expr::from_node(time.node().maybe())
}

/// The input of the whole execution, in every state of it. The author says its type: that of the first state.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] pub struct Order { id: String }
/// let order: Expr<Order> = context::execution_input();
/// assert_eq!(order.id.to_jsonata().unwrap(), "$states.context.Execution.Input.id");
/// assert_eq!(order.id.to_jsonpath().unwrap(), "$$.Execution.Input.id");
/// ```
#[must_use]
pub fn execution_input<T: Shape>() -> Expr<T> {
    context("Execution.Input")
}

response! {
    /// The context object, as it is in every state.
    ContextObject / ContextObjectExpr {
        /// The execution.
        execution: ExecutionContext => "Execution",
        /// The state.
        state: StateContext => "State",
        /// The state machine.
        state_machine: StateMachineContext => "StateMachine",
    }
}
response! {
    /// What the context object says of the execution.
    ExecutionContext / ExecutionContextExpr {
        /// Its ARN.
        id: String => "Id",
        /// What it was started with.
        input: serde_json::Value => "Input",
        /// Its name.
        name: String => "Name",
        /// The role that it runs with.
        role_arn: String => "RoleArn",
        /// When it started.
        start_time: Timestamp => "StartTime",
        /// How often it was redriven.
        redrive_count: u64 => "RedriveCount",
        /// When it was redriven last, if it was.
        redrive_time: Option<Timestamp> => "RedriveTime",
    }
}
response! {
    /// What the context object says of the state.
    StateContext / StateContextExpr {
        /// When it was entered.
        entered_time: Timestamp => "EnteredTime",
        /// Its name.
        name: String => "Name",
        /// How often it was retried.
        retry_count: u64 => "RetryCount",
    }
}
response! {
    /// What the context object says of the state machine.
    StateMachineContext / StateMachineContextExpr {
        /// Its ARN.
        id: String => "Id",
        /// Its name.
        name: String => "Name",
    }
}

/// The whole context object, or a whole part of it: for a log, or a function that takes what there is to know.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let all = context::object();
/// assert_eq!(all.to_jsonata().unwrap(), "$states.context");
/// assert_eq!(all.to_jsonpath().unwrap(), "$$");
/// assert_eq!(all.execution.to_jsonata().unwrap(), "$states.context.Execution");
/// assert_eq!(all.state_machine.name.to_jsonpath().unwrap(), "$$.StateMachine.Name");
/// ```
#[must_use]
pub fn object() -> Expr<ContextObject> {
    context("")
}

/// Any other member of the context object, by its path: the escape hatch for what the service knows and this module does
/// not yet. The author vouches for the type, and that it is there where it is read; a name that is a slip away from a known
/// one is an error of synthesis.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let source: Expr<String> = context::member("Map.Item.Source");
/// assert_eq!(source.to_jsonata().unwrap(), "$states.context.Map.Item.Source");
/// assert_eq!(source.to_jsonpath().unwrap(), "$$.Map.Item.Source");
/// ```
#[must_use]
pub fn member<T: Shape>(path: &'static str) -> Expr<T> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let members = rest.split('.').filter(|name| !name.is_empty());
    let first = context::<T>(first).node();
    Expr::from_node(members.fold(first, |node, name| node.field(name)))
}

/// Never: it is here for what it says.
#[diagnostic::on_unimplemented(
    message = "a task token exists only where a call waits for it to come back",
    label = "no call waits here",
    note = "take it from the closure that makes the call: `wait_for_task_token(|token| sqs::send_message(&QUEUE, QuestionExpr {{ task_token: token, .. }}))`"
)]
pub trait TokenInHand {}

/// Never: it says where a token is.
#[doc(hidden)]
#[must_use]
pub fn task_token<T: Shape + TokenInHand>() -> Expr<T> {
    context("Task.Token")
}

/// Never: it is here for what it says.
#[diagnostic::on_unimplemented(
    message = "the item of a Map exists only where the Map prepares its runs",
    label = "no Map prepares its runs here",
    note = "take it from the selector: `map_select(order.items, |item| LineExpr {{ sku: item.value.sku, position: item.index }}, pack)`; a state inside of the Map gets it as its input"
)]
pub trait ItemInHand {}

/// Never: it says where an item is.
#[doc(hidden)]
#[must_use]
pub fn map_item<T: Shape + ItemInHand>() -> Expr<T> {
    context("Map.Item.Value")
}
