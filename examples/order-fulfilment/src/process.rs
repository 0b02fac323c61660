//! The parent: from the order to its parcels, with an event at every milestone.

use crate::Order;
use crate::notify::{self, NoticeExpr};
use crate::ship::{self, Shipment};
use crate::validate::{self, Verdict, VerdictCase};
use sfn_dsl::Task;
use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Charge {
    order_id: String,
    amount_cents: u64,
}

#[derive(Shape)]
struct Receipt {
    charge_id: String,
}

#[derive(Shape)]
struct Refund {
    charge_id: String,
    error: ErrorOutput,
}

/// What an event says.
#[derive(Shape)]
struct Milestone {
    order_id: String,
    note: String,
}

#[derive(LambdaError)]
enum PaymentError {
    /// Not tried again.
    CardDeclined,
    BankUnavailable,
}

/// Takes the order's number as idempotency key: charging twice is charging once.
#[lambda("payments-charge-v2")]
fn charge(charge: Charge) -> Result<Receipt, PaymentError>;

#[lambda("payments-refund-v1")]
fn refund(receipt: Receipt);

static BUS: EventBus = EventBus::named("shop-events-v1");

/// The order itself; states hand on what they found out.
static ORDER: Variable<Order> = Variable::named("order");

#[state]
fn validate_order(order: Expr<Order>) -> Flow<Shipment> {
    states::start_sync_execution(validate::workflow(), order)
        .timeout_seconds(60)
        .retry(
            Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
                .max_attempts(3)
                .full_jitter(),
        )
        .assign(&ORDER, order)
        .output(|validated| validated.output)
        // A state that fails assigns nothing: what comes after the failure wants the order too.
        .catch_to(errors::ALL, |error| {
            to(error, announce_failed).assign(&ORDER, order)
        })
        .next(check_verdict)
}

#[state]
fn check_verdict(verdict: Expr<Verdict>) -> Flow<Shipment> {
    choice_on(verdict, |verdict| match verdict {
        VerdictCase::Accepted => to(ORDER.get(), take_payment),
        VerdictCase::Rejected { reason } => to(
            ErrorOutputExpr {
                error: lit("OrderRejected"),
                cause: reason,
            },
            announce_failed,
        ),
    })
}

#[state]
fn take_payment(order: Expr<Order>) -> Flow<Shipment> {
    charge(ChargeExpr {
        order_id: order.order_id,
        amount_cents: order.total_cents,
    })
    .timeout_seconds(60)
    .retry(
        Retry::on(PaymentError::BANK_UNAVAILABLE)
            .interval_seconds(30)
            .max_attempts(6)
            .full_jitter(),
    )
    .catch(errors::ALL, announce_failed)
    .next(announce_paid)
}

/// An event that cannot be put does not stop an order that is paid.
#[state]
fn announce_paid(receipt: Expr<Receipt>) -> Flow<Shipment> {
    announce("OrderPaid", receipt.charge_id)
        .discard_result(receipt)
        .catch_with(errors::ALL, |_| receipt, ship_order)
        .next(ship_order)
}

/// The child knows who started it, and the console links the two.
#[state]
fn ship_order(receipt: Expr<Receipt>) -> Flow<Shipment> {
    states::start_execution(ship::workflow(), ORDER.get())
        .associate_with_parent()
        .sync()
        .timeout_seconds(8 * 86_400)
        .output(|shipped| shipped.output)
        .catch_with(
            errors::ALL,
            |error| RefundExpr {
                charge_id: receipt.charge_id,
                error,
            },
            give_money_back,
        )
        .next(announce_shipped)
}

#[state]
fn announce_shipped(shipment: Expr<Shipment>) -> Flow<Shipment> {
    announce(
        "OrderShipped",
        text!("{} parcels", shipment.trackings.len()),
    )
    .discard_result(shipment)
    .next(notify_customer)
}

/// Goes on as soon as it is started. A mail that fails does not fail an order.
#[state]
fn notify_customer(shipment: Expr<Shipment>) -> Flow<Shipment> {
    let notice = NoticeExpr {
        customer: ORDER.customer,
        trackings: shipment.trackings,
    };
    notify::workflow()
        .start(notice)
        .timeout_seconds(10)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(3).full_jitter())
        .discard_result(shipment)
        .catch_with(errors::ALL, |_| shipment, fulfilled)
        .next(fulfilled)
}

#[state]
fn fulfilled(shipment: Expr<Shipment>) -> Flow<Shipment> {
    succeed(shipment)
}

#[state]
fn give_money_back(failed: Expr<Refund>) -> Flow<Shipment> {
    refund(ReceiptExpr {
        charge_id: failed.charge_id,
    })
    .timeout_seconds(60)
    .retry(
        Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
            .interval_seconds(60)
            .max_attempts(10),
    )
    .discard_result(failed.error)
    .next(announce_failed)
}

#[state]
fn announce_failed(error: Expr<ErrorOutput>) -> Flow<Shipment> {
    announce("OrderFailed", text!("{}: {}", error.error, error.cause))
        .discard_result(error)
        .next(not_fulfilled)
}

#[state]
fn not_fulfilled(error: Expr<ErrorOutput>) -> Flow<Shipment> {
    fail(error.error, error.cause)
}

/// Tells the rest of the shop how far the order is.
#[track_caller]
fn announce(
    what: &'static str,
    note: impl IntoExpr<String>,
) -> Task<events::PutEventsResult, events::PutEvents> {
    let milestone = MilestoneExpr {
        order_id: ORDER.order_id,
        note: note.into_expr(),
    };
    events::put_events([event("shop.fulfilment", what, milestone).on(&BUS)])
        .timeout_seconds(10)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(4).full_jitter())
}

/// Whoever starts it names the execution after the order, so that an order that arrives twice is processed once.
pub(crate) fn workflow() -> Workflow<Order, Shipment> {
    Workflow::new("fulfilment-process-order-v4", validate_order)
        .comment("From the order to its parcels")
        .timeout_seconds(14 * 86_400)
}
