//! Roles beside the documents they are for: explained, compared with what somebody wrote.

use sfn_asl::StateMachine;
use sfn_asl::json::Json;
use sfn_codegen::iam::{Comparison, Existing, Found, Verdict, compare, explain, role};

const DOCUMENT: &str = r#"{
    "StartAt": "Charge",
    "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:charge", "Payload.$": "$"},
            "Next": "Record"},
        "Record": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem",
            "Parameters": {"TableName": "receipts", "Item": {"id": {"S.$": "$.id"}}}, "Next": "Refund"},
        "Refund": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:charge", "Payload.$": "$"},
            "Next": "Tell"},
        "Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
            "Parameters": {"TopicArn.$": "$.topic", "Message": "paid"}, "End": true}
    }
}"#;

fn document() -> StateMachine {
    StateMachine::from_json_str(DOCUMENT).unwrap()
}

fn compared(existing: &str) -> Comparison {
    let policy = role(&document(), "payments").unwrap().policy;
    let existing: Json = existing.parse().unwrap();
    compare(&policy, &Existing::read(&existing).unwrap())
}

fn shown(found: &[Found]) -> Vec<String> {
    found.iter().map(Found::to_string).collect()
}

const EXACT: &str = r#"[
    {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge"},
    {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/receipts"},
    {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}]"#;

#[test]
fn every_statement_says_which_states_need_it() {
    let explanation = explain(&document(), "payments").unwrap();
    let needed: Vec<(String, Vec<&str>)> = explanation
        .statements
        .iter()
        .map(|reason| {
            let states = reason.needed_by.iter().map(|need| need.state.as_str());
            (reason.statement.actions.join(" "), states.collect())
        })
        .collect();
    assert_eq!(
        needed,
        [
            ("dynamodb:PutItem".to_owned(), vec!["/States/Record"]),
            (
                "lambda:InvokeFunction".to_owned(),
                vec!["/States/Charge", "/States/Refund"]
            ),
            ("sns:Publish".to_owned(), vec!["/States/Tell"]),
        ]
    );
    let lambda = &explanation.statements[1].needed_by[0];
    assert_eq!(lambda.what, "calls arn:aws:states:::lambda:invoke");
    assert_eq!(
        lambda.resources,
        ["arn:aws:lambda:eu-west-1:123456789012:function:charge"]
    );
    let text = explanation.to_string();
    assert!(text.contains("needed by /States/Charge calls"), "{text}");
    assert!(text.contains("`TopicArn` comes from data"), "{text}");
    let json = explanation.to_json();
    let state = json
        .pointer("/statements/1/neededBy/1/state")
        .and_then(Json::as_str);
    assert_eq!(state, Some("/States/Refund"));
}

#[test]
fn the_states_inside_a_map_and_its_storage_are_told_apart() {
    let document = StateMachine::from_json_str(
        r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
                "Parameters": {"Bucket": "in", "Key": "items.json"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Do", "States": {
                "Do": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:do", "End": true}}}}}}"#,
    )
    .unwrap();
    let explanation = explain(&document, "batch").unwrap();
    let by = |action: &str| -> Vec<&str> {
        let reason = explanation
            .statements
            .iter()
            .find(|reason| reason.statement.actions.iter().any(|one| one == action));
        reason
            .unwrap()
            .needed_by
            .iter()
            .map(|need| need.state.as_str())
            .collect()
    };
    assert_eq!(by("states:StartExecution"), ["/States/Each"]);
    assert_eq!(by("s3:GetObject"), ["/States/Each"]);
    assert_eq!(
        by("lambda:InvokeFunction"),
        ["/States/Each/ItemProcessor/States/Do"]
    );
}

#[test]
fn a_policy_that_allows_what_is_needed_is_exact() {
    let comparison = compared(EXACT);
    assert_eq!(comparison, Comparison::default());
    assert_eq!(comparison.verdict(), Verdict::Exact);
}

#[test]
fn what_is_missing_says_how_near_the_policy_comes() {
    let comparison = compared(
        r#"[{"Sid": "Fn", "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:other"},
            {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}]"#,
    );
    assert_eq!(
        shown(&comparison.missing),
        [
            "dynamodb:PutItem on arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/receipts: no statement allows it",
            "lambda:InvokeFunction on arn:aws:lambda:eu-west-1:123456789012:function:charge: `Fn` allows it on other resources only",
        ]
    );
    assert_eq!(comparison.verdict(), Verdict::Lacking);
}

#[test]
fn a_placeholder_may_be_the_resource() {
    let with = |resource: &str| {
        compared(&EXACT.replace(
            "arn:aws:lambda:eu-west-1:123456789012:function:charge",
            resource,
        ))
    };
    let comparison = with("${ChargeArn}");
    assert_eq!(comparison.verdict(), Verdict::Uncertain);
    assert_eq!(comparison.uncertain[0].action, "lambda:InvokeFunction");
    // A placeholder in a place that cannot make the two alike does not help.
    assert_eq!(
        with("arn:aws:lambda:${Region}:123456789012:function:refund").verdict(),
        Verdict::Lacking
    );
}

#[test]
fn denied_is_not_allowed() {
    let deny = |statement: &str| compared(&EXACT.replacen('[', &format!("[{statement},"), 1));
    let comparison = deny(r#"{"Sid": "No", "Effect": "Deny", "Action": "sns:*", "Resource": "*"}"#);
    assert_eq!(
        shown(&comparison.missing),
        ["sns:Publish on *: `No` denies it"]
    );
    let comparison = deny(
        r#"{"Sid": "No", "Effect": "Deny", "Action": "sns:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
    );
    assert_eq!(comparison.verdict(), Verdict::Uncertain);
    // Denied for everything but what is needed.
    let comparison = deny(
        r#"{"Effect": "Deny", "NotAction": ["sns:Publish", "lambda:*", "dynamodb:PutItem"], "Resource": "*"}"#,
    );
    assert_eq!(comparison.verdict(), Verdict::Exact);
}

#[test]
fn what_is_too_much_is_told_by_statement() {
    let comparison = compared(
        r#"[{"Sid": "All", "Effect": "Allow", "Action": ["lambda:*", "s3:GetObject", "LOGS:CreateLogStream"], "Resource": "*"},
            {"Sid": "Tables", "Effect": "Allow", "Action": "dynamodb:putitem", "Resource": ["arn:aws:dynamodb:*:*:table/*", "arn:aws:dynamodb:*:*:index/*"]},
            {"Sid": "Sns", "Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}]"#,
    );
    assert_eq!(
        shown(&comparison.unused),
        [
            "s3:GetObject, in `All`: no state needs it",
            "LOGS:CreateLogStream, in `All`: no state needs it; it may be there for logging, which is set on the state machine",
            "dynamodb:putitem on arn:aws:dynamodb:*:*:index/*, in `Tables`: no state names this resource",
        ]
    );
    assert_eq!(
        shown(&comparison.wider),
        [
            "lambda:*, in `All`: only lambda:InvokeFunction is needed",
            "lambda:*, s3:GetObject, LOGS:CreateLogStream on *, in `All`: only arn:aws:lambda:eu-west-1:123456789012:function:charge is needed",
            "dynamodb:putitem on arn:aws:dynamodb:*:*:table/*, in `Tables`: only arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/receipts is needed",
        ]
    );
    assert_eq!(comparison.verdict(), Verdict::Wide);
}

#[test]
fn a_condition_that_is_not_needed_may_not_hold() {
    let comparison = compared(&EXACT.replace(
        r#""sns:Publish", "Resource": "*""#,
        r#""sns:Publish", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}"#,
    ));
    assert_eq!(
        shown(&comparison.uncertain),
        ["sns:Publish on *: `/2` allows it only if aws:RequestedRegion StringEquals eu-west-1"]
    );
}
