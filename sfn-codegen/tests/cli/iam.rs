//! `sfn iam`.

use super::Folder;
use sfn_asl::Json;
use sfn_codegen::Status;

const TELL: &str = r#"{"StartAt": "Tell", "States": {"Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
    "Parameters": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:orders", "Message.$": "$.text"}, "End": true}}}"#;

fn folder() -> Folder {
    Folder::new().with("tell.asl.json", TELL)
}

#[test]
fn the_policy_is_printed() {
    let (status, out, err) = folder().run(&["iam", "tell.asl.json"]);
    assert_eq!((status, err.as_str()), (Status::Fine, ""));
    let json: Json = out.parse().unwrap();
    let text = |pointer: &str| {
        json.pointer(pointer)
            .and_then(Json::as_str)
            .map(str::to_owned)
    };
    assert_eq!(text("/Statement/0/Action").as_deref(), Some("sns:Publish"));
    let topic = "arn:aws:sns:eu-west-1:123456789012:orders";
    assert_eq!(text("/Statement/0/Resource").as_deref(), Some(topic));
}

#[test]
fn trust_and_what_deployment_adds() {
    let (_, out, _) = folder().run(&["iam", "tell.asl.json", "--trust"]);
    assert!(out.contains("stateMachine:tell\""), "{out}");
    let (_, out, _) = folder().run(&["iam", "tell.asl.json", "--trust", "--name", "notify"]);
    assert!(out.contains("stateMachine:notify\""), "{out}");
    let (_, out, _) = folder().run(&["iam", "tell.asl.json", "--logging", "--tracing"]);
    assert!(
        out.contains("logs:CreateLogDelivery") && out.contains("xray:PutTraceSegments"),
        "{out}"
    );
}

#[test]
fn what_is_encrypted_is_said_with_its_key() {
    let topic = "arn:aws:sns:eu-west-1:123456789012:orders";
    let key = "arn:aws:kms:eu-west-1:123456789012:key/1f";
    let run = |what: &str| folder().run(&["iam", "tell.asl.json", "--encrypted", what]);
    let (_, out, _) = run(&format!("{topic}={key}"));
    assert!(
        out.contains("kms:GenerateDataKey") && out.contains(key),
        "{out}"
    );
    let (status, _, err) = run(topic);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("the ARN of the key"), "{err}");
}

#[test]
fn every_statement_is_explained() {
    let (status, out, _) = folder().run(&["iam", "tell.asl.json", "--explain"]);
    assert_eq!(status, Status::Fine);
    assert_eq!(
        out,
        "SnsPublish\n  allows    sns:Publish\n  on        arn:aws:sns:eu-west-1:123456789012:orders\n  needed by /States/Tell calls arn:aws:states:::sns:publish\n"
    );
    let (_, out, _) = folder().run(&["iam", "tell.asl.json", "--explain", "--format", "json"]);
    let json: Json = out.parse().unwrap();
    let state = json
        .pointer("/statements/0/neededBy/0/state")
        .and_then(Json::as_str);
    assert_eq!(state, Some("/States/Tell"));
}

#[test]
fn a_policy_is_compared() {
    let folder = folder()
        .with("exact.json", r#"{"Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:123456789012:orders"}]}"#)
        .with("wide.yaml", "Statement:\n  - Effect: Allow\n    Action: sns:*\n    Resource: '*'\n")
        .with("none.json", r#"{"Effect": "Allow"}"#);
    let (status, out, _) = folder.run(&["iam", "tell.asl.json", "--compare", "exact.json"]);
    assert_eq!(status, Status::Fine);
    assert_eq!(out, "the policy allows what is needed, and nothing else\n");
    let (status, out, _) = folder.run(&["iam", "tell.asl.json", "--compare", "wide.yaml"]);
    assert_eq!(status, Status::Findings);
    assert!(out.contains("only sns:Publish is needed"), "{out}");
    let (status, _, err) = folder.run(&["iam", "tell.asl.json", "--compare", "none.json"]);
    assert_eq!(status, Status::Failed);
    assert!(
        err.contains("`none.json` is no policy: a statement says `Action` or `NotAction`"),
        "{err}"
    );
}

#[test]
fn a_call_that_does_not_exist_is_a_finding() {
    let folder = Folder::new().with("typo.json", &TELL.replace("sns:publish", "sns:pubish"));
    let (status, out, err) = folder.run(&["iam", "typo.json"]);
    assert_eq!((status, out.as_str()), (Status::Findings, ""));
    assert!(err.contains("publish"), "{err}");
}

#[test]
fn the_place_stands_in_the_policy() {
    let folder = Folder::new().with(
        "get.asl.json",
        r#"{"StartAt": "Get", "States": {"Get": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
            "Parameters": {"TableName": "orders", "Key": {}}, "End": true}}}"#,
    );
    let at = |region, more: &[&str]| {
        let args = [
            &[
                "iam",
                "get.asl.json",
                "--region",
                region,
                "--account",
                "123456789012",
            ],
            more,
        ];
        folder.run(&args.concat())
    };
    let (status, out, err) = at("us-gov-west-1", &[]);
    assert_eq!((status, err.as_str()), (Status::Fine, ""));
    let table = "arn:aws-us-gov:dynamodb:us-gov-west-1:123456789012:table/orders";
    assert!(out.contains(table) && !out.contains("${"), "{out}");
    let (_, out, _) = at("cn-north-1", &["--explain"]);
    assert!(
        out.contains("arn:aws-cn:dynamodb:cn-north-1:123456789012:table/orders"),
        "{out}"
    );
    let (_, out, _) = at("eu-west-1", &["--trust"]);
    assert!(
        out.contains("arn:aws:states:eu-west-1:123456789012:stateMachine:get"),
        "{out}"
    );
    let (status, _, err) = at("mars", &[]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("`mars` is not a region"), "{err}");
}

#[test]
fn others_have_roles_too() {
    let folder = folder().with(
        "scan.asl.json",
        r#"{"StartAt": "Scan", "States": {"Scan": {"Type": "Task",
            "Resource": "arn:aws:states:eu-west-1:123456789012:activity:scanner", "End": true}}}"#,
    );
    let who = |file, more: &[&str]| folder.run(&[&["iam", file, "--for"], more].concat());
    let (_, out, _) = who("tell.asl.json", &["caller"]);
    assert!(
        out.contains("states:StartExecution") && out.contains("stateMachine:tell"),
        "{out}"
    );
    let (_, out, _) = who("tell.asl.json", &["waiting-caller"]);
    assert!(
        out.contains("states:GetExecutionHistory") && out.contains("execution:tell:*"),
        "{out}"
    );
    let (_, out, _) = who("tell.asl.json", &["waiting-caller", "--express"]);
    assert!(
        out.contains("states:StartSyncExecution") && !out.contains("execution:tell"),
        "{out}"
    );
    let (_, out, _) = who("tell.asl.json", &["callback-worker"]);
    assert!(out.contains("states:SendTaskSuccess"), "{out}");
    let (_, out, _) = who("scan.asl.json", &["activity-worker"]);
    assert!(
        out.contains("states:GetActivityTask") && out.contains("activity:scanner"),
        "{out}"
    );
    let (status, _, err) = who("tell.asl.json", &["activity-worker"]);
    assert_eq!(status, Status::Findings);
    assert!(err.contains("--by NAME"), "{err}");
    let (_, out, _) = who(
        "tell.asl.json",
        &["event-rule", "--by", "shop/opened", "--trust"],
    );
    assert!(
        out.contains("events.amazonaws.com") && out.contains("rule/shop/opened"),
        "{out}"
    );
    // Without its name, any rule of the account.
    let (_, out, _) = who("tell.asl.json", &["event-rule", "--trust"]);
    assert!(
        out.contains("\"ArnLike\"") && out.contains("rule/*"),
        "{out}"
    );
}

#[test]
fn what_a_template_puts_in_is_what_the_role_is_for() {
    let folder = Folder::new()
        .with(
            "template.yaml",
            "Resources:\n  Orders:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: orders.asl.json\n      DefinitionSubstitutions:\n        Table: !Ref OrdersTable\n        Charge: !GetAtt ChargeFunction.Arn\n        Bus: !Sub '${AWS::StackName}-bus'\n",
        )
        .with(
            "orders.asl.json",
            r#"{"StartAt": "Charge", "States": {
                "Charge": {"Type": "Task", "Resource": "${Charge}", "Next": "Put"},
                "Put": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem",
                    "Parameters": {"TableName": "${Table}", "Item": {}}, "Next": "Tell"},
                "Tell": {"Type": "Task", "Resource": "arn:aws:states:::events:putEvents",
                    "Parameters": {"Entries": [{"EventBusName": "${Bus}", "Source": "s", "DetailType": "d", "Detail": {}}]}, "End": true}}}"#,
        );
    let (_, out, _) = folder.run(&["iam", "template.yaml"]);
    for resource in [
        "\"${ChargeFunction.Arn}\"",
        "table/${OrdersTable}\"",
        "event-bus/${AWS::StackName}-bus\"",
    ] {
        assert!(out.contains(resource), "{resource}: {out}");
    }
}

/// CloudFormation calls a state machine as its resource, with something made up behind it, unless the template says how.
#[test]
fn the_own_name_is_the_one_it_is_deployed_under() {
    let map = r#"{"StartAt": "All", "States": {"All": {"Type": "Map", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#;
    let resource = |properties: &str| {
        let text = format!(
            r#"{{"Resources": {{"Orders": {{"Type": "AWS::StepFunctions::StateMachine", "Properties": {{{properties} "Definition": {map}}}}}}}}}"#
        );
        let (_, out, _) = Folder::new()
            .with("t.json", &text)
            .run(&["iam", "t.json", "--explain"]);
        out
    };
    let made = resource("");
    assert!(made.contains(":stateMachine:Orders-*"), "{made}");
    assert!(
        made.contains("the name of the state machine is made when it is deployed"),
        "{made}"
    );
    let said = resource(r#""StateMachineName": {"Fn::Sub": "orders-${Stage}"},"#);
    assert!(said.contains(":stateMachine:orders-${Stage}"), "{said}");
    assert!(said.contains(":execution:orders-${Stage}:*"), "{said}");
}

#[test]
fn a_key_is_given_by_its_arn() {
    let folder = folder();
    for wrong in [
        ["--customer-key", "alias/orders"],
        ["--encrypted", "arn:aws:s3:::orders=alias/orders"],
    ] {
        let (status, _, err) = folder.run(&[&["iam", "tell.asl.json"], &wrong[..]].concat());
        assert_eq!(status, Status::Failed);
        assert!(err.contains("write the ARN of the key"), "{err}");
    }
    let (status, out, _) = folder.run(&["iam", "tell.asl.json", "--customer-key", "${KeyArn}"]);
    assert_eq!(status, Status::Fine);
    assert!(out.contains("${KeyArn}"), "{out}");
}
