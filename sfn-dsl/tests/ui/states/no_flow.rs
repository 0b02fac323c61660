use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[state]
fn start(order: Expr<Order>) -> Flow<String> {
    choice(order).when(order.id.eq("1"), check).when(order.id.eq("2"), declared).otherwise(value)
}

#[state]
fn check(order: Expr<Order>) {
    pass(order).next(done)
}

#[state]
fn done(order: Expr<Order>) -> Expr<String> {
    order.id
}

#[state]
fn value(order: Expr<Order>) -> Order {
    order
}

#[state]
fn declared(order: Expr<Order>) -> Flow<String>;

fn main() {
    let _ = Workflow::new("orders", start);
}
