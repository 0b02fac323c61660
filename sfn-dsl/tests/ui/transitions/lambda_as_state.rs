// A Lambda function is named as the next state; a state has to call it.
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
fn receive(order: Expr<Order>) -> Flow<Receipt> {
    pass(order).next(charge)
}

fn main() {}
