//! Functions of moments.

use std::time::Duration;

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

const NONE: Result<&str, &str> = Err("no intrinsic function");

#[test]
fn moments_are_moved() {
    let o = order();
    check(
        o.placed.plus(Duration::from_secs(90)),
        "$fromMillis($toMillis($o.placed) + 90000)",
        NONE,
        json!("2026-03-01T11:01:30.000Z"),
    );
    check(
        o.placed.minus(Duration::from_millis(1)),
        "$fromMillis($toMillis($o.placed) - 1)",
        NONE,
        json!("2026-03-01T10:59:59.999Z"),
    );
    check(
        o.placed
            .millis_since(timestamp::<Timestamp>("2026-03-01T10:00:00Z")),
        "$toMillis($o.placed) - $toMillis(\"2026-03-01T10:00:00Z\")",
        Err("subtract a literal"),
        json!(3_600_000),
    );
}

#[test]
fn moments_are_written() {
    let o = order();
    check(
        o.placed.format("[Y0001]-[M01]-[D01]"),
        "$fromMillis($toMillis($o.placed), \"[Y0001]-[M01]-[D01]\")",
        NONE,
        json!("2026-03-01"),
    );
    check(
        o.placed.format_in("[H01]:[m01]", "-0500"),
        "$fromMillis($toMillis($o.placed), \"[H01]:[m01]\", \"-0500\")",
        NONE,
        json!("06:00"),
    );
}

/// On the wire a moment is a text already.
#[test]
fn moments_in_a_text() {
    let o = order();
    check(
        text!("placed at {}", o.placed),
        "\"placed at \" & $o.placed",
        Ok("States.Format('placed at {}', $o.placed)"),
        json!("placed at 2026-03-01T12:00:00+01:00"),
    );
    check(
        o.placed.to_string(),
        "$o.placed",
        Ok("$o.placed"),
        json!("2026-03-01T12:00:00+01:00"),
    );
}

#[test]
fn milliseconds() {
    let o = order();
    check(
        o.placed.to_millis(),
        "$toMillis($o.placed)",
        NONE,
        json!(1_772_362_800_000_i64),
    );
    check(
        Timestamp::from_millis(o.placed.to_millis() + 1),
        "$fromMillis($toMillis($o.placed) + 1)",
        NONE,
        json!("2026-03-01T11:00:00.001Z"),
    );
    // There and back is nothing.
    check(
        Timestamp::from_millis(o.balance).to_millis(),
        "$o.balance",
        Ok("$o.balance"),
        json!(-7),
    );
}

#[test]
fn now() {
    let runs = |text: &str| run(text).expect("a value");
    let now = Timestamp::now();
    assert_eq!(now.to_jsonata().unwrap(), "$now()");
    assert!(
        runs("$now()")
            .as_str()
            .is_some_and(|text| text.ends_with('Z'))
    );
    assert_eq!(now.to_millis().to_jsonata().unwrap(), "$millis()");
    assert!(runs("$millis()").as_f64().is_some());
    let day = now.format("[Y0001]").to_jsonata().unwrap();
    assert_eq!(day, "$fromMillis($millis(), \"[Y0001]\")");
    assert!(runs(&day).as_str().is_some_and(|year| year.len() == 4));
    let later = now
        .plus(Duration::from_secs(1))
        .gt(now)
        .to_jsonata()
        .unwrap();
    assert_eq!(
        later,
        "$toMillis($fromMillis($millis() + 1000)) > $toMillis($now())"
    );
    assert_eq!(runs(&later), json!(true));
    for error in [now.to_jsonpath(), now.to_millis().to_jsonpath()] {
        let error = error.expect_err("JSONPath has no clock").to_string();
        assert!(error.contains("context::state_entered_time()"), "{error}");
    }
}
