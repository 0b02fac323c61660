// A branch of a Parallel belongs to a Standard workflow.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn both(order: Expr<Order>) -> Flow<(String, f64), Express> {
    parallel(order).branch(confirm).branch(count).end()
}

#[state]
fn confirm(order: Expr<Order>) -> Flow<String, Express> {
    succeed(order.id)
}

#[state]
fn count(order: Expr<Order>) -> Flow<f64> {
    succeed(order.total)
}

fn main() {}
