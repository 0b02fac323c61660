// A flow that has ended goes on.
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
    charge(order).end().next(ship)
}

#[state]
fn ship(receipt: Expr<Receipt>) -> Flow<Receipt> {
    succeed(receipt)
}

fn main() {}
