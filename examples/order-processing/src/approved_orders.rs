//! The same business in JSONata: large orders wait for a person, everything else goes through by itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sfn_dsl::prelude::*;

/// What starts an execution.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The order's number.
    pub order_id: String,
    /// Who ordered.
    pub customer: Customer,
    /// What was ordered.
    pub items: Vec<Item>,
    /// What it costs, in euros.
    pub total: f64,
}

/// Who ordered.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Customer {
    /// Where to write to.
    pub email: String,
    /// What to call them.
    pub name: Option<String>,
}

/// A line of an order.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Item {
    /// Which article.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// An order whose items are reserved.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Checked {
    /// The order.
    pub order: Order,
    /// Whether all of it is in stock.
    pub available: bool,
}

/// What a person is asked.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalRequest {
    /// The order's number.
    pub order_id: String,
    /// What it costs.
    pub total: f64,
    /// What to say, ready to be read.
    pub question: String,
    /// What to answer with.
    pub task_token: TaskToken,
}

/// What the person answered.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(tag = "decision", rename_all = "camelCase")]
pub enum Decision {
    /// Go on.
    Approved {
        /// Who said so.
        by: String,
    },
    /// Do not.
    Rejected {
        /// Who said so.
        by: String,
        /// Why.
        reason: String,
    },
}

/// An order with the answer.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Decided {
    /// The checked order.
    #[serde(flatten)]
    pub checked: Checked,
    /// The answer.
    pub decision: Decision,
}

/// What the payment function is told.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Charge {
    /// The order's number.
    pub order_id: String,
    /// How much.
    pub amount: f64,
}

/// What it answers.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Receipt {
    /// The id of the charge.
    pub charge_id: String,
}

/// An order that was paid.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Paid {
    /// The checked order.
    #[serde(flatten)]
    pub checked: Checked,
    /// The receipt.
    pub receipt: Receipt,
}

/// What a parcel is made of.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Parcel {
    /// The order's number.
    pub order_id: String,
    /// The item in it.
    pub item: Item,
    /// Which of the order's parcels.
    pub number: u64,
}

/// A parcel on its way.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Shipped {
    /// Where to follow it.
    pub tracking_number: String,
}

/// How the order ended.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Confirmation {
    /// The order's number.
    pub order_id: String,
    /// Every parcel.
    pub parcels: Vec<Shipped>,
}

/// The order as the table keeps it.
#[derive(Serialize, Deserialize, Shape)]
pub struct OrderRecord {
    /// The order's number, the key.
    pub order_id: String,
    /// How far it is.
    pub status: Status,
    /// What it costs.
    pub total: f64,
}

/// The key of the table.
#[derive(Serialize, Deserialize, Shape)]
pub struct OrderKey {
    /// The order's number.
    pub order_id: String,
}

/// How far an order is.
#[derive(Clone, Copy, Serialize, Deserialize, Shape)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Items are reserved.
    Reserved,
    /// On its way.
    Shipped,
}

/// What can go wrong with a payment.
#[derive(LambdaError)]
pub enum PaymentError {
    /// The card was declined.
    CardDeclined,
    /// The bank did not answer.
    BankUnavailable,
}

/// Reserves the items of an order.
#[lambda("orders-reserve-items-v1")]
fn reserve_items(order: Order) -> Checked;

/// Charges the customer.
#[lambda("orders-charge-v2")]
pub fn charge(charge: Charge) -> Result<Receipt, PaymentError>;

/// Hands a parcel to the carrier.
#[lambda("orders-ship-parcel-v1")]
fn ship_parcel(parcel: Parcel) -> Shipped;

static APPROVALS: Queue = Queue::named("order-approvals");
static ORDERS: Table<OrderRecord, OrderKey> = Table::named("orders");
static ALERTS: Topic = Topic::named("order-alerts");
static BUS: EventBus = EventBus::named("shop");

/// Reserves what was ordered.
#[state]
fn reserve(order: Expr<Order>) -> Flow<Confirmation> {
    reserve_items(order)
        .timeout_seconds(30)
        .catch_with(
            errors::ALL,
            |error| FailureExpr {
                order_id: order.order_id,
                error,
            },
            alert,
        )
        .next(check_stock)
}

/// Out of stock ends here, large orders ask first.
#[state]
fn check_stock(checked: Expr<Checked>) -> Flow<Confirmation> {
    choice(checked)
        .when(!checked.available, out_of_stock)
        .when(checked.order.total.gt(1000.0), ask_for_approval)
        .otherwise(record_order)
}

/// Waits up to a day for somebody in sales.
#[state]
fn ask_for_approval(checked: Expr<Checked>) -> Flow<Confirmation> {
    let order = checked.order;
    wait_for_task_token(|token| {
        sqs::send_message(
            &APPROVALS,
            ApprovalRequestExpr {
                order_id: order.order_id,
                total: order.total,
                question: text!(
                    "Ship order {} to {} for {} EUR?",
                    order.order_id,
                    order.customer.email,
                    order.total
                ),
                task_token: token,
            },
        )
    })
    .timeout_seconds(86_400)
    .output(|decision| DecidedExpr { checked, decision })
    .catch_with(
        errors::TIMEOUT,
        |error| FailureExpr {
            order_id: order.order_id,
            error,
        },
        alert,
    )
    .next(decide)
}

/// Every answer there is has a way on; rustc sees to that.
#[state]
fn decide(decided: Expr<Decided>) -> Flow<Confirmation> {
    choice_on(decided.decision, |decision| match decision {
        DecisionCase::Approved { .. } => to(decided.checked, record_order),
        DecisionCase::Rejected { by, reason } => to(
            text!(
                "order {} was rejected by {}: {}",
                decided.checked.order.order_id,
                by,
                reason
            ),
            rejected,
        ),
    })
}

/// Writes the order down before money moves.
#[state]
fn record_order(checked: Expr<Checked>) -> Flow<Confirmation> {
    let order = checked.order;
    let record = OrderRecordExpr {
        order_id: order.order_id,
        status: lit(Status::Reserved),
        total: order.total,
    };
    dynamodb::put_item(&ORDERS, record)
        .condition("attribute_not_exists(order_id)")
        .discard_result(checked)
        .next(take_payment)
}

/// A bank that does not answer is asked again, a declined card is not.
#[state]
fn take_payment(checked: Expr<Checked>) -> Flow<Confirmation> {
    let order = checked.order;
    charge(ChargeExpr {
        order_id: order.order_id,
        amount: order.total,
    })
    .timeout_seconds(60)
    .retry(
        Retry::on(PaymentError::BANK_UNAVAILABLE)
            .interval_seconds(5)
            .max_attempts(4)
            .full_jitter(),
    )
    .output(|receipt| PaidExpr { checked, receipt })
    .catch(PaymentError::CARD_DECLINED, payment_declined)
    .catch_with(
        errors::ALL,
        |error| FailureExpr {
            order_id: order.order_id,
            error,
        },
        alert,
    )
    .next(ship)
}

/// One parcel for each item, ten at a time.
#[state]
fn ship(paid: Expr<Paid>) -> Flow<Confirmation> {
    let order = paid.checked.order;
    map_select(
        order.items,
        |item| ParcelExpr {
            order_id: order.order_id,
            item: item.value,
            number: item.index + 1,
        },
        ship_one,
    )
    .max_concurrency(10)
    .output(|parcels| ConfirmationExpr {
        order_id: order.order_id,
        parcels,
    })
    .next(mark_shipped)
}

#[state]
fn ship_one(parcel: Expr<Parcel>) -> Flow<Shipped> {
    ship_parcel(parcel).timeout_seconds(120).end()
}

#[state]
fn mark_shipped(confirmation: Expr<Confirmation>) -> Flow<Confirmation> {
    dynamodb::update_item(
        &ORDERS,
        OrderKeyExpr {
            order_id: confirmation.order_id,
        },
    )
    .set(|order| order.status, Status::Shipped)
    .discard_result(confirmation)
    .next(announce)
}

/// Tells the rest of the shop.
#[state]
fn announce(confirmation: Expr<Confirmation>) -> Flow<Confirmation> {
    events::put_events([event("shop.orders", "OrderShipped", confirmation).on(&BUS)])
        .discard_result(confirmation)
        .end()
}

/// What went wrong with which order.
#[derive(Serialize, Deserialize, Shape)]
pub struct Failure {
    /// The order's number.
    pub order_id: String,
    /// What went wrong.
    pub error: ErrorOutput,
}

#[state]
fn alert(failure: Expr<Failure>) -> Flow<Confirmation> {
    sns::publish(
        &ALERTS,
        text!("order {} failed: {}", failure.order_id, failure.error.error),
    )
    .subject("Order failed")
    .next(order_failed)
}

#[state]
fn order_failed<T: Shape>(_: Expr<T>) -> Flow<Confirmation> {
    fail(
        "OrderFailed",
        "The order could not be processed; operations were alerted",
    )
}

#[state]
fn out_of_stock(checked: Expr<Checked>) -> Flow<Confirmation> {
    fail(
        "OutOfStock",
        text!("order {} is not in stock", checked.order.order_id),
    )
}

#[state]
fn rejected(why: Expr<String>) -> Flow<Confirmation> {
    fail("OrderRejected", why)
}

#[state]
fn payment_declined(error: Expr<ErrorOutput>) -> Flow<Confirmation> {
    fail("PaymentDeclined", error.cause)
}

/// The workflow.
pub fn workflow() -> Workflow<Order, Confirmation> {
    Workflow::new("order-with-approval", reserve)
        .comment("Orders over 1000 EUR wait for a person")
        .timeout_seconds(172_800)
}
