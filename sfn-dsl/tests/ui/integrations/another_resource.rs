// A topic where a queue is needed.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

static ALERTS: Topic = Topic::named("alerts");

#[state]
fn alert(order: Expr<Order>) -> Flow<Order> {
    sqs::send_message(&ALERTS, order.id).discard_result(order).end()
}

fn main() {}
