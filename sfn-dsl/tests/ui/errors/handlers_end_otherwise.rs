// What the handlers end in is not what the flow ends in, nor what the handler before them ends in.
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
    charge(order)
        .catch_each(|error, _| match error {
            PaymentError::CardDeclined | PaymentError::Fraud => to(order, review),
        })
        .end()
}

#[state]
fn pay_later(order: Expr<Order>) -> Flow<Receipt> {
    charge(order)
        .catch(errors::TIMEOUT, declined)
        .catch_each(|error, _| match error {
            PaymentError::CardDeclined | PaymentError::Fraud => to(order, review),
        })
        .end()
}

#[state]
fn review(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Declined", error.cause)
}

fn main() {}
