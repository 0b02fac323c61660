// An SDK call has no `.sync()`.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(glue:startJobRun { JobName: order.id }).sync().discard_result(order).end()
}

fn main() {}
