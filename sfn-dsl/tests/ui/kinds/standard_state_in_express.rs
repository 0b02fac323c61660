// An Express flow leads to a state of a Standard workflow.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<String, Express> {
    pass(order).next(ship)
}

#[state]
fn ship(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

fn main() {}
