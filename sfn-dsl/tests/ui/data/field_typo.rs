// A field is misspelt.
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

fn mail(order: Expr<Order>) -> Expr<String> {
    order.custmer.email
}

fn main() {}
