// The API has no such parameter.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(s3:headBucket { Bucket: "orders", Colour: "red" }).discard_result(order).end()
}

fn main() {}
