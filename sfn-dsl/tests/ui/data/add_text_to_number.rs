// A text is added to a number.
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

fn sum(order: Expr<Order>) -> Expr<f64> {
    order.total + "1"
}

fn main() {}
