//! A request that is a plain text, with no room for what goes wrong beside it.

use sfn_dsl::patterns::circuit_breaker::{self, Circuit, CircuitKey};
use sfn_dsl::prelude::*;

#[lambda("charge")]
pub fn charge(order_id: String) -> String;

static CIRCUITS: Table<Circuit, CircuitKey> = Table::named("circuits");

pub fn pay() -> StateFn<String, String> {
    circuit_breaker::guard("Cards", &CIRCUITS)
        .call("Charge", |order_id: Expr<String>| charge(order_id))
        .ends(circuit_breaker::Ends { done: end, rejected: end, failed: lost })
}

#[state]
fn end(text: Expr<String>) -> Flow<String> {
    succeed(text)
}
#[state]
fn lost(failed: Expr<sfn_dsl::patterns::Failed<String>>) -> Flow<String> {
    fail("Lost", failed.data)
}

fn main() {}
