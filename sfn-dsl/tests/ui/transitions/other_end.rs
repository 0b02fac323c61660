// The next state leads to a receipt, while this flow says that it ends in an order.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[state]
fn receive(order: Expr<Order>) -> Flow<Order> {
    pass(order).next(pay)
}

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    succeed(ReceiptExpr { charge_id: order.id })
}

fn main() {}
