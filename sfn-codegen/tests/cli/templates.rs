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

#[test]
fn a_file_that_a_template_names_gets_its_values_from_there() {
    let folder = Folder::new()
        .with(
            "machines/orders.asl.json",
            r#"{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "${Check}", "TimeoutSeconds": ${Seconds}, "Next": "B"},
  "B": {"Type": "Task", "Resource": "${Chek}", "End": true}
}}"#,
        )
        .with(
            "template.yaml",
            r#"Resources:
  Sam:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: machines/orders.asl.json
      DefinitionSubstitutions: { Check: !GetAtt F.Arn, Seconds: 5 }
  Packaged:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionS3Location: machines/gone.asl.json
  Uploaded:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionS3Location: { Bucket: b, Key: k }
"#,
        );
    let (code, reports) = folder.reports(&["template.yaml"]);
    assert_eq!(code, 0);
    let location = |of: &str| format!("/Resources/{of}/Properties/DefinitionS3Location");
    expect(
        &reports[0],
        &[
            ("INFO", "not-checked", &location("Packaged"), "10:29"),
            ("INFO", "not-checked", &location("Uploaded"), "14:7"),
        ],
    );
    expect(
        &reports[1],
        &[(
            "WARNING",
            "unknown-substitution",
            "/States/B/Resource",
            "3:37",
        )],
    );
    let help = reports[1].pointer("/diagnostics/0/help").unwrap();
    assert_eq!(help.as_str(), Some("did you mean `${Check}`?"));
    // On its own it is JSON only later.
    let (code, reports) = folder.reports(&["machines/orders.asl.json"]);
    assert_eq!(code, 0);
    expect(
        &reports[0],
        &[("WARNING", "unknown-substitution", "/", "1:1")],
    );
}

#[test]
fn a_machine_has_its_definition_from_one_place() {
    let text = r#"Resources:
  Object:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString:
        StartAt: A
        States: { A: { Type: Succeed } }
  Both:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition: { StartAt: A, States: { A: { Type: Succeed } } }
      DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}'
  None:
    Type: AWS::StepFunctions::StateMachine
    Properties: { RoleArn: r }
  Text:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString:
        Fn::ToJsonString: { StartAt: A, States: { A: { Type: Pass, Next: B } } }
"#;
    let (_, reports) = Folder::new().with("t.yaml", text).reports(&["t.yaml"]);
    let at = |of: &str, field: &str| format!("/Resources/{of}/Properties{field}");
    expect(
        &reports[0],
        &[
            (
                "ERROR",
                "wrong-type",
                &at("Object", "/DefinitionString"),
                "5:7",
            ),
            (
                "ERROR",
                "forbidden-field",
                &at("Both", "/DefinitionString"),
                "12:7",
            ),
            ("ERROR", "missing-field", &at("None", ""), "15:5"),
            ("ERROR", "dangling-transition", "/States/A/Next", "20:74"),
        ],
    );
}

#[test]
fn text_with_placeholders_for_whole_values_is_json_later() {
    let text = r#"{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
  "DefinitionString": {"Fn::Join": ["", [
    "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":",
    {"Ref": "Seconds"},
    ",\"Next\":\"Dne\"},\"Done\":{\"Type\":\"Succeed\"}}}"
  ]]}
}}}}"#;
    let (_, reports) = Folder::new()
        .with("t.template.json", text)
        .reports(&["t.template.json"]);
    expect(
        &reports[0],
        &[("ERROR", "dangling-transition", "/States/A/Next", "5:16")],
    );
}

#[test]
fn terraform_names_files_and_shows_states() {
    let folder = Folder::new()
        .with("machines/a.asl.json", r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "Nxt": 1}}}"#)
        .with(
            "main.tf.json",
            r#"{"resource": {"aws_sfn_state_machine": {
  "templated": {"definition": "${templatefile(\"${path.module}/machines/a.asl.json\", {x = 1})}"},
  "gone": {"definition": "${file(\"machines/gone.json\")}"}
}}}"#,
        )
        .with(
            "state.json",
            r#"{"values": {"root_module": {"child_modules": [{"resources": [{"type": "aws_sfn_state_machine", "values": {
  "definition": "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"}}}"
}}]}]}}}"#,
        );
    let (_, reports) = folder.reports(&["main.tf.json"]);
    let gone = "/resource/aws_sfn_state_machine/gone/definition";
    expect(&reports[0], &[("INFO", "not-checked", gone, "3:26")]);
    expect(
        &reports[1],
        &[("ERROR", "unknown-field", "/States/A/Nxt", "1:54")],
    );
    let (_, reports) = folder.reports(&["state.json"]);
    expect(
        &reports[0],
        &[("ERROR", "dangling-transition", "/States/A/Next", "2:83")],
    );
}

#[test]
fn machines_of_the_serverless_framework() {
    let text = r#"service: shop
stepFunctions:
  stateMachines:
    orders:
      type: EXPRESS
      definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: !GetAtt check.Arn
            Next: B
    others:
      definition: ${file(gone.yml)}
"#;
    let (_, reports) = Folder::new()
        .with("serverless.yml", text)
        .reports(&["serverless.yml"]);
    expect(
        &reports[0],
        &[
            ("ERROR", "dangling-transition", "/States/A/Next", "12:19"),
            (
                "INFO",
                "not-checked",
                "/stepFunctions/stateMachines/others/definition",
                "14:19",
            ),
        ],
    );
}

#[test]
fn the_column_of_a_long_line_is_that_of_the_line() {
    let states: String = (0..60)
        .map(|at| format!(r#""State{at}":{{"Type":"Pass","Next":"State{}"}},"#, at + 1))
        .collect();
    let text = format!(
        r#"{{"StartAt":"State0","States":{{{states}"State60":{{"Type":"Pass","Next":"Gone"}}}}}}"#
    );
    let column = text.find(r#""Gone""#).unwrap() + 1;
    let (_, out, _) = Folder::new()
        .with("a.json", &text)
        .run(&["validate", "a.json"]);
    assert!(out.contains(&format!("a.json:1:{column}\n")), "{out}");
}

#[test]
fn the_name_of_a_machine_is_one_that_the_service_takes() {
    let machine = |name: &str, field: &str, kind: &str| {
        format!(
            "  {name}:\n    Type: {kind}\n    Properties:\n      {field}\n      Definition: {{ StartAt: A, States: {{ A: {{ Type: Succeed }} }} }}\n"
        )
    };
    let long = format!("StateMachineName: {}", "x".repeat(81));
    let text = [
        "Resources:\n".to_owned(),
        machine("Sam", "Name: orders eu", "AWS::Serverless::StateMachine"),
        machine("Long", &long, "AWS::StepFunctions::StateMachine"),
        machine(
            "Empty",
            "StateMachineName: ''",
            "AWS::StepFunctions::StateMachine",
        ),
        machine(
            "Late",
            "StateMachineName: !Sub 'orders ${Stage}'",
            "AWS::StepFunctions::StateMachine",
        ),
        machine(
            "Good",
            "StateMachineName: orders-eu_1",
            "AWS::StepFunctions::StateMachine",
        ),
    ]
    .concat();
    let (_, reports) = Folder::new().with("t.yaml", &text).reports(&["t.yaml"]);
    let at = |of: &str, field: &str| format!("/Resources/{of}/Properties/{field}");
    expect(
        &reports[0],
        &[
            ("ERROR", "machine-name-invalid", &at("Sam", "Name"), "5:13"),
            (
                "ERROR",
                "machine-name-too-long",
                &at("Long", "StateMachineName"),
                "10:25",
            ),
            (
                "ERROR",
                "machine-name-empty",
                &at("Empty", "StateMachineName"),
                "15:25",
            ),
        ],
    );
}
