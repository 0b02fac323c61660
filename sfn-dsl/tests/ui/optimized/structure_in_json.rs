// A structure is built, not written as text.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

static RESIZE: TaskDefinition = TaskDefinition::named("resize");

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    ecs::run_task(&RESIZE).network_configuration("subnet-1").discard_result(order).end()
}

fn main() {}
