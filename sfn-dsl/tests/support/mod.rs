//! Holds a view against what serde really writes.

#![allow(unreachable_pub, missing_docs, dead_code)]

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sfn_dsl::{Expr, IntoExpr, Shape, context};

/// The data under test: `$` in JSON.
pub fn data<T: Shape>() -> Expr<T> {
    context::execution_input()
}

/// The value that a path of the view leads to in what serde writes.
pub fn follow<T: Serialize, U>(value: &T, path: Expr<U>) -> Option<Value> {
    let json = serde_json::to_value(value).expect("serde writes the value");
    // Whether the member can be missing is not the question here.
    let path = path.cast::<Option<Value>>().assume_present();
    let text = path.to_jsonpath().expect("a path is a path in JSONPath");
    let rest = text
        .strip_prefix("$$.Execution.Input")
        .expect("a path from the data under test");
    let mut at = &json;
    for step in steps(rest) {
        at = match step.parse::<usize>() {
            Ok(index) if at.is_array() => at.get(index)?,
            _ => at.get(&step)?,
        };
    }
    Some(at.clone())
}

/// `.a['b-c'][0]` as `a`, `b-c`, `0`.
fn steps(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let (step, after) = if let Some(after) = rest.strip_prefix("['") {
            after.split_once("']").expect("a closing bracket")
        } else if let Some(after) = rest.strip_prefix('[') {
            after.split_once(']').expect("a closing bracket")
        } else {
            let after = rest.strip_prefix('.').expect("a step");
            after.split_at(after.find(['.', '[']).unwrap_or(after.len()))
        };
        steps.push(step.to_owned());
        rest = after;
    }
    steps
}

/// The JSON of an expression made of literals.
pub fn literal<T>(expr: impl IntoExpr<T>) -> Value {
    let text = expr
        .into_expr()
        .to_jsonata()
        .expect("a literal is a literal in JSONata");
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{text} is not JSON: {e}"))
}

/// Asserts that a literal made with the view is what serde writes for the value, and that serde reads it back.
#[track_caller]
pub fn same_as_serde<T: Serialize + DeserializeOwned>(value: &T, view: impl IntoExpr<T>) {
    let expected = serde_json::to_value(value).expect("serde writes the value");
    let built = literal(view);
    assert_eq!(built, expected);
    let back: T = serde_json::from_value(built).expect("serde reads what the view builds");
    assert_eq!(
        serde_json::to_value(&back).expect("serde writes the value"),
        expected
    );
}
