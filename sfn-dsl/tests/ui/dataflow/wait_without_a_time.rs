// Nothing says how long to wait.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn cool_down(order: Expr<Order>) -> Flow<Order> {
    wait(order).end()
}

fn main() {}
