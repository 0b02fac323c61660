// What comes back is what was said.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<u64> {
    aws_sdk!(s3:headObject { Bucket: "orders", Key: order.id } -> Order).output(|head| head.content_length).end()
}

fn main() {}
