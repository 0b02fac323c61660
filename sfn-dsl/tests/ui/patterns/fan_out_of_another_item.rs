//! The states of an item take something else.

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
    fan_out::each(batch.orders, "Order", one).output(fan_out::split).end()
}

#[state]
fn one(batch: Expr<Batch>) -> Flow<String> {
    succeed("a")
}

pub fn workflow() -> Workflow<Batch, Split<Order, String>> {
    Workflow::new("w", all)
}

fn main() {}
