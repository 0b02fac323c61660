//! Paths of JSONPath that lead to many places: what a closure asks of every item, in both dialects.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[derive(Shape)]
pub struct Depot {
    boxes: Vec<Parcel>,
    #[serde(rename = "old-boxes")]
    old: Vec<Parcel>,
}

#[derive(Shape)]
pub struct Parcel {
    id: String,
    weight: f64,
    fragile: bool,
    #[serde(rename = "ship-to")]
    ship_to: Address,
    labels: Vec<String>,
    note: Option<String>,
}

fn depot() -> Value {
    let parcel = |id: &str, weight: f64, fragile: bool| json!({ "id": id, "weight": weight, "fragile": fragile, "ship-to": { "city": "Gent" }, "labels": [id, "x"] });
    json!({
        "boxes": [parcel("a", 1.5, true), parcel("b", 12.0, false), parcel("c", 20.0, true)],
        "old-boxes": []
    })
}

#[track_caller]
fn gives<T: Shape>(expr: impl FnOnce(Expr<Depot>) -> Expr<T>, jsonpath: &str, value: Value) {
    let expr = expr(context::execution_input());
    let jsonata = expr
        .to_jsonata()
        .unwrap()
        .replace("$states.context.Execution.Input", "$o");
    check_on(depot(), expr, &jsonata, Ok(jsonpath), value);
}

#[test]
fn something_of_every_item() {
    gives(
        |d| d.boxes.map(|b| b.id),
        "$o.boxes[*].id",
        json!(["a", "b", "c"]),
    );
    gives(|d| d.old.map(|b| b.id), "$o['old-boxes'][*].id", json!([]));
    gives(
        |d| d.boxes.map(|b| b.ship_to.city),
        "$o.boxes[*]['ship-to'].city",
        json!(["Gent", "Gent", "Gent"]),
    );
    gives(
        |d| d.boxes.map(|b| b.ship_to).map(|s| s.city),
        "$o.boxes[*]['ship-to'].city",
        json!(["Gent", "Gent", "Gent"]),
    );
    gives(
        |d| d.boxes.map(|b| b.labels),
        "$o.boxes[*].labels",
        json!([["a", "x"], ["b", "x"], ["c", "x"]]),
    );
    gives(
        |d| d.boxes.map(|b| b.labels[0]),
        "$o.boxes[*].labels[0]",
        json!(["a", "b", "c"]),
    );
    gives(
        |d| d.boxes.flat_map(|b| b.labels),
        "$o.boxes[*].labels[*]",
        json!(["a", "x", "b", "x", "c", "x"]),
    );
    gives(
        |d| d.boxes.map(|b| b.labels).flatten(),
        "$o.boxes[*].labels[*]",
        json!(["a", "x", "b", "x", "c", "x"]),
    );
}

#[test]
fn the_items_for_which_something_holds() {
    let ids = |path: &str, condition: fn(Expr<Parcel>) -> Expr<bool>, expected: Value| {
        gives(|d| d.boxes.filter(condition).map(|b| b.id), path, expected);
    };
    ids(
        "$o.boxes[?(@.weight > 10)].id",
        |b| b.weight.gt(10.0),
        json!(["b", "c"]),
    );
    ids(
        "$o.boxes[?(@.weight <= 1.5)].id",
        |b| b.weight.le(1.5),
        json!(["a"]),
    );
    ids(
        "$o.boxes[?(@.id != 'a')].id",
        |b| b.id.ne("a"),
        json!(["b", "c"]),
    );
    ids(
        "$o.boxes[?(@.fragile == true)].id",
        |b| b.fragile,
        json!(["a", "c"]),
    );
    ids(
        "$o.boxes[?(!(@.fragile == true))].id",
        |b| !b.fragile,
        json!(["b"]),
    );
    ids(
        "$o.boxes[?(@.fragile == false)].id",
        |b| b.fragile.eq(false),
        json!(["b"]),
    );
    ids(
        "$o.boxes[?(@.fragile == true && @.weight > 10)].id",
        |b| b.fragile.and(b.weight.gt(10.0)),
        json!(["c"]),
    );
    ids(
        "$o.boxes[?((@.id == 'a' || @.id == 'b') && @['ship-to'].city == 'Gent')].id",
        |b| b.id.eq("a").or(b.id.eq("b")).and(b.ship_to.city.eq("Gent")),
        json!(["a", "b"]),
    );
    gives(
        |d| {
            d.boxes
                .flat_map(|b| b.labels)
                .filter(|label| label.eq("x"))
                .len()
        },
        "States.ArrayLength($o.boxes[*].labels[?(@ == 'x')])",
        json!(3),
    );
}

#[test]
fn what_no_path_can_ask() {
    let refused = |expr: Expr<Vec<Parcel>>, part: &str| {
        let error = expr.to_jsonpath().unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    };
    let d: Expr<Depot> = context::execution_input();
    let instead = "compare fields of the items with literals";
    refused(d.boxes.filter(|b| b.weight.gt(d.boxes[0].weight)), instead);
    refused(d.boxes.filter(|b| b.note.is_some()), instead);
    refused(d.boxes.filter(|b| (b.weight * 2.0).gt(1.0)), instead);
    refused(d.boxes.filter(|b| b.id.eq("it's")), instead);
    refused(
        d.boxes.filter(|b| b.fragile).filter(|b| b.weight.gt(1.0)),
        instead,
    );
    let error = d
        .boxes
        .map(|b| b.weight * 2.0)
        .to_jsonpath()
        .unwrap_err()
        .to_string();
    assert!(error.contains("take fields of the items only"), "{error}");
    // What may be missing would leave the list shorter.
    assert!(d.boxes.map(|b| b.note).to_jsonpath().is_err());
}
