//! Expenses wait for a person: small ones are paid at once, others are asked about, with a deadline, a second person after
//! it, and an end when nobody answers.

use sfn_codegen::App;
use sfn_dsl::patterns::approval::{self, Answered};
use sfn_dsl::patterns::{Failed, FailedExpr};
use sfn_dsl::prelude::*;

const DAY: u64 = 24 * 3600;

/// What the expenses app sends.
#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Expense {
    expense_id: String,
    employee: Employee,
    purpose: String,
    amount_cents: u64,
}

#[derive(Shape)]
struct Employee {
    name: String,
    email: String,
}

/// What an approver's tool reads from its queue. It answers with the token: `SendTaskSuccess` with a `Decision`, and
/// `SendTaskHeartbeat` while the question is in somebody's inbox.
#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Question {
    expense: Expense,
    question: String,
    task_token: TaskToken,
}

/// The answer.
#[derive(Shape)]
#[serde(tag = "decision", rename_all = "camelCase")]
enum Decision {
    Approved { by: String },
    Rejected { by: String, reason: String },
}

/// What the employee is told.
#[derive(Shape)]
struct Letter {
    to: String,
    subject: String,
    text: String,
}

#[derive(Shape)]
struct Payout {
    expense_id: String,
    amount_cents: u64,
}

/// The expense as the table keeps it.
#[derive(Shape)]
struct ExpenseRecord {
    expense_id: String,
    status: Status,
    decided_by: Option<String>,
}

#[derive(Shape)]
struct ExpenseKey {
    expense_id: String,
}

#[derive(Clone, Copy, Shape)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Approved,
    Rejected,
}

/// A decision to be written down.
#[derive(Shape)]
struct Decided {
    expense: Expense,
    by: String,
    why: String,
}

#[lambda("expenses-pay-out-v1")]
fn pay(payout: Payout);
#[lambda("expenses-send-letter-v1")]
fn send(letter: Letter);

static MANAGERS: Queue = Queue::named("expenses-managers-v1");
static DIRECTORS: Queue = Queue::named("expenses-directors-v1");
static EXPENSES: Table<ExpenseRecord, ExpenseKey> = Table::named("expenses-v1");
static ALERTS: Topic = Topic::named("expenses-alerts-v1");

/// Up to 50 euros nobody is asked.
#[state]
fn is_it_small(expense: Expr<Expense>) -> Flow<()> {
    choice(expense)
        .when(expense.amount_cents.le(5_000), pay_out)
        .otherwise(ask())
}

/// The manager has three days, and one hour to show that the question arrived at all; then a director has two.
fn ask() -> StateFn<Expense, ()> {
    approval::ask("AskManager", |expense: Expr<Expense>, task_token| {
        sqs::send_message(&MANAGERS, question(expense, task_token)).retry(again())
    })
    .heartbeat_seconds(3600)
    .escalate_after_seconds(3 * DAY, "AskDirector", |expense, task_token| {
        sqs::send_message(&DIRECTORS, question(expense, task_token)).retry(again())
    })
    .give_up_after_seconds(2 * DAY)
    .ends(approval::Ends {
        answered: decide,
        unanswered: tell_unanswered,
        failed: alert,
    })
}

fn question(expense: Expr<Expense>, task_token: Expr<TaskToken>) -> QuestionExpr {
    QuestionExpr {
        expense,
        question: text!(
            "{} asks for {} cents: {}",
            expense.employee.name,
            expense.amount_cents,
            expense.purpose
        ),
        task_token,
    }
}

/// Every answer there is has a way on; rustc sees to that.
#[state]
fn decide(answered: Expr<Answered<Expense, Decision>>) -> Flow<()> {
    let decided = |by, why| DecidedExpr {
        expense: answered.request,
        by,
        why,
    };
    choice_on(answered.answer, |decision| match decision {
        DecisionCase::Approved { by } => to(decided(by, lit("")), record_approval),
        DecisionCase::Rejected { by, reason } => to(decided(by, reason), record_rejection),
    })
}

#[state]
fn record_approval(decided: Expr<Decided>) -> Flow<()> {
    record(decided, Status::Approved)
        .discard_result(decided.expense)
        .catch_with(errors::ALL, |failure| failed(decided, failure), alert)
        .next(pay_out)
}

#[state]
fn record_rejection(decided: Expr<Decided>) -> Flow<()> {
    record(decided, Status::Rejected)
        .discard_result(decided)
        .catch_with(errors::ALL, |failure| failed(decided, failure), alert)
        .next(tell_rejected)
}

/// An expense is decided once, whatever is tried again.
fn record(
    decided: Expr<Decided>,
    status: Status,
) -> sfn_dsl::Task<dynamodb::WriteResult, dynamodb::UpdateItem<ExpenseRecord>> {
    let key = ExpenseKeyExpr {
        expense_id: decided.expense.expense_id,
    };
    dynamodb::update_item(&EXPENSES, key)
        .set(|expense| expense.status, status)
        .set(|expense| expense.decided_by.assume_some(), decided.by)
        .timeout_seconds(10)
        .retry(again())
}

fn failed(decided: Expr<Decided>, failure: Expr<ErrorOutput>) -> FailedExpr<Expense> {
    FailedExpr {
        data: decided.expense,
        failure,
    }
}

/// The function pays an expense once, by its id.
#[state]
fn pay_out(expense: Expr<Expense>) -> Flow<()> {
    pay(PayoutExpr {
        expense_id: expense.expense_id,
        amount_cents: expense.amount_cents,
    })
    .timeout_seconds(60)
    .retry(again())
    .discard_result(expense)
    .catch_with(
        errors::ALL,
        |failure| FailedExpr {
            data: expense,
            failure,
        },
        alert,
    )
    .next(tell_paid)
}

#[state]
fn tell_paid(expense: Expr<Expense>) -> Flow<()> {
    let text = text!(
        "{} cents for \"{}\" are on their way.",
        expense.amount_cents,
        expense.purpose
    );
    tell(expense, lit("Your expense is paid"), text)
        .catch(errors::ALL, done)
        .next(done)
}

#[state]
fn tell_rejected(decided: Expr<Decided>) -> Flow<()> {
    let text = text!("{} said no: {}", decided.by, decided.why);
    tell(decided.expense, lit("Your expense was rejected"), text)
        .catch(errors::ALL, done)
        .next(done)
}

/// What was decided stands, whether the letter arrived or not.
#[state]
fn done<T: Shape>(_: Expr<T>) -> Flow<()> {
    succeed(())
}

#[state]
fn tell_unanswered(expense: Expr<Expense>) -> Flow<()> {
    let text = text!(
        "Nobody answered about \"{}\". Please hand it in again.",
        expense.purpose
    );
    tell(expense, lit("Your expense was not decided"), text)
        .catch(errors::ALL, unanswered)
        .next(unanswered)
}

#[state]
fn unanswered<T: Shape>(_: Expr<T>) -> Flow<()> {
    fail(
        "Unanswered",
        "neither the manager nor a director answered in time",
    )
}

fn tell(
    expense: Expr<Expense>,
    subject: Expr<String>,
    text: Expr<String>,
) -> sfn_dsl::Task<(), sfn_dsl::integrations::lambda::Invoke> {
    send(LetterExpr {
        to: expense.employee.email,
        subject,
        text,
    })
    .timeout_seconds(30)
    .retry(again())
}

#[state]
fn alert(failed: Expr<Failed<Expense>>) -> Flow<()> {
    sns::publish(
        &ALERTS,
        text!(
            "expense {} is neither paid nor rejected: {}",
            failed.data.expense_id,
            failed.failure.cause
        ),
    )
    .subject("An expense failed")
    .timeout_seconds(10)
    .retry(again())
    .discard_result(failed)
    .catch_with(errors::ALL, |_| failed, broken)
    .next(broken)
}

#[state]
fn broken(failed: Expr<Failed<Expense>>) -> Flow<()> {
    fail(failed.failure.error, failed.failure.cause)
}

/// How most steps are tried again. Not after a timeout: a person would be asked twice.
fn again() -> Retry {
    Retry::on(errors::TASK_FAILED)
        .interval_seconds(5)
        .max_attempts(4)
        .full_jitter()
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("expenses-approve-v2", is_it_small)
        .comment("Expenses over 50 euros wait for a person")
        .timeout_seconds(7 * DAY);
    App::new().workflow(workflow).run()
}
