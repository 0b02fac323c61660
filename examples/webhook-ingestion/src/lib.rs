//! Webhooks of a payment provider: ten thousand an hour, a second of work each. An Express workflow.
//!
//! Express runs a state at least once, ends after five minutes, and has neither `.sync()` nor callbacks. The kind is part
//! of the type, `Flow<Receipt, Express>`, so that what it does not have does not compile:
//!
//! ```compile_fail,E0277
//! use sfn_dsl::prelude::*;
//! use webhook_ingestion::Webhook;
//!
//! static SETTLEMENT: StateMachine<Webhook, u64> = StateMachine::named("payments-settle-v1");
//!
//! #[state]
//! fn settle(webhook: Expr<Webhook>) -> Flow<u64, Express> {
//!     // error: `.sync()` needs a Standard workflow, and this flow is of kind `Express`
//!     states::start_execution(&SETTLEMENT, webhook).sync().output(|settled| settled.output).end()
//! }
//! ```

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sfn_dsl::prelude::*;

/// What the API's integration hands over: the request as it came.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// The provider's id of the delivery; one that is delivered again has the same.
    pub delivery_id: String,
    /// The provider's signature of the body.
    pub signature: String,
    /// The body, not looked into before the signature is verified.
    pub body: String,
}

/// A webhook whose signature is right, and what it says.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// The id of the delivery.
    pub delivery_id: String,
    /// After when it may be forgotten, in seconds since 1970.
    pub expires_at: u64,
    /// What happened.
    pub event: Event,
}

/// What the provider tells of.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(tag = "type")]
pub enum Event {
    /// Money arrived.
    #[serde(rename = "payment.succeeded")]
    PaymentSucceeded(Payment),
    /// Money did not arrive.
    #[serde(rename = "payment.failed")]
    PaymentFailed(Payment),
    /// A customer wants the money back.
    #[serde(rename = "dispute.opened")]
    DisputeOpened {
        /// The payment in question.
        payment_id: String,
        /// By when to answer.
        respond_by: Timestamp,
    },
}

/// A payment.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Payment {
    /// Its id.
    pub id: String,
    /// How much, in cents.
    pub amount_cents: u64,
}

/// What the provider is answered.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The id of the delivery.
    pub delivery_id: String,
    /// Whether it was new.
    pub accepted: bool,
}

/// A delivery that was seen; the table forgets it after a while.
#[derive(Serialize, Deserialize, Shape)]
pub struct Delivery {
    /// The key.
    pub delivery_id: String,
    /// The attribute for the table's time to live.
    pub expires_at: u64,
}

/// The key of the table.
#[derive(Serialize, Deserialize, Shape)]
pub struct DeliveryKey {
    /// The key.
    pub delivery_id: String,
}

/// A webhook with what is known of its delivery.
#[derive(Serialize, Deserialize, Shape)]
pub struct LookedUp {
    /// The webhook.
    pub verified: Verified,
    /// The delivery, if it was handled before.
    pub seen: Option<Delivery>,
}

/// What the queue of what could not be handled holds.
#[derive(Serialize, Deserialize, Shape)]
pub struct DeadLetter {
    /// The webhook.
    pub webhook: Webhook,
    /// What went wrong.
    pub error: ErrorOutput,
}

/// Why a webhook is refused.
#[derive(LambdaError)]
pub enum VerificationError {
    /// It does not come from the provider.
    SignatureMismatch,
    /// It is no event that is known.
    UnknownEvent,
}

/// Verifies the signature and reads the body.
#[lambda("webhooks-verify-v2")]
pub fn verify(webhook: Webhook) -> Result<Verified, VerificationError>;

static SEEN: Table<Delivery, DeliveryKey> = Table::named("webhooks-deliveries-v1");
static SETTLEMENTS: Queue = Queue::named("payments-settlements-v1.fifo");
static DEAD_LETTERS: Queue = Queue::named("webhooks-dead-letters-v1");
static BUS: EventBus = EventBus::named("payments-v1");

/// What is not from the provider is refused, and not looked at again.
#[state]
fn verify_signature(webhook: Expr<Webhook>) -> Flow<Receipt, Express> {
    verify(webhook)
        .timeout_seconds(5)
        .retry(Retry::on(errors::TIMEOUT).max_attempts(2).full_jitter())
        .catch(VerificationError::SIGNATURE_MISMATCH, refused)
        .catch_with(errors::ALL, |error| DeadLetterExpr { webhook, error }, bury)
        .next(look_up)
}

#[state]
fn refused(error: Expr<ErrorOutput>) -> Flow<Receipt, Express> {
    fail("SignatureMismatch", error.cause)
}

/// Looks first and remembers last: a run that breaks off in between is delivered again, and then handled.
#[state]
fn look_up(verified: Expr<Verified>) -> Flow<Receipt, Express> {
    let key = DeliveryKeyExpr {
        delivery_id: verified.delivery_id,
    };
    dynamodb::get_item(&SEEN, key)
        .timeout_seconds(2)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(3).full_jitter())
        .output(|seen| LookedUpExpr { verified, seen })
        .next(check_seen)
}

#[state]
fn check_seen(looked_up: Expr<LookedUp>) -> Flow<Receipt, Express> {
    choice_on(looked_up.seen, |seen| match seen {
        Some(delivery) => to(delivery, seen_before),
        None => to(looked_up.verified, route),
    })
}

#[state]
fn seen_before(delivery: Expr<Delivery>) -> Flow<Receipt, Express> {
    succeed(ReceiptExpr {
        delivery_id: delivery.delivery_id,
        accepted: lit(false),
    })
}

// A case that is added to the enum does not compile until it leads somewhere.
#[state]
fn route(verified: Expr<Verified>) -> Flow<Receipt, Express> {
    choice_on(verified.event, |event| match event {
        EventCase::PaymentSucceeded(_) => to(verified, queue_settlement),
        EventCase::PaymentFailed(_) => to(verified, announce),
        EventCase::DisputeOpened { .. } => to(verified, announce),
    })
}

/// The queue drops what it got within five minutes, so that what runs twice is settled once.
#[state]
fn queue_settlement(verified: Expr<Verified>) -> Flow<Receipt, Express> {
    sqs::send_message(&SETTLEMENTS, verified)
        .message_group_id(verified.delivery_id)
        .message_deduplication_id(verified.delivery_id)
        .timeout_seconds(5)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(3).full_jitter())
        .discard_result(verified)
        .next(remember)
}

#[state]
fn announce(verified: Expr<Verified>) -> Flow<Receipt, Express> {
    events::put_events([event("webhooks", "PaymentEvent", verified).on(&BUS)])
        .timeout_seconds(5)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(3).full_jitter())
        .discard_result(verified)
        .next(remember)
}

#[state]
fn remember(verified: Expr<Verified>) -> Flow<Receipt, Express> {
    let delivery = DeliveryExpr {
        delivery_id: verified.delivery_id,
        expires_at: verified.expires_at,
    };
    dynamodb::put_item(&SEEN, delivery)
        .timeout_seconds(2)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(3).full_jitter())
        .discard_result(ReceiptExpr {
            delivery_id: verified.delivery_id,
            accepted: lit(true),
        })
        .end()
}

/// An Express execution leaves no history: what could not be verified is kept here.
#[state]
fn bury(letter: Expr<DeadLetter>) -> Flow<Receipt, Express> {
    sqs::send_message(&DEAD_LETTERS, letter)
        .timeout_seconds(5)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(3).full_jitter())
        .discard_result(letter)
        .next(not_verified)
}

#[state]
fn not_verified(letter: Expr<DeadLetter>) -> Flow<Receipt, Express> {
    fail(letter.error.error, letter.error.cause)
}

/// The workflow. Whoever calls it waits for its end and answers the provider, which delivers again what has failed.
pub fn workflow() -> Workflow<Webhook, Receipt, Express> {
    Workflow::new("webhooks-ingest-v1", verify_signature)
        .comment("Verifies, routes and remembers the webhooks of the payment provider")
        .timeout_seconds(60)
}
