//! Distributed Maps in both dialects: the workflow on top, the document below. What is expected is written from the pages of
//! the Step Functions guide on `ItemReader`, `ItemBatcher` and `ResultWriter`.

#![allow(missing_docs)]

#[path = "../support/dialects.rs"]
mod dialects;

mod batches;
mod combinations;
mod fields;
mod readers;
mod refused;
mod results;
mod wire;

use serde_json::Value;
use sfn_dsl::prelude::*;
use sfn_dsl::{Kind, QueryLanguage};

#[derive(Shape)]
pub struct Upload {
    key: String,
    version: String,
    limit: u64,
    percentage: f64,
    day: String,
    sales: Vec<Sale>,
    prices: std::collections::BTreeMap<String, f64>,
}

/// A row of text.
#[derive(Shape)]
pub struct Sale {
    sku: String,
    quantity: String,
}

/// A row with types.
#[derive(Shape)]
pub struct Reading {
    sensor: String,
    celsius: f64,
}

static UPLOADS: Bucket = Bucket::named("uploads");
static RESULTS: Bucket = Bucket::named("results");

/// The states of the workflow that begins with this one, after the validator had nothing against the document.
#[track_caller]
fn states<In: Shape, Out: Shape>(language: QueryLanguage, start: impl State<In, Out>) -> Value {
    let synthesis = Workflow::new("test", start)
        .query_language(language)
        .synthesize()
        .unwrap_or_else(|e| panic!("{e}"));
    let text = synthesis.document.to_string_pretty();
    let read = sfn_asl::parse(&text, &sfn_asl::Limits::default());
    assert_eq!(read.diagnostics, [], "{text}");
    assert_eq!(read.document.as_ref(), Some(&synthesis.document));
    let found = sfn_asl::validate(&synthesis.document, &sfn_asl::ValidateOptions::default());
    assert_eq!(found, [], "{text}");
    let document: Value = serde_json::from_str(&text).unwrap();
    dialects::read_all(&document);
    document["States"].clone()
}

/// A member of one state, in JSONata and in JSONPath.
#[track_caller]
fn both<In: Shape, Out: Shape>(member: &str, define: fn(Expr<In>) -> Flow<Out>) -> (Value, Value) {
    let of = |language| states(language, state("X", define))["X"][member].clone();
    (of(Jsonata), of(JsonPath))
}

// What a child does with anything: nothing.
#[state]
fn keep<T: Shape, K: Kind>(item: Expr<T>) -> Flow<T, K> {
    succeed(item)
}
