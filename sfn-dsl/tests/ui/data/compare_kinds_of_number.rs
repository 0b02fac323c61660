// A whole number is compared with a fraction.
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

fn many(order: Expr<Order>) -> Expr<bool> {
    order.quantity.gt(1.5)
}

fn main() {}
