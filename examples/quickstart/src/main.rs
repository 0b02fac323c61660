//! An order is checked, paid and confirmed.

use sfn_codegen::App;
use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
    total: f64,
    email: String,
}

#[derive(Shape)]
struct Checked {
    order: Order,
    available: bool,
}

#[derive(Shape)]
struct Charge {
    order_id: String,
    amount: f64,
}

#[derive(Shape)]
struct Receipt {
    charge_id: String,
}

#[derive(LambdaError)]
enum PaymentError {
    CardDeclined,
}

#[lambda("check-order")]
fn check(order: Order) -> Checked;

#[lambda("charge")]
fn charge(charge: Charge) -> Result<Receipt, PaymentError>;

static RECEIPTS: Topic = Topic::named("receipts");

#[state]
fn check_order(order: Expr<Order>) -> Flow<Receipt> {
    check(order).timeout_seconds(10).next(decide)
}

#[state]
fn decide(checked: Expr<Checked>) -> Flow<Receipt> {
    choice(checked)
        .when(checked.available, take_payment)
        .otherwise(out_of_stock)
}

#[state]
fn take_payment(checked: Expr<Checked>) -> Flow<Receipt> {
    let order = checked.order;
    charge(ChargeExpr {
        order_id: order.id,
        amount: order.total,
    })
    .timeout_seconds(30)
    .catch(PaymentError::CARD_DECLINED, declined)
    .next(confirm)
}

#[state]
fn confirm(receipt: Expr<Receipt>) -> Flow<Receipt> {
    sns::publish(&RECEIPTS, text!("paid: {}", receipt.charge_id))
        .discard_result(receipt)
        .end()
}

#[state]
fn out_of_stock(checked: Expr<Checked>) -> Flow<Receipt> {
    fail(
        "OutOfStock",
        text!("order {} is not in stock", checked.order.id),
    )
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("CardDeclined", error.cause)
}

fn main() -> std::process::ExitCode {
    App::new()
        .workflow(Workflow::new("orders", check_order))
        .run()
}
