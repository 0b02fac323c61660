//! What an expression is in both dialects, and what it gives: every JSONata text is also run.

#![allow(missing_docs)]

mod closures;
mod codecs;
mod constants;
mod dynamic;
mod engine;
mod generated;
mod groups;
mod items;
mod lists;
mod maps;
mod moments;
mod numbers;
mod options;
mod queries;
mod scalars;
mod strings;
mod structures;
mod variables;

use serde_json::{Value, json};
use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    order_id: String,
    total: f64,
    quantity: u32,
    balance: i64,
    paid: bool,
    items: Vec<Item>,
    tags: Vec<String>,
    coupon: Option<Coupon>,
    missing: Option<Coupon>,
    note: Option<String>,
    #[serde(rename = "ship-to")]
    ship_to: Address,
    labels: std::collections::BTreeMap<String, u32>,
    grid: Vec<Vec<u32>>,
    extra: Value,
    placed: Timestamp,
    status: Status,
}

#[derive(Shape)]
pub struct Item {
    sku: String,
    price: f64,
}

#[derive(Shape)]
pub struct Coupon {
    code: String,
    percent: u32,
}

#[derive(Shape)]
pub struct Address {
    city: String,
    line2: Option<String>,
}

#[derive(Clone, Copy, Shape)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    New,
    OnHold,
}

#[derive(Shape)]
pub struct Line {
    sku: String,
    count: u32,
    note: Option<String>,
}

#[derive(Shape)]
pub struct Noted {
    #[serde(flatten)]
    order: Order,
    reviewer: String,
}

fn data() -> Value {
    json!({
        "orderId": "A-1", "total": 120.5, "quantity": 3, "balance": -7, "paid": false,
        "items": [{"sku": "s1", "price": 10}],
        "tags": ["gift", "new"],
        "coupon": {"code": "TEN", "percent": 10},
        "note": null,
        "ship-to": {"city": "Gent"},
        "labels": {"size": 2},
        "grid": [[1, 2], [3]],
        "extra": {"source": "web"},
        "placed": "2026-03-01T12:00:00+01:00",
        "status": "on-hold"
    })
}

fn order() -> Expr<Order> {
    context::execution_input()
}

/// What JSONata makes of the text, with the order as the input of the execution.
fn run(text: &str) -> Option<Value> {
    run_on(text, data())
}

/// What JSONata makes of the text, with this as the input of the execution.
fn run_on(text: &str, data: Value) -> Option<Value> {
    engine::run(text, data).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// The text in both dialects with the order at the root, and the value.
#[track_caller]
fn check<T: Shape>(
    expr: Expr<T>,
    jsonata: &str,
    jsonpath: Result<&str, &str>,
    value: impl Into<Option<Value>>,
) {
    check_on(data(), expr, jsonata, jsonpath, value);
}

/// Both dialects with this data at the root, and the value.
#[track_caller]
fn check_on<T: Shape>(
    data: Value,
    expr: Expr<T>,
    jsonata: &str,
    jsonpath: Result<&str, &str>,
    value: impl Into<Option<Value>>,
) {
    let value = value.into();
    let long = expr.to_jsonata().unwrap();
    assert_eq!(
        long.replace("$states.context.Execution.Input", "$o"),
        jsonata
    );
    match (expr.to_jsonpath(), jsonpath) {
        (Ok(path), Ok(expected)) => {
            assert_eq!(path.replace("$$.Execution.Input", "$o"), expected);
            engine::check_jsonpath(&path, &data, value.as_ref());
        }
        (Err(e), Err(expected)) => assert!(e.to_string().contains(expected), "{e}"),
        (path, expected) => panic!("JSONPath gave {path:?}, expected {expected:?}"),
    }
    assert_eq!(run_on(&long, data), value, "{long}");
}
