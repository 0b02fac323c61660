// With a writer, the next state gets where the results are.
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
static RESULTS: Bucket = Bucket::named("shop-results-v1");

#[state]
fn load(upload: Expr<Upload>) -> Flow<Vec<String>> {
    distributed_map(upload.rows)
        .result_writer(ResultWriter::to(&RESULTS).prefix("sales"))
        .express(load_row)
        .next(done)
}

#[state]
fn load_row(row: Expr<Row>) -> Flow<String, Express> {
    succeed(row.sku)
}

#[state]
fn done(skus: Expr<Vec<String>>) -> Flow<Vec<String>> {
    succeed(skus)
}

fn main() {}
