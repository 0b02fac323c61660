// Nobody can wait for an Express workflow, by name or by the workflow itself.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

static SCORING: StateMachine<Order, String, Express> = StateMachine::named("scoring");

#[state]
fn score(order: Expr<Order>) -> Flow<String> {
    states::start_execution(&SCORING, order).sync().output(|scored| scored.output).end()
}

#[state]
fn grade(order: Expr<Order>) -> Flow<String, Express> {
    succeed(order.id)
}

#[state]
fn graded(order: Expr<Order>) -> Flow<String> {
    Workflow::new("grading", grade).start(order).sync().output(|done| done.output).end()
}

fn main() {}
