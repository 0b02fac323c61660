// The service is called differently in Step Functions.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(logs:putLogEvents { LogGroupName: "shop" }).discard_result(order).end()
}

fn main() {}
