//! The names that Step Functions and its services give to errors: one table, with what each is raised by.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>, read in November 2026.

use super::{CannotBeHandled, ErrorName};

/// What a state has to be, or has to have inside of it, so that an error can be raised there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Any state that can retry or catch can raise it.
    Nothing,
    /// It ends the execution: there is nothing to retry or to catch.
    NotTerminal,
    /// A Task that is given up after some time.
    Timeout,
    /// A Task with a heartbeat.
    Heartbeat,
    /// A Choice without a default.
    Choice,
    /// A Parallel.
    Parallel,
    /// A Distributed Map.
    DistributedMap,
    /// A Distributed Map that reads its items from elsewhere.
    ItemReader,
    /// A Distributed Map that writes its results.
    ResultWriter,
    /// A state in JSONPath.
    JsonPath,
    /// A state in JSONata.
    Jsonata,
    /// A Task that calls an HTTPS endpoint.
    Http,
    /// A Task that calls a Lambda function.
    Lambda,
    /// A Task that calls DynamoDB's own integration.
    DynamoDb,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) needs: Needs,
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident $(: $Of:ty)? = $text:literal, $needs:ident;)*) => {
        $(
            $(#[$doc])*
            #[doc = concat!("\n\nWritten `", $text, "`.")]
            pub const $name: ErrorName $(<$Of>)? = ErrorName::declared($text);
        )*

        /// Every name that has a constant here.
        pub(crate) const NAMES: &[Row] = &[$(Row { name: $text, needs: Needs::$needs },)*];
    };
}

names! {
    /// Every error that has a name, except [`DATA_LIMIT_EXCEEDED`] and [`RUNTIME`]. It stands alone in its retrier or
    /// catcher, and that one comes last.
    ALL = "States.ALL", Nothing;
    /// Any failure of a task except a [`TIMEOUT`]; the name that a failed job or child workflow is reported under with
    /// `.sync()`, too. Like a wildcard it takes what retriers and catchers after it name.
    TASK_FAILED = "States.TaskFailed", Nothing;
    /// Raised when a task runs over its `timeout_seconds`, and when it gives no heartbeat: this name matches
    /// [`HEARTBEAT_TIMEOUT`] as well. [`TASK_FAILED`] does not match it; [`ALL`] does. An activity and a callback without
    /// a timeout wait for as long as the execution may last. The limit of the execution itself cannot be caught.
    TIMEOUT = "States.Timeout", Timeout;
    /// Raised when an activity's worker or whoever holds a task token is silent for longer than `heartbeat_seconds`.
    /// Matched by [`TIMEOUT`] too.
    HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout", Heartbeat;
    /// Raised when the execution role, or the one in `credentials`, may not do what the task asked.
    PERMISSIONS = "States.Permissions", Nothing;
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
    RUNTIME: CannotBeHandled = "States.Runtime", NotTerminal;
    /// Raised when a state's input after its `Parameters`, its output, or what a service answers is over 262,144 bytes.
    /// Only this name matches it: [`ALL`] and [`TASK_FAILED`] do not.
    DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded", Nothing;
    /// Raised when no rule of a Choice holds and it has no default. A Choice itself cannot catch; the Map or Parallel
    /// that it is inside of can.
    NO_CHOICE_MATCHED = "States.NoChoiceMatched", Choice;
    /// Raised when a branch of a Parallel failed. A branch that fails with an error of its own is reported by that name.
    BRANCH_FAILED = "States.BranchFailed", Parallel;
    /// Raised when a Distributed Map cannot read its items.
    ITEM_READER_FAILED = "States.ItemReaderFailed", ItemReader;
    /// Raised when a Distributed Map cannot write its results.
    RESULT_WRITER_FAILED = "States.ResultWriterFailed", ResultWriter;
    /// Raised when more items of a Distributed Map failed than it tolerates.
    EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold", DistributedMap;
    /// Raised when an intrinsic function fails. JSONPath only.
    INTRINSIC_FAILURE = "States.IntrinsicFailure", JsonPath;
    /// Raised when a path in `Parameters` finds nothing. JSONPath only.
    PARAMETER_PATH_FAILURE = "States.ParameterPathFailure", JsonPath;
    /// Raised when `ResultPath` cannot be applied to the input. JSONPath only.
    RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure", JsonPath;
    /// Raised when an expression fails, or gives nothing, or gives what its field does not take. JSONata only.
    QUERY_EVALUATION_ERROR = "States.QueryEvaluationError", Jsonata;
    /// Raised when an HTTPS endpoint does not answer within 60 seconds or breaks off. For an answer with an error status
    /// see [`http_status`](super::http_status).
    HTTP_SOCKET = "States.Http.Socket", Http;
    /// Raised when Lambda itself failed. Retried by default, as are the next three.
    LAMBDA_SERVICE_EXCEPTION = "Lambda.ServiceException", Lambda;
    /// Raised when Lambda itself failed.
    LAMBDA_AWS_LAMBDA_EXCEPTION = "Lambda.AWSLambdaException", Lambda;
    /// Raised when Lambda could not be reached.
    LAMBDA_SDK_CLIENT_EXCEPTION = "Lambda.SdkClientException", Lambda;
    /// Raised when Lambda did not answer in time.
    LAMBDA_CLIENT_EXECUTION_TIMEOUT = "Lambda.ClientExecutionTimeoutException", Lambda;
    /// Raised when there are too many invocations at once.
    LAMBDA_TOO_MANY_REQUESTS = "Lambda.TooManyRequestsException", Lambda;
    /// Raised when a function ended in a way that Lambda cannot name, out of memory for instance.
    LAMBDA_UNKNOWN = "Lambda.Unknown", Lambda;
    /// Raised when a function ran over its own timeout, which is Lambda's and not the task's.
    LAMBDA_TIMED_OUT = "Sandbox.Timedout", Lambda;
    /// Raised when the condition of a write does not hold.
    DYNAMODB_CONDITIONAL_CHECK_FAILED = "DynamoDB.ConditionalCheckFailedException", DynamoDb;
    /// Raised when a table or index gets more requests than its capacity.
    DYNAMODB_THROUGHPUT_EXCEEDED = "DynamoDB.ProvisionedThroughputExceededException", DynamoDb;
    /// Raised by [`start_execution`](crate::integrations::states::start_execution) when the state machine had an execution of
    /// that name in the last 90 days, unless it is a Standard one that still runs with the same input.
    EXECUTION_ALREADY_EXISTS = "StepFunctions.ExecutionAlreadyExistsException", Nothing;
    /// Raised by [`put_events`](crate::integrations::events::put_events) when an entry could not be put on its bus.
    EVENTS_FAILED_ENTRY = "EventBridge.FailedEntry", Nothing;
}

/// Names of which there are too many for a constant each, by what they begin with.
pub(crate) const FAMILIES: &[Row] = &[
    Row {
        name: "States.Http.",
        needs: Needs::Http,
    },
    Row {
        name: "Lambda.",
        needs: Needs::Lambda,
    },
];

/// What a state needs to raise the error of this name; nothing for a name that nobody here knows.
pub(crate) fn needs(name: &str) -> Needs {
    let row = NAMES.iter().find(|row| row.name == name);
    row.or_else(|| FAMILIES.iter().find(|row| name.starts_with(row.name)))
        .map_or(Needs::Nothing, |row| row.needs)
}

/// Whether a retrier or catcher of the error `earlier` takes every error `later` that a task raises. What is not certain
/// is left out, and so is `States.ALL`, which has to be the last anyway.
pub(crate) fn takes(earlier: &str, later: &str) -> bool {
    match earlier {
        _ if earlier == later => true,
        "States.Timeout" => later == "States.HeartbeatTimeout",
        // Names of its own are what a service or a function gives to a task that failed.
        "States.TaskFailed" => !later.starts_with("States."),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_take_what_the_documentation_says() {
        assert!(takes("States.Timeout", "States.HeartbeatTimeout"));
        assert!(!takes("States.HeartbeatTimeout", "States.Timeout"));
        assert!(takes("States.TaskFailed", "CardDeclined"));
        assert!(takes("States.TaskFailed", "Lambda.Unknown"));
        for not in [
            "States.Timeout",
            "States.DataLimitExceeded",
            "States.Runtime",
        ] {
            assert!(!takes("States.TaskFailed", not), "{not}");
        }
        assert!(takes("CardDeclined", "CardDeclined"));
        assert!(!takes("CardDeclined", "Fraud"));
    }

    #[test]
    fn names_that_nobody_knows_can_come_from_anywhere() {
        assert_eq!(needs("CardDeclined"), Needs::Nothing);
        assert_eq!(needs("States.Http.StatusCode.404"), Needs::Http);
        assert_eq!(needs("Lambda.ResourceNotFoundException"), Needs::Lambda);
        assert_eq!(needs("States.NoChoiceMatched"), Needs::Choice);
    }

    #[test]
    fn each_name_is_there_once() {
        for (at, row) in NAMES.iter().enumerate() {
            assert!(
                NAMES[..at].iter().all(|other| other.name != row.name),
                "{}",
                row.name
            );
        }
    }
}
