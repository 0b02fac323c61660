//! Three functions in a row, with retries and a handler for a declined payment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sfn_dsl::prelude::*;

/// An order as the shop sends it.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The order's number.
    pub order_id: String,
    /// What it costs, in dollars.
    pub amount: f64,
}

/// A shipment on its way.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Shipment {
    /// The order's number.
    pub order_id: String,
    /// Where to follow it.
    pub tracking_number: String,
}

/// What can go wrong with a payment.
#[derive(LambdaError)]
pub enum PaymentError {
    /// The card was declined: trying again is no use.
    PaymentFailed,
}

#[lambda(arn = "arn:aws:lambda:us-east-1:123456789:function:validate-order", direct)]
fn validate(order: Order) -> Order;

#[lambda(arn = "arn:aws:lambda:us-east-1:123456789:function:process-payment", direct)]
fn charge(order: Order) -> Result<Order, PaymentError>;

#[lambda(arn = "arn:aws:lambda:us-east-1:123456789:function:create-shipment", direct)]
fn ship(order: Order) -> Shipment;

#[lambda(arn = "arn:aws:lambda:us-east-1:123456789:function:notify-payment-failure", direct)]
fn notify_payment_failure(error: ErrorOutput) -> ErrorOutput;

#[state]
fn validate_order(order: Expr<Order>) -> Flow<Shipment> {
    validate(order).without_default_retry().next(process_payment)
}

#[state]
fn process_payment(order: Expr<Order>) -> Flow<Shipment> {
    charge(order)
        .without_default_retry()
        .retry(Retry::on(errors::TASK_FAILED).interval_seconds(2).max_attempts(3).backoff_rate(2.0))
        .catch(PaymentError::PAYMENT_FAILED, handle_payment_failure)
        .next(create_shipment)
}

#[state]
fn create_shipment(order: Expr<Order>) -> Flow<Shipment> {
    ship(order).without_default_retry().end()
}

#[state]
fn handle_payment_failure(error: Expr<ErrorOutput>) -> Flow<Shipment> {
    notify_payment_failure(error).without_default_retry().next(payment_failed)
}

#[state]
fn payment_failed(_: Expr<ErrorOutput>) -> Flow<Shipment> {
    fail("PaymentFailed", "The payment was declined")
}

/// The workflow.
pub fn workflow() -> Workflow<Order, Shipment> {
    Workflow::new("order-linear", validate_order).comment("Order processing workflow").query_language(JsonPath)
}
