// A selector prepares items, not batches.
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
fn load(upload: Expr<Upload>) -> Flow<Vec<u64>> {
    distributed_map(item_reader::csv::<Row>(&UPLOADS, upload.key))
        .max_items_per_batch(100)
        .select(|item| item.value.sku)
        .express(count)
        .end()
}

#[state]
fn count(batch: Expr<Batch<String>>) -> Flow<u64, Express> {
    succeed(batch.items.len())
}

fn main() {}
