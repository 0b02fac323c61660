//! Retriers and catchers that never act, and times that an Express workflow does not have.

use crate::{found, one, valid, warned};
use sfn_asl::Severity;
use sfn_asl::WorkflowKind::Express;

/// A machine of a task that calls this, with these retriers.
fn retried(resource: &str, fields: &str, retriers: &[&str]) -> String {
    let retriers: Vec<String> = retriers
        .iter()
        .map(|names| format!(r#"{{"ErrorEquals":[{names}]}}"#))
        .collect();
    one(&format!(
        r#""Task","Resource":"{resource}"{fields},"End":true,"Retry":[{}]"#,
        retriers.join(",")
    ))
}

const LAMBDA: &str = "arn:aws:states:::lambda:invoke";
const QUEUE: &str = "arn:aws:states:::sqs:sendMessage";

#[test]
fn a_wider_retrier_takes_what_comes_after_it() {
    let never = |at: usize| format!("/States/A/Retry/{at}");
    let taken = "error-already-handled";
    for (first, second) in [
        (
            r#""States.TaskFailed""#,
            r#""Lambda.TooManyRequestsException""#,
        ),
        (
            r#""States.TaskFailed""#,
            r#""CardDeclined","Lambda.Unknown""#,
        ),
        (r#""Fraud","CardDeclined""#, r#""CardDeclined""#),
    ] {
        warned(
            &retried(LAMBDA, "", &[first, second]),
            &[(taken, &never(1))],
        );
        valid(&retried(LAMBDA, "", &[second, r#""States.ALL""#]));
    }
    warned(
        &retried(
            QUEUE,
            r#","TimeoutSeconds":9,"HeartbeatSeconds":3"#,
            &[r#""States.Timeout""#, r#""States.HeartbeatTimeout""#],
        ),
        &[(taken, &never(1))],
    );
    // One name that can match is enough; a timeout is no failure of the task.
    valid(&retried(
        LAMBDA,
        "",
        &[
            r#""States.TaskFailed""#,
            r#""Lambda.Unknown","States.Timeout""#,
        ],
    ));
}

#[test]
fn nothing_raises_what_a_state_has_not() {
    let raised = "error-never-raised";
    let place = "/States/A/Retry/0";
    for (resource, fields, name) in [
        (QUEUE, "", r#""Lambda.ServiceException""#),
        (QUEUE, "", r#""States.NoChoiceMatched""#),
        (
            QUEUE,
            "",
            r#""States.ItemReaderFailed","States.ResultWriterFailed""#,
        ),
        (QUEUE, "", r#""States.HeartbeatTimeout""#),
        (QUEUE, "", r#""States.Http.StatusCode.503""#),
        (QUEUE, "", r#""States.QueryEvaluationError""#),
        (
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "",
            r#""States.Timeout""#,
        ),
        (
            "arn:aws:states:::aws-sdk:dynamodb:getItem",
            "",
            r#""DynamoDB.ThrottlingException""#,
        ),
    ] {
        let found = found(
            &retried(resource, fields, &[name]),
            sfn_asl::WorkflowKind::Standard,
        );
        assert!(!found.is_empty(), "{resource} {name}");
        for (severity, code, pointer) in found {
            assert_eq!(
                (severity, code, &*pointer),
                (Severity::Warning, raised, place),
                "{name}"
            );
        }
    }
    for (resource, name) in [
        (LAMBDA, r#""Lambda.ServiceException""#),
        ("arn:aws:lambda:eu-west-1:1:function:f", r#""MyError""#),
        (
            "arn:aws:states:::http:invoke",
            r#""States.Http.StatusCode.503""#,
        ),
        (
            "arn:aws:states:::aws-sdk:dynamodb:getItem",
            r#""DynamoDb.ThrottlingException""#,
        ),
        ("${Anything}", r#""Lambda.Unknown","States.Http.Socket""#),
        (
            QUEUE,
            r#""States.Permissions","States.DataLimitExceeded","Sqs.Anything""#,
        ),
    ] {
        valid(&retried(resource, "", &[name]));
    }
    warned(
        &retried(QUEUE, "", &[r#""States.Runtime","States.Permissions""#]),
        &[("terminal-error", place)],
    );
}

#[test]
fn a_parallel_raises_what_its_branches_do() {
    let parallel = |inner: &str, name: &str| {
        format!(
            r#"{{"StartAt":"P","States":{{"P":{{"Type":"Parallel","Branches":[{{"StartAt":"A","States":{{"A":{{{inner}}},"B":{{"Type":"Succeed"}}}}}}],"Catch":[{{"ErrorEquals":["{name}"],"Next":"Z"}}],"Next":"Z"}},"Z":{{"Type":"Succeed"}}}}}}"#
        )
    };
    let choice = r#""Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"B"}]"#;
    valid(&parallel(choice, "States.NoChoiceMatched"));
    let settled = format!(r#"{choice},"Default":"B""#);
    warned(
        &parallel(&settled, "States.NoChoiceMatched"),
        &[("error-never-raised", "/States/P/Catch/0")],
    );
    let call = format!(r#""Type":"Task","Resource":"{LAMBDA}","Next":"B""#);
    valid(&parallel(&call, "Lambda.Unknown"));
    valid(&parallel(&call, "States.BranchFailed"));
}

#[test]
fn an_express_workflow_has_five_minutes() {
    let text = one(&format!(
        r#""Task","Resource":"{LAMBDA}","End":true,"Retry":[{{"ErrorEquals":["States.ALL"],"IntervalSeconds":301}}]"#
    ));
    assert_eq!(
        found(&text, Express),
        [(
            Severity::Warning,
            "not-in-express",
            "/States/A/Retry/0/IntervalSeconds".to_owned()
        )]
    );
    valid(&text);
    let text = one(r#""Wait","Seconds":301,"End":true"#);
    assert_eq!(found(&text, Express).len(), 1);
    assert_eq!(
        found(&one(r#""Wait","Seconds":300,"End":true"#), Express),
        []
    );
}

#[test]
fn many_handlers_take_no_longer_than_they_are_many() {
    let names: Vec<String> = (0..10_000).map(|at| format!(r#""E{at}""#)).collect();
    let retriers: Vec<&str> = names.iter().map(String::as_str).collect();
    let twice = [&retriers[..], &retriers[..]].concat();
    let start = std::time::Instant::now();
    let found = found(
        &retried(LAMBDA, "", &twice),
        sfn_asl::WorkflowKind::Standard,
    );
    assert_eq!(found.len(), 10_000);
    assert!(
        start.elapsed() < std::time::Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}
