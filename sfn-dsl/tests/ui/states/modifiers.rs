use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[state]
async fn check(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[state]
const unsafe extern "C" fn confirm(order: Expr<Order>) -> Flow<String> {
    pass(order).next(check)
}

fn main() {
    let _ = Workflow::new("orders", confirm);
}
