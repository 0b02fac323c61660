// A Map over something that is no list.
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
    map(order, pack_one).end()
}

#[state]
fn pack_one(item: Expr<Item>) -> Flow<String> {
    succeed(item.sku)
}

fn main() {}
