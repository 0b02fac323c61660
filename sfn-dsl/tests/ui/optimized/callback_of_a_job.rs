// Glue hands out no token.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static CLEAN: GlueJob = GlueJob::named("clean");

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    wait_for_task_token(|token| glue::start_job_run(&CLEAN).job_argument("--token", Expr::from(token)))
        .discard_result(order)
        .end()
}

fn main() {}
