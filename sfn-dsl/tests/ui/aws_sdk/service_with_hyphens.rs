// The service is spelt as the command line spells it.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(secrets-manager:getSecretValue { SecretId: order.id }).discard_result(order).end()
}

fn main() {}
