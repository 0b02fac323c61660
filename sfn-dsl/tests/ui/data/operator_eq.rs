// Data is compared with Rust's operator.
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

fn is_first(order: Expr<Order>) -> Expr<bool> {
    order.id == "1"
}

fn main() {}
