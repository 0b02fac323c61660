// A match on errors of a Map, which has none of its own.
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

#[derive(Shape)]
pub struct Orders {
    orders: Vec<Order>,
}

#[state]
fn pay_all(orders: Expr<Orders>) -> Flow<Vec<Receipt>> {
    map(orders.orders, pay)
        .catch_each(|error, said| match error {
            PaymentError::CardDeclined | PaymentError::Fraud => to(said, sorry),
        })
        .end()
}

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    charge(order).end()
}

#[state]
fn sorry(error: Expr<ErrorOutput>) -> Flow<Vec<Receipt>> {
    fail("Sorry", error.cause)
}

fn main() {}
