// A field of a result is misspelt.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

#[state]
fn run(order: Expr<Order>) -> Flow<String> {
    athena::start_query_execution("SELECT 1").sync().output(|done| done.query_execution.query_execution_identifier).end()
}

fn main() {}
