use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[state]
fn check(order: Expr<Order>) -> Flow<String> {
    pass(order.id).next(done)
}

#[state]
fn done() -> Flow<String> {
    succeed("done")
}

fn main() {
    let _ = Workflow::new("orders", check);
}
