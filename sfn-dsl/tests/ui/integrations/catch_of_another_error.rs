// A catcher for an error that the function does not raise.
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

#[derive(LambdaError)]
pub enum PaymentError {
    CardDeclined,
}

#[derive(LambdaError)]
pub enum StockError {
    OutOfStock,
}

#[lambda("charge-card")]
fn charge(order: Order) -> Result<Receipt, PaymentError>;

#[state]
fn pay(order: Expr<Order>) -> Flow<Receipt> {
    charge(order).catch(StockError::OUT_OF_STOCK, out_of_stock).end()
}

#[state]
fn out_of_stock(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("OutOfStock", error.cause)
}

fn main() {}
