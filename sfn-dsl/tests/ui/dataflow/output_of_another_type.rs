// The output is the receipt, while the flow ends in the order.
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
fn pay(order: Expr<Order>) -> Flow<Order> {
    charge(order).output(|receipt| receipt.charge_id).end()
}

fn main() {}
