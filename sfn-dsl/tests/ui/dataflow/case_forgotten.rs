// A case is forgotten.
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
    })
}

#[state]
fn ship(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

fn main() {}
