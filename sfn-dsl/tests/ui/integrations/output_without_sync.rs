// The output of a nested workflow that nobody waits for.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

static BILLING: StateMachine<Order, String> = StateMachine::named("billing");

#[state]
fn bill(order: Expr<Order>) -> Flow<String> {
    states::start_execution(&BILLING, order).output(|billed| billed.output).end()
}

fn main() {}
