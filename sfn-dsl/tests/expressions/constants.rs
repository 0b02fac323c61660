//! Rust values as literals.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[derive(Serialize, Shape)]
pub struct Config {
    zone: String,
    limits: HashMap<String, Limit>,
    regions: HashSet<String>,
    sets: Vec<HashSet<(u32, Option<HashSet<u32>>)>>,
    case: Case,
    #[serde(flatten)]
    more: HashMap<String, HashSet<u32>>,
}

#[derive(Serialize, Shape)]
pub struct Limit {
    z: u32,
    a: Option<BTreeMap<String, f64>>,
}

#[derive(Serialize, Shape)]
#[serde(tag = "type")]
pub enum Case {
    Some { z: u32, by: HashMap<String, u32> },
    Other,
}

fn names<V>(value: impl Fn(usize) -> V) -> HashMap<String, V> {
    (0..9).map(|i| (format!("n{i}"), value(i))).collect()
}

#[test]
fn what_has_no_order_is_written_in_one() {
    let make = || Config {
        zone: "z".to_owned(),
        limits: names(|_| Limit { z: 1, a: None }),
        regions: names(|_| ()).into_keys().collect(),
        sets: Vec::new(),
        case: Case::Some {
            z: 1,
            by: names(|_| 2),
        },
        more: names(|i| [i as u32, 1, 7].into()),
    };
    let text = constant(&make()).to_jsonata().unwrap();
    // Each hash map has an order of its own.
    for _ in 0..8 {
        assert_eq!(constant(&make()).to_jsonata().unwrap(), text);
    }
    assert!(
        text.starts_with(
            r#"{"zone": "z", "limits": {"n0": {"z": 1, "a": null}, "n1": {"z": 1, "a": null}, "#
        ),
        "{text}"
    );
    assert!(text.contains(r#""regions": ["n0", "n1", "#), "{text}");
    assert!(
        text.contains(r#"{"type": "Some", "z": 1, "by": {"n0": 2, "n1": 2, "#),
        "{text}"
    );
    assert!(
        text.ends_with(r#""n7": [1, 7], "n8": [1, 7, 8]}"#),
        "{text}"
    );
    let _ = Case::Other;
}

#[test]
fn what_has_an_order_keeps_it() {
    check(
        constant(&vec![3u32, 1, 2]),
        "[3, 1, 2]",
        Ok("States.Array(3, 1, 2)"),
        json!([3, 1, 2]),
    );
}

#[test]
fn numbers_that_json_does_not_have_are_errors() {
    let error = |number: fn() -> Expr<f64>| {
        let workflow = Workflow::new(
            "w",
            state("X", move |_: Expr<()>| pass(number()).end::<Standard>()),
        );
        workflow
            .synthesize()
            .err()
            .map(|e| e.to_string())
            .unwrap_or_default()
    };
    let numbers: [fn() -> Expr<f64>; 4] = [
        || lit(f64::NAN),
        || lit(f64::NEG_INFINITY),
        || context::execution_input::<Order>().total + f64::INFINITY,
        || constant(&f64::NAN),
    ];
    for number in numbers {
        let message = error(number);
        assert!(
            message.contains("a constant cannot be written as JSON: JSON has finite numbers only"),
            "{message}"
        );
    }
    assert_eq!(error(|| constant(&1.5)), "");
}
