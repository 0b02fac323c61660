//! A question that waits for ever.

use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::approval::{self, Answered, Decision};
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Expense {
    id: String,
}
#[derive(Shape)]
pub struct Question {
    expense_id: String,
    task_token: TaskToken,
}

static MANAGERS: Queue = Queue::named("managers");

#[state]
fn decide(answered: Expr<Answered<Expense, Decision>>) -> Flow<String> {
    succeed(answered.request.id)
}
#[state]
fn nobody(expense: Expr<Expense>) -> Flow<String> {
    fail("Unanswered", expense.id)
}
#[state]
fn broken(failed: Expr<Failed<Expense>>) -> Flow<String> {
    fail("NotAsked", failed.data.id)
}

pub fn expenses() -> StateFn<Expense, String> {
    approval::ask("AskManager", |expense: Expr<Expense>, task_token| {
        sqs::send_message(&MANAGERS, QuestionExpr { expense_id: expense.id, task_token })
    })
    .ends(approval::Ends {
        answered: decide,
        unanswered: nobody,
        failed: broken,
    })
}

fn main() {}
