// The catcher builds other data than the handler takes.
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

#[derive(Shape)]
pub struct Failure {
    order_id: String,
    error: ErrorOutput,
}

#[lambda("charge-card")]
fn charge(order: Order) -> Receipt;

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    charge(order).catch_with(errors::ALL, |_error| order, alert).end()
}

#[state]
fn alert(failure: Expr<Failure>) -> Flow<Receipt> {
    fail("Failed", failure.error.cause)
}

fn main() {}
