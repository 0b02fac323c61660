// The items of a Map are processed in a Standard flow, and its handler is of an Express one.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn count_all(orders: Expr<Vec<Order>>) -> Flow<Vec<f64>> {
    map(orders, count).catch(errors::ALL, give_up).end()
}

#[state]
fn count(order: Expr<Order>) -> Flow<f64> {
    succeed(order.total)
}

#[state]
fn give_up(error: Expr<ErrorOutput>) -> Flow<Vec<f64>, Express> {
    fail("GaveUp", error.cause)
}

fn main() {}
