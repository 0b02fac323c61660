// The items of a listing are what it tells of objects.
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
    distributed_map(item_reader::objects(&UPLOADS).prefix(upload.prefix))
        .express(load_row)
        .end()
}

#[state]
fn load_row(row: Expr<Row>) -> Flow<String, Express> {
    succeed(row.sku)
}

fn main() {}
