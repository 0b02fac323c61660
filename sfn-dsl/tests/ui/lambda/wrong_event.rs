use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[derive(Shape)]
struct Checked {
    ok: bool,
}

#[lambda("validate")]
fn validate(order: Order) -> Checked;

#[state]
fn check(order: Expr<Order>) -> Flow<Checked> {
    validate(order.id).end()
}

#[state]
fn check_again(checked: Expr<Checked>) -> Flow<Checked> {
    validate(checked).end()
}

fn main() {}
