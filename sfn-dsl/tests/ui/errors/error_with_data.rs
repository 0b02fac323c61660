// A match on the errors themselves, of which one holds data: the kind is what is matched.
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

#[derive(LambdaError)]
pub enum StockError {
    OutOfStock { sku: String },
    Closed,
}

#[lambda("reserve")]
fn reserve(order: Order) -> Result<Receipt, StockError>;

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    reserve(order)
        .catch_each(|error, said| match error {
            StockError::OutOfStock { .. } | StockError::Closed => to(said, declined),
        })
        .end()
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Declined", error.cause)
}

fn main() {}
