// A key that may be missing.
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
fn ask(order: Expr<Order>) -> Flow<Vec<Order>> {
    let orders: Expr<Vec<Order>> = context::execution_input();
    let _ = order;
    succeed(orders.sort_by_key(|order| order.note))
}

fn main() {
    let _ = Workflow::new("orders", ask);
}
