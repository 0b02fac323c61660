// What is said to be raised names no errors, and a function has said it already.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(LambdaError)]
pub enum StockError {
    OutOfStock,
}

#[lambda("reserve")]
fn reserve(order: Order) -> Result<Order, StockError>;

static QUEUE: Queue = Queue::named("orders");

#[state]
fn send(order: Expr<Order>) -> Flow<Order> {
    sqs::send_message(&QUEUE, order).raises::<Order>().discard_result(order).end()
}

#[state]
fn keep(order: Expr<Order>) -> Flow<Order> {
    reserve(order).raises::<StockError>().end()
}

fn main() {}
