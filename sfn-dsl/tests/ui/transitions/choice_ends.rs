// One target of a choice leads to another end than the others.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn by_size(order: Expr<Order>) -> Flow<String> {
    choice(order).when(order.total.gt(1000.0), ask_first).otherwise(accept)
}

#[state]
fn ask_first(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[state]
fn accept(_: Expr<Order>) -> Flow<bool> {
    succeed(true)
}

fn main() {}
