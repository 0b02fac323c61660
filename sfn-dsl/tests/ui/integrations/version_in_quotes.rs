// The number of a version in quotes, and an alias of what has none.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

static BILLING: StateMachine<Order, Receipt> = StateMachine::named("billing").version("3");
static ORDERS: Queue = Queue::named("orders").alias("live");

fn main() {}
