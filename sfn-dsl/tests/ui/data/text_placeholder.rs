// A `{}` without a value.
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

fn line(order: Expr<Order>) -> Expr<String> {
    text!("order {} for {}", order.id)
}

fn main() {}
