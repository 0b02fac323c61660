//! Charge and confirm side by side, then each item of the order: Parallel, Map, and two ways to fail.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sfn_dsl::prelude::*;

/// An order.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Order {
    /// What was ordered.
    pub items: Vec<Item>,
}

/// A line of an order.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Item {
    /// Which article.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// What starts an execution.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Request {
    /// The order.
    pub order: Order,
}

/// What is in stock.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Inventory {
    /// Whether all of it is.
    pub available: bool,
}

/// The order, checked.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// The order.
    pub order: Order,
    /// What is in stock.
    pub inventory: Inventory,
    /// What the customer is told.
    pub confirmation_message: String,
}

/// The order with what charging and confirming gave.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Paid {
    /// The checked order.
    #[serde(flatten)]
    pub checked: Checked,
    /// What the two branches gave.
    pub payment: (Value, Value),
}

/// An item, dealt with.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Processed {
    /// Which article.
    pub sku: String,
}

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789012:function:ValidateOrder",
    direct
)]
fn validate(request: Request) -> Checked;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789012:function:ChargeCard",
    direct
)]
fn charge(order: Checked) -> Value;

#[lambda(
    arn = "arn:aws:lambda:us-east-1:123456789012:function:ProcessItem",
    direct
)]
fn process(item: Item) -> Processed;

static CONFIRMATIONS: Topic = Topic::arn("arn:aws:sns:us-east-1:123456789012:order-confirmations");
static ALERTS: Topic = Topic::arn("arn:aws:sns:us-east-1:123456789012:inventory-alerts");

#[state]
fn validate_order(request: Expr<Request>) -> Flow<Vec<Processed>> {
    validate(request)
        .without_default_retry()
        .retry(
            Retry::on(errors::LAMBDA_SERVICE_EXCEPTION)
                .interval_seconds(2)
                .max_attempts(3)
                .backoff_rate(2.0),
        )
        .catch(errors::TASK_FAILED, order_failed)
        .next(check_inventory)
}

#[state]
fn check_inventory(order: Expr<Checked>) -> Flow<Vec<Processed>> {
    choice(order)
        .when(order.inventory.available.eq(true), process_payment)
        .otherwise(out_of_stock)
}

#[state]
fn process_payment(order: Expr<Checked>) -> Flow<Vec<Processed>> {
    // The result must not take the place of the order: the next state needs its items.
    parallel(order)
        .branch(charge_card)
        .branch(send_confirmation)
        .output(|payment| PaidExpr {
            checked: order,
            payment,
        })
        .next(process_items)
}

#[state]
fn charge_card(order: Expr<Checked>) -> Flow<Value> {
    charge(order).without_default_retry().end()
}

#[state]
fn send_confirmation(order: Expr<Checked>) -> Flow<Value> {
    sns::publish(&CONFIRMATIONS, order.confirmation_message)
        .output(|sent| sent.cast::<Value>())
        .end()
}

#[state]
fn process_items(paid: Expr<Paid>) -> Flow<Vec<Processed>> {
    map(paid.checked.order.items, process_item)
        .max_concurrency(5)
        .next(order_complete)
}

#[state]
fn process_item(item: Expr<Item>) -> Flow<Processed> {
    process(item).without_default_retry().end()
}

#[state]
fn out_of_stock(_: Expr<Checked>) -> Flow<Vec<Processed>> {
    sns::publish(&ALERTS, "Item out of stock").next(order_failed)
}

#[state]
fn order_complete(items: Expr<Vec<Processed>>) -> Flow<Vec<Processed>> {
    succeed(items)
}

#[state]
fn order_failed<T: Shape>(_: Expr<T>) -> Flow<Vec<Processed>> {
    fail_cause("Order processing failed")
}

/// The workflow.
pub fn workflow() -> Workflow<Request, Vec<Processed>> {
    Workflow::new("order-parallel", validate_order)
        .comment("Order processing example")
        .query_language(JsonPath)
}
