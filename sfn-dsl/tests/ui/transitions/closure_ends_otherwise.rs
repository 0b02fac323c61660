// A state made by a closure ends in another type than the flow that leads to it.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

fn pause(name: &'static str) -> StateFn<Order, Order> {
    state(name, |order| wait(order).seconds(5).end())
}

#[state]
fn receive(order: Expr<Order>) -> Flow<String> {
    pass(order).next(pause("CoolDown"))
}

fn main() {}
