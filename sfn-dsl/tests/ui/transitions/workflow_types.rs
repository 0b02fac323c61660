// The workflow says that it takes a receipt, and its first state takes an order.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

pub fn workflow() -> Workflow<Receipt, Order> {
    Workflow::new("orders", receive)
}

fn main() {}
