// A Parallel without branches.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn both(order: Expr<Order>) -> Flow<Order> {
    parallel(order).next(join)
}

#[state]
fn join(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

fn main() {}
