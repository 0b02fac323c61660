use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[state]
fn check(receipt: Expr<Order>) -> Flow<String> {
    pass(receipt.id).next(receipt)
}

#[state]
fn receipt(id: Expr<String>) -> Flow<String> {
    succeed(id)
}

fn main() {
    let _ = Workflow::new("orders", check);
}
