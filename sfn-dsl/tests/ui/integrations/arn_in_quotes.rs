// A topic given by a string.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn alert(order: Expr<Order>) -> Flow<Order> {
    sns::publish("arn:aws:sns:eu-central-1:123456789012:alerts", order.id).discard_result(order).end()
}

fn main() {}
