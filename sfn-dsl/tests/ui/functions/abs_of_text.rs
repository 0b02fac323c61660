// A string has no size.
use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
    total: f64,
    quantity: u32,
    placed: Timestamp,
    note: Option<String>,
    items: Vec<Item>,
    tags: Vec<String>,
    counts: Vec<u32>,
}

#[derive(Shape)]
struct Item {
    sku: String,
    price: f64,
}

#[state]
fn ask(order: Expr<Order>) -> Flow<String> {
    succeed(order.id.abs())
}

fn main() {
    let _ = Workflow::new("orders", ask);
}
