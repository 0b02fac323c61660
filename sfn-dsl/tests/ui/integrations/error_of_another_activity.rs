// A catcher for an error that the workers of the activity do not report.
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
pub enum ScanError {
    PaperJam,
}

#[derive(LambdaError)]
pub enum PrintError {
    OutOfInk,
}

static SCANNER: Activity<Order, Receipt, ScanError> = Activity::named("scanner");

#[state]
fn scan(order: Expr<Order>) -> Flow<Receipt> {
    activity::run(&SCANNER, order).catch(PrintError::OUT_OF_INK, sorry).end()
}

#[state]
fn sorry(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Sorry", error.cause)
}

fn main() {}
