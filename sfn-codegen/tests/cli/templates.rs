//! Definitions in templates: each is found and checked, and its findings point into the template.

use crate::{Folder, expect, found};

#[test]
fn sam_and_cloudformation_in_yaml() {
    let folder = Folder::new()
        .with(
            "other.asl.json",
            r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "Nxt": 1}}}"#,
        )
        .with(
            "template.yaml",
            r#"Resources:
  Topic:
    Type: AWS::SNS::Topic
  Inline:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: !Sub arn:${AWS::Partition}:states:::sqs:sendMessage.waitForTaskToken
            Parameters: { QueueUrl: !Ref Queue, MessageBody.$: $ }
            Next: B
  Text:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {
          "StartAt": "A",
          "States": {
            "A": {
              "Type": "Task",
              "Resource": "${Function.Arn}",
              "InputPath": "$.a[",
              "End": true
            }
          }
        }
  Joined:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Join
        - ''
        - - '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "'
          - !GetAtt F.Arn
          - '", "Next": "Gone"}}}'
  File:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: other.asl.json
"#,
        );
    let (code, reports) = folder.reports(&["template.yaml"]);
    assert_eq!(code, 1);
    expect(
        &reports[0],
        &[
            ("ERROR", "not-in-express", "/States/A/Resource", "13:13"),
            ("ERROR", "dangling-transition", "/States/A/Next", "15:19"),
            ("ERROR", "invalid-path", "/States/A/InputPath", "26:28"),
            ("ERROR", "dangling-transition", "/States/A/Next", "38:25"),
        ],
    );
    let inside = reports[0].pointer("/diagnostics/3/definition").unwrap();
    assert_eq!(
        inside.as_str(),
        Some("/Resources/Joined/Properties/DefinitionString")
    );
    // The file that the template names is checked too, once.
    expect(
        &reports[1],
        &[("ERROR", "unknown-field", "/States/A/Nxt", "1:54")],
    );
    let (_, reports) = folder.reports(&["template.yaml", "other.asl.json"]);
    assert_eq!(reports.len(), 2);
}

#[test]
fn cloudformation_in_json() {
    let text = r#"{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
  "StateMachineType": "EXPRESS",
  "DefinitionString": {"Fn::Sub": ["{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"${F}\",\n\"Nxt\":1,\"End\":true}}}", {"F": {"Ref": "X"}}]}
}}, "N": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
  "Definition": {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": {"Fn::GetAtt": ["F", "Arn"]}, "Next": "B"}}}
}}, "O": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
  "DefinitionString": {"Fn::ImportValue": "x"}
}}}}"#;
    let (_, reports) = Folder::new()
        .with("t.template", text)
        .reports(&["t.template"]);
    expect(
        &reports[0],
        &[
            ("ERROR", "unknown-field", "/States/A/Nxt", "3:117"),
            ("ERROR", "dangling-transition", "/States/A/Next", "5:117"),
            (
                "INFO",
                "not-checked",
                "/Resources/O/Properties/DefinitionString",
                "7:3",
            ),
        ],
    );
}

#[test]
fn terraform_in_json() {
    let text = r#"{"resource": {"aws_sfn_state_machine": {
  "text": {"type": "EXPRESS", "definition": "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Task\", \"Resource\": \"${aws_lambda_function.f.arn}\", \"Next\": \"B\"}}}"},
  "list": [{"definition": "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}"}],
  "file": {"definition": "${file(\"a.json\")}"}
}}}"#;
    let (code, reports) = Folder::new()
        .with("main.tf.json", text)
        .reports(&["main.tf.json"]);
    assert_eq!(code, 1);
    expect(
        &reports[0],
        &[
            ("ERROR", "dangling-transition", "/States/A/Next", "2:166"),
            (
                "INFO",
                "not-checked",
                "/resource/aws_sfn_state_machine/file/definition",
                "4:26",
            ),
        ],
    );
}

#[test]
fn a_template_without_state_machines_is_fine() {
    let text = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n";
    let (code, reports) = Folder::new().with("t.yaml", text).reports(&["t.yaml"]);
    assert_eq!((code, found(&reports[0]).len()), (0, 0));
}

#[test]
fn functions_of_templates_stand_for_what_they_give() {
    // A definition kept for a template, on its own.
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": {"Fn::Sub": "arn:${AWS::Partition}:states:::sns:publsh"}, "Parameters": {"TopicArn": {"Ref": "T"}, "Message": {"Fn::Join": ["-", ["a", {"Ref": "B"}]]}}, "TimeoutSeconds": {"Ref": "Seconds"}, "End": true}}}"#;
    let (_, reports) = Folder::new().with("a.json", text).reports(&["a.json"]);
    expect(
        &reports[0],
        &[("ERROR", "unknown-integration", "/States/A/Resource", "1:51")],
    );
}

#[test]
fn placeholders_get_their_values_from_the_template() {
    let text = r#"Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions:
        Function: !GetAtt F.Arn
      Definition:
        StartAt: A
        States:
          A: { Type: Task, Resource: "${Function}", Next: B }
          B: { Type: Task, Resource: "${Fnction}", Next: C }
          C: { Type: Task, Resource: !Sub "${Other}", Comment: "${AWS::Region} ${Fnction}", End: true }
"#;
    let (code, reports) = Folder::new().with("t.yaml", text).reports(&["t.yaml"]);
    assert_eq!(code, 0);
    let states = "/Resources/M/Properties/Definition/States";
    expect(
        &reports[0],
        &[
            (
                "WARNING",
                "unknown-substitution",
                &format!("{states}/B/Resource"),
                "11:38",
            ),
            (
                "WARNING",
                "unknown-substitution",
                &format!("{states}/C/Comment"),
                "12:64",
            ),
        ],
    );
}
