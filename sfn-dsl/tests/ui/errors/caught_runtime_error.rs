// A catcher for what ends the execution.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[derive(LambdaError)]
pub enum PaymentError {
    CardDeclined,
    Fraud,
}

#[lambda("charge-card")]
fn charge(order: Order) -> Result<Receipt, PaymentError>;

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    charge(order).catch(errors::RUNTIME, declined).end()
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Declined", error.cause)
}

fn main() {}
