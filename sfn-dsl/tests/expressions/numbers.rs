//! Functions of numbers.

use super::*;
use serde_json::json;

const NONE: Result<&str, &str> = Err("no intrinsic function");

#[test]
fn size_and_sign() {
    let o = order();
    check(o.balance.abs(), "$abs($o.balance)", NONE, json!(7));
    check(o.quantity.min(2), "$min([$o.quantity, 2])", NONE, json!(2));
    check(o.quantity.max(2), "$max([$o.quantity, 2])", NONE, json!(3));
    check(
        o.quantity.clamp(5, 9),
        "$min([$max([$o.quantity, 5]), 9])",
        NONE,
        json!(5),
    );
    check(-o.balance, "-$o.balance", NONE, json!(7));
}

#[test]
fn rounding() {
    let o = order();
    check(o.total.floor(), "$floor($o.total)", NONE, json!(120));
    check(o.total.ceil(), "$ceil($o.total)", NONE, json!(121));
    // Half away from zero, as in Rust.
    check(
        o.total.round(),
        "$o.total < 0 ? $ceil($o.total - 0.5) : $floor($o.total + 0.5)",
        NONE,
        json!(121),
    );
    check(
        (-o.total).round(),
        "-$o.total < 0 ? $ceil(-$o.total - 0.5) : $floor(-$o.total + 0.5)",
        NONE,
        json!(-121),
    );
    // Half to even, as `$round` does.
    check(
        o.total.round_ties_even(),
        "$round($o.total)",
        NONE,
        json!(120),
    );
    check(
        o.total.round_ties_even_to(-1),
        "$round($o.total, -1)",
        NONE,
        json!(120),
    );
    check(
        (o.total / 8.0).round_ties_even_to(2),
        "$round($o.total / 8, 2)",
        NONE,
        json!(15.06),
    );
    check(
        (-o.total).trunc(),
        "-$o.total - -$o.total % 1",
        NONE,
        json!(-120),
    );
    check((-o.total).floor(), "$floor(-$o.total)", NONE, json!(-121));
}

#[test]
fn other_kinds_of_number() {
    let o = order();
    check(
        o.total * o.quantity.to_f64(),
        "$o.total * $o.quantity",
        Err("not multiply"),
        json!(361.5),
    );
    check(
        o.total.as_i64(),
        "$o.total - $o.total % 1",
        NONE,
        json!(120),
    );
    check(
        o.total.ceil().as_i64() + 1,
        "$ceil($o.total) + 1",
        NONE,
        json!(122),
    );
    check(
        o.total.round_ties_even().as_i64(),
        "$round($o.total)",
        NONE,
        json!(120),
    );
    check(
        o.quantity.as_i64(),
        "$o.quantity",
        Ok("$o.quantity"),
        json!(3),
    );
}

#[test]
fn powers() {
    let o = order();
    check(o.quantity.pow(2), "$power($o.quantity, 2)", NONE, json!(9));
    check(
        (o.total + 0.5).sqrt(),
        "$sqrt($o.total + 0.5)",
        NONE,
        json!(11),
    );
}

#[test]
fn formats() {
    let o = order();
    check(
        (o.total * 100.0).format_number("#,##0.00"),
        "$formatNumber($o.total * 100, \"#,##0.00\")",
        NONE,
        json!("12,050.00"),
    );
    check(
        o.quantity.format_integer("w"),
        "$formatInteger($o.quantity, \"w\")",
        NONE,
        json!("three"),
    );
    check(
        (o.quantity * 85).to_string_radix(16),
        "$formatBase($o.quantity * 85, 16)",
        NONE,
        json!("ff"),
    );
}

/// What is written twice counts twice: an expression cannot grow without end.
#[test]
fn repeated_text_is_bounded() {
    let mut total = order().total;
    for _ in 0..40 {
        total = total.round();
    }
    let error = total.to_jsonata().unwrap_err().to_string();
    assert!(error.contains("characters long"), "{error}");
    let mut total = order().total;
    for _ in 0..8 {
        total = total.trunc();
    }
    assert!(total.to_jsonata().is_ok());
}
