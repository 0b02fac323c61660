// A key where the table wants an item.
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
fn save(key: Expr<OrderKey>) -> Flow<OrderKey> {
    dynamodb::put_item(&ORDERS, key).discard_result(key).end()
}

fn main() {}
