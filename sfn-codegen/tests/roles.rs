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

mod deployed {
    //! What a deployment adds to a role, and what an author bounds.

    use super::*;
    use sfn_codegen::iam::{Deployment, NoteKind, Role, role_for};

    fn with(deployment: &Deployment) -> Role {
        role_for(&document(), "payments", deployment).unwrap()
    }

    fn allowed(role: &Role, action: &str) -> Vec<(Vec<String>, Vec<String>)> {
        let with = |statement: &&sfn_codegen::iam::Statement| {
            statement.actions.iter().any(|one| one == action)
        };
        role.policy
            .statements
            .iter()
            .filter(with)
            .map(|statement| {
                let conditions = statement.conditions.iter();
                let shown =
                    conditions.map(|c| format!("{} {} {}", c.operator, c.key, c.values.join(" ")));
                (statement.resources.clone(), shown.collect())
            })
            .collect()
    }

    #[test]
    fn logging_and_tracing_need_a_star_and_say_why() {
        let role = with(&Deployment::new().logging().tracing());
        for action in [
            "logs:CreateLogDelivery",
            "logs:PutLogEvents",
            "xray:PutTraceSegments",
        ] {
            assert_eq!(
                allowed(&role, action),
                [(vec!["*".to_owned()], vec![])],
                "{action}"
            );
        }
        let why: Vec<&str> = role
            .notes
            .iter()
            .filter(|note| note.kind == NoteKind::Wildcard && note.state.is_empty())
            .map(|note| note.reason.as_str())
            .collect();
        assert_eq!(why.len(), 2, "{why:?}");
        assert!(allowed(&with(&Deployment::new()), "logs:CreateLogDelivery").is_empty());
    }

    #[test]
    fn a_key_of_the_customer_is_used_for_this_state_machine_only() {
        let own = "StringEquals kms:EncryptionContext:aws:states:stateMachineArn arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:payments";
        let key = || vec!["${KeyArn}".to_owned()];
        let role = with(&Deployment::new().customer_key("${KeyArn}"));
        assert_eq!(
            allowed(&role, "kms:Decrypt"),
            [(key(), vec![own.to_owned()])]
        );
        assert_eq!(
            allowed(&role, "kms:GenerateDataKey"),
            [(key(), vec![own.to_owned()])]
        );
        let role = with(&Deployment::new().customer_key("${KeyArn}").logging());
        let logs = "StringLike kms:EncryptionContext:SourceArn arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*";
        assert_eq!(
            allowed(&role, "kms:GenerateDataKey"),
            [
                (key(), vec![own.to_owned()]),
                (key(), vec![logs.to_owned()])
            ]
        );
    }

    #[test]
    fn an_encrypted_resource_brings_its_key_through_its_service() {
        let table =
            "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/receipts";
        let role = with(&Deployment::new().encrypted(table, "${TableKey}"));
        assert_eq!(
            allowed(&role, "kms:Decrypt"),
            [(
                vec!["${TableKey}".to_owned()],
                vec![
                    "StringEquals kms:ViaService dynamodb.${AWS::Region}.${AWS::URLSuffix}"
                        .to_owned()
                ]
            )]
        );
        let role = with(&Deployment::new().encrypted("arn:aws:s3:::nobody", "${K}"));
        assert!(allowed(&role, "kms:Decrypt").is_empty());
        assert!(
            role.notes
                .iter()
                .any(|note| note.reason.starts_with("no state uses arn:aws:s3:::nobody"))
        );
    }

    #[test]
    fn what_a_distributed_map_writes_is_encrypted_too() {
        let text = r#"{
          "StartAt": "M",
          "States": {
            "M": {
              "Type": "Map",
              "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "JSONL"},
                "Parameters": {"Bucket": "in", "Key": "items.jsonl"}
              },
              "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "out", "Prefix": "runs"}
              },
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "A",
                "States": {"A": {"Type": "Pass", "End": true}}
              },
              "End": true
            }
          }
        }"#;
        let document = StateMachine::from_json_str(text).unwrap();
        let key_actions = |bucket: &str| {
            let deployment = Deployment::new().encrypted(bucket, "${Key}");
            let role = role_for(&document, "load", &deployment).unwrap();
            let statements = role.policy.statements.into_iter();
            let mut actions: Vec<String> = statements
                .filter(|statement| statement.resources == ["${Key}"])
                .flat_map(|statement| statement.actions)
                .collect();
            actions.sort();
            actions
        };
        // As the page on Distributed Maps has it.
        assert_eq!(
            key_actions("arn:aws:s3:::out"),
            ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]
        );
        assert_eq!(
            key_actions("arn:aws:s3:::in"),
            ["kms:Decrypt", "kms:GenerateDataKey"]
        );
    }

    #[test]
    fn an_author_may_bound_and_extend() {
        let topic = "arn:aws:sns:eu-west-1:123456789012:paid-*";
        let role = with(
            &Deployment::new()
                .narrow("Tell", "SNS:publish", topic)
                .extend("Tell", "kms:Decrypt", "${TopicKey}"),
        );
        assert_eq!(
            allowed(&role, "sns:Publish"),
            [(vec![topic.to_owned()], vec![])]
        );
        assert_eq!(
            allowed(&role, "kms:Decrypt"),
            [(vec!["${TopicKey}".to_owned()], vec![])]
        );
        let star: Vec<_> = role
            .notes
            .iter()
            .filter(|note| note.kind == NoteKind::Wildcard)
            .collect();
        assert_eq!(star.len(), 1);
        assert_eq!(star[0].reason, "the author bounded SNS:publish to it");
    }

    #[test]
    fn bounds_that_do_not_bound_are_errors() {
        let deployment = Deployment::new()
            .narrow(
                "Charge",
                "lambda:InvokeFunction",
                "arn:aws:lambda:*:*:function:*",
            )
            .narrow("Tell", "s3:GetObject", "*")
            .narrow("Nowhere", "s3:GetObject", "*");
        let errors = role_for(&document(), "payments", &deployment).unwrap_err();
        let shown: Vec<String> = errors
            .iter()
            .map(|error| format!("{}: {}", error.code, error.message))
            .collect();
        assert_eq!(
            shown,
            [
                "grant-not-narrower: arn:aws:lambda:*:*:function:* is not within what the state needs lambda:InvokeFunction on",
                "grant-not-needed: the state does not need s3:GetObject",
                "grant-without-state: there is no state `Nowhere` that needs permissions",
            ]
        );
    }

    #[test]
    fn a_bound_holds_for_its_state_only() {
        // Charge and Refund call the same function; a bound on one leaves the other as it is.
        let narrowed = "arn:aws:lambda:eu-west-1:123456789012:function:charge";
        let role = with(&Deployment::new().narrow("Charge", "lambda:InvokeFunction", narrowed));
        assert_eq!(
            allowed(&role, "lambda:InvokeFunction"),
            [(vec![narrowed.to_owned()], vec![])]
        );
    }
}

mod authored {
    //! Grants written in the workflow itself.

    use sfn_codegen::{Settings, synthesize};
    use sfn_dsl::Grant;
    use sfn_dsl::prelude::*;

    #[derive(Shape)]
    struct Upload {
        key: String,
    }

    fn tagging(resource: &'static str) -> Workflow<Upload, Value> {
        let tag = state("Tag", move |upload: Expr<Upload>| {
            aws_sdk::call::<Value>("s3", "putObjectTagging")
                .with("Bucket", "uploads")
                .with("Key", upload.key)
                .grant(Grant::narrow("s3:PutObjectTagging", resource))
                .grant(Grant::extend("kms:Decrypt", "${UploadsKeyArn}"))
                .end()
        });
        Workflow::new("tagging", tag)
    }

    #[test]
    fn a_grant_of_the_author_bounds_the_policy() {
        let workflow = tagging("arn:${AWS::Partition}:s3:::uploads/incoming/*");
        let artifacts = synthesize(&workflow, &Settings::new()).unwrap();
        let shown: Vec<String> = artifacts
            .policy
            .statements
            .iter()
            .map(|statement| {
                format!(
                    "{} on {}",
                    statement.actions.join(" "),
                    statement.resources.join(" ")
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "kms:Decrypt on ${UploadsKeyArn}",
                "s3:PutObjectTagging on arn:${AWS::Partition}:s3:::uploads/incoming/*"
            ]
        );
    }

    #[test]
    fn a_grant_that_does_not_bound_is_an_error_at_its_line() {
        let errors = synthesize(&tagging("arn:aws:s3:::other/*"), &Settings::new()).unwrap_err();
        let text = errors.to_string();
        assert!(
            text.starts_with("error[grant-not-narrower]: arn:aws:s3:::other/* is not within"),
            "{text}"
        );
        assert!(text.contains("roles.rs:"), "{text}");
        assert!(
            text.contains("name a part of arn:${AWS::Partition}:s3:::uploads/*"),
            "{text}"
        );
    }
}
