//! The names that Step Functions and its services give to errors, as constants; `sfn_asl::handlers` knows what raises each.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>, read in November 2026.

use super::{CannotBeHandled, ErrorName};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident $(: $Of:ty)? = $text:literal;)*) => {
        $(
            $(#[$doc])*
            #[doc = concat!("\n\nWritten `", $text, "`.")]
            pub const $name: ErrorName $(<$Of>)? = ErrorName::declared($text);
        )*

        /// Every name that has a constant here.
        #[cfg(test)]
        const NAMES: &[&str] = &[$($text,)*];
    };
}

names! {
    /// Every error that has a name, except [`DATA_LIMIT_EXCEEDED`] and [`RUNTIME`]. It stands alone in its retrier or
    /// catcher, and that one comes last.
    ALL = "States.ALL";
    /// Any failure of a task except a [`TIMEOUT`]; the name that a failed job or child workflow is reported under with
    /// `.sync()`, too. Like a wildcard it takes what retriers and catchers after it name.
    TASK_FAILED = "States.TaskFailed";
    /// Raised when a task runs over its `timeout_seconds`, and when it gives no heartbeat: this name matches
    /// [`HEARTBEAT_TIMEOUT`] as well. [`TASK_FAILED`] does not match it; [`ALL`] does. An activity and a callback without
    /// a timeout wait for as long as the execution may last. The limit of the execution itself cannot be caught.
    TIMEOUT = "States.Timeout";
    /// Raised when an activity's worker or whoever holds a task token is silent for longer than `heartbeat_seconds`.
    /// Matched by [`TIMEOUT`] too.
    HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    /// Raised when the execution role, or the one in `credentials`, may not do what the task asked.
    PERMISSIONS = "States.Permissions";
    /// Raised when something goes wrong that the execution cannot get over, such as a path that leads nowhere in
    /// JSONPath. It ends the execution: nothing retries or catches it, not by this name either, and [`ALL`] does not match
    /// it. That it stands in a retrier or catcher does not compile:
    ///
    /// ```compile_fail,E0277
    /// # use sfn_dsl::prelude::*;
    /// # #[lambda("charge")] fn charge(order: String) -> String;
    /// # #[state] fn sorry(error: Expr<ErrorOutput>) -> Flow<String> { succeed(error.cause) }
    /// #[state]
    /// fn pay(order: Expr<String>) -> Flow<String> {
    ///     charge(order).catch(errors::RUNTIME, sorry).end()
    /// }
    /// ```
    RUNTIME: CannotBeHandled = "States.Runtime";
    /// Raised when a state's input after its `Parameters`, its output, or what a service answers is over 262,144 bytes.
    /// Only this name matches it: [`ALL`] and [`TASK_FAILED`] do not.
    DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    /// Raised when no rule of a Choice holds and it has no default. A Choice itself cannot catch; the Map or Parallel
    /// that it is inside of can.
    NO_CHOICE_MATCHED = "States.NoChoiceMatched";
    /// Raised when a branch of a Parallel failed. A branch that fails with an error of its own is reported by that name.
    BRANCH_FAILED = "States.BranchFailed";
    /// Raised when a Distributed Map cannot read its items.
    ITEM_READER_FAILED = "States.ItemReaderFailed";
    /// Raised when a Distributed Map cannot write its results.
    RESULT_WRITER_FAILED = "States.ResultWriterFailed";
    /// Raised when more items of a Distributed Map failed than it tolerates.
    EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold";
    /// Raised when an intrinsic function fails. JSONPath only.
    INTRINSIC_FAILURE = "States.IntrinsicFailure";
    /// Raised when a path in `Parameters` finds nothing. JSONPath only.
    PARAMETER_PATH_FAILURE = "States.ParameterPathFailure";
    /// Raised when `ResultPath` cannot be applied to the input. JSONPath only.
    RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";
    /// Raised when an expression fails, or gives nothing, or gives what its field does not take. JSONata only.
    QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    /// Raised when an HTTPS endpoint does not answer within 60 seconds or breaks off. For an answer with an error status
    /// see [`http_status`](super::http_status).
    HTTP_SOCKET = "States.Http.Socket";
    /// Raised when Lambda itself failed. Retried by default, as are the next three.
    LAMBDA_SERVICE_EXCEPTION = "Lambda.ServiceException";
    /// Raised when Lambda itself failed.
    LAMBDA_AWS_LAMBDA_EXCEPTION = "Lambda.AWSLambdaException";
    /// Raised when Lambda could not be reached.
    LAMBDA_SDK_CLIENT_EXCEPTION = "Lambda.SdkClientException";
    /// Raised when Lambda did not answer in time.
    LAMBDA_CLIENT_EXECUTION_TIMEOUT = "Lambda.ClientExecutionTimeoutException";
    /// Raised when there are too many invocations at once.
    LAMBDA_TOO_MANY_REQUESTS = "Lambda.TooManyRequestsException";
    /// Raised when a function ended in a way that Lambda cannot name, out of memory for instance.
    LAMBDA_UNKNOWN = "Lambda.Unknown";
    /// Raised when a function ran over its own timeout, which is Lambda's and not the task's.
    LAMBDA_TIMED_OUT = "Sandbox.Timedout";
    /// Raised when the condition of a write does not hold.
    DYNAMODB_CONDITIONAL_CHECK_FAILED = "DynamoDB.ConditionalCheckFailedException";
    /// Raised when a table or index gets more requests than its capacity.
    DYNAMODB_THROUGHPUT_EXCEEDED = "DynamoDB.ProvisionedThroughputExceededException";
    /// Raised by [`start_execution`](crate::integrations::states::start_execution) when the state machine had an execution of
    /// that name in the last 90 days, unless it is a Standard one that still runs with the same input.
    EXECUTION_ALREADY_EXISTS = "StepFunctions.ExecutionAlreadyExistsException";
    /// Raised by [`put_events`](crate::integrations::events::put_events) when an entry could not be put on its bus.
    EVENTS_FAILED_ENTRY = "EventBridge.FailedEntry";
}

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn the_names_are_those_that_the_service_gives() {
        let known = sfn_asl::handlers::PREDEFINED.iter().map(|row| row.name);
        assert_eq!(NAMES, known.collect::<Vec<_>>());
    }
}
