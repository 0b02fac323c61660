// Rust matches on data that is there only when the workflow runs.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    status: Status,
}

#[derive(Shape)]
pub enum Status {
    Paid,
    Unpaid,
}

#[state]
fn by_status(order: Expr<Order>) -> Flow<String> {
    match order.status {
        Status::Paid => succeed(order.id),
        Status::Unpaid => fail("Unpaid", "nobody paid"),
    }
}

fn main() {}
