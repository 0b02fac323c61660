// A state that serves both kinds of workflow has none either.
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
fn load<K: Kind>(upload: Expr<Upload>) -> Flow<Vec<String>, K> {
    distributed_map(upload.rows).express(load_row).end()
}

#[state]
fn load_row(row: Expr<Row>) -> Flow<String, Express> {
    succeed(row.sku)
}

fn main() {}
