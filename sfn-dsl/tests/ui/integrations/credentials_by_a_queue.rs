// A queue where a role is needed.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

static ORDERS: Queue = Queue::named("orders");

#[state]
fn send(order: Expr<Order>) -> Flow<Order> {
    sqs::send_message(&ORDERS, order).credentials(&ORDERS).discard_result(order).end()
}

fn main() {}
