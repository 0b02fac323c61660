// Step Functions leaves streams out.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(s3:selectObjectContent { Bucket: "orders" }).discard_result(order).end()
}

fn main() {}
