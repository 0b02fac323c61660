// The handler ends as the flow says, and the state itself in another type.
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
fn pay(order: Expr<Order>) -> Flow<String> {
    charge(order).catch(errors::ALL, declined).end()
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<String> {
    succeed(error.cause)
}

fn main() {}
