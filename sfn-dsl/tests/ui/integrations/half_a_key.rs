// A key without its sort key.
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
fn load(order_id: Expr<String>) -> Flow<Option<OrderRecord>> {
    dynamodb::get_item(&ORDERS, OrderKeyExpr { order_id }).end()
}

fn main() {}
