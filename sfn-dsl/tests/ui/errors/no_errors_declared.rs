// A match on the errors of a function that declares none.
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

#[lambda("look-up")]
fn look_up(order: Order) -> Receipt;

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    look_up(order)
        .catch_each(|error, said| match error {
            PaymentError::CardDeclined | PaymentError::Fraud => to(said, declined),
        })
        .end()
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Declined", error.cause)
}

fn main() {}
