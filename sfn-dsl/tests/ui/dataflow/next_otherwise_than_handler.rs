// The handler of the catcher and the next state lead to different ends.
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
    charge(order).catch(errors::ALL, declined).next(thank)
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<String> {
    succeed(error.cause)
}

#[state]
fn thank(receipt: Expr<Receipt>) -> Flow<Receipt> {
    succeed(receipt)
}

fn main() {}
