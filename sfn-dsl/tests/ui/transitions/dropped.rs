// The first state of the function is written and thrown away: a function is one state.
#![deny(unused_must_use)]

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
    charge(order);
    pass(order).end()
}

fn main() {}
