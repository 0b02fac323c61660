// A project is a resource.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    codebuild::start_build("site").discard_result(order).end()
}

fn main() {}
