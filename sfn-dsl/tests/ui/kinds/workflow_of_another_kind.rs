// The workflow is Express, and its first state is Standard.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

pub fn workflow() -> Workflow<Order, String, Express> {
    Workflow::new("orders", receive)
}

fn main() {}
