// A number is added to a list of strings.
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
fn ask(order: Expr<Order>) -> Flow<Vec<String>> {
    succeed(order.tags.push(order.total))
}

fn main() {
    let _ = Workflow::new("orders", ask);
}
