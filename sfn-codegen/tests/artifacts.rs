//! What comes out of documents written as text.

use sfn_asl::{StateMachine, WorkflowKind};
use sfn_codegen::{Artifacts, Environment, Errors, Settings, artifacts_from_document};

fn artifacts(text: &str, settings: &Settings) -> Result<Artifacts, Errors> {
    let document = StateMachine::from_json_str(text).unwrap_or_else(|errors| panic!("{errors}"));
    artifacts_from_document("orders", WorkflowKind::Standard, document, settings)
}

const ORDERS: &str = r#"{
  "StartAt": "Read",
  "States": {
    "Read": {
      "Type": "Task",
      "Resource": "arn:aws:states:::dynamodb:getItem",
      "Parameters": {"TableName": "orders", "Key": {"id": {"S.$": "$.id"}}},
      "Next": "Tell"
    },
    "Tell": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {
        "QueueUrl": "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/orders",
        "MessageBody.$": "$"
      },
      "Next": "Write"
    },
    "Write": {
      "Type": "Task",
      "Resource": "arn:aws:states:::dynamodb:putItem",
      "Parameters": {"TableName": "orders", "Item": {}},
      "End": true
    }
  }
}"#;

#[test]
fn a_policy_reads_as_a_person_would_write_it() {
    let artifacts = artifacts(ORDERS, &Settings::new()).unwrap();
    let files = artifacts.files();
    assert_eq!(
        files
            .iter()
            .map(|(name, _)| name.as_ref())
            .collect::<Vec<_>>(),
        ["definition.asl.json", "policy.json", "trust.json"]
    );
    assert_eq!(
        files[1].1,
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DynamodbGetItemPutItem",
      "Effect": "Allow",
      "Action": [
        "dynamodb:GetItem",
        "dynamodb:PutItem"
      ],
      "Resource": "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders"
    },
    {
      "Sid": "SqsSendMessage",
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders"
    }
  ]
}
"#
    );
    assert_eq!(
        files[2].1,
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "states.amazonaws.com"
      },
      "Action": "sts:AssumeRole",
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:orders"
        },
        "StringEquals": {
          "aws:SourceAccount": "${AWS::AccountId}"
        }
      }
    }
  ]
}
"#
    );
}

#[test]
fn an_environment_fills_in_everything() {
    let settings = Settings::new().environment(Environment::new("cn-north-1", "123456789012"));
    let artifacts = artifacts(ORDERS, &settings).unwrap();
    for (name, text) in artifacts.files() {
        assert!(!text.contains("${AWS::"), "{name}: {text}");
    }
    let definition = artifacts.definition.to_string_compact();
    assert!(
        definition.contains("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/orders"),
        "{definition}"
    );
    let resources: Vec<&String> = artifacts
        .policy
        .statements
        .iter()
        .flat_map(|statement| &statement.resources)
        .collect();
    assert_eq!(
        resources,
        [
            "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/orders",
            "arn:aws-cn:sqs:cn-north-1:123456789012:orders"
        ]
    );
}

#[test]
fn the_order_of_states_does_not_matter_to_the_policy() {
    let policy = |states: [&str; 3]| {
        let text = format!(r#"{{"StartAt": "A", "States": {{{}}}}}"#, states.join(","));
        artifacts(&text, &Settings::new()).unwrap().policy
    };
    let a = r#""A": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Parameters": {"TableName": "t"}, "Next": "B"}"#;
    let b = r#""B": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": {"TableName": "t"}, "Next": "C"}"#;
    let c = r#""C": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Parameters": {"TableName.$": "$.t"}, "End": true}"#;
    assert_eq!(policy([a, b, c]), policy([c, b, a]));
}

#[test]
fn errors_of_all_kinds_come_at_once() {
    let text = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publsh", "Next": "Gone"},
        "B": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getobject", "End": true}
    }}"#;
    let errors = artifacts(text, &Settings::new()).unwrap_err();
    let codes: Vec<&str> = errors.iter().map(|error| error.code).collect();
    for code in [
        "dangling-transition",
        "unknown-integration",
        "unknown-action",
    ] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert!(
        errors
            .to_string()
            .contains("  --> workflow `orders`, /States/A\n"),
        "{errors}"
    );
}

#[test]
fn a_thousand_states_are_quick() {
    let states: Vec<String> = (0..1000)
        .map(|at| {
            let next = if at == 999 { r#""End": true"#.to_owned() } else { format!(r#""Next": "S{}""#, at + 1) };
            format!(
                r#""S{at}": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Parameters": {{"Bucket": "b", "Key": "k{at}"}}, {next}}}"#
            )
        })
        .collect();
    let text = format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, states.join(","));
    let document = StateMachine::from_json_str(&text).unwrap();
    let start = std::time::Instant::now();
    let role = sfn_codegen::iam::role(&document, "w").unwrap();
    let took = start.elapsed();
    assert_eq!(role.policy.statements[0].resources.len(), 1000);
    // Generous, for slow machines and builds without optimization; the benchmark measures.
    assert!(took.as_millis() < 2000, "{took:?}");
    println!("1000 states: {took:?}");
}

#[test]
fn a_policy_that_is_too_long_is_in_several_files() {
    let states: Vec<String> = (0..200)
        .map(|n| {
            let next = if n == 199 { r#""End": true"#.to_owned() } else { format!(r#""Next": "S{}""#, n + 1) };
            format!(
                r#""S{n}": {{"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:step-number-{n}", {next}}}"#
            )
        })
        .collect();
    let text = format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, states.join(","));
    let document = sfn_asl::StateMachine::from_json_str(&text).unwrap();
    let artifacts = sfn_codegen::artifacts_from_document(
        "long",
        sfn_asl::WorkflowKind::Standard,
        document,
        &Settings::new(),
    )
    .unwrap();
    let files = artifacts.files();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_ref()).collect();
    assert_eq!(
        names,
        [
            "definition.asl.json",
            "policy-1.json",
            "policy-2.json",
            "policy-3.json",
            "trust.json"
        ]
    );
    for (name, text) in files.iter().filter(|(name, _)| name.starts_with("policy")) {
        let size = text.chars().filter(|char| !char.is_whitespace()).count();
        assert!(size <= 6_144, "{name}: {size}");
    }
    assert!(
        artifacts
            .notes
            .iter()
            .any(|note| note.reason.contains("written as 3 managed policies"))
    );
}
