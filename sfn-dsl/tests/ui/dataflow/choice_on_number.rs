// A number has no cases.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[state]
fn by_size(order: Expr<Order>) -> Flow<String> {
    choice_on(order.total, |total| match total {
        _ => to(order, ship),
    })
}

#[state]
fn ship(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

fn main() {}
