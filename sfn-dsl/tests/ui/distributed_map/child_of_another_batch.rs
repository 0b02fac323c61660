// The children take a batch input that no batch has.
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
    distributed_map(item_reader::csv::<Row>(&UPLOADS, upload.key))
        .max_items_per_batch(100)
        .express(load_batch)
        .end()
}

#[derive(Shape)]
pub struct Day {
    day: String,
}

#[state]
fn load_batch(batch: Expr<BatchWith<Row, Day>>) -> Flow<String, Express> {
    succeed(batch.batch_input.day)
}

fn main() {}
