// A parameter is given twice.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    aws_sdk!(s3:getObject { Bucket: "orders", Key: order.id, Key: "b" }).discard_result(order).end()
}

fn main() {}
