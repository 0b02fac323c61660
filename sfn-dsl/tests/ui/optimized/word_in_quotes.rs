// What a task runs on is one of a few words.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static RESIZE: TaskDefinition = TaskDefinition::named("resize");

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    ecs::run_task(&RESIZE).launch_type("FARGATE").discard_result(order).end()
}

fn main() {}
