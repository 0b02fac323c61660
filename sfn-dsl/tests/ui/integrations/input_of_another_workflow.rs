// A child is started with what it does not take.
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
fn bill(receipt: Expr<Receipt>) -> Flow<Receipt> {
    states::start_execution(&billing(), receipt).sync().output(|done| done.output).end()
}

fn main() {}
