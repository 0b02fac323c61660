// An Express child waits for nobody.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Upload {
    key: String,
    prefix: String,
    rows: Vec<Row>,
}

#[derive(Shape)]
pub struct Row {
    sku: String,
    quantity: String,
}

#[derive(Shape)]
pub struct Loaded {
    rows: u64,
}

static UPLOADS: Bucket = Bucket::named("shop-uploads-v1");

#[state]
fn load(upload: Expr<Upload>) -> Flow<Vec<String>> {
    distributed_map(upload.rows).express(ask).end()
}

#[derive(Shape)]
pub struct Question {
    sku: String,
    task_token: TaskToken,
}

static QUESTIONS: Queue = Queue::named("shop-questions-v1");

#[state]
fn ask(row: Expr<Row>) -> Flow<String, Express> {
    wait_for_task_token(|token| {
        sqs::send_message(&QUESTIONS, QuestionExpr { sku: row.sku, task_token: token })
    })
    .end()
}

fn main() {}
