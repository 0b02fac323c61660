// There is no such kind of workflow.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

pub struct Fast;

#[state]
fn receive(order: Expr<Order>) -> Flow<String, Fast> {
    succeed(order.id)
}

pub fn workflow() -> Workflow<Order, String, Fast> {
    Workflow::new("orders", receive)
}

fn main() {}
