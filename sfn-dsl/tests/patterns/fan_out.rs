//! Fan-out: items that fail beside items that do not, and the two lists.

use serde_json::{Value, json};
use sfn_dsl::patterns::fan_out::{self, OutcomeCase, Split};
use sfn_dsl::prelude::*;

use crate::{assert_states, invoke, invoke_by_path, states, with};

/// What an expression of a document gives for this result of the Map.
fn run(text: &Value, result: Value) -> Value {
    crate::run(text, json!({ "result": result }))
}

#[derive(Shape)]
pub struct Batch {
    orders: Vec<Order>,
    tags: Vec<Vec<String>>,
}
#[derive(Shape)]
pub struct Order {
    id: String,
}
#[derive(Shape)]
pub struct Charge {
    charge_id: String,
}
#[lambda("charge")]
fn charge(order: Order) -> Charge;

#[state]
fn charge_all(batch: Expr<Batch>) -> Flow<Split<Order, Charge>> {
    fan_out::each(batch.orders, "Order", charge_one)
        .max_concurrency(10)
        .output(fan_out::split)
        .end()
}
#[state]
fn charge_one(order: Expr<Order>) -> Flow<Charge> {
    charge(order).without_default_retry().end()
}

#[test]
fn each_item_is_caught_by_itself() {
    let one = with(
        invoke("charge", json!("{% $states.input %}")),
        json!({ "Output": "{% $states.result.Payload %}", "End": true }),
    );
    let expected = json!({ "ChargeAll": {
        "Type": "Map",
        "Items": "{% $states.input.orders %}",
        "ItemSelector": { "item": "{% $states.context.Map.Item.Value %}" },
        "MaxConcurrency": 10,
        "ItemProcessor": {
            "StartAt": "TryOrder",
            "States": {
                "TryOrder": {
                    "Type": "Parallel",
                    "Arguments": "{% $states.input.item %}",
                    "Branches": [{ "StartAt": "ChargeOne", "States": { "ChargeOne": one } }],
                    "Output": { "succeeded": "{% $states.result[0] %}" },
                    "Catch": [{
                        "ErrorEquals": ["States.ALL"],
                        "Output": "{% $merge([$states.input, {\"failure\": $states.errorOutput}]) %}",
                        "Next": "OrderFailed",
                    }],
                    "End": true,
                },
                "OrderFailed": {
                    "Type": "Pass",
                    "Output": { "failed": "{% $states.input %}" },
                    "End": true,
                },
            },
        },
        "Output": {
            "succeeded": "{% [$states.result.succeeded] %}",
            "failed": "{% [$states.result.failed] %}",
        },
        "End": true,
    }});
    assert_states(Jsonata, charge_all, expected);
}

#[test]
fn jsonpath_picks_by_a_path_over_all() {
    let one = with(
        invoke_by_path("charge", "$"),
        json!({ "OutputPath": "$.Payload", "End": true }),
    );
    let expected = json!({ "ChargeAll": {
        "Type": "Map",
        "ItemsPath": "$.orders",
        "ItemSelector": { "item.$": "$$.Map.Item.Value" },
        "MaxConcurrency": 10,
        "ItemProcessor": {
            "StartAt": "TryOrder",
            "States": {
                "TryOrder": {
                    "Type": "Parallel",
                    "InputPath": "$.item",
                    "Branches": [{ "StartAt": "ChargeOne", "States": { "ChargeOne": one } }],
                    "ResultSelector": { "succeeded.$": "$[0]" },
                    "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "OrderFailed" }],
                    "End": true,
                },
                "OrderFailed": {
                    "Type": "Pass",
                    "Parameters": { "failed.$": "$" },
                    "End": true,
                },
            },
        },
        "ResultSelector": { "succeeded.$": "$[*].succeeded", "failed.$": "$[*].failed" },
        "End": true,
    }});
    assert_states(JsonPath, charge_all, expected);
}

fn failure(item: Value) -> Value {
    json!({ "failed": { "item": item, "failure": { "Error": "E", "Cause": "C" } } })
}

#[test]
fn both_lists_are_lists_however_many_items_there_are() {
    let states = states(Jsonata, charge_all);
    let output = &states["ChargeAll"]["Output"];
    let (good, bad) = (json!({ "charge_id": "c" }), json!({ "id": "o" }));
    for (succeeded, failed) in [(0, 0), (1, 0), (0, 1), (1, 1), (3, 2)] {
        let mut outcomes = vec![json!({ "succeeded": good }); succeeded];
        outcomes.extend(vec![failure(bad.clone()); failed]);
        let found = run(&output["succeeded"], json!(outcomes));
        assert_eq!(found, json!(vec![good.clone(); succeeded]));
        let found = run(&output["failed"], json!(outcomes));
        let reasons = vec![failure(bad.clone())["failed"].clone(); failed];
        assert_eq!(found, json!(reasons));
    }
}

#[state]
fn tag_all(batch: Expr<Batch>) -> Flow<Split<Vec<String>, Vec<String>>> {
    fan_out::each(batch.tags, "Tags", tag_one)
        .output(fan_out::split)
        .end()
}
#[state]
fn tag_one(tags: Expr<Vec<String>>) -> Flow<Vec<String>> {
    succeed(tags)
}

#[test]
fn results_that_are_lists_stay_lists() {
    let states = states(Jsonata, tag_all);
    let output = &states["TagAll"]["Output"]["succeeded"];
    for results in [
        json!([]),
        json!([["a"]]),
        json!([[]]),
        json!([["a", "b"], [], ["c"]]),
    ] {
        let outcomes: Vec<Value> = results
            .as_array()
            .unwrap()
            .iter()
            .map(|result| json!({ "succeeded": result }))
            .chain([failure(json!(["x"]))])
            .collect();
        assert_eq!(run(output, json!(outcomes)), results);
    }
}

#[state]
fn by_hand(batch: Expr<Batch>) -> Flow<u64, Express> {
    fan_out::each(batch.orders, "Order", id_of).next(count)
}
#[state]
fn id_of(order: Expr<Order>) -> Flow<String, Express> {
    choice(order)
        .when(order.id.eq(""), nameless)
        .otherwise(named)
}
#[state]
fn nameless(_: Expr<Order>) -> Flow<String, Express> {
    fail("Nameless", "an order without an id")
}
#[state]
fn named(order: Expr<Order>) -> Flow<String, Express> {
    succeed(order.id)
}
#[state]
fn count(outcomes: Expr<Vec<fan_out::Outcome<Order, String>>>) -> Flow<u64, Express> {
    let first = outcomes[0];
    choice_on(first, |outcome| match outcome {
        OutcomeCase::Succeeded(_) => to(outcomes.len(), number),
        OutcomeCase::Failed(failed) => to(failed.failure, broken),
    })
}
#[state]
fn number(n: Expr<u64>) -> Flow<u64, Express> {
    succeed(n)
}
#[state]
fn broken(error: Expr<ErrorOutput>) -> Flow<u64, Express> {
    fail(error.error, error.cause)
}

#[test]
fn outcomes_can_be_matched_one_by_one_and_fail_states_are_contained() {
    let states = states(Jsonata, by_hand);
    let branch = &states["ByHand"]["ItemProcessor"]["States"]["TryOrder"]["Branches"][0];
    assert_eq!(branch["States"]["Nameless"]["Type"], "Fail");
    assert_eq!(
        states["Count"]["Choices"][0]["Condition"],
        "{% $exists($states.input[0].succeeded) %}"
    );
}
