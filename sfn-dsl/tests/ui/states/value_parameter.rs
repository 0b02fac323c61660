use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
    tags: Vec<String>,
}

#[state]
fn check(order: Order) -> Flow<String> {
    pass(order.tags).next(join)
}

#[state]
fn join(tags: Vec<String>) -> Flow<String> {
    pass(tags[0]).next(done)
}

#[state]
fn done(text: &Expr<String>) -> Flow<String> {
    succeed(text)
}

#[state]
fn anything(data: impl IntoExpr<Order>) -> Flow<String> {
    succeed("done")
}

fn main() {
    let _ = Workflow::new("orders", check);
}
