// A match on the errors of an activity that declares none.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

static SCANNER: Activity<Order, Receipt> = Activity::named("scanner");

#[state]
fn scan(order: Expr<Order>) -> Flow<Receipt> {
    activity::run(&SCANNER, order).catch_each(|_, said| to(said, sorry)).end()
}

#[state]
fn sorry(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Sorry", error.cause)
}

fn main() {}
