use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[state]
fn check(order: Expr<Order>) -> Flow<String> {
    pass(order).next(charge)
}

#[state]
fn charge(order: Expr<Order>, amount: Expr<f64>) -> Flow<String> {
    choice(order).when(amount.gt(100.0), done).otherwise(done)
}

#[state]
fn done(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

fn main() {
    let _ = Workflow::new("orders", check);
}
