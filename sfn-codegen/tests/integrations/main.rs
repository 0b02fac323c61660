//! Every optimized integration in every pattern: the call in Rust, and the parameters that the service documents.
//!
//! A row names the action and its patterns, calls it with data of an [`Order`], and says the `Arguments` in JSONata; the
//! `Parameters` in JSONPath follow. Which rows there have to be is the table of roles' to say.

mod compute;
mod data;
mod machine_learning;
mod messages;
mod table;

use serde_json::{Map, Value, json};
use sfn_codegen::iam::{self, NoteKind, Place};
use sfn_codegen::{Artifacts, Settings, synthesize};
use sfn_dsl::prelude::*;
use sfn_dsl::{Callback, Job, QueryLanguage, Task};
use std::collections::BTreeSet;

#[derive(Shape)]
#[allow(dead_code)]
/// What arrives.
pub struct Order {
    id: String,
    count: u64,
    list: Vec<String>,
    body: Value,
}

/// An action in a pattern, its state in both languages and kinds, and what it is to be called with.
pub struct Row {
    action: &'static str,
    call: &'static str,
    suffix: &'static str,
    parameters: Value,
    made: Vec<(QueryLanguage, Artifacts)>,
}

macro_rules! rows {
    ($($action:literal [$($pattern:ident)*] |$order:ident| $call:expr => $parameters:tt;)*) => {
        pub(crate) fn rows(rows: &mut Vec<crate::Row>) {
            $($(rows.push(crate::Row::new(
                $action,
                stringify!($call),
                crate::patterns::$pattern(|$order: sfn_dsl::Expr<crate::Order>| $call),
                serde_json::json!($parameters),
            ));)*)*
        }
    };
}
pub(crate) use rows;

/// What a state that is made in one way becomes.
type Made = (&'static str, Vec<(QueryLanguage, Artifacts)>);

impl Row {
    fn new(
        action: &'static str,
        call: &'static str,
        (suffix, made): Made,
        parameters: Value,
    ) -> Row {
        Row {
            action,
            call,
            suffix,
            parameters,
            made,
        }
    }
}

pub(crate) mod patterns {
    //! A call in each pattern, in a workflow of each kind that has it.

    use super::*;

    fn standard(
        define: impl Fn(Expr<Order>) -> Flow<Order> + Copy + 'static,
    ) -> Vec<(QueryLanguage, Artifacts)> {
        let made = |language| {
            let workflow = Workflow::new("w", state("S", define)).query_language(language);
            (
                language,
                synthesize(&workflow, &Settings::new()).unwrap_or_else(|errors| panic!("{errors}")),
            )
        };
        vec![made(Jsonata), made(JsonPath)]
    }

    pub(crate) fn rr<R: Shape, I: 'static>(make: fn(Expr<Order>) -> Task<R, I>) -> Made {
        let mut made = standard(move |order| make(order).discard_result(order).end());
        let express = state("S", move |order: Expr<Order>| {
            make(order).discard_result(order).end::<Express>()
        });
        let express = synthesize(&Workflow::new("w", express), &Settings::new());
        made.push((Jsonata, express.unwrap_or_else(|errors| panic!("{errors}"))));
        ("", made)
    }

    pub(crate) fn sync<R: Shape, I: Job + 'static>(make: fn(Expr<Order>) -> Task<R, I>) -> Made
    where
        I::Result: Shape,
    {
        let made = standard(move |order| make(order).sync().discard_result(order).end());
        (I::SUFFIX, made)
    }

    pub(crate) fn token<R: Shape, I: Callback + 'static>(
        make: fn(Expr<Order>) -> Task<R, I>,
    ) -> Made {
        let made = standard(move |order| {
            wait_for_task_token(|token| make(order).parameter(TOKEN, token)).end()
        });
        (".waitForTaskToken", made)
    }
}

/// Where rows put the token: what a call does with it is another matter.
const TOKEN: &str = "TestToken";

/// The `Parameters` that say the same as these `Arguments`.
fn in_jsonpath(arguments: &Value) -> Value {
    match arguments {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let path = value
                    .as_str()
                    .and_then(|text| text.strip_prefix("{% $states.input")?.strip_suffix(" %}"));
                match path {
                    Some(path) => (format!("{name}.$"), json!(format!("${path}"))),
                    None => (name.clone(), in_jsonpath(value)),
                }
            });
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(in_jsonpath).collect(),
        other => other.clone(),
    }
}

fn all() -> Vec<Row> {
    let mut all = Vec::new();
    compute::rows(&mut all);
    data::rows(&mut all);
    machine_learning::rows(&mut all);
    messages::rows(&mut all);
    all
}

#[test]
fn every_integration_is_called_as_its_service_documents() {
    let mut wrong = Vec::new();
    for row in all() {
        let resource = format!("arn:aws:states:::{}{}", row.action, row.suffix);
        for (language, artifacts) in &row.made {
            let text = artifacts.definition.to_string_compact();
            let document: Value = serde_json::from_str(&text).unwrap();
            let state = &document["States"]["S"];
            let (mut found, expected) = match language {
                Jsonata => (state["Arguments"].clone(), row.parameters.clone()),
                _ => (state["Parameters"].clone(), in_jsonpath(&row.parameters)),
            };
            if let Value::Object(found) = &mut found {
                found.retain(|name, _| !name.starts_with(TOKEN));
            }
            if state["Resource"] != resource.as_str() || found != expected {
                wrong.push(format!(
                    "{resource}\n  expected {expected}\n  found    {found} of {}",
                    state["Resource"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_call_gets_its_policy_and_none_is_unknown() {
    for row in all() {
        for (_, artifacts) in &row.made {
            let unknown: Vec<String> = artifacts
                .notes
                .iter()
                .filter(|note| note.kind == NoteKind::Unknown)
                .map(ToString::to_string)
                .collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", row.action);
            // Kubernetes decides by itself who may, and an open API asks nobody.
            let by_others = ["eks:call", "eks:runJob", "apigateway:invoke"].contains(&row.action);
            assert!(
                by_others || !artifacts.policy.statements.is_empty(),
                "{}",
                row.action
            );
        }
    }
}

/// Each action in each of its patterns, and no other.
#[test]
fn there_is_a_row_for_every_action_and_pattern() {
    let found: BTreeSet<String> = all()
        .iter()
        .map(|row| format!("{}{}", row.action, row.suffix))
        .collect();
    let expected: BTreeSet<String> = iam::optimized_rows()
        .iter()
        .filter(|row| row.place == Place::Task)
        .flat_map(|row| {
            let patterns = row.patterns.iter();
            patterns.map(move |pattern| format!("{}{}", row.name, pattern.suffix()))
        })
        .collect();
    assert_eq!(found, expected);
}
