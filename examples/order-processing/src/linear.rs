//! Steps in a row, each single-purpose, with every error path spelt out: what the payment retries, what it does not,
//! and who hears of everything else.

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
    /// What was wrong with it, once something was.
    pub error: Option<ErrorOutput>,
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

/// What a notification or an update says when it is done.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Done {
    /// The id of what was done.
    pub id: String,
}

/// What can be wrong with an order.
#[derive(LambdaError)]
pub enum OrderError {
    /// It is not a valid order.
    OrderValidationError,
}

/// What can go wrong with a payment.
#[derive(LambdaError)]
pub enum PaymentError {
    /// The card was declined: trying again is no use.
    PaymentFailed,
}

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789:function:validate-order",
    direct
)]
fn validate(order: Order) -> Result<Order, OrderError>;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789:function:process-payment",
    direct
)]
fn charge(order: Order) -> Result<Order, PaymentError>;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789:function:create-shipment",
    direct
)]
fn ship(order: Order) -> Shipment;

#[lambda(arn = "arn:aws:lambda:us-east-1:123456789:function:send-email", direct)]
fn email(shipment: Shipment) -> Done;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789:function:update-inventory",
    direct
)]
fn update(shipment: Shipment) -> Done;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789:function:notify-validation-failure",
    direct
)]
fn report_invalid(order: Order) -> Done;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789:function:handle-payment-failure",
    direct
)]
fn report_unpaid(error: ErrorOutput) -> Done;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789:function:handle-unexpected-error",
    direct
)]
fn report_unexpected(error: ErrorOutput) -> Done;

/// How often to ask a Lambda service that is busy or broken.
fn service_errors() -> Retry {
    Retry::on([
        errors::LAMBDA_SERVICE_EXCEPTION,
        errors::LAMBDA_TOO_MANY_REQUESTS,
    ])
    .interval_seconds(1)
    .max_attempts(3)
    .backoff_rate(2.0)
}

#[state]
fn validate_order(order: Expr<Order>) -> Flow<(Done, Done)> {
    validate(order)
        .without_default_retry()
        .retry(service_errors())
        .catch_with(
            OrderError::ORDER_VALIDATION_ERROR,
            |error| order.with(|o| o.error, error),
            notify_validation_failure,
        )
        .catch(errors::ALL, handle_unexpected_error)
        .next(process_payment)
}

#[state]
fn process_payment(order: Expr<Order>) -> Flow<(Done, Done)> {
    charge(order)
        .without_default_retry()
        .retry(
            Retry::on(errors::TASK_FAILED)
                .interval_seconds(2)
                .max_attempts(3)
                .backoff_rate(2.0),
        )
        .catch(PaymentError::PAYMENT_FAILED, handle_payment_failure)
        .catch(errors::ALL, handle_unexpected_error)
        .next(create_shipment)
}

#[state]
fn create_shipment(order: Expr<Order>) -> Flow<(Done, Done)> {
    ship(order)
        .without_default_retry()
        .retry(service_errors())
        .catch(errors::ALL, handle_unexpected_error)
        .next(process_in_parallel)
}

#[state]
fn process_in_parallel(shipment: Expr<Shipment>) -> Flow<(Done, Done)> {
    parallel(shipment)
        .branch(send_email)
        .branch(update_inventory)
        .catch(errors::ALL, handle_unexpected_error)
        .end()
}

#[state]
fn send_email(shipment: Expr<Shipment>) -> Flow<Done> {
    email(shipment).without_default_retry().end()
}

#[state]
fn update_inventory(shipment: Expr<Shipment>) -> Flow<Done> {
    update(shipment).without_default_retry().end()
}

#[state]
fn notify_validation_failure(order: Expr<Order>) -> Flow<(Done, Done)> {
    report_invalid(order)
        .without_default_retry()
        .next(order_failed)
}

#[state]
fn handle_payment_failure(error: Expr<ErrorOutput>) -> Flow<(Done, Done)> {
    report_unpaid(error)
        .without_default_retry()
        .next(order_failed)
}

#[state]
fn handle_unexpected_error(error: Expr<ErrorOutput>) -> Flow<(Done, Done)> {
    report_unexpected(error)
        .without_default_retry()
        .next(order_failed)
}

#[state]
fn order_failed(_: Expr<Done>) -> Flow<(Done, Done)> {
    fail("OrderFailed", "The order could not be processed")
}

/// The workflow.
pub fn workflow() -> Workflow<Order, (Done, Done)> {
    Workflow::new("order-linear", validate_order)
        .comment("Order processing workflow")
        .query_language(JsonPath)
}
