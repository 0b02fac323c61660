//! Nobody said what happens while the service is left alone.

use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::circuit_breaker::{self, Circuit, CircuitKey};
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Payment {
    order_id: String,
}
#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}
#[lambda("charge")]
pub fn charge(payment: Payment) -> Receipt;

pub static CIRCUITS: Table<Circuit, CircuitKey> = Table::named("circuits");
pub static PAYMENTS: Table<Payment, Payment> = Table::named("payments");

#[state]
fn paid(receipt: Expr<Receipt>) -> Flow<Receipt> {
    succeed(receipt)
}
#[state]
fn try_later(payment: Expr<Payment>) -> Flow<Receipt> {
    fail("Down", payment.order_id)
}
#[state]
fn not_paid(failed: Expr<Failed<Payment>>) -> Flow<Receipt> {
    fail("NotPaid", failed.data.order_id)
}

pub fn pay() -> StateFn<Payment, Receipt> {
    circuit_breaker::guard("Cards", &CIRCUITS)
        .call("Charge", |payment: Expr<Payment>| charge(payment))
        .ends(circuit_breaker::Ends {
            done: paid,
            failed: not_paid,
        })
}

fn main() {}
