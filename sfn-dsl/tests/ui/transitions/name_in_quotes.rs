// The next state is named by a string, as in ASL.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    pass(order).next("Ship")
}

#[state]
fn ship(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

fn main() {}
