//! Comparisons, arithmetic, text, timestamps.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

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
        o.placed.eq(timestamp("2026-03-01T11:00:00Z")),
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
        // Known from the type, so that is what is said first.
        Err("and this is a number with a fraction"),
        json!(-120),
    );
    check(
        o.total + 1.0,
        "$o.total + 1",
        Err("and this is a number with a fraction"),
        json!(121.5),
    );
    check(
        o.balance + (1 << 31),
        "$o.balance + 2147483648",
        Err("`2147483648` is none"),
        json!(2_147_483_641),
    );
    check(
        o.balance - (1 << 31),
        "$o.balance - 2147483648",
        Ok("States.MathAdd($o.balance, -2147483648)"),
        json!(-2_147_483_655_i64),
    );
    check(
        o.quantity % 2,
        "$o.quantity % 2",
        Err("not multiply"),
        json!(1),
    );
}

#[test]
fn whole_numbers_are_divided_as_in_rust() {
    let o = order();
    check(
        o.quantity / 2,
        "$floor($o.quantity / 2)",
        Err("not multiply"),
        json!(1),
    );
    check(
        (o.quantity + 4) / 2 * 2,
        "$floor(($o.quantity + 4) / 2) * 2",
        Err("not multiply"),
        json!(6),
    );
    // Towards zero, which rounding down is not.
    check(
        o.balance / 2,
        "($o.balance - $o.balance % 2) / 2",
        Err("not multiply"),
        json!(-3),
    );
    check(
        o.balance / -2,
        "($o.balance - $o.balance % -2) / -2",
        Err("not multiply"),
        json!(3),
    );
    check(
        o.balance % 4,
        "$o.balance % 4",
        Err("not multiply"),
        json!(-3),
    );
    check(
        (o.balance + 14) % -4,
        "($o.balance + 14) % -4",
        Err("not multiply"),
        json!(3),
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
fn the_same_expression_is_one_node() {
    let (a, b) = (order().total.gt(1.0), order().total.gt(1.0));
    assert_eq!(format!("{a:?}"), format!("{b:?}"));
}

#[test]
fn literals_need_no_type() {
    let o = order();
    // Whatever asks for the type decides it.
    let task = sns::publish(Topic::named("t"), "x").subject(o.paid.then_else("paid", "open"));
    let _ = task;
    let plain = lit("x");
    check(plain, "\"x\"", Err("literal"), json!("x"));
}
