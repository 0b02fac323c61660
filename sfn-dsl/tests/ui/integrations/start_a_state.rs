// A state is started where a workflow is needed.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[state]
fn charge(order: Expr<Order>) -> Flow<Receipt> {
    pass(ReceiptExpr { charge_id: order.id }).end()
}

#[state]
fn bill(order: Expr<Order>) -> Flow<Receipt> {
    states::start_execution(charge, order).sync().output(|done| done.output).end()
}

fn main() {}
