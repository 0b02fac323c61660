//! What is made up on the way, and what ends it.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[test]
fn uuids() {
    check(
        uuid(),
        "$uuid()",
        Ok("States.UUID()"),
        json!("00000000-0000-4000-8000-000000000000"),
    );
    check(
        text!("order-{}", uuid()),
        "\"order-\" & $uuid()",
        Ok("States.Format('order-{}', States.UUID())"),
        json!("order-00000000-0000-4000-8000-000000000000"),
    );
}

#[test]
fn chance() {
    let o = order();
    // The engine of these tests always throws one half, and one quarter with a seed.
    check(
        random(),
        "$random()",
        Err("random_range(0, 100)"),
        json!(0.5),
    );
    check(
        random_seeded(o.balance),
        "$random($o.balance)",
        Err("random_range(0, 100)"),
        json!(0.25),
    );
    check(
        random_range::<u64>(0, o.tags.len()),
        "$floor($random() * $count($o.tags))",
        Ok("States.MathRandom(0, States.ArrayLength($o.tags))"),
        json!(1),
    );
    check(
        random_range::<u32>(5, 10),
        "$floor($random() * 5) + 5",
        Ok("States.MathRandom(5, 10)"),
        json!(7),
    );
    check(
        random_range_seeded::<u32>(1, o.quantity, o.balance),
        "$floor($random($o.balance) * ($o.quantity - 1)) + 1",
        Ok("States.MathRandom(1, $o.quantity, $o.balance)"),
        json!(1),
    );
    check(
        o.tags.get(random_range(0, o.tags.len())).assume_some(),
        "$o.tags[$floor($random() * $count($o.tags))]",
        Ok("States.ArrayGetItem($o.tags, States.MathRandom(0, States.ArrayLength($o.tags)))"),
        json!("new"),
    );
}

#[test]
fn ranges() {
    let o = order();
    check(
        range_inclusive(1, o.quantity),
        "[1..$o.quantity]",
        Ok("States.ArrayRange(1, $o.quantity, 1)"),
        json!([1, 2, 3]),
    );
    check(
        range_inclusive(o.quantity - 2, o.quantity + 1),
        "[$o.quantity - 2..$o.quantity + 1]",
        Ok("States.ArrayRange(States.MathAdd($o.quantity, -2), States.MathAdd($o.quantity, 1), 1)"),
        json!([1, 2, 3, 4]),
    );
    // One number is a list of one, and none a list of none.
    check(
        range_inclusive(3, o.quantity),
        "[3..$o.quantity]",
        Ok("States.ArrayRange(3, $o.quantity, 1)"),
        json!([3]),
    );
    check(
        range_inclusive(4, o.quantity),
        "[4..$o.quantity]",
        Ok("States.ArrayRange(4, $o.quantity, 1)"),
        json!([]),
    );
    check(
        range_step(10, o.balance, -5),
        "$range(10, $o.balance, -5)",
        Ok("States.ArrayRange(10, $o.balance, -5)"),
        json!([10, 5, 0, -5]),
    );
    check(
        lit::<Vec<Vec<u32>>>([range_inclusive(1, o.quantity)]),
        "[[1..$o.quantity]]",
        Ok("States.Array(States.ArrayRange(1, $o.quantity, 1))"),
        json!([[1, 2, 3]]),
    );
}

#[test]
fn what_must_not_be_ends_the_state() {
    let o = order();
    check(
        o.coupon.map(|c| c.code).expect("no coupon"),
        "$o.coupon.code != null ? $o.coupon.code : $error(\"no coupon\")",
        Err("cannot choose"),
        json!("TEN"),
    );
    let missing = o.missing.expect("no such coupon").to_jsonata().unwrap();
    assert!(engine::run(&missing, data()).is_err_and(|e| e.contains("no such coupon")));
    check(
        o.total.ensure(|total| total.gt(0.0), "costs nothing"),
        "($assert($o.total > 0, \"costs nothing\"); $o.total)",
        Err("to a Fail state"),
        json!(120.5),
    );
    let refused = o
        .total
        .ensure(|total| total.lt(0.0), "costs something")
        .to_jsonata()
        .unwrap();
    assert!(engine::run(&refused, data()).is_err_and(|e| e.contains("costs something")));
    let error: Expr<String> = query_error(o.order_id + " is closed");
    assert_eq!(
        error.to_jsonpath().unwrap_err().to_string(),
        "JSONPath has no intrinsic function for `query_error`; lead to a Fail state instead"
    );
    assert!(
        engine::run(&error.to_jsonata().unwrap(), data())
            .is_err_and(|e| e.contains("A-1 is closed"))
    );
}

#[test]
fn new_objects_and_lists() {
    let o = order();
    check(
        object([("id", o.order_id), ("city", o.ship_to.city)]),
        "{\"id\": $o.orderId, \"city\": $o.`ship-to`.city}",
        Err("cannot make an object"),
        json!({ "id": "A-1", "city": "Gent" }),
    );
    check(list::<String>(), "[]", Ok("States.Array()"), json!([]));
    check(
        list().push(o.order_id).push("x"),
        "[$o.orderId, \"x\"]",
        Ok("States.Array($o.orderId, 'x')"),
        json!(["A-1", "x"]),
    );
}
