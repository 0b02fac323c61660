// A task token outside of the closure that asked for it.
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
fn ask(order: Expr<Order>) -> Flow<Order> {
    sqs::send_message(&APPROVALS, QuestionExpr { order_id: order.id, task_token: token })
        .discard_result(order)
        .end()
}

fn main() {}
