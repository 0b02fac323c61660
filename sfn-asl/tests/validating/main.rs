//! The rules, each as a definition that breaks it and the one thing that is said about it.

mod data;
mod handlers;
mod hostile;
mod languages;
mod readers;
mod running;
mod structure;

use sfn_asl::WorkflowKind::Standard;
use sfn_asl::model::StateMachine;
use sfn_asl::{Json, Severity, ValidateOptions, WorkflowKind, validate};

/// A machine of one state `A` that ends, with these fields, as text after `"Type"`.
fn one(fields: &str) -> String {
    format!(r#"{{"StartAt":"A","States":{{"A":{{"Type":{fields}}}}}}}"#)
}

fn found(text: &str, kind: WorkflowKind) -> Vec<(Severity, &'static str, String)> {
    let value: Json = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    let machine = StateMachine::from_json(&value).expect("an object");
    validate(&machine, &ValidateOptions::new(kind))
        .into_iter()
        .map(|found| (found.severity, found.code.as_str(), found.pointer))
        .collect()
}

#[track_caller]
fn valid(text: &str) {
    assert_eq!(found(text, Standard), [], "{text}");
}

#[track_caller]
fn wrong(text: &str, expected: &[(&str, &str)]) {
    let found = found(text, Standard);
    let found: Vec<_> = found
        .iter()
        .map(|(severity, code, pointer)| {
            assert_eq!(*severity, Severity::Error, "{text}");
            (*code, pointer.as_str())
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[track_caller]
fn warned(text: &str, expected: &[(&str, &str)]) {
    let found = found(text, Standard);
    assert!(
        found
            .iter()
            .all(|(severity, ..)| *severity == Severity::Warning),
        "{found:?}"
    );
    let found: Vec<_> = found
        .iter()
        .map(|(_, code, pointer)| (*code, pointer.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}
