// The state after a Parallel takes the results in another order.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn both(order: Expr<Order>) -> Flow<String> {
    parallel(order).branch(confirm).branch(count).next(join)
}

#[state]
fn confirm(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[state]
fn count(order: Expr<Order>) -> Flow<f64> {
    succeed(order.total)
}

#[state]
fn join(results: Expr<(f64, String)>) -> Flow<String> {
    succeed(results.1)
}

fn main() {}
