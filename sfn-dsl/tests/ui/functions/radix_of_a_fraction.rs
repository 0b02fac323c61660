// A fraction in another base.
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
    succeed(order.total.to_string_radix(2))
}

fn main() {
    let _ = Workflow::new("orders", ask);
}
