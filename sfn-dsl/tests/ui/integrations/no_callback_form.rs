// DynamoDB hands out no task tokens.
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
fn ask(order: Expr<OrderRecord>) -> Flow<bool> {
    wait_for_task_token(|_token| dynamodb::put_item(&ORDERS, order)).end()
}

fn main() {}
