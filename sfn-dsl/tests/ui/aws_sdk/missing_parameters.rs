// What the API requires is not there.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(scheduler:createSchedule { Name: order.id }).discard_result(order).end()
}

fn main() {}
