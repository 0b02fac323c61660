//! Each state type in both dialects: the workflow on top, the document below.

#![allow(missing_docs)]

#[path = "../support/dialects.rs"]
mod dialects;

mod choices;
mod failures;
mod fields;
mod functions;
mod plain;
mod scopes;
mod tasks;
mod variables;

use serde_json::Value;
use sfn_dsl::prelude::*;
use sfn_dsl::{Kind, QueryLanguage};

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
    delay: u64,
    release_at: Timestamp,
    items: Vec<Item>,
    limit: u64,
    address: Address,
    paid: bool,
    priority: Option<String>,
    receipt: Option<Receipt>,
    error: Option<ErrorOutput>,
}

#[derive(Shape)]
pub struct Item {
    sku: String,
}

#[derive(Shape)]
pub struct Address {
    city: String,
    note: Option<String>,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
    cents: u64,
}

#[derive(Shape)]
pub struct Charged {
    #[serde(flatten)]
    order: Order,
    receipt: Receipt,
}

#[derive(Shape)]
pub struct Charge {
    order_id: String,
    amount: f64,
    currency: String,
    label: String,
}

#[derive(Shape)]
pub struct Summary {
    order_id: String,
    charge_id: String,
}

#[derive(Shape)]
pub struct ChargeOnly {
    id: String,
    source: String,
}

#[lambda("charge")]
fn charge(charge: Charge) -> Receipt;

#[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:look-up", direct)]
fn look_up(address: Address) -> Receipt;

/// The states of the workflow that begins with this one.
#[track_caller]
fn states<In: Shape, Out: Shape, K: Kind>(
    language: QueryLanguage,
    start: impl State<In, Out, K>,
) -> Result<Value, sfn_dsl::Errors> {
    let synthesis = Workflow::new("test", start)
        .query_language(language)
        .synthesize()?;
    let text = synthesis.document.to_string_pretty();
    // Whatever is synthesized is read back as it is.
    assert_eq!(
        sfn_asl::StateMachine::from_json_str(&text).expect("a document that can be read"),
        synthesis.document
    );
    let document: Value = serde_json::from_str(&text).unwrap();
    dialects::read_all(&document);
    Ok(document["States"].clone())
}

/// One state, in JSONata.
#[track_caller]
fn jsonata<In: Shape, Out: Shape>(define: impl Fn(Expr<In>) -> Flow<Out> + 'static) -> Value {
    states(Jsonata, state("X", define)).unwrap_or_else(|e| panic!("{e}"))["X"].clone()
}

/// One state, in JSONPath.
#[track_caller]
fn jsonpath<In: Shape, Out: Shape>(define: impl Fn(Expr<In>) -> Flow<Out> + 'static) -> Value {
    states(JsonPath, state("X", define)).unwrap_or_else(|e| panic!("{e}"))["X"].clone()
}

/// Why JSONPath cannot.
#[track_caller]
fn refused<In: Shape, Out: Shape>(define: impl Fn(Expr<In>) -> Flow<Out> + 'static) -> String {
    match states(JsonPath, state("X", define)) {
        Ok(document) => panic!("JSONPath could: {document}"),
        Err(e) => e.to_string(),
    }
}

fn paid(order: Expr<Order>) -> sfn_dsl::Task<Receipt, sfn_dsl::integrations::lambda::Invoke> {
    charge(ChargeExpr {
        order_id: order.id,
        amount: order.total,
        currency: lit("EUR"),
        label: text!("order {}", order.id),
    })
    .without_default_retry()
}

fn done(name: &'static str) -> StateFn<Order, Order> {
    state(name, |o: Expr<Order>| succeed(o))
}

#[derive(Clone, Copy, Shape)]
pub enum Size {
    Small,
    Large,
}

#[derive(Shape)]
#[serde(tag = "kind")]
pub enum Event {
    Created { id: String },
    Moved(Move),
    Gone,
}

#[derive(Shape)]
pub struct Move {
    to: String,
}

#[derive(Shape)]
pub struct Parcel {
    size: Size,
    event: Event,
    open: bool,
}
