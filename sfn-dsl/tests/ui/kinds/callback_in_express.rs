// An Express workflow cannot wait for a callback.
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

static APPROVALS: Queue = Queue::named("approvals");

#[state]
fn ask(order: Expr<Order>) -> Flow<bool, Express> {
    wait_for_task_token(|token| {
        sqs::send_message(&APPROVALS, QuestionExpr { order_id: order.id, task_token: token })
    })
    .next(decide)
}

#[state]
fn decide(approved: Expr<bool>) -> Flow<bool, Express> {
    succeed(approved)
}

fn main() {}
