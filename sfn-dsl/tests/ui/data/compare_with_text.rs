// A number is compared with a text.
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

fn large(order: Expr<Order>) -> Expr<bool> {
    order.total.gt("100")
}

fn main() {}
