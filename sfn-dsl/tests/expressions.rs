//! What an expression is in both dialects, and what it gives: every JSONata text is also run.

#![allow(missing_docs)]

use jsonata_core::evaluator::{Context, Evaluator};
use jsonata_core::value::JValue;
use serde_json::{Value, json};
use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    order_id: String,
    total: f64,
    quantity: u32,
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
        "orderId": "A-1", "total": 120.5, "quantity": 3, "paid": false,
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
    let ast = jsonata_core::parser::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let states = json!({ "context": { "Execution": { "Input": data() } } });
    let mut context = Context::new();
    context.bind("states".to_owned(), JValue::from(states));
    let result = Evaluator::with_context(context).evaluate(&ast, &JValue::from(json!(null)));
    let result = result.unwrap_or_else(|e| panic!("{text}: {}", e.message()));
    if result.is_undefined() {
        None
    } else {
        Some(serde_json::from_str(&result.to_json_string().unwrap()).unwrap())
    }
}

/// Both dialects with the order at the root, and the value.
#[track_caller]
fn check<T: Shape>(
    expr: Expr<T>,
    jsonata: &str,
    jsonpath: Result<&str, &str>,
    value: impl Into<Option<Value>>,
) {
    let long = expr.to_jsonata().unwrap();
    assert_eq!(
        long.replace("$states.context.Execution.Input", "$o"),
        jsonata
    );
    let path = expr
        .to_jsonpath()
        .map(|p| p.replace("$$.Execution.Input", "$o"));
    match (path, jsonpath) {
        (Ok(path), Ok(expected)) => assert_eq!(path, expected),
        (Err(e), Err(expected)) => assert!(e.to_string().contains(expected), "{e}"),
        (path, expected) => panic!("JSONPath gave {path:?}, expected {expected:?}"),
    }
    assert_eq!(run(&long), value.into(), "{long}");
}

#[test]
fn paths_carry_the_names_on_the_wire() {
    let o = order();
    check(o.order_id, "$o.orderId", Ok("$o.orderId"), json!("A-1"));
    check(
        o.ship_to.city,
        "$o.`ship-to`.city",
        Ok("$o['ship-to'].city"),
        json!("Gent"),
    );
    check(
        o.items[0].sku,
        "$o.items[0].sku",
        Ok("$o.items[0].sku"),
        json!("s1"),
    );
    check(o.grid[0][1], "$o.grid[0][1]", Ok("$o.grid[0][1]"), json!(2));
    check(o.tags, "$o.tags", Ok("$o.tags"), json!(["gift", "new"]));
    check(
        o.items,
        "$o.items",
        Ok("$o.items"),
        json!([{"sku": "s1", "price": 10}]),
    );
}

#[test]
fn comparisons_take_parentheses_only_where_they_must() {
    let o = order();
    let not_data = Err("cannot compute a condition");
    check(o.total.gt(100.0), "$o.total > 100", not_data, json!(true));
    check(
        o.order_id.eq("A-1").and(!o.paid),
        "$o.orderId = \"A-1\" and $not($o.paid)",
        not_data,
        json!(true),
    );
    check(
        o.paid.or(o.total.ge(1.0)).and(o.quantity.ne(4)),
        "($o.paid or $o.total >= 1) and $o.quantity != 4",
        not_data,
        json!(true),
    );
    check(
        o.paid.and(o.total.lt(1.0)).or(o.quantity.le(3)),
        "$o.paid and $o.total < 1 or $o.quantity <= 3",
        not_data,
        json!(true),
    );
    check(
        o.paid.and(true).and(o.paid),
        "$o.paid and true and $o.paid",
        not_data,
        json!(false),
    );
    check(
        o.status.eq(Status::OnHold),
        "$o.status = \"on-hold\"",
        not_data,
        json!(true),
    );
}

#[test]
fn timestamps_compare_as_moments() {
    let o = order();
    check(
        o.placed.eq("2026-03-01T11:00:00Z"),
        "$toMillis($o.placed) = $toMillis(\"2026-03-01T11:00:00Z\")",
        Err("cannot compute a condition"),
        json!(true),
    );
}

#[test]
fn arithmetic_keeps_its_meaning() {
    let o = order();
    check(
        o.quantity + 1,
        "$o.quantity + 1",
        Ok("States.MathAdd($o.quantity, 1)"),
        json!(4),
    );
    check(
        o.quantity - 1,
        "$o.quantity - 1",
        Ok("States.MathAdd($o.quantity, -1)"),
        json!(2),
    );
    let sum = (o.total + 1.0) * (o.total - (o.total - 2.0));
    check(
        sum,
        "($o.total + 1) * ($o.total - ($o.total - 2))",
        Err("not multiply"),
        json!(243),
    );
    check(
        o.total / 2.0 / 5.0,
        "$o.total / 2 / 5",
        Err("not multiply"),
        json!(12.05),
    );
    check(
        -o.total + 0.5,
        "-$o.total + 0.5",
        Err("no intrinsic function for `neg`"),
        json!(-120),
    );
    check(
        o.quantity % 2,
        "$o.quantity % 2",
        Err("not multiply"),
        json!(1),
    );
}

#[test]
fn text_is_joined() {
    let o = order();
    check(
        text!(
            "order {} of {} in {{{}}}",
            o.order_id,
            o.quantity,
            o.ship_to.city
        ),
        "\"order \" & $o.orderId & \" of \" & $o.quantity & \" in {\" & $o.`ship-to`.city & \"}\"",
        Ok(
            "States.Format('order {} of {} in \\{{}\\}', $o.orderId, $o.quantity, $o['ship-to'].city)",
        ),
        json!("order A-1 of 3 in {Gent}"),
    );
    check(
        text!("{}", o.quantity),
        "$string($o.quantity)",
        Ok("States.Format('{}', $o.quantity)"),
        json!("3"),
    );
    check(
        o.order_id + "!" + "?",
        "$o.orderId & \"!?\"",
        Ok("States.Format('{}!?', $o.orderId)"),
        json!("A-1!?"),
    );
    check(
        lit::<String>("it's"),
        "\"it's\"",
        Err("a literal cannot stand"),
        json!("it's"),
    );
    check(
        o.order_id.contains("-"),
        "$contains($o.orderId, \"-\")",
        Err("no intrinsic"),
        json!(true),
    );
    check(
        o.order_id.len(),
        "$length($o.orderId)",
        Err("no intrinsic"),
        json!(3),
    );
}

#[test]
fn options_say_what_happens_when_absent() {
    let o = order();
    let not_data = Err("cannot compute a condition");
    check(
        o.coupon.is_some(),
        "$o.coupon != null",
        not_data,
        json!(true),
    );
    check(
        o.missing.is_some(),
        "$o.missing != null",
        not_data,
        json!(false),
    );
    check(o.note.is_some(), "$o.note != null", not_data, json!(false));
    check(
        o.note.is_none(),
        "$not($o.note != null)",
        not_data,
        json!(true),
    );
    check(
        o.missing.is_none(),
        "$not($o.missing != null)",
        not_data,
        json!(true),
    );
    check(
        o.note.is_present(),
        "$exists($o.note)",
        not_data,
        json!(true),
    );
    check(
        o.missing.is_present(),
        "$exists($o.missing)",
        not_data,
        json!(false),
    );
    check(o.note.is_null(), "$o.note = null", not_data, json!(true));
    check(
        o.missing.is_null(),
        "$o.missing = null",
        not_data,
        json!(false),
    );
    let code = o.coupon.map(|c| c.code);
    check(code, "$o.coupon.code", Err("may be missing"), json!("TEN"));
    check(
        o.missing.map(|c| c.code).unwrap_or("none"),
        "$o.missing.code != null ? $o.missing.code : \"none\"",
        Err("cannot choose between two values"),
        json!("none"),
    );
    check(
        o.coupon.is_some_and(|c| c.percent.ge(10)),
        "$o.coupon != null and $o.coupon.percent >= 10",
        not_data,
        json!(true),
    );
    check(
        o.coupon.map(|c| c.percent * 2),
        "$o.coupon != null ? $o.coupon.percent * 2 : null",
        Err("cannot choose"),
        json!(20),
    );
    check(
        o.missing.map(|c| c.percent * 2),
        "$o.missing != null ? $o.missing.percent * 2 : null",
        Err("cannot choose"),
        json!(null),
    );
    check(
        o.ship_to.line2.unwrap_or("-"),
        "$o.`ship-to`.line2 != null ? $o.`ship-to`.line2 : \"-\"",
        Err("cannot choose"),
        json!("-"),
    );
}

#[test]
fn what_may_be_missing_is_null_where_it_stands_alone() {
    let o = order();
    // An expression that gives nothing fails the state; as a member of an object it is left out.
    let line: Expr<Line> = LineExpr {
        sku: o.order_id,
        count: o.quantity,
        note: o.ship_to.line2,
    }
    .into();
    assert_eq!(
        run(&line.to_jsonata().unwrap()),
        Some(json!({ "sku": "A-1", "count": 3 }))
    );
    let either: Expr<Option<String>> = o.paid.then_else(o.note, o.ship_to.line2);
    let line2 = "$o.`ship-to`.line2 != null ? $o.`ship-to`.line2 : null";
    check(
        either,
        &format!("$o.paid ? ($o.note != null ? $o.note : null) : {line2}"),
        Err("cannot choose"),
        json!(null),
    );
    check(
        o.note.assume_present(),
        "$o.note",
        Ok("$o.note"),
        json!(null),
    );
}

#[test]
fn options_are_equal_as_in_rust() {
    let o = order();
    let not_data = Err("cannot compute a condition");
    check(
        o.note.eq(some("x")),
        "$o.note != null and $o.note = \"x\"",
        not_data,
        json!(false),
    );
    // JSONata's own `missing != "x"` would be false.
    check(
        o.note.ne(some("x")),
        "$not($o.note != null and $o.note = \"x\")",
        not_data,
        json!(true),
    );
    check(
        o.note.eq(none()),
        "$not($o.note != null)",
        not_data,
        json!(true),
    );
    check(
        o.note.eq(o.ship_to.line2),
        "$o.note != null and $o.`ship-to`.line2 != null and $o.note = $o.`ship-to`.line2 \
         or $not($o.note != null) and $not($o.`ship-to`.line2 != null)",
        not_data,
        json!(true),
    );
}

#[test]
fn lists_and_maps() {
    let o = order();
    check(
        o.tags.len(),
        "$count($o.tags)",
        Ok("States.ArrayLength($o.tags)"),
        json!(2),
    );
    check(
        o.tags.contains("gift"),
        "\"gift\" in $o.tags",
        Ok("States.ArrayContains($o.tags, 'gift')"),
        json!(true),
    );
    check(
        o.tags.first(),
        "$o.tags[0]",
        Err("may be missing"),
        json!("gift"),
    );
    check(
        o.labels.get("size"),
        "$o.labels.size",
        Err("may be missing"),
        json!(2),
    );
    check(
        o.labels.get(o.order_id),
        "$lookup($o.labels, $o.orderId)",
        Err("no intrinsic"),
        None,
    );
    check(
        o.labels.keys(),
        "[$keys($o.labels)]",
        Err("no intrinsic"),
        json!(["size"]),
    );
    // One item stays a list.
    check(
        o.items.map(|item| item.sku),
        "[$map($o.items, function($item) { $item.sku })]",
        Err("no intrinsic"),
        json!(["s1"]),
    );
    check(
        o.grid.map(|row| row.map(|n| n + 1)),
        "[$map($o.grid, function($item) { [$map($item, function($item2) { $item2 + 1 })] })]",
        Err("no intrinsic"),
        json!([[2, 3], [4]]),
    );
    check(
        o.extra.get("source"),
        "$o.extra.source",
        Err("may be missing"),
        json!("web"),
    );
}

#[test]
fn new_data_is_a_struct_literal() {
    let o = order();
    let line: Expr<Line> = LineExpr {
        sku: o.items[0].sku,
        count: lit(2),
        note: none(),
    }
    .into();
    check(
        line,
        "{\"sku\": $o.items[0].sku, \"count\": 2}",
        Err("cannot make an object"),
        json!({"sku": "s1", "count": 2}),
    );
    // A field of what was just built is what was put there.
    check(
        line.sku,
        "$o.items[0].sku",
        Ok("$o.items[0].sku"),
        json!("s1"),
    );
    let noted: Expr<Noted> = NotedExpr {
        order: o,
        reviewer: lit("me"),
    }
    .into();
    assert_eq!(
        noted
            .to_jsonata()
            .unwrap()
            .replace("$states.context.Execution.Input", "$o"),
        "$merge([$o, {\"reviewer\": \"me\"}])"
    );
    check(noted.reviewer, "\"me\"", Err("literal"), json!("me"));
    check(noted.order.total, "$o.total", Ok("$o.total"), json!(120.5));
    // A list as one item of a list is not laid flat.
    let nested: Expr<Vec<Vec<String>>> = lit([o.tags, o.tags]);
    check(
        nested,
        "[[$o.tags], [$o.tags]]",
        Ok("States.Array($o.tags, $o.tags)"),
        json!([["gift", "new"], ["gift", "new"]]),
    );
}

#[test]
fn a_field_is_filled_in() {
    let o = order();
    let noted = o.with(|o| o.note, "fragile");
    assert_eq!(
        run(&noted.note.to_jsonata().unwrap()),
        Some(json!("fragile"))
    );
    assert_eq!(
        run(&format!("({}).note", noted.to_jsonata().unwrap())),
        Some(json!("fragile"))
    );
    let deep = o.with(|o| o.ship_to.line2, "c/o");
    assert_eq!(
        run(&format!("({}).`ship-to`", deep.to_jsonata().unwrap())),
        Some(json!({"city": "Gent", "line2": "c/o"}))
    );
}

#[test]
fn the_same_expression_is_one_node() {
    let (a, b) = (order().total.gt(1.0), order().total.gt(1.0));
    assert_eq!(format!("{a:?}"), format!("{b:?}"));
}
