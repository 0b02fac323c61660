// An Express workflow starts a job and goes on.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static CLEAN: GlueJob = GlueJob::named("clean");

#[state]
fn run(order: Expr<Order>) -> Flow<Order, Express> {
    glue::start_job_run(&CLEAN).sync().discard_result(order).end()
}

fn main() {}
