//! A person is asked in a workflow of at most five minutes.

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
fn decide(answered: Expr<Answered<Expense, Decision>>) -> Flow<String, Express> {
    succeed(answered.request.id)
}
#[state]
fn nobody(expense: Expr<Expense>) -> Flow<String, Express> {
    fail("Unanswered", expense.id)
}
#[state]
fn broken(failed: Expr<Failed<Expense>>) -> Flow<String, Express> {
    fail("NotAsked", failed.data.id)
}

pub fn expenses() -> StateFn<Expense, String, Express> {
    approval::ask("AskManager", |expense: Expr<Expense>, task_token| {
        sqs::send_message(&MANAGERS, QuestionExpr { expense_id: expense.id, task_token })
    })
    .give_up_after_seconds(86_400)
    .ends(approval::Ends {
        answered: decide,
        unanswered: nobody,
        failed: broken,
    })
}

fn main() {}
