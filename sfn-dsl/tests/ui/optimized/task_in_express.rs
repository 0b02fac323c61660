// An Express workflow waits for no token of a container.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

use sfn_dsl::integrations::ecs::ContainerOverride;

static RESIZE: TaskDefinition = TaskDefinition::named("resize");

#[state]
fn run(order: Expr<Order>) -> Flow<Order, Express> {
    wait_for_task_token(|token| {
        ecs::run_task(&RESIZE).container(ContainerOverride::named("app").environment("TOKEN", Expr::from(token)))
    })
    .discard_result(order)
    .end()
}

fn main() {}
