// The name of the next state is misspelt.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    pass(order).next(check_inventry)
}

#[state]
fn check_inventory(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

fn main() {}
