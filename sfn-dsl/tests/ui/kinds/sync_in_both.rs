// A state for both kinds of workflow waits for a job, which only one of them can.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

static BILLING: StateMachine<Order, String> = StateMachine::named("billing");

#[state]
fn bill<K: Kind>(order: Expr<Order>) -> Flow<String, K> {
    states::start_execution(&BILLING, order).sync().output(|billed| billed.output).end()
}

fn main() {}
