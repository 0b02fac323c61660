//! How long the role of a document takes, which is read already: `cargo bench -p sfn-codegen --bench policies`.
//!
//! A thousand states have to stay under five milliseconds: calls of as many functions, calls of one table, and a mix of the
//! calls of `tests/policies/`, which are of every integration in every pattern and of many SDK actions, in turn. The same
//! calls with no two of one resource are the worst there can be: nothing is derived once for many states, and the policy
//! is as long as thirty managed ones; that is measured to see what a state costs.

#![allow(missing_docs)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sfn_asl::StateMachine;
use sfn_asl::json::Json;
use sfn_codegen::iam;
use std::hint::black_box;

const CALLS: [&str; 3] = [
    include_str!("../tests/policies/optimized.txt"),
    include_str!("../tests/policies/named.txt"),
    include_str!("../tests/policies/sdk.txt"),
];

/// A chain of states, each of which is a call.
fn chain(states: usize, call: impl Fn(usize) -> (String, Json)) -> StateMachine {
    let mut text = String::from(r#"{"StartAt": "Step 0", "States": {"#);
    for at in 0..states {
        let (resource, parameters) = call(at);
        let next = format!("Step {}", at + 1);
        text += &format!(
            r#""Step {at}": {{"Type": "Task", "Resource": "{resource}", "Parameters": {}, "Next": "{next}"}}, "#,
            parameters.to_compact()
        );
    }
    text += &format!(r#""Step {states}": {{"Type": "Succeed"}}}}}}"#);
    StateMachine::from_json_str(&text).expect("a document")
}

fn json(text: &str) -> Json {
    text.parse().expect("JSON")
}

fn functions(states: usize) -> StateMachine {
    chain(states, |at| {
        let parameters = format!(r#"{{"FunctionName": "charge-{at}", "Payload.$": "$"}}"#);
        (
            "arn:aws:states:::lambda:invoke".to_owned(),
            json(&parameters),
        )
    })
}

fn one_table(states: usize) -> StateMachine {
    chain(states, |at| {
        let parameters = format!(r#"{{"TableName": "orders", "Key": {{"id": {{"S": "{at}"}}}}}}"#);
        (
            "arn:aws:states:::dynamodb:getItem".to_owned(),
            json(&parameters),
        )
    })
}

/// Calls of everything, in turn.
fn mixed(states: usize) -> StateMachine {
    everything(states, |_, _| {})
}

/// Calls of everything, no two of the same resource.
fn no_two_alike(states: usize) -> StateMachine {
    everything(states, number)
}

fn everything(states: usize, change: fn(&mut Json, usize)) -> StateMachine {
    let calls: Vec<(&str, Json)> = CALLS
        .iter()
        .flat_map(|file| file.lines())
        .filter(|line| line.starts_with("arn:"))
        .map(|line| line.split_once(' ').unwrap_or((line, "{}")))
        .map(|(resource, parameters)| (resource, json(parameters)))
        .collect();
    chain(states, |at| {
        let (resource, parameters) = &calls[at % calls.len()];
        let mut parameters = parameters.clone();
        change(&mut parameters, at);
        ((*resource).to_owned(), parameters)
    })
}

/// Writes a number behind what the parameters name; what chooses between statements stays.
fn number(json: &mut Json, at: usize) {
    match json {
        Json::Object(members) => {
            for (name, value) in members.iter_mut() {
                if !["AuthType", "Method"].contains(&name.as_str()) && !name.ends_with(".$") {
                    number(value, at);
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| number(item, at)),
        Json::String(text) if !text.is_empty() => *text += &format!("-{at}"),
        _ => {}
    }
}

fn policies(criterion: &mut Criterion) {
    type Form = (&'static str, fn(usize) -> StateMachine);
    let forms: [Form; 4] = [
        ("functions", functions),
        ("one table", one_table),
        ("mixed", mixed),
        ("mixed, no two alike", no_two_alike),
    ];
    for (name, form) in forms {
        let mut group = criterion.benchmark_group(name);
        for states in [100, 1_000] {
            let document = form(states);
            group.throughput(Throughput::Elements(states as u64));
            group.bench_function(BenchmarkId::from_parameter(states), |bencher| {
                bencher
                    .iter(|| iam::role(black_box(&document), "orders").expect("calls that exist"));
            });
        }
    }
}

criterion_group!(benches, policies);
criterion_main!(benches);
