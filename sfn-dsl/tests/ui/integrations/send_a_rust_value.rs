// A Rust value as a message, instead of data of the workflow.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

static ORDERS: Queue = Queue::named("orders");

#[state]
fn send(order: Expr<Order>) -> Flow<Order> {
    sqs::send_message(&ORDERS, Order { id: "1".to_owned(), total: 9.99 }).discard_result(order).end()
}

fn main() {}
