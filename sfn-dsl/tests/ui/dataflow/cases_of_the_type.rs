// The cases of the Rust enum, instead of those that hold expressions.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    decision: Decision,
}

#[derive(Shape)]
#[serde(tag = "decision")]
pub enum Decision {
    Approved { by: String },
    Rejected { by: String, reason: String },
}

#[state]
fn decide(order: Expr<Order>) -> Flow<String> {
    choice_on(order.decision, |decision| match decision {
        Decision::Approved { .. } => to(order, ship),
        Decision::Rejected { reason, .. } => to(reason, rejected),
    })
}

#[state]
fn ship(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[state]
fn rejected(reason: Expr<String>) -> Flow<String> {
    fail("Rejected", reason)
}

fn main() {}
