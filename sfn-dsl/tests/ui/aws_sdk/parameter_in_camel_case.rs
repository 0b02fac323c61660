// A parameter is spelt as the API spells it, and not as Step Functions does.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(ecs:stopTask { cluster: "media", task: order.id }).discard_result(order).end()
}

fn main() {}
