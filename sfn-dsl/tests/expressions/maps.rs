//! Functions of maps.

use std::collections::{BTreeMap, HashMap};

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[derive(Shape)]
pub struct Stock {
    none: BTreeMap<String, u32>,
    one: BTreeMap<String, u32>,
    two: HashMap<String, u32>,
    tags: BTreeMap<String, Vec<String>>,
    layers: Vec<BTreeMap<String, u32>>,
    sku: String,
}

fn stock() -> Value {
    json!({
        "none": {},
        "one": { "a": 1 },
        "two": { "a": 0, "b": 2 },
        "tags": { "x": ["p"], "y": [] },
        "layers": [{ "a": 1 }, { "b": 2 }],
        "sku": "b"
    })
}

const NONE: Result<&str, &str> = Err("no intrinsic function");

#[track_caller]
fn gives<T: Shape>(
    expr: impl FnOnce(Expr<Stock>) -> Expr<T>,
    jsonata: &str,
    jsonpath: Result<&str, &str>,
    value: impl Into<Option<Value>>,
) {
    check_on(
        stock(),
        expr(context::execution_input()),
        jsonata,
        jsonpath,
        value,
    );
}

#[test]
fn lookup() {
    gives(
        |s| s.two.get("b"),
        "$o.two.b",
        Err("may be missing"),
        json!(2),
    );
    gives(
        |s| s.two.get(s.sku),
        "$lookup($o.two, $o.sku)",
        NONE,
        json!(2),
    );
    gives(
        |s| s.one.get(s.sku),
        "$lookup($o.one, $o.sku)",
        Err("name the key"),
        None,
    );
    gives(
        |s| s.one.get(s.sku).unwrap_or(0),
        "$lookup($o.one, $o.sku) != null ? $lookup($o.one, $o.sku) : 0",
        Err("cannot choose"),
        json!(0),
    );
    gives(
        |s| s.one.contains_key(s.sku),
        "$exists($lookup($o.one, $o.sku))",
        Err("condition"),
        json!(false),
    );
}

#[test]
fn keys_and_values() {
    gives(|s| s.none.keys(), "[$keys($o.none)]", NONE, json!([]));
    gives(|s| s.one.keys(), "[$keys($o.one)]", NONE, json!(["a"]));
    gives(|s| s.two.keys(), "[$keys($o.two)]", NONE, json!(["a", "b"]));
    gives(|s| s.two.len(), "$count($keys($o.two))", NONE, json!(2));
    gives(
        |s| s.none.is_empty(),
        "$count($keys($o.none)) = 0",
        Err("condition"),
        json!(true),
    );
    gives(
        |s| s.none.values(),
        "[$each($o.none, function($value) { $value })]",
        NONE,
        json!([]),
    );
    gives(
        |s| s.one.values(),
        "[$each($o.one, function($value) { $value })]",
        NONE,
        json!([1]),
    );
    gives(
        |s| s.two.values().sum(),
        "$sum([$each($o.two, function($value) { $value })])",
        NONE,
        json!(2),
    );
    // Lists stay lists.
    gives(
        |s| s.tags.values(),
        "[$each($o.tags, function($value) { $value })[]]",
        NONE,
        json!([["p"], []]),
    );
    gives(
        |s| s.one.entries(),
        "[$each($o.one, function($value, $key) { [$key, $value] })[]]",
        NONE,
        json!([["a", 1]]),
    );
}

#[test]
fn each() {
    gives(
        |s| s.two.map(|key, value| text!("{}={}", key, value)),
        "[$each($o.two, function($value, $key) { $key & \"=\" & $value })]",
        NONE,
        json!(["a=0", "b=2"]),
    );
    gives(
        |s| s.two.map_values(|value| value + 1),
        "$merge([$each($o.two, function($value, $key) { {$key: $value + 1} })])",
        NONE,
        json!({ "a": 1, "b": 3 }),
    );
    gives(
        |s| s.none.map_values(|value| value + 1),
        "$merge([$each($o.none, function($value, $key) { {$key: $value + 1} })])",
        NONE,
        json!({}),
    );
}

#[test]
fn sift() {
    gives(
        |s| s.two.filter(|_, value| value.gt(0)),
        "$merge([$sift($o.two, function($value) { $value > 0 })])",
        NONE,
        json!({ "b": 2 }),
    );
    // None left is an object without members.
    gives(
        |s| s.two.filter(|key, _| key.eq("c")),
        "$merge([$sift($o.two, function($value, $key) { $key = \"c\" })])",
        NONE,
        json!({}),
    );
}

#[test]
fn merge() {
    gives(
        |s| s.one.merge(s.none),
        "$merge([$o.one, $o.none])",
        Ok("States.JsonMerge($o.one, $o.none, false)"),
        json!({ "a": 1 }),
    );
    gives(
        |s| s.layers.merge_all(),
        "$merge($o.layers)",
        NONE,
        json!({ "a": 1, "b": 2 }),
    );
    gives(
        |s| s.one.insert("c", 3),
        "$merge([$o.one, {\"c\": 3}])",
        Err("object"),
        json!({ "a": 1, "c": 3 }),
    );
    gives(
        |s| s.one.insert(s.sku, 3),
        "$merge([$o.one, {$o.sku: 3}])",
        NONE,
        json!({ "a": 1, "b": 3 }),
    );
}

#[test]
fn spread() {
    gives(|s| s.none.spread(), "[$spread($o.none)]", NONE, json!([]));
    gives(
        |s| s.one.spread(),
        "[$spread($o.one)]",
        NONE,
        json!([{ "a": 1 }]),
    );
    gives(
        |s| s.two.spread(),
        "[$spread($o.two)]",
        NONE,
        json!([{ "a": 0 }, { "b": 2 }]),
    );
}
