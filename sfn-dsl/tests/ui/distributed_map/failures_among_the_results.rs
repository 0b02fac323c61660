// Who tolerates failures finds them among the results.
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
    distributed_map(upload.rows)
        .tolerated_failure_percentage(1.0)
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
