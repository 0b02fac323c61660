// A Pass state cannot fail, so there is nothing to retry.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    pass(order).retry(Retry::on(errors::ALL).max_attempts(2)).end()
}

fn main() {}
