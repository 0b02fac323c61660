//! AWS Step Functions: nested workflows. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>

use std::marker::PhantomData;

use super::response;
use crate::kind::{Callback, CanBeWaitedFor, Job, Standard};
use crate::resource::{IntoResource, StateMachine};
use crate::shape::Shape;
use crate::{IntoExpr, Task, Timestamp};

/// `states:startExecution` of a workflow of kind `K` that ends in an `Out`.
#[derive(Clone, Copy, Debug)]
pub struct StartExecution<Out, K = Standard>(PhantomData<fn() -> (Out, K)>);

// An Express workflow can hand the token on like any other; it is only Step Functions that does not wait for its end.
#[diagnostic::do_not_recommend]
impl<Out, K> Callback for StartExecution<Out, K> {}
// Under a condition, and not for `Standard` alone, so that the message is that of the condition.
impl<Out, K: CanBeWaitedFor> Job for StartExecution<Out, K> {
    type Result = Execution<Out>;
    // The second form gives the output as JSON; the first as a string with JSON in it.
    const SUFFIX: &'static str = ".sync:2";
}

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

/// Starts another workflow, and goes on at once; with `.sync()` when it is done, which a Standard workflow only can be
/// waited for. An Express one runs within a state by `aws_sdk::call("sfn", "startSyncExecution")`.
#[track_caller]
pub fn start_execution<In: Shape, Out, K>(
    workflow: impl IntoResource<StateMachine<In, Out, K>>,
    input: impl IntoExpr<In>,
) -> Task<Started, StartExecution<Out, K>> {
    Task::call("states", "startExecution")
        .argument("StateMachineArn", workflow.reference().0)
        .argument("Input", input.into_expr().node())
}

impl<R, Out, K, P, E, C> Task<R, StartExecution<Out, K>, P, E, C> {
    /// The name of the execution, unique for 90 days (`Name`); a random one otherwise.
    pub fn name(self, name: impl IntoExpr<String>) -> Self {
        self.argument("Name", name.into_expr().node())
    }
}
