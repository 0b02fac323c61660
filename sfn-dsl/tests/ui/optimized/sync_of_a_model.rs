// A model answers at once: only its customization is a job.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    bedrock::invoke_model::<Value>("anthropic.claude-v2", order).sync().discard_result(order).end()
}

fn main() {}
