// How many workers is a number.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static CLEAN: GlueJob = GlueJob::named("clean");

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    glue::start_job_run(&CLEAN).number_of_workers(order.id).discard_result(order).end()
}

fn main() {}
