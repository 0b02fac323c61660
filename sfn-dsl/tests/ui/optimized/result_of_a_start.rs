// What a run gives is there when it is done.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static CLEAN: GlueJob = GlueJob::named("clean");

#[state]
fn start(order: Expr<Order>) -> Flow<String> {
    glue::start_job_run(&CLEAN).output(|run| run.job_run_state).end()
}

fn main() {}
