// Nothing says how the state goes on.
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
    charge(order).timeout_seconds(30)
}

fn main() {}
