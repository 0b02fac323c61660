//! The names that Step Functions and its services give to errors: one table, with what each is raised by.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>, read in November 2026.

/// What a state has to be, or has to have inside of it, so that an error can be raised there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Needs {
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

/// A name, and what a state needs to raise it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predefined {
    /// The name, or what it begins with.
    pub name: &'static str,
    /// What a state has to be, or to have inside of it.
    pub needs: Needs,
}

const fn row(name: &'static str, needs: Needs) -> Predefined {
    Predefined { name, needs }
}

/// Every name that the service and the services it calls are documented to give, and that is one of its own.
pub const PREDEFINED: &[Predefined] = &[
    row("States.ALL", Needs::Nothing),
    row("States.TaskFailed", Needs::Nothing),
    row("States.Timeout", Needs::Timeout),
    row("States.HeartbeatTimeout", Needs::Heartbeat),
    row("States.Permissions", Needs::Nothing),
    row("States.Runtime", Needs::NotTerminal),
    row("States.DataLimitExceeded", Needs::Nothing),
    row("States.NoChoiceMatched", Needs::Choice),
    row("States.BranchFailed", Needs::Parallel),
    row("States.ItemReaderFailed", Needs::ItemReader),
    row("States.ResultWriterFailed", Needs::ResultWriter),
    row(
        "States.ExceedToleratedFailureThreshold",
        Needs::DistributedMap,
    ),
    row("States.IntrinsicFailure", Needs::JsonPath),
    row("States.ParameterPathFailure", Needs::JsonPath),
    row("States.ResultPathMatchFailure", Needs::JsonPath),
    row("States.QueryEvaluationError", Needs::Jsonata),
    row("States.Http.Socket", Needs::Http),
    row("Lambda.ServiceException", Needs::Lambda),
    row("Lambda.AWSLambdaException", Needs::Lambda),
    row("Lambda.SdkClientException", Needs::Lambda),
    row("Lambda.ClientExecutionTimeoutException", Needs::Lambda),
    row("Lambda.TooManyRequestsException", Needs::Lambda),
    row("Lambda.Unknown", Needs::Lambda),
    row("Sandbox.Timedout", Needs::Lambda),
    row("DynamoDB.ConditionalCheckFailedException", Needs::DynamoDb),
    row(
        "DynamoDB.ProvisionedThroughputExceededException",
        Needs::DynamoDb,
    ),
    row(
        "StepFunctions.ExecutionAlreadyExistsException",
        Needs::Nothing,
    ),
    row("EventBridge.FailedEntry", Needs::Nothing),
];

/// Names of which there are too many, by what they begin with.
pub const FAMILIES: &[Predefined] = &[
    row("States.Http.", Needs::Http),
    row("Lambda.", Needs::Lambda),
];

/// What a state needs to raise the error of this name; nothing for a name that nobody here knows.
#[must_use]
pub fn needs(name: &str) -> Needs {
    let row = PREDEFINED.iter().find(|row| row.name == name);
    row.or_else(|| FAMILIES.iter().find(|row| name.starts_with(row.name)))
        .map_or(Needs::Nothing, |row| row.needs)
}

/// Names that match others than their own; `States.ALL` has to be the last anyway.
pub const WILDCARDS: &[&str] = &["States.Timeout", "States.TaskFailed"];

/// Whether a retrier or catcher of the error `earlier` takes every error `later` that a task raises. What is not certain
/// is left out, and so is `States.ALL`, which has to be the last anyway.
#[must_use]
pub fn takes(earlier: &str, later: &str) -> bool {
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
        for (at, row) in PREDEFINED.iter().enumerate() {
            assert!(
                PREDEFINED[..at].iter().all(|other| other.name != row.name),
                "{}",
                row.name
            );
        }
    }
}
