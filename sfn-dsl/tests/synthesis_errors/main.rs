//! Wrong programs that types cannot see: each compiles, and synthesis says what is wrong, where and what to do.
//!
//! The workflow stands on top and the error below. `//~ name` stands above a line that an error has to point at.

#![allow(missing_docs)]

mod context_object;
mod data_where_it_is_not;
mod express;
mod functions;
mod handlers;
mod jsonpath;
mod names;
mod service;
mod together;
mod twins;
mod variables;
mod variables_declared;
mod without_end;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use sfn_dsl::prelude::*;
use sfn_dsl::{Errors, SynthesisError};

#[derive(Shape)]
struct Order {
    id: String,
    total: f64,
    quantity: u64,
    note: Option<String>,
    receipt: Option<Receipt>,
    error: Option<ErrorOutput>,
    items: Vec<Item>,
}

#[derive(Shape)]
struct Item {
    sku: String,
}

#[derive(Shape)]
struct Receipt {
    charge_id: String,
    seconds: u64,
}

#[derive(Shape)]
struct Paid {
    order_id: String,
    receipt: Receipt,
}

#[derive(Shape)]
struct Failure {
    order_id: String,
    error: ErrorOutput,
}

#[derive(Shape)]
struct Question {
    order_id: String,
    task_token: TaskToken,
}

#[lambda("charge-card", direct)]
fn charge(order: Order) -> Receipt;

static APPROVALS: Queue = Queue::named("approvals");

// What a test asks for.

/// The files that have marks; a mark occurs once in all of them.
const SOURCES: &[(&str, &str)] = &[
    ("context_object.rs", include_str!("context_object.rs")),
    (
        "data_where_it_is_not.rs",
        include_str!("data_where_it_is_not.rs"),
    ),
    ("express.rs", include_str!("express.rs")),
    ("functions.rs", include_str!("functions.rs")),
    ("handlers.rs", include_str!("handlers.rs")),
    ("jsonpath.rs", include_str!("jsonpath.rs")),
    ("names.rs", include_str!("names.rs")),
    ("service.rs", include_str!("service.rs")),
    ("together.rs", include_str!("together.rs")),
    ("variables.rs", include_str!("variables.rs")),
    (
        "variables_declared.rs",
        include_str!("variables_declared.rs"),
    ),
    ("without_end.rs", include_str!("without_end.rs")),
];

/// The file and the number of the line below this mark.
#[track_caller]
fn place_of(mark: &str) -> (&'static str, u32) {
    let mark = format!("//~ {mark}");
    let lines = SOURCES.iter().flat_map(|(file, text)| {
        (2..)
            .zip(text.lines())
            .map(move |(n, line)| (file, n, line))
    });
    let mut found = lines.filter(|(_, _, line)| line.trim_start() == mark);
    let Some((file, number, _)) = found.next() else {
        panic!("there is no mark `{mark}`")
    };
    assert!(found.next().is_none(), "there are two marks `{mark}`");
    (file, number)
}

/// The number of the line below this mark.
#[track_caller]
fn line_of(mark: &str) -> u32 {
    place_of(mark).1
}

/// Everything that is wrong with the workflow.
#[track_caller]
fn errors_of<In: Shape, Out: Shape, K: Kind>(workflow: &Workflow<In, Out, K>) -> Errors {
    match workflow.synthesize() {
        Ok(synthesis) => panic!("no error, but {}", synthesis.document.to_string_pretty()),
        Err(errors) => errors,
    }
}

/// The only thing that is wrong with the workflow that starts here.
#[track_caller]
fn error_in<In: Shape, Out: Shape, K: Kind>(
    language: sfn_dsl::QueryLanguage,
    start: impl State<In, Out, K>,
) -> SynthesisError {
    let errors = errors_of(&Workflow::new("orders", start).query_language(language));
    assert_eq!(errors.len(), 1, "{errors}");
    errors.into_iter().next().expect("one error")
}

/// Code, mark of the line, message, help.
#[track_caller]
fn assert_says(error: &SynthesisError, code: &str, mark: &str, message: &str, help: &str) {
    assert_eq!(error.code, code, "{error}");
    let location = error.location.expect("a location");
    let (file, line) = place_of(mark);
    assert!(location.file().ends_with(file), "{error}");
    assert_eq!(location.line(), line, "{error}");
    assert_eq!(error.message, message, "{error}");
    assert_eq!(error.help.as_deref(), Some(help), "{error}");
}

/// The line of the other place that the error names, and what it says of it.
#[track_caller]
fn assert_relates(error: &SynthesisError, mark: &str, what: &str) {
    let found: Vec<(u32, &str)> = error
        .related
        .iter()
        .map(|(location, what)| (location.line(), what.as_str()))
        .collect();
    assert!(found.contains(&(line_of(mark), what)), "{error}");
}
