// An Express workflow cannot wait for a job.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

static BILLING: StateMachine<Order, String> = StateMachine::named("billing");

#[state]
fn bill(order: Expr<Order>) -> Flow<String, Express> {
    states::start_execution(&BILLING, order).sync().output(|billed| billed.output).end()
}

fn main() {}
