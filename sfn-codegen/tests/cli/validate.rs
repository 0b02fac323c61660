//! What is checked, and what the exit status says of it.

use crate::{Folder, expect};
use sfn_codegen::Status;

const GOOD: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;

#[test]
fn the_exit_status_tells_what_was_found() {
    let folder = Folder::new()
        .with("good.json", GOOD)
        .with("bad.json", r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}"#)
        .with("warned.json", r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": "$.b"}, "End": true}}}"#);
    let code = |args: &[&str]| folder.run(&[&["validate"], args].concat()).0.code();
    assert_eq!(code(&["good.json"]), 0);
    assert_eq!(code(&["bad.json"]), 1);
    assert_eq!(code(&["good.json", "bad.json"]), 1);
    assert_eq!(code(&["warned.json"]), 0);
    assert_eq!(code(&["warned.json", "--deny-warnings"]), 1);
    assert_eq!(code(&["good.json", "gone.json"]), 2);
    assert_eq!(code(&["bad.json", "gone.json"]), 2);
    assert_eq!(code(&[]), 2);
    assert_eq!(folder.run(&["validat"]).0, Status::Failed);
    assert_eq!(folder.run(&["--help"]).0, Status::Fine);
    assert_eq!(folder.run(&["validate", "--help"]).0, Status::Fine);
    let (_, _, err) = folder.run(&["validate", "gone.json"]);
    assert!(
        err.starts_with("error: `gone.json` cannot be read: "),
        "{err}"
    );
}

#[test]
fn a_report_is_a_line_of_json_for_each_file() {
    let folder = Folder::new().with("good.json", GOOD).with(
        "bad.json",
        "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": {\"Type\": \"Pass\", \"Next\": \"Bb\"},\n    \"B\": {\"Type\": \"Succeed\"}\n  }\n}",
    );
    let (status, out, _) = folder.run(&["validate", "--format", "json", "good.json", "bad.json"]);
    assert_eq!(status, Status::Findings);
    assert_eq!(
        out,
        concat!(
            r#"{"file":"good.json","result":"OK","diagnostics":[]}"#,
            "\n",
            r#"{"file":"bad.json","result":"FAIL","diagnostics":[{"severity":"ERROR","code":"MISSING_TRANSITION_TARGET","#,
            r#""rule":"dangling-transition","message":"there is no state `Bb`","location":"/States/A/Next","line":4,"column":35,"#,
            r#""help":"add the state, or name one of this scope"}]}"#,
            "\n"
        )
    );
}

#[test]
fn people_see_the_source_underlined() {
    let folder = Folder::new().with(
        "order.json",
        r#"{
  "StartAt": "Charge",
  "QueryLanguage": "JSONata",
  "States": {
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invok",
      "Arguments": { "Payload": "{% $sum($states.input.items.price %}" },
      "End": true
    }
  }
}
"#,
    );
    let (_, out, _) = folder.run(&["validate", "order.json"]);
    let expected = r#"error[unknown-integration]: there is no integration `lambda:invok`
 --> order.json:7:19
  |
7 |       "Resource": "arn:aws:states:::lambda:invok",
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /States/Charge/Resource
  |
  = help: did you mean `lambda:invoke`?

error[invalid-expression]: the expression cannot be read: the expression ends where `)` is expected
 --> order.json:8:68
  |
8 |       "Arguments": { "Payload": "{% $sum($states.input.items.price %}" },
  |                                                                    ^ /States/Charge/Arguments/Payload
  |
  = help: look after `$sum($states.input.items.price`

1 definition in 1 file: 2 errors
"#;
    assert_eq!(out, expected);
}

#[test]
fn express_workflows_are_checked_as_such() {
    let folder = Folder::new().with(
        "a.json",
        r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": {"TaskDefinition": "t"}, "End": true}}}"#,
    );
    assert_eq!(folder.reports(&["a.json"]).0, 0);
    let (code, reports) = folder.reports(&["a.json", "--express"]);
    assert_eq!(code, 1);
    expect(
        &reports[0],
        &[("ERROR", "not-in-express", "/States/A/Resource", "1:63")],
    );
}

#[test]
fn calls_exist_and_get_what_they_need() {
    let task = |resource: &str, parameters: &str| {
        let definition = format!(
            r#"{{"StartAt":"A","States":{{"A":{{"Type":"Task","Resource":"arn:aws:states:::{resource}","Parameters":{parameters},"End":true}}}}}}"#
        );
        let (_, reports) = Folder::new()
            .with("a.json", &definition)
            .reports(&["a.json"]);
        let found = crate::found(&reports[0]);
        found
            .into_iter()
            .map(|(severity, rule, place, _)| format!("{severity} {rule} {place}"))
            .collect::<Vec<_>>()
    };
    let none: &[&str] = &[];
    let queue = r#"{"QueueUrl":"q","MessageBody.$":"$"}"#;
    assert_eq!(task("sqs:sendMessage", queue), none);
    assert_eq!(task("aws-sdk:s3:listBuckets", "{}"), none);
    assert_eq!(task("aws-sdk:dynamodb:query", r#"{"TableName":"t"}"#), none);
    for resource in [
        "sqs:sendMesage",
        "sqs:sendMessage.sync",
        "dynamodb:query",
        "aws-sdk:s3:listBucket",
        "aws-sdk:s33:listBuckets",
        "aws-sdk:s3:listBuckets.sync",
    ] {
        assert_eq!(
            task(resource, queue),
            ["ERROR unknown-integration /States/A/Resource"],
            "{resource}"
        );
    }
    let at = "/States/A/Parameters";
    assert_eq!(
        task("sqs:sendMessage", r#"{"queueUrl":"q","MessageBody":"b"}"#),
        [format!("ERROR unknown-parameter {at}/queueUrl")]
    );
    assert_eq!(
        task("sqs:sendMessage", r#"{"QueueUrl.$":"$.q"}"#),
        [format!("ERROR missing-parameter {at}")]
    );
    assert_eq!(
        task(
            "sqs:sendMessage",
            r#"{"QueueUrl":"q","MessageBody":"b","Colour":"red"}"#
        ),
        [format!("WARNING unknown-parameter {at}/Colour")]
    );
    assert_eq!(
        task("sns:publish", r#"{"Message":"m"}"#),
        [format!("ERROR missing-parameter {at}")]
    );
    assert_eq!(
        task("aws-sdk:s3:getObject", r#"{"bucket.$":"$.b","Key":"k"}"#),
        [format!("ERROR unknown-parameter {at}/bucket.$")]
    );
    // What becomes a name at deployment is not known.
    assert_eq!(task("${Service}:${Action}", "{}"), none);
}
