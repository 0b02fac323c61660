//! What the macros write gives no warning, however strict a crate is with itself.

#![deny(
    warnings,
    unused,
    nonstandard_style,
    future_incompatible,
    rust_2018_idioms
)]
#![deny(
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    unreachable_pub
)]
#![deny(
    single_use_lifetimes,
    trivial_casts,
    unused_lifetimes,
    unused_qualifications,
    unused_import_braces
)]
#![deny(
    let_underscore_drop,
    elided_lifetimes_in_paths,
    private_interfaces,
    private_bounds,
    unnameable_types
)]
#![forbid(unsafe_code)]

use sfn_dsl::prelude::*;

/// Only a workflow speaks of it.
#[derive(Debug, Shape)]
struct Order {
    id: String,
    #[serde(default)]
    total: f64,
    payment: Payment,
    status: Status,
    page: Page<u32>,
}

#[derive(Debug, Shape)]
#[serde(tag = "type")]
enum Payment {
    Card { number: String },
    Transfer(Bank),
    Cash,
}

#[derive(Debug, Shape)]
struct Bank(Secret);

#[derive(Debug, Shape)]
struct Secret {
    iban: String,
}

#[derive(Clone, Copy, Debug, Shape)]
enum Status {
    Open,
    Paid,
}

#[derive(Debug, Shape)]
struct Page<T, M = ()> {
    items: Vec<T>,
    #[serde(skip)]
    of: std::marker::PhantomData<M>,
}

/// Whose fields are seen by fewer than it is.
#[derive(Debug, Shape)]
pub(crate) struct Wide {
    inner: Secret,
}

#[derive(Debug, LambdaError)]
enum OrderError {
    Declined,
    TooLarge { limit: u32 },
}

#[lambda("validate")]
fn validate(order: Order) -> Result<Wide, OrderError>;

#[state]
fn check(order: Expr<Order>) -> Flow<String> {
    validate(order)
        .catch([OrderError::DECLINED], give_up)
        .next(done)
}

#[state]
fn give_up<T: Shape>(_: Expr<T>) -> Flow<String> {
    fail("GaveUp", "nothing more to try")
}

#[state]
fn done(wide: Expr<Wide>) -> Flow<String> {
    succeed(wide.inner.iban)
}

fn main() {
    let synthesis = Workflow::new("orders", check).synthesize();
    assert!(synthesis.is_ok());
}
