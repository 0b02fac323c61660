// A job of Batch needs its definition.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static NIGHT: JobQueue = JobQueue::named("night");

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    batch::submit_job("render", &NIGHT).discard_result(order).end()
}

fn main() {}
