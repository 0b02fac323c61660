//! Timers, errors, kinds of workflow, maps.

use crate::{found, one, valid, warned, wrong};
use sfn_asl::Severity;
use sfn_asl::WorkflowKind::Express;

#[test]
fn timers_are_in_range() {
    wrong(
        &one(r#""Wait","End":true"#),
        &[("invalid-wait", "/States/A")],
    );
    wrong(
        &one(r#""Wait","Seconds":1,"Timestamp":"2026-01-01T00:00:00Z","End":true"#),
        &[("invalid-wait", "/States/A/Timestamp")],
    );
    wrong(
        &one(r#""Wait","Seconds":-1,"End":true"#),
        &[("invalid-value", "/States/A/Seconds")],
    );
    wrong(
        &one(r#""Wait","Seconds":100000000,"End":true"#),
        &[("invalid-value", "/States/A/Seconds")],
    );
    wrong(
        &one(r#""Wait","Seconds":1.5,"End":true"#),
        &[("invalid-value", "/States/A/Seconds")],
    );
    wrong(
        &one(r#""Wait","Timestamp":"2016-12-05 21:29:29Z","End":true"#),
        &[("invalid-value", "/States/A/Timestamp")],
    );
    valid(&one(r#""Wait","Seconds":0,"End":true"#));
    valid(&one(r#""Wait","Seconds":99999999,"End":true"#));
    let task = |timers: &str| {
        one(&format!(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,{timers}"#
        ))
    };
    wrong(
        &task(r#""TimeoutSeconds":0"#),
        &[("invalid-value", "/States/A/TimeoutSeconds")],
    );
    wrong(
        &task(r#""TimeoutSeconds":60,"HeartbeatSeconds":60"#),
        &[("invalid-value", "/States/A/HeartbeatSeconds")],
    );
    wrong(
        &task(r#""TimeoutSeconds":60,"TimeoutSecondsPath":"$.t""#),
        &[("forbidden-field", "/States/A/TimeoutSecondsPath")],
    );
    valid(&task(r#""TimeoutSeconds":60,"HeartbeatSeconds":59"#));
    valid(&task(r#""TimeoutSeconds":"${T}","HeartbeatSeconds":59"#));
}

#[test]
fn errors_are_handled_in_an_order_that_works() {
    let retry = |retry: &str| {
        one(&format!(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"Retry":[{retry}]"#
        ))
    };
    let here = "/States/A/Retry/0";
    valid(&retry(
        r#"{"ErrorEquals":["States.Timeout","My.Error"]},{"ErrorEquals":["States.ALL"],"MaxAttempts":0}"#,
    ));
    valid(&one(
        r#""Task","Resource":"arn:aws:states:::http:invoke","End":true,"Retry":[{"ErrorEquals":["States.Http.StatusCode.429"],"JitterStrategy":"FULL","MaxDelaySeconds":31622400}]"#,
    ));
    wrong(&retry("{}"), &[("missing-field", here)]);
    wrong(
        &retry(r#"{"ErrorEquals":[]}"#),
        &[("missing-field", &format!("{here}/ErrorEquals"))],
    );
    wrong(
        &retry(r#"{"ErrorEquals":["States.ALL","X"]}"#),
        &[("invalid-error-handling", &format!("{here}/ErrorEquals/0"))],
    );
    wrong(
        &retry(r#"{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["X"]}"#),
        &[("invalid-error-handling", &format!("{here}/ErrorEquals/0"))],
    );
    wrong(
        &retry(r#"{"ErrorEquals":["States.All"]}"#),
        &[("invalid-error-handling", &format!("{here}/ErrorEquals/0"))],
    );
    for field in [
        r#""IntervalSeconds":0"#,
        r#""MaxAttempts":-1"#,
        r#""MaxAttempts":1.5"#,
        r#""BackoffRate":0.5"#,
        r#""MaxDelaySeconds":31622401"#,
        r#""JitterStrategy":"SOME""#,
    ] {
        let name = field.split('"').nth(1).unwrap();
        wrong(
            &retry(&format!(r#"{{"ErrorEquals":["X"],{field}}}"#)),
            &[("invalid-value", &format!("{here}/{name}"))],
        );
    }
    wrong(
        &retry(r#"{"ErrorEquals":["X"],"MaxAttempts":"3"}"#),
        &[("wrong-type", &format!("{here}/MaxAttempts"))],
    );
    wrong(
        &one(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"Catch":[{"ErrorEquals":["X"]}]"#,
        ),
        &[("missing-field", "/States/A/Catch/0")],
    );
}

#[test]
fn express_workflows_cannot_wait_for_others() {
    let task = |resource: &str| one(&format!(r#""Task","Resource":"{resource}","End":true"#));
    for resource in [
        "arn:aws:states:::ecs:runTask.sync",
        "arn:aws:states:::states:startExecution.sync:2",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:states:eu-west-1:123456789012:activity:manual",
    ] {
        valid(&task(resource));
        let found = found(&task(resource), Express);
        assert_eq!(
            found,
            [(
                Severity::Error,
                "not-in-express",
                "/States/A/Resource".to_owned()
            )],
            "{resource}"
        );
    }
    assert_eq!(
        found(&task("arn:aws:states:::sqs:sendMessage"), Express),
        []
    );
    assert_eq!(
        found(
            &distributed("EXPRESS", "arn:aws:states:::sqs:sendMessage", ""),
            Express
        )[0]
        .1,
        "not-in-express"
    );
    // The children of a Distributed Map are what it says they are.
    valid(&distributed(
        "STANDARD",
        "arn:aws:states:::ecs:runTask.sync",
        "",
    ));
    wrong(
        &distributed("EXPRESS", "arn:aws:states:::ecs:runTask.sync", ""),
        &[(
            "not-in-express",
            "/States/A/ItemProcessor/States/B/Resource",
        )],
    );
}

fn distributed(children: &str, resource: &str, fields: &str) -> String {
    one(&format!(
        r#""Map","End":true,"ItemProcessor":{{"ProcessorConfig":{{"Mode":"DISTRIBUTED","ExecutionType":"{children}"}},"StartAt":"B","States":{{"B":{{"Type":"Task","Resource":"{resource}","End":true}}}}}}{fields}"#
    ))
}

#[test]
fn a_distributed_map_has_fields_of_its_own() {
    let map = |fields: &str| distributed("STANDARD", "arn:aws:states:::sns:publish", fields);
    let inline = |fields: &str| {
        one(&format!(
            r#""Map","End":true,"ItemProcessor":{{"StartAt":"B","States":{{"B":{{"Type":"Succeed"}}}}}}{fields}"#
        ))
    };
    let reader = r#","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"b","Key":"k"}}"#;
    valid(&map(reader));
    warned(
        &inline(reader),
        &[("distributed-only", "/States/A/ItemReader")],
    );
    warned(
        &inline(r#","ToleratedFailureCount":1"#),
        &[("distributed-only", "/States/A/ToleratedFailureCount")],
    );
    wrong(
        &map(r#","ToleratedFailurePercentage":101"#),
        &[("invalid-value", "/States/A/ToleratedFailurePercentage")],
    );
    wrong(
        &map(r#","Label":"a b""#),
        &[("invalid-label", "/States/A/Label")],
    );
    warned(
        &map(r#","ItemBatcher":{"BatchInput":{}}"#),
        &[("missing-field", "/States/A/ItemBatcher")],
    );
    wrong(
        &map(r#","ItemBatcher":{"MaxInputBytesPerBatch":262145}"#),
        &[(
            "invalid-value",
            "/States/A/ItemBatcher/MaxInputBytesPerBatch",
        )],
    );
    wrong(
        &map(r#","ResultWriter":{}"#),
        &[("missing-field", "/States/A/ResultWriter")],
    );
    wrong(
        &map(
            r#","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b","Key":"k"}}"#,
        ),
        &[("missing-field", "/States/A/ItemReader")],
    );
    wrong(
        &map(
            r#","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"TSV"},"Parameters":{"Bucket":"b","Key":"k"}}"#,
        ),
        &[(
            "invalid-value",
            "/States/A/ItemReader/ReaderConfig/InputType",
        )],
    );
    wrong(
        &map(r#","ItemReader":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{}}"#),
        &[("invalid-resource", "/States/A/ItemReader/Resource")],
    );
    valid(&map(
        r#","ItemReader":{"Resource":"arn:aws:states:::s3:listObjectsV2","Parameters":{"Bucket":"b"}}"#,
    ));
    wrong(
        &one(
            r#""Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},"StartAt":"B","States":{"B":{"Type":"Succeed"}}}"#,
        ),
        &[("missing-field", "/States/A/ItemProcessor/ProcessorConfig")],
    );
    wrong(
        &one(
            r#""Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE","ExecutionType":"EXPRESS"},"StartAt":"B","States":{"B":{"Type":"Succeed"}}}"#,
        ),
        &[(
            "distributed-only",
            "/States/A/ItemProcessor/ProcessorConfig/ExecutionType",
        )],
    );
    wrong(
        &one(
            r#""Map","End":true,"Iterator":{"StartAt":"B","States":{"B":{"Type":"Succeed"}}},"ItemProcessor":{"StartAt":"C","States":{"C":{"Type":"Succeed"}}}"#,
        ),
        &[("forbidden-field", "/States/A/Iterator")],
    );
    valid(&one(
        r#""Map","End":true,"Parameters":{"a.$":"$$.Map.Item.Value"},"Iterator":{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}"#,
    ));
}

#[test]
fn where_numbers_of_a_map_come_from_is_a_reference_path() {
    let map = |fields: &str| distributed("STANDARD", "arn:aws:states:::sns:publish", fields);
    let reader = |path: &str| {
        format!(
            r#","ItemReader":{{"Resource":"arn:aws:states:::s3:listObjectsV2","Parameters":{{"Bucket":"b"}},"ReaderConfig":{{"MaxItemsPath":"{path}"}}}}"#
        )
    };
    for path in ["most", "$.most[*]", "$$.Execution.Input.most"] {
        wrong(
            &map(&reader(path)),
            &[(
                "invalid-path",
                "/States/A/ItemReader/ReaderConfig/MaxItemsPath",
            )],
        );
        for field in ["MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath"] {
            wrong(
                &map(&format!(r#","ItemBatcher":{{"{field}":"{path}"}}"#)),
                &[("invalid-path", &format!("/States/A/ItemBatcher/{field}"))],
            );
        }
        for field in [
            "MaxConcurrencyPath",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentagePath",
        ] {
            wrong(
                &map(&format!(r#","{field}":"{path}""#)),
                &[("invalid-path", &format!("/States/A/{field}"))],
            );
        }
    }
    valid(&map(&reader("$.most")));
    valid(&map(r#","ItemsPath":"$$.Execution.Input.items""#));
    warned(
        &map(&reader("$most")),
        &[(
            "unassigned-variable",
            "/States/A/ItemReader/ReaderConfig/MaxItemsPath",
        )],
    );
}

#[test]
fn numbers_of_retriers_are_numbers() {
    let retrier = |fields: &str| {
        one(&format!(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"QueryLanguage":"JSONata","Retry":[{{"ErrorEquals":["States.ALL"],{fields}}}]"#
        ))
    };
    for field in [
        "IntervalSeconds",
        "MaxAttempts",
        "BackoffRate",
        "MaxDelaySeconds",
    ] {
        let place = format!("/States/A/Retry/0/{field}");
        wrong(
            &retrier(&format!(r#""{field}":"{{% 2 %}}""#)),
            &[("wrong-type", &place)],
        );
        wrong(
            &retrier(&format!(r#""{field}":"2""#)),
            &[("wrong-type", &place)],
        );
        valid(&retrier(&format!(r#""{field}":"${{Number}}""#)));
    }
    for word in ["full", "NONE ", "PARTIAL", ""] {
        wrong(
            &retrier(&format!(r#""JitterStrategy":"{word}""#)),
            &[("invalid-value", "/States/A/Retry/0/JitterStrategy")],
        );
    }
    wrong(
        &retrier(r#""JitterStrategy":true"#),
        &[("wrong-type", "/States/A/Retry/0/JitterStrategy")],
    );
    warned(
        &retrier(r#""IntervalSeconds":10,"MaxDelaySeconds":5"#),
        &[(
            "invalid-error-handling",
            "/States/A/Retry/0/MaxDelaySeconds",
        )],
    );
    valid(&retrier(r#""IntervalSeconds":10,"MaxDelaySeconds":10"#));
}

#[test]
fn a_slip_in_a_required_field_is_one_mistake() {
    wrong(
        &one(r#""Task","Resouce":"arn:aws:states:::sns:publish","End":true"#),
        &[("unknown-field", "/States/A/Resouce")],
    );
    wrong(
        r#"{"StartsAt":"A","States":{"A":{"Type":"Succeed"}}}"#,
        &[("unknown-field", "/StartsAt")],
    );
    wrong(
        &one(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"Retry":[{"ErrorEqual":["States.ALL"]}]"#,
        ),
        &[("unknown-field", "/States/A/Retry/0/ErrorEqual")],
    );
}
