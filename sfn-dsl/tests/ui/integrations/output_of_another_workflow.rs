// A child ends in something else than what is read.
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

fn billing() -> Workflow<Order, Receipt> {
    Workflow::new("billing", charge)
}

#[state]
fn bill(order: Expr<Order>) -> Flow<String> {
    states::start_execution(&billing(), order).sync().output(|done| done.output.chargeid).end()
}

fn main() {}
