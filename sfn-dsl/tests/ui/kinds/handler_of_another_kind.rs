// The handler of a catcher belongs to a Standard workflow.
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
fn pay(order: Expr<Order>) -> Flow<Receipt, Express> {
    charge(order).catch(errors::ALL, declined).end()
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Declined", error.cause)
}

fn main() {}
