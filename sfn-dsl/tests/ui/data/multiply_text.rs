// A text is multiplied.
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

fn twice(order: Expr<Order>) -> Expr<String> {
    order.id * 2
}

fn main() {}
