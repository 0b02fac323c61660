//! Nobody is told when an undo fails.

use sfn_dsl::patterns::saga::{self, Stuck};
use sfn_dsl::patterns::Failed;
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
}
#[derive(Shape)]
pub struct Reservation {
    reservation_id: String,
}
#[derive(Shape)]
pub struct Reserved {
    #[serde(flatten)]
    order: Order,
    reservation: Reservation,
}
#[derive(Shape)]
pub struct Paid {
    #[serde(flatten)]
    reserved: Reserved,
    charge_id: String,
}

#[lambda("reserve")]
pub fn reserve(order: Order) -> Reservation;
#[lambda("release")]
pub fn release(reservation: Reservation);
#[lambda("charge")]
pub fn charge(order: Order) -> String;
#[lambda("refund")]
pub fn refund(charge_id: String);

#[state]
fn confirm(paid: Expr<Paid>) -> Flow<String> {
    succeed(paid.charge_id)
}
#[state]
fn cancelled(failed: Expr<Failed<Order>>) -> Flow<String> {
    fail("Cancelled", failed.data.id)
}
#[state]
fn page(stuck: Expr<Stuck<Order>>) -> Flow<String> {
    fail("Stuck", stuck.data.id)
}

pub fn checkout() -> StateFn<Order, String> {
    saga::step("Reserve", |order: Expr<Order>| {
        reserve(order).output(|reservation| ReservedExpr { order, reservation })
    })
        .undo("Release", |reserved| release(reserved.reservation))
        .step("Charge", |reserved: Expr<Reserved>| {
            charge(reserved.order).output(|charge_id| PaidExpr { reserved, charge_id })
        })
        .ends(saga::Ends {
            done: confirm,
            undone: cancelled,
        })
}

fn main() {}
