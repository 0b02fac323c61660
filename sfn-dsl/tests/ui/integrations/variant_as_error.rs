// The variant of the error instead of its name.
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
    charge(order).retry(Retry::on(PaymentError::CardDeclined)).end()
}

fn main() {}
