// A Standard workflow does not run within one call.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

static BILLING: StateMachine<Order, Receipt> = StateMachine::named("billing");

#[state]
fn bill(order: Expr<Order>) -> Flow<Receipt, Express> {
    states::start_sync_execution(&BILLING, order).output(|done| done.output).end()
}

#[state]
fn charge(order: Expr<Order>) -> Flow<Receipt> {
    pass(ReceiptExpr { charge_id: order.id }).end()
}

#[state]
fn bill_by_workflow(order: Expr<Order>) -> Flow<Receipt> {
    states::start_sync_execution(&Workflow::new("billing", charge), order)
        .output(|done| done.output)
        .end()
}

fn main() {}
