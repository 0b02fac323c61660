// The children take what is no item.
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
        .express(load_reading)
        .end()
}

#[derive(Shape)]
pub struct Reading {
    sensor: String,
}

#[state]
fn load_reading(reading: Expr<Reading>) -> Flow<String, Express> {
    succeed(reading.sensor)
}

fn main() {}
