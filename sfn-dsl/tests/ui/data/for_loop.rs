// Rust loops over data that is there only when the workflow runs.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    quantity: u32,
    total: f64,
    paid: bool,
    customer: Customer,
    items: Vec<String>,
}

#[derive(Shape)]
pub struct Customer {
    email: String,
}

#[state]
fn pack(order: Expr<Order>) -> Flow<String> {
    for item in order.items {
        let _ = item;
    }
    succeed(order.id)
}

fn main() {}
