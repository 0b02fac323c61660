use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[lambda("charge")]
fn charge(order: Order) -> Receipt;

/// A task is no function call: what it gives is known in the next state.
#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    let receipt = charge(order);
    succeed(receipt)
}

fn main() {
    let _ = pay;
}
