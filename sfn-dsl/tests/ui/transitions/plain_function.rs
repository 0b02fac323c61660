// The next state lacks its `#[state]`.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    pass(order).next(ship)
}

fn ship(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

fn main() {}
