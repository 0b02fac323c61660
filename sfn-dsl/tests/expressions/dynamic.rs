//! Data of any kind, and options.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

const NONE: Result<&str, &str> = Err("no intrinsic function");

#[test]
fn kinds_of_data() {
    let o = order();
    let source = o.extra.get("source").assume_some();
    check(
        source.type_name(),
        "$type($o.extra.source)",
        NONE,
        json!("string"),
    );
    check(
        source.is_string(),
        "$type($o.extra.source) = \"string\"",
        NONE,
        json!(true),
    );
    check(
        source.is_number(),
        "$type($o.extra.source) = \"number\"",
        NONE,
        json!(false),
    );
    check(
        source.is_boolean(),
        "$type($o.extra.source) = \"boolean\"",
        NONE,
        json!(false),
    );
    check(
        source.is_array(),
        "$type($o.extra.source) = \"array\"",
        NONE,
        json!(false),
    );
    check(
        o.extra.is_object(),
        "$type($o.extra) = \"object\"",
        NONE,
        json!(true),
    );
    check(
        source.as_str().unwrap_or("-"),
        "$type($o.extra.source) = \"string\" ? $o.extra.source : \"-\"",
        Err("cannot choose"),
        json!("web"),
    );
    check(
        source.as_f64(),
        "$type($o.extra.source) = \"number\" ? $o.extra.source : null",
        Err("cannot choose"),
        json!(null),
    );
}

#[test]
fn truth() {
    let o = order();
    check(o.extra.is_truthy(), "$boolean($o.extra)", NONE, json!(true));
    check(
        o.extra.get("nothing").unwrap_or(json!(0)).is_truthy(),
        "$boolean($o.extra.nothing != null ? $o.extra.nothing : 0)",
        NONE,
        json!(false),
    );
}

#[test]
fn one_or_the_other() {
    let o = order();
    let choose = Err("cannot choose");
    check(
        o.paid.then_else("paid", "open"),
        "$o.paid ? \"paid\" : \"open\"",
        choose,
        json!("open"),
    );
    check(
        o.paid.then_some(o.order_id),
        "$o.paid ? $o.orderId : null",
        choose,
        json!(null),
    );
    check(
        o.note.or(some("none")),
        "$o.note != null ? $o.note : \"none\"",
        choose,
        json!("none"),
    );
    check(
        o.note.map_or(0, |note| note.len()),
        "$o.note != null ? $length($o.note) : 0",
        choose,
        json!(0),
    );
    check(
        o.coupon.is_none_or(|c| c.percent.lt(50)),
        "$not($o.coupon != null) or $o.coupon.percent < 50",
        Err("condition"),
        json!(true),
    );
    check(
        o.coupon.filter(|c| c.percent.gt(50)),
        "$o.coupon != null and $o.coupon.percent > 50 ? $o.coupon : null",
        choose,
        json!(null),
    );
}
