// A choice as a whole is told to assign.
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
    choice(order)
        .when(order.total.gt(1.0), done)
        .assign(&ATTEMPTS, 1)
        .otherwise(done)
}

#[state]
fn done(order: Expr<Order>) -> Flow<Order> {
    succeed(order)
}

fn main() {}
