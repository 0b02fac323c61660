//! Checkout: stock is reserved, a card is charged, a parcel is booked, in three services; or nothing of it. What was done is
//! undone in reverse, and where that fails too a person is paged.

use sfn_codegen::App;
use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::saga::{self, Stuck};
use sfn_dsl::prelude::*;

/// What the shop sends.
#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    customer_id: String,
    lines: Vec<Line>,
    total_cents: u64,
}

#[derive(Shape)]
struct Line {
    sku: String,
    quantity: u32,
}

// What is known after each step: all that was known before, and the step's own result.

#[derive(Shape)]
struct Reserved {
    #[serde(flatten)]
    order: Order,
    reservation: Reservation,
}

#[derive(Shape)]
struct Paid {
    #[serde(flatten)]
    reserved: Reserved,
    charge: Charge,
}

#[derive(Shape)]
struct Shipped {
    #[serde(flatten)]
    paid: Paid,
    parcel: Parcel,
}

#[derive(Shape)]
struct Reservation {
    reservation_id: String,
}

#[derive(Shape)]
struct Charge {
    charge_id: String,
}

#[derive(Shape)]
struct Parcel {
    tracking_number: String,
}

/// What the payment service is told. It charges an order once, however often it is asked.
#[derive(Shape)]
struct Payment {
    order_id: String,
    customer_id: String,
    cents: u64,
}

/// By the order, because a call that failed gave no id to undo it by.
#[derive(Shape)]
struct ByOrder {
    order_id: String,
}

#[derive(Shape)]
struct ParcelRequest {
    order_id: String,
    reservation_id: String,
}

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Confirmation {
    order_id: String,
    tracking_number: String,
}

#[derive(LambdaError)]
enum StockError {
    OutOfStock,
}

/// A card that was declined is not tried again, a bank that did not answer is.
#[derive(LambdaError)]
enum PaymentError {
    CardDeclined,
    BankUnavailable,
}

#[lambda("inventory-reserve-stock-v2")]
fn reserve(order: Order) -> Result<Reservation, StockError>;
#[lambda("inventory-release-stock-v2")]
fn release(reservation: Reservation);

#[lambda("payments-charge-card-v3")]
fn charge(payment: Payment) -> Result<Charge, PaymentError>;
#[lambda("payments-void-charge-v1")]
fn void(order: ByOrder);

#[lambda("shipping-book-parcel-v1")]
fn book(request: ParcelRequest) -> Parcel;
#[lambda("shipping-cancel-parcel-v1")]
fn cancel(order: ByOrder);

static ON_CALL: Topic = Topic::named("checkout-on-call-v1");
static BUS: EventBus = EventBus::named("shop");

fn checkout() -> StateFn<Order, Confirmation> {
    saga::step("ReserveStock", |order: Expr<Order>| {
        reserve(order)
            .timeout_seconds(15)
            .retry(Retry::on(StockError::OUT_OF_STOCK).max_attempts(0))
            .retry(again())
            .output(|reservation| ReservedExpr { order, reservation })
    })
    // One that nobody heard of lapses by itself.
    .undo("ReleaseStock", |reserved| {
        release(reserved.reservation).timeout_seconds(15)
    })
    .step("ChargeCard", |reserved: Expr<Reserved>| {
        let order = reserved.order;
        charge(PaymentExpr {
            order_id: order.order_id,
            customer_id: order.customer_id,
            cents: order.total_cents,
        })
        .timeout_seconds(30)
        .retry(
            Retry::on(PaymentError::BANK_UNAVAILABLE)
                .interval_seconds(5)
                .max_attempts(4)
                .full_jitter(),
        )
        .output(|charge| PaidExpr { reserved, charge })
    })
    // A charge that ran into its timeout may have gone through.
    .undo_attempt("VoidCharge", |reserved| {
        void(by_order(reserved.order)).timeout_seconds(30)
    })
    .step("BookParcel", |paid: Expr<Paid>| {
        book(ParcelRequestExpr {
            order_id: paid.reserved.order.order_id,
            reservation_id: paid.reserved.reservation.reservation_id,
        })
        .timeout_seconds(60)
        .retry(again())
        .output(|parcel| ShippedExpr { paid, parcel })
    })
    .undo_attempt("CancelParcel", |paid| {
        cancel(by_order(paid.reserved.order)).timeout_seconds(60)
    })
    .ends(saga::Ends {
        done: announce,
        undone: tell_cancelled,
        stuck: page,
    })
}

fn by_order(order: Expr<Order>) -> ByOrderExpr {
    ByOrderExpr {
        order_id: order.order_id,
    }
}

/// From here on the order stands: that others hear of it late is no reason to undo it.
#[state]
fn announce(shipped: Expr<Shipped>) -> Flow<Confirmation> {
    let confirmation = ConfirmationExpr {
        order_id: shipped.paid.reserved.order.order_id,
        tracking_number: shipped.parcel.tracking_number,
    };
    events::put_events([event("shop.checkout", "OrderPlaced", confirmation).on(&BUS)])
        .timeout_seconds(10)
        .retry(again())
        .discard_result(confirmation)
        .catch_with(errors::ALL, |_| confirmation, placed)
        .next(placed)
}

#[state]
fn placed(confirmation: Expr<Confirmation>) -> Flow<Confirmation> {
    succeed(confirmation)
}

/// Everything is as it was before. The customer hears why: no stock, the card, or a service that was down.
#[state]
fn tell_cancelled(failed: Expr<Failed<Order>>) -> Flow<Confirmation> {
    events::put_events([event("shop.checkout", "OrderCancelled", failed).on(&BUS)])
        .timeout_seconds(10)
        .retry(again())
        .discard_result(failed)
        .catch_with(errors::ALL, |_| failed, cancelled)
        .next(cancelled)
}

#[state]
fn cancelled(failed: Expr<Failed<Order>>) -> Flow<Confirmation> {
    fail(
        failed.failure.error,
        text!(
            "order {} was cancelled: {}",
            failed.data.order_id,
            failed.failure.cause
        ),
    )
}

/// Something is reserved or paid that nobody will ship.
#[state]
fn page(stuck: Expr<Stuck<Order>>) -> Flow<Confirmation> {
    sns::publish(
        &ON_CALL,
        text!(
            "Order {} is half undone. It failed with {}; then {} failed: {}. See execution {}.",
            stuck.data.order_id,
            stuck.failure.error,
            stuck.undo,
            stuck.undo_failure.cause,
            context::execution_id()
        ),
    )
    .subject("Checkout is stuck")
    .timeout_seconds(10)
    .retry(again())
    .discard_result(stuck)
    .catch_with(errors::ALL, |_| stuck, half_undone)
    .next(half_undone)
}

#[state]
fn half_undone(stuck: Expr<Stuck<Order>>) -> Flow<Confirmation> {
    fail("CheckoutStuck", stuck.undo_failure.cause)
}

/// How most steps are tried again.
fn again() -> Retry {
    Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
        .interval_seconds(2)
        .max_attempts(3)
        .full_jitter()
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("checkout-place-order-v1", checkout())
        .comment("Reserve, charge, ship; or undo what was done")
        .timeout_seconds(3600);
    App::new().workflow(workflow).run()
}
