// Express workflows have no Distributed Map, in their midst neither.
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
fn load(upload: Expr<Upload>) -> Flow<Vec<String>, Express> {
    distributed_map(upload.rows).express(load_row).next(done)
}

#[state]
fn load_row(row: Expr<Row>) -> Flow<String, Express> {
    succeed(row.sku)
}

#[state]
fn done(skus: Expr<Vec<String>>) -> Flow<Vec<String>, Express> {
    succeed(skus)
}

fn main() {}
