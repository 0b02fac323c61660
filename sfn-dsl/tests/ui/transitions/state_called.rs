// The next state is called with the data, as a function would be.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    pass(order).next(ship(order))
}

#[state]
fn ship(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

fn main() {}
