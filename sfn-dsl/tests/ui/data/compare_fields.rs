// Two fields of different types are compared.
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

fn odd(order: Expr<Order>) -> Expr<bool> {
    order.id.eq(order.quantity)
}

fn main() {}
