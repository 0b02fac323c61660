// Nothing leads to a state.
#![deny(dead_code)]

use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    pub id: String,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    pass(order).end()
}

#[state]
fn ship(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

pub fn workflow() -> Workflow<Order, Order> {
    Workflow::new("orders", receive)
}

fn main() {}
