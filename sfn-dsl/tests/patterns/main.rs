//! Each pattern in both dialects: the workflow on top, the document below.

#![allow(missing_docs)]

#[path = "../support/dialects.rs"]
mod dialects;

mod approval;
mod circuit_breaker;
mod fan_out;
mod play;
mod played;
mod poll;
mod repeat;
mod saga;
mod table;
mod wrong;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sfn_dsl::prelude::*;
use sfn_dsl::{Kind, QueryLanguage};

/// The states of the workflow that begins with this one.
#[track_caller]
fn states<In: Shape, Out: Shape, K: Kind>(
    language: QueryLanguage,
    start: impl State<In, Out, K>,
) -> Value {
    let workflow = Workflow::new("test", start).query_language(language);
    let synthesis = workflow.synthesize().unwrap_or_else(|e| panic!("{e}"));
    let text = synthesis.document.to_string_pretty();
    // Whatever is synthesized is read back as it is.
    assert_eq!(
        sfn_asl::StateMachine::from_json_str(&text).expect("a document that can be read"),
        synthesis.document
    );
    let document: Value = serde_json::from_str(&text).unwrap();
    dialects::read_all(&document);
    document["States"].clone()
}

/// Asserts that these are the states, one by one.
#[track_caller]
fn assert_states<In: Shape, Out: Shape, K: Kind>(
    language: QueryLanguage,
    start: impl State<In, Out, K>,
    expected: Value,
) {
    let found = states(language, start);
    for (name, state) in expected.as_object().expect("states by name") {
        assert_eq!(found.get(name), Some(state), "{name} in {language:?}");
    }
    let names = |states: &Value| -> BTreeSet<String> {
        states.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(names(&found), names(&expected));
}

/// `{"a": 1}` with the members of another object.
fn with(mut object: Value, more: Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    for (name, value) in more.as_object().expect("an object") {
        members.insert(name.clone(), value.clone());
    }
    object
}

/// A call of a Lambda function by its name, in JSONata.
fn invoke(function: &str, payload: Value) -> Value {
    json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": { "FunctionName": arn(function), "Payload": payload },
    })
}

/// The same in JSONPath.
fn invoke_by_path(function: &str, payload: &str) -> Value {
    json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": { "FunctionName": arn(function), "Payload.$": payload },
    })
}

fn arn(function: &str) -> String {
    format!(
        "arn:${{AWS::Partition}}:lambda:${{AWS::Region}}:${{AWS::AccountId}}:function:{function}"
    )
}

/// Catches everything and goes on with the input and the error in this member.
fn catch_into(member: &str, next: &str) -> Value {
    json!([{
        "ErrorEquals": ["States.ALL"],
        "Output": format!("{{% $merge([$states.input, {{\"{member}\": $states.errorOutput}}]) %}}"),
        "Next": next,
    }])
}

/// The same in JSONPath.
fn catch_into_path(member: &str, next: &str) -> Value {
    json!([{ "ErrorEquals": ["States.ALL"], "ResultPath": format!("$.{member}"), "Next": next }])
}

/// What an expression of a document gives with this as `$states`.
fn run(text: &Value, states: Value) -> Value {
    use jsonata_core::evaluator::{Context, Evaluator};
    use jsonata_core::value::JValue;

    let text = text.as_str().expect("an expression");
    let inner = text
        .strip_prefix("{%")
        .and_then(|text| text.strip_suffix("%}"));
    let inner = inner.unwrap_or_else(|| panic!("{text} is no expression"));
    let ast = jsonata_core::parser::parse(inner).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let mut context = Context::new();
    context.bind("states".to_owned(), JValue::from(states));
    let result = Evaluator::with_context(context).evaluate(&ast, &JValue::from(json!(null)));
    let result = result.unwrap_or_else(|e| panic!("{text}: {}", e.message()));
    serde_json::from_str(&result.to_json_string().unwrap()).unwrap()
}
