// An activity is not called with a role: its worker asks.
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
static WRITER: Role = Role::in_account("210987654321", "writer");

#[state]
fn scan(order: Expr<Order>) -> Flow<Receipt> {
    activity::run(&SCANNER, order).credentials(&WRITER).end()
}

fn main() {}
