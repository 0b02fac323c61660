// A number of seconds where a moment is needed.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn cool_down(order: Expr<Order>) -> Flow<Order> {
    wait(order).until(order.total).end()
}

fn main() {}
