//! What an author says about permissions, in the forms that authors write it in.

use sfn_codegen::iam::Policy;
use sfn_codegen::{Settings, synthesize};
use sfn_dsl::prelude::*;
use sfn_dsl::{Grant, Value};

#[derive(Shape)]
struct Upload {
    key: String,
}

fn policy(grants: &'static [fn() -> Grant]) -> Policy {
    let tag = state("Tag", move |upload: Expr<Upload>| -> Flow<Value> {
        let call = aws_sdk::call::<Value>("s3", "putObjectTagging")
            .with("Bucket", "uploads")
            .with("Key", upload.key);
        let call = grants.iter().fold(call, |call, grant| call.grant(grant()));
        call.end()
    });
    let workflow: Workflow<Upload, Value> = Workflow::new("tagging", tag);
    synthesize(&workflow, &Settings::new()).unwrap().policy
}

#[test]
fn the_partition_is_written_as_everybody_writes_it() {
    let policy =
        policy(&[|| Grant::narrow("s3:PutObjectTagging", "arn:aws:s3:::uploads/incoming/*")]);
    assert_eq!(
        policy.statements[0].resources,
        ["arn:aws:s3:::uploads/incoming/*"]
    );
}

#[test]
fn statements_are_named_as_iam_takes_it() {
    let policy = policy(&[
        || Grant::extend("s3:*", "arn:aws:s3:::logs/*"),
        || Grant::extend("*", "arn:aws:s3:::other/*"),
    ]);
    let named: Vec<&str> = policy
        .statements
        .iter()
        .filter_map(|statement| statement.sid.as_deref())
        .collect();
    assert_eq!(named.len(), 3);
    assert!(named.contains(&"S3Any"), "{named:?}");
    let plain = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
    assert!(named.iter().all(plain), "{named:?}");
}

#[test]
fn what_iam_would_not_take_is_told_all_at_once() {
    let tell = state("Tell", |upload: Expr<Upload>| -> Flow<Value> {
        let call = aws_sdk::call::<Value>("s3", "putObjectTagging")
            .with("Bucket", "uploads")
            .with("Key", upload.key);
        let call = call.grant(Grant::extend("GetObject", "*"));
        call.grant(Grant::extend("s3:GetObject", "logs/*")).end()
    });
    let workflow: Workflow<Upload, Value> = Workflow::new("tagging", tell);
    let errors = synthesize(&workflow, &Settings::new()).unwrap_err();
    let told: Vec<(&str, bool)> = errors
        .iter()
        .map(|error| (error.code, error.location.is_some()))
        .collect();
    assert_eq!(told, [("grant-action", true), ("grant-resource", true)]);
}
