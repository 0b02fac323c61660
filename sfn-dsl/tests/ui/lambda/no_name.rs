use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[lambda]
fn validate(order: Order) -> bool;

#[lambda(name = "charge")]
fn charge(order: Order) -> bool;

#[state]
fn check(order: Expr<Order>) -> Flow<bool> {
    validate(order).discard_result(order).next(pay)
}

#[state]
fn pay(order: Expr<Order>) -> Flow<bool> {
    charge(order).end()
}

fn main() {
    let _ = Workflow::new("orders", check);
}
