//! Payments through a provider that is down now and then. After five failures in a row nobody calls it for two minutes; then
//! one execution tries. What could not be charged waits in a queue. The circuit is an item in DynamoDB, read and written
//! by Step Functions itself.

use sfn_codegen::App;
use sfn_dsl::patterns::circuit_breaker::{self, Circuit, CircuitKey};
use sfn_dsl::patterns::{Failed, FailedExpr};
use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Payment {
    order_id: String,
    card_token: String,
    amount_cents: u64,
}

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Receipt {
    charge_id: String,
}

/// How a payment ended, for now.
#[derive(Shape)]
#[serde(
    tag = "outcome",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
enum Outcome {
    Charged { charge_id: String },
    Declined { reason: String },
    Postponed { order_id: String },
}

#[derive(LambdaError)]
enum ProviderError {
    CardDeclined,
}

/// Charges an order once, however often it is asked.
#[lambda("payments-charge-card-v3")]
fn charge(payment: Payment) -> Result<Receipt, ProviderError>;

static CIRCUITS: Table<Circuit, CircuitKey> = Table::named("payments-circuits-v1");
static POSTPONED: Queue = Queue::named("payments-postponed-v1");
static ALERTS: Topic = Topic::named("payments-alerts-v1");

fn pay() -> StateFn<Payment, Outcome> {
    circuit_breaker::guard("CardProvider", &CIRCUITS)
        .open_after_failures(5)
        .cooldown_seconds(120)
        .call("ChargeCard", |payment: Expr<Payment>| {
            charge(payment)
                .timeout_seconds(20)
                .retry(Retry::on(ProviderError::CARD_DECLINED).max_attempts(0))
                .retry(again().max_attempts(2))
                // The card's fault, not the provider's: it does not count.
                .catch(ProviderError::CARD_DECLINED, declined)
        })
        .ends(circuit_breaker::Ends {
            done: charged,
            rejected: postpone,
            failed: alert,
        })
}

#[state]
fn charged(receipt: Expr<Receipt>) -> Flow<Outcome> {
    succeed(OutcomeCase::Charged {
        charge_id: receipt.charge_id,
    })
}

#[state]
fn declined(error: Expr<ErrorOutput>) -> Flow<Outcome> {
    succeed(OutcomeCase::Declined {
        reason: error.cause,
    })
}

/// The circuit is open: the payment is taken up again from the queue, in ten minutes at the earliest.
#[state]
fn postpone(payment: Expr<Payment>) -> Flow<Outcome> {
    sqs::send_message(&POSTPONED, payment)
        .delay_seconds(600)
        .timeout_seconds(10)
        .retry(again())
        .discard_result(payment)
        .catch_with(
            errors::ALL,
            |failure| FailedExpr {
                data: payment,
                failure,
            },
            alert,
        )
        .next(postponed)
}

#[state]
fn postponed(payment: Expr<Payment>) -> Flow<Outcome> {
    succeed(OutcomeCase::Postponed {
        order_id: payment.order_id,
    })
}

#[state]
fn alert(failed: Expr<Failed<Payment>>) -> Flow<Outcome> {
    sns::publish(
        &ALERTS,
        text!(
            "order {} is not paid: {}",
            failed.data.order_id,
            failed.failure.cause
        ),
    )
    .subject("A payment failed")
    .timeout_seconds(10)
    .retry(again())
    .discard_result(failed)
    .catch_with(errors::ALL, |_| failed, not_paid)
    .next(not_paid)
}

#[state]
fn not_paid(failed: Expr<Failed<Payment>>) -> Flow<Outcome> {
    fail(failed.failure.error, failed.failure.cause)
}

/// How most steps are tried again.
fn again() -> Retry {
    Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
        .interval_seconds(2)
        .full_jitter()
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("payments-charge-guarded-v1", pay())
        .comment("Charges a card, and leaves the provider alone while it is down")
        .timeout_seconds(900);
    App::new().workflow(workflow).run()
}
