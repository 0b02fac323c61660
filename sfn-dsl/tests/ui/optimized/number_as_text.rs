// Arguments of a Glue job are text.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static CLEAN: GlueJob = GlueJob::named("clean");

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    glue::start_job_run(&CLEAN).job_argument("--count", order.count).discard_result(order).end()
}

fn main() {}
