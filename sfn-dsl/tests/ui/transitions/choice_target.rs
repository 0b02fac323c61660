// One target of a choice takes other data than the choice hands on.
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

#[state]
fn by_size(order: Expr<Order>) -> Flow<String> {
    choice(order).when(order.total.gt(1000.0), ask_first).otherwise(thank)
}

#[state]
fn ask_first(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[state]
fn thank(receipt: Expr<Receipt>) -> Flow<String> {
    succeed(receipt.charge_id)
}

fn main() {}
