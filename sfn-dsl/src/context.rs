//! The context object: what Step Functions knows about the running execution.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>

use crate::Expr;
use crate::expr::node::{Op, Root};
use crate::shape::{Shape, Timestamp};

fn context<T>(path: &'static str) -> Expr<T> {
    Expr::new(Op::Root(Root::Context(path)))
}

macro_rules! context {
    ($($(#[$doc:meta])* $name:ident: $t:ty = $path:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name() -> Expr<$t> {
            context($path)
        }
    )*};
}
context! {
    /// The ARN of this execution.
    execution_id: String = "Execution.Id";
    /// The name of this execution.
    execution_name: String = "Execution.Name";
    /// When this execution started.
    execution_start_time: Timestamp = "Execution.StartTime";
    /// The ARN of the role this execution runs with.
    execution_role_arn: String = "Execution.RoleArn";
    /// The ARN of the state machine.
    state_machine_id: String = "StateMachine.Id";
    /// The name of the state machine.
    state_machine_name: String = "StateMachine.Name";
    /// The name of the state.
    state_name: String = "State.Name";
    /// When the state was entered.
    state_entered_time: Timestamp = "State.EnteredTime";
    /// How often the state was retried so far.
    state_retry_count: u64 = "State.RetryCount";
}

/// The input of the whole execution. The author says its type.
#[must_use]
pub fn execution_input<T: Shape>() -> Expr<T> {
    context("Execution.Input")
}
