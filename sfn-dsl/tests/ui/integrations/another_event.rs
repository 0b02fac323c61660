// A function gets other data than it takes.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    customer: Customer,
}

#[derive(Shape)]
pub struct Customer {
    email: String,
}

#[lambda("validate-order")]
fn validate(order: Order) -> Order;

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    validate(order.customer).end()
}

fn main() {}
