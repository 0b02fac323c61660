//! Validate, check the inventory, pay, ship, notify: one choice, one retry, one catch-all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sfn_dsl::prelude::*;

/// What starts an execution.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Request {
    /// The order's number.
    pub order_id: String,
}

/// What validation finds out about an order.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Validated {
    /// Whether it is in stock.
    pub available: bool,
}

/// The request with what validation found out.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct ValidatedRequest {
    /// The request.
    #[serde(flatten)]
    pub request: Request,
    /// What was found out.
    pub order: Validated,
}

/// What payment and shipping say; the workflow only passes it on.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Payment {
    /// The id of the charge.
    pub charge_id: String,
}

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789012:function:validate-order",
    direct
)]
fn validate(request: Request) -> Validated;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789012:function:process-payment",
    direct
)]
fn charge(request: ValidatedRequest) -> Payment;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789012:function:ship-order",
    direct
)]
fn ship(payment: Payment) -> Value;

const PAYMENT_FAILED: ErrorName = errors::custom("PaymentFailedException");

#[state]
fn validate_order(request: Expr<Request>) -> Flow<Value> {
    validate(request)
        .without_default_retry()
        .output(|order| ValidatedRequestExpr { request, order })
        .next(check_inventory)
}

#[state]
fn check_inventory(request: Expr<ValidatedRequest>) -> Flow<Value> {
    choice(request)
        .when(request.order.available.eq(true), process_payment)
        .otherwise(reject_order)
}

#[state]
fn process_payment(request: Expr<ValidatedRequest>) -> Flow<Value> {
    charge(request)
        .without_default_retry()
        .retry(
            Retry::on(PAYMENT_FAILED)
                .interval_seconds(3)
                .max_attempts(3)
                .backoff_rate(2.0),
        )
        .catch(errors::ALL, notify_failure)
        .next(ship_order)
}

#[state]
fn ship_order(payment: Expr<Payment>) -> Flow<Value> {
    ship(payment).without_default_retry().next(notify_success)
}

#[state]
fn reject_order(_: Expr<ValidatedRequest>) -> Flow<Value> {
    fail("OrderUnavailable", "Order is not available")
}

#[state]
fn notify_success(shipped: Expr<Value>) -> Flow<Value> {
    pass(shipped).end()
}

#[state]
fn notify_failure(error: Expr<ErrorOutput>) -> Flow<Value> {
    pass(error.cast::<Value>()).end()
}

/// The workflow.
pub fn workflow() -> Workflow<Request, Value> {
    Workflow::new("order-processor", validate_order)
        .comment("Order processing workflow")
        .query_language(JsonPath)
}
