// The processor of a Map takes the order instead of an item.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    items: Vec<Item>,
}

#[derive(Shape)]
pub struct Item {
    sku: String,
}

#[state]
fn pack(order: Expr<Order>) -> Flow<Vec<String>> {
    map(order.items, pack_one).end()
}

#[state]
fn pack_one(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

fn main() {}
