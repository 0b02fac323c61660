// Rust decides with `if` on data that is there only when the workflow runs.
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
fn by_payment(order: Expr<Order>) -> Flow<String> {
    if order.paid { pass(order).next(ship) } else { fail("Unpaid", "nobody paid") }
}

#[state]
fn ship(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

fn main() {}
