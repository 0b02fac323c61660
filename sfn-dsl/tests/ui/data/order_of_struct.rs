// Customers have no order.
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

fn first(a: Expr<Order>, b: Expr<Order>) -> Expr<bool> {
    a.customer.lt(b.customer)
}

fn main() {}
