// The index of an item exists only in the selector.
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
    map_select(order.items, |item| item.value, pack_one).end()
}

#[state]
fn pack_one(item: Expr<Item>) -> Flow<String> {
    succeed(text!("{} {}", item.index, item.sku))
}

fn main() {}
