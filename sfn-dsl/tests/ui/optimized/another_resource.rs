// A cluster is no task definition.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static MEDIA: Cluster = Cluster::named("media");

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    ecs::run_task(&MEDIA).discard_result(order).end()
}

fn main() {}
