// One arm leads to a state whose flow ends in another type.
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
        DecisionCase::Approved { .. } => to(order, ship),
        DecisionCase::Rejected { reason, .. } => to(reason, rejected),
    })
}

#[state]
fn ship(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[state]
fn rejected(_: Expr<String>) -> Flow<bool> {
    succeed(false)
}

fn main() {}
