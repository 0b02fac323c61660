//! What follows a fan-out takes the results as if none could fail.

use sfn_dsl::patterns::fan_out::{self, Split};
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Batch {
    orders: Vec<Order>,
}
#[derive(Shape)]
pub struct Order {
    id: String,
}

#[state]
fn all(batch: Expr<Batch>) -> Flow<Split<Order, String>> {
    fan_out::each(batch.orders, "Order", one).next(join)
}

#[state]
fn one(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[state]
fn join(ids: Expr<Vec<String>>) -> Flow<Split<Order, String>> {
    fail("Never", ids[0])
}

pub fn workflow() -> Workflow<Batch, Split<Order, String>> {
    Workflow::new("w", all)
}

fn main() {}
