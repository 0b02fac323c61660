use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(Shape)]
pub struct Receipt {
    order_id: String,
}

/// The struct itself holds a `String`; `ReceiptExpr` is the one that holds data.
#[state]
fn confirm(order: Expr<Order>) -> Flow<Receipt> {
    succeed(Receipt { order_id: order.id })
}

fn main() {
    let _ = confirm;
}
