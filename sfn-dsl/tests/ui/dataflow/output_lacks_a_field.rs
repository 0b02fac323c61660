// The new shape lacks a field.
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
pub struct Paid {
    order: Order,
    receipt: Receipt,
    paid_at: Timestamp,
}

#[lambda("charge-card")]
fn charge(order: Order) -> Receipt;

#[state]
fn pay(order: Expr<Order>) -> Flow<Paid> {
    charge(order).output(|receipt| PaidExpr { order, receipt }).end()
}

fn main() {}
