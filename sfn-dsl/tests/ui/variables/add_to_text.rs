// Arithmetic with a variable that holds no number.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
    note: Option<String>,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[lambda("charge")]
fn charge(order: Order) -> Receipt;

static ATTEMPTS: Variable<u32> = Variable::named("attempts");
static ORDER: Variable<Order> = Variable::named("order");
static NOTE: Variable<String> = Variable::named("note");

#[state]
fn start(order: Expr<Order>) -> Flow<Order> {
    pass(order).assign(&ATTEMPTS, NOTE - 1).next(done)
}

#[state]
fn done(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

fn main() {}
