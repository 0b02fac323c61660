//! Choice states.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[test]
fn a_choice_has_rules_in_order() {
    fn flow(order: Expr<Order>) -> Flow<Order> {
        choice(order)
            .when(order.total.gt(100.0).and(!order.paid), done("A"))
            .when(
                lit::<f64>(5.0).lt(order.total).or(order.id.ne("x")),
                done("B"),
            )
            .when(order.priority.is_some_and(|p| p.eq("high")), done("C"))
            .when(order.id.eq(order.address.city), done("D"))
            .when(order.id.contains("a*b"), done("E"))
            .when(
                order.release_at.le(timestamp("2026-12-24T18:00:00Z")),
                done("F"),
            )
            .when(order.paid, done("G"))
            .otherwise(done("H"))
    }
    assert_eq!(
        states(JsonPath, state("X", flow)).unwrap()["X"],
        json!({
            "Type": "Choice",
            "Choices": [
                { "And": [
                    { "Variable": "$.total", "NumericGreaterThan": 100 },
                    { "Not": { "Variable": "$.paid", "BooleanEquals": true } }
                ], "Next": "A" },
                { "Or": [
                    { "Variable": "$.total", "NumericGreaterThan": 5 },
                    { "Not": { "Variable": "$.id", "StringEquals": "x" } }
                ], "Next": "B" },
                { "And": [
                    { "And": [
                        { "Variable": "$.priority", "IsPresent": true },
                        { "Not": { "Variable": "$.priority", "IsNull": true } }
                    ] },
                    { "Variable": "$.priority", "StringEquals": "high" }
                ], "Next": "C" },
                { "Variable": "$.id", "StringEqualsPath": "$.address.city", "Next": "D" },
                { "Variable": "$.id", "StringMatches": "*a\\*b*", "Next": "E" },
                { "Variable": "$.release_at", "TimestampLessThanEquals": "2026-12-24T18:00:00Z", "Next": "F" },
                { "Variable": "$.paid", "BooleanEquals": true, "Next": "G" }
            ],
            "Default": "H"
        })
    );
    let document = states(Jsonata, state("X", flow)).unwrap();
    let conditions: Vec<_> = document["X"]["Choices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["Condition"].as_str().unwrap())
        .collect();
    assert_eq!(
        conditions,
        [
            "{% $states.input.total > 100 and $not($states.input.paid) %}",
            "{% 5 < $states.input.total or $states.input.id != \"x\" %}",
            "{% $states.input.priority != null and $states.input.priority = \"high\" %}",
            "{% $states.input.id = $states.input.address.city %}",
            "{% $contains($states.input.id, \"a*b\") %}",
            "{% $toMillis($states.input.release_at) <= $toMillis(\"2026-12-24T18:00:00Z\") %}",
            "{% $states.input.paid %}",
        ]
    );
}

#[test]
fn a_choice_over_cases_is_a_match() {
    fn end(name: &'static str) -> StateFn<Parcel, String> {
        state(name, |_| fail_error("none"))
    }
    fn flow(parcel: Expr<Parcel>) -> Flow<String> {
        choice_on(parcel.size, |size| match size {
            Size::Small => to(parcel, state("ByEvent", by_event)),
            Size::Large => to(parcel, end("Large")),
        })
    }
    fn by_event(parcel: Expr<Parcel>) -> Flow<String> {
        choice_on(parcel.event, |event| match event {
            EventCase::Created { id } => to(id, state("Id", |id: Expr<String>| succeed(id))),
            EventCase::Moved(event) => to(event.to, state("To", |to: Expr<String>| succeed(to))),
            EventCase::Gone => to(parcel, state("Open", by_open)),
        })
    }
    fn by_open(parcel: Expr<Parcel>) -> Flow<String> {
        choice_on(parcel.open, |open| {
            if open {
                to(parcel, end("IsOpen"))
            } else {
                to(parcel, end("IsClosed"))
            }
        })
    }
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(
        document["X"]["Choices"],
        json!([
            { "Condition": "{% $states.input.size = \"Small\" %}", "Next": "ByEvent" },
            { "Condition": "{% $states.input.size = \"Large\" %}", "Next": "Large" }
        ])
    );
    assert_eq!(
        document["X"].get("Default"),
        None,
        "an unknown size goes nowhere"
    );
    assert_eq!(
        document["ByEvent"]["Choices"],
        json!([
            { "Condition": "{% $states.input.event.kind = \"Created\" %}", "Output": "{% $states.input.event.id %}", "Next": "Id" },
            { "Condition": "{% $states.input.event.kind = \"Moved\" %}", "Output": "{% $states.input.event.to %}", "Next": "To" },
            { "Condition": "{% $states.input.event.kind = \"Gone\" %}", "Next": "Open" }
        ])
    );
    assert_eq!(
        document["Open"],
        json!({
            "Type": "Choice",
            "Choices": [{ "Condition": "{% $states.input.open %}", "Next": "IsOpen" }],
            "Default": "IsClosed"
        })
    );
    let why = states(JsonPath, state("X", by_event))
        .unwrap_err()
        .to_string();
    assert!(
        why.contains("cannot hand different data to each target"),
        "{why}"
    );
}
