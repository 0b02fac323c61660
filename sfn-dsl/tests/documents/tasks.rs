//! Task states: what they get and hand on.

use serde_json::{Value, json};
use sfn_dsl::prelude::*;

use super::*;

const FUNCTION: &str =
    "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:charge";

#[test]
fn a_task_gets_a_payload_and_hands_on_the_result() {
    assert_eq!(
        jsonata(|order: Expr<Order>| paid(order).end()),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {
                "FunctionName": FUNCTION,
                "Payload": {
                    "order_id": "{% $states.input.id %}",
                    "amount": "{% $states.input.total %}",
                    "currency": "EUR",
                    "label": "{% \"order \" & $states.input.id %}"
                }
            },
            "Output": "{% $states.result.Payload %}",
            "End": true
        })
    );
    assert_eq!(
        jsonpath(|order: Expr<Order>| paid(order).end()),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": FUNCTION,
                "Payload": {
                    "order_id.$": "$.id",
                    "amount.$": "$.total",
                    "currency": "EUR",
                    "label.$": "States.Format('order {}', $.id)"
                }
            },
            "OutputPath": "$.Payload",
            "End": true
        })
    );
}

#[test]
fn a_direct_call_has_no_envelope() {
    let flow = |order: Expr<Order>| look_up(order.address).without_default_retry().end();
    assert_eq!(
        jsonata(flow),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:look-up",
            "Arguments": "{% $states.input.address %}",
            "End": true
        })
    );
    assert_eq!(
        jsonpath(flow),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:look-up",
            "InputPath": "$.address",
            "End": true
        })
    );
}

#[test]
fn a_result_is_discarded() {
    let flow = |order: Expr<Order>| paid(order).discard_result(order).end();
    assert_eq!(jsonata(flow)["Output"], json!("{% $states.input %}"));
    let state = jsonpath(flow);
    assert_eq!(
        (&state["ResultPath"], state.get("OutputPath")),
        (&Value::Null, None)
    );
    assert!(state.as_object().unwrap().contains_key("ResultPath"));
}

#[test]
fn a_result_is_put_into_a_field() {
    // The field is optional in the same type,
    let flow = |order: Expr<Order>| look_up(order.address).put(order, |o| o.receipt).end();
    assert_eq!(
        jsonata(flow)["Output"],
        json!("{% $merge([$states.input, {\"receipt\": $states.result}]) %}")
    );
    assert_eq!(jsonpath(flow)["ResultPath"], json!("$.receipt"));
    // or the field of a type that flattens the input.
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .output(|receipt| ChargedExpr { order, receipt })
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!("{% $merge([$states.input, {\"receipt\": $states.result}]) %}")
    );
    assert_eq!(jsonpath(flow)["ResultPath"], json!("$.receipt"));
    // Deep down too.
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .output(|r| order.with(|o| o.address.note, r.charge_id))
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!(
            "{% $merge([$states.input, {\"address\": $merge([$states.input.address, {\"note\": $states.result.charge_id}])}]) %}"
        )
    );
}

#[test]
fn an_enveloped_result_is_put_into_a_field_by_its_members() {
    let state = jsonpath(|order: Expr<Order>| paid(order).put(order, |o| o.receipt).end());
    assert_eq!(state["ResultPath"], json!("$.receipt"));
    assert_eq!(
        state["ResultSelector"],
        json!({ "charge_id.$": "$.Payload.charge_id", "cents.$": "$.Payload.cents" })
    );
}

#[test]
fn an_output_is_built_from_input_and_result() {
    let flow = |order: Expr<Order>| {
        paid(order)
            .output(|r| SummaryExpr {
                order_id: order.id,
                charge_id: r.charge_id,
            })
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!({ "order_id": "{% $states.input.id %}", "charge_id": "{% $states.result.Payload.charge_id %}" })
    );
    let why = refused(flow);
    assert!(
        why.contains("cannot build one object from the input and the result"),
        "{why}"
    );
    // Where the output was said, not where the call was made.
    assert!(why.contains("tasks.rs:"), "{why}");
}

#[test]
fn an_output_is_built_from_the_result_alone() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .output(|r| ChargeOnlyExpr {
                id: r.charge_id,
                source: lit("bank"),
            })
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!({ "id": "{% $states.result.charge_id %}", "source": "bank" })
    );
    assert_eq!(
        jsonpath(flow)["ResultSelector"],
        json!({ "id.$": "$.charge_id", "source": "bank" })
    );
}

#[test]
fn outputs_compose() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .output(|r| SummaryExpr {
                order_id: order.id,
                charge_id: r.charge_id,
            })
            .output(|summary| summary.charge_id)
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!("{% $states.result.charge_id %}")
    );
    assert_eq!(jsonpath(flow)["OutputPath"], json!("$.charge_id"));
}

#[test]
fn timeouts_are_literals_or_data() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .timeout_seconds(order.limit)
            .heartbeat_seconds(10)
            .end()
    };
    let state = jsonata(flow);
    assert_eq!(
        (&state["TimeoutSeconds"], &state["HeartbeatSeconds"]),
        (&json!("{% $states.input.limit %}"), &json!(10))
    );
    let state = jsonpath(flow);
    assert_eq!(
        (&state["TimeoutSecondsPath"], &state["HeartbeatSeconds"]),
        (&json!("$.limit"), &json!(10))
    );
}

#[test]
fn another_role_is_assumed() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .without_default_retry()
            .credentials(Role::arn("arn:aws:iam::210987654321:role/look-up"))
            .end()
    };
    assert_eq!(
        jsonata(flow)["Credentials"],
        json!({ "RoleArn": "arn:aws:iam::210987654321:role/look-up" })
    );
    let flow = |order: Expr<Order>| look_up(order.address).credentials(order.id).end();
    assert_eq!(
        jsonata(flow)["Credentials"],
        json!({ "RoleArn": "{% $states.input.id %}" })
    );
    assert_eq!(
        jsonpath(flow)["Credentials"],
        json!({ "RoleArn.$": "$.id" })
    );
}
