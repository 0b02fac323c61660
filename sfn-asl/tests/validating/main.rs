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
use sfn_asl::{Diagnostic, Json, Limits, Severity, ValidateOptions, WorkflowKind, check, validate};

/// A machine of one state `A` that ends, with these fields, as text after `"Type"`.
fn one(fields: &str) -> String {
    format!(r#"{{"StartAt":"A","States":{{"A":{{"Type":{fields}}}}}}}"#)
}

fn found(text: &str, kind: WorkflowKind) -> Vec<(Severity, &'static str, String)> {
    let value: Json = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    let machine = StateMachine::from_json(&value).expect("an object");
    let found = validate(&machine, &ValidateOptions::new(kind));
    // With its text the document is judged the same.
    let checked = check(text, &Limits::default(), &ValidateOptions::new(kind)).diagnostics;
    assert_eq!(places(&found), places(&checked), "{text}");
    found
        .into_iter()
        .map(|found| (found.severity, found.code.as_str(), found.pointer))
        .collect()
}

fn places(found: &[Diagnostic]) -> Vec<(&'static str, &str)> {
    let places = found
        .iter()
        .map(|found| (found.code.as_str(), found.pointer.as_str()));
    let mut places: Vec<_> = places.collect();
    places.sort_unstable();
    places
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
