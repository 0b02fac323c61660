// The result goes into a field of another type.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    receipt: Option<String>,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[lambda("charge-card")]
fn charge(order: Order) -> Receipt;

#[state]
fn pay(order: Expr<Order>) -> Flow<Order> {
    charge(order).put(order, |order| order.receipt).end()
}

fn main() {}
