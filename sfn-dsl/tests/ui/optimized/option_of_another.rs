// A query has no workers.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    athena::start_query_execution("SELECT 1").number_of_workers(order.count).discard_result(order).end()
}

fn main() {}
