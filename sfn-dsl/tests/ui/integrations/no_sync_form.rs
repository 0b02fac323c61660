// SNS has nothing to wait for.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

static ALERTS: Topic = Topic::named("alerts");

#[state]
fn alert(order: Expr<Order>) -> Flow<Order> {
    sns::publish(&ALERTS, order.id).sync().discard_result(order).end()
}

fn main() {}
