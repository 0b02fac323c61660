// The function does not declare the error that is caught.
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

#[lambda("charge-card")]
fn charge(order: Order) -> Receipt;

#[derive(LambdaError)]
pub enum PaymentError {
    CardDeclined,
}

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    charge(order).catch(PaymentError::CARD_DECLINED, declined).end()
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Declined", error.cause)
}

fn main() {}
