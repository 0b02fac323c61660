// The ARN of a role in quotes.
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
    sqs::send_message(&ORDERS, order)
        .credentials("arn:aws:iam::210987654321:role/writer")
        .discard_result(order)
        .end()
}

fn main() {}
