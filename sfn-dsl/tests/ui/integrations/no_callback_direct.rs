// A function called by its own ARN hands out no task tokens.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[derive(Shape)]
pub struct Question {
    order_id: String,
    task_token: TaskToken,
}

#[lambda("ask-somebody", direct)]
fn ask_somebody(question: Question) -> ();

#[state]
fn ask(order: Expr<Order>) -> Flow<bool> {
    wait_for_task_token(|token| ask_somebody(QuestionExpr { order_id: order.id, task_token: token })).end()
}

fn main() {}
