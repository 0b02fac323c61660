// Two handlers lead to different ends.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[lambda("charge-card")]
fn charge(order: Order) -> Receipt;

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    charge(order).catch(errors::TIMEOUT, too_late).catch(errors::ALL, declined).end()
}

#[state]
fn too_late(_: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail_error("TooLate")
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<String> {
    succeed(error.cause)
}

fn main() {}
