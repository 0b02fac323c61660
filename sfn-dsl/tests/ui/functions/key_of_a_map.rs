// The key of an object is a number.
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
fn ask(order: Expr<Order>) -> Flow<f64> {
    let prices = order.items.collect_map(|item| (item.price, item.sku));
    let _ = prices;
    succeed(order.total)
}

fn main() {
    let _ = Workflow::new("orders", ask);
}
