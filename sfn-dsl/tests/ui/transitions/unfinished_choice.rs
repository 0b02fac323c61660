// A choice without a default.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn by_size(order: Expr<Order>) -> Flow<String> {
    choice(order).when(order.total.gt(1000.0), ask_first)
}

#[state]
fn ask_first(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

fn main() {}
