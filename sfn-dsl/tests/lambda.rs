//! What `#[lambda]` and `#[derive(LambdaError)]` make of declarations.

#![allow(missing_docs)]

use serde_json::{Value, json};
use sfn_dsl::prelude::*;
use sfn_dsl::{LambdaFunction, Undeclared};

#[derive(Shape)]
struct Order {
    id: String,
}

#[derive(Shape)]
struct Checked {
    ok: bool,
}

#[derive(Debug, LambdaError)]
enum OrderError {
    PaymentDeclined,
    /// Written in another language.
    #[lambda_error(name = "com.example.HTTPException")]
    HTTPFailure {
        status: u16,
    },
    Timeout(u32),
}

/// Checks an order.
#[lambda("validate-order")]
fn validate_order(order: Order) -> Result<Checked, OrderError>;

#[lambda(
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:notify",
    qualifier = "live",
    direct
)]
pub(crate) fn notify(_: String);

#[lambda(placeholder = "NowFunctionArn")]
fn now() -> sfn_dsl::Timestamp;

#[state]
fn validate(order: Expr<Order>) -> Flow<sfn_dsl::Timestamp> {
    validate_order(OrderExpr { id: order.id })
        .catch(
            [OrderError::PAYMENT_DECLINED, OrderError::HTTP_FAILURE],
            give_up,
        )
        .next(tell)
}

#[state]
fn give_up<T: Shape>(_: Expr<T>) -> Flow<sfn_dsl::Timestamp> {
    fail("GaveUp", "nothing more to try")
}

#[state]
fn tell(checked: Expr<Checked>) -> Flow<sfn_dsl::Timestamp> {
    notify(checked.ok.then_else::<String>("fine", "not fine")).next(what_time)
}

#[state]
fn what_time(_: Expr<()>) -> Flow<sfn_dsl::Timestamp> {
    now().end()
}

#[test]
fn calls_are_tasks() {
    let synthesis = Workflow::new("test", validate)
        .synthesize()
        .expect("a workflow without mistakes");
    let document: Value =
        serde_json::from_str(&synthesis.document.to_string_compact()).expect("JSON");
    let state = |name: &str| document["States"][name].clone();
    assert_eq!(
        state("Validate")["Arguments"],
        json!({
            "FunctionName": "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:validate-order",
            "Payload": { "id": "{% $states.input.id %}" }
        })
    );
    assert_eq!(
        state("Validate")["Catch"][0]["ErrorEquals"],
        json!(["PaymentDeclined", "com.example.HTTPException"])
    );
    assert_eq!(
        state("Tell")["Resource"],
        "arn:aws:lambda:eu-west-1:123456789012:function:notify:live"
    );
    assert_eq!(
        state("WhatTime")["Arguments"]["FunctionName"],
        "${NowFunctionArn}"
    );
}

#[test]
fn the_declaration_tells_its_types() {
    fn types<F: LambdaFunction<Input = I, Output = O, Error = E>, I, O, E>() {}
    types::<validate_order, Order, Checked, OrderError>();
    types::<notify, String, (), Undeclared>();
    types::<now, (), sfn_dsl::Timestamp, Undeclared>();
}

#[test]
fn errors_have_names() {
    assert_eq!(
        OrderError::NAMES,
        ["PaymentDeclined", "com.example.HTTPException", "Timeout"]
    );
    assert_eq!(
        OrderError::HTTPFailure { status: 500 }.error_name(),
        "com.example.HTTPException"
    );
    assert_eq!(OrderError::TIMEOUT.as_str(), "Timeout");
}
