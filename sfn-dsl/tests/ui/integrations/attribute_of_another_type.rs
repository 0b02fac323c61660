// A number for an attribute that is a string.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct OrderRecord {
    customer_id: String,
    order_id: String,
    status: String,
}

#[derive(Shape)]
pub struct OrderKey {
    customer_id: String,
    order_id: String,
}

static ORDERS: Table<OrderRecord, OrderKey> = Table::named("orders");

#[state]
fn mark(key: Expr<OrderKey>) -> Flow<OrderKey> {
    dynamodb::update_item(&ORDERS, key).set(|order| order.status, 2).discard_result(key).end()
}

fn main() {}
