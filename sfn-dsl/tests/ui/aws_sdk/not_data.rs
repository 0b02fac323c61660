// A Rust value is no data yet.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(s3:getObject { Bucket: "orders", Key: std::time::Duration::from_secs(1) }).discard_result(order).end()
}

fn main() {}
