//! What may not be there.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

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
