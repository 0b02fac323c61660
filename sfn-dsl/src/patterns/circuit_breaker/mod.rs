//! Circuit breaker: a service that is down is left alone for a while.
//!
//! **Problem.** The card provider is down. Every execution calls it, waits for its timeouts and retries, and adds to the
//! load that keeps it down. What is wanted is that after a few failures nobody calls it for a minute, that then one
//! execution tries, and that all go on as before once that one succeeds.
//!
//! ```
//! use sfn_dsl::patterns::Failed;
//! use sfn_dsl::patterns::circuit_breaker::{self, Circuit, CircuitKey};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Payment { order_id: String, cents: u64 }
//! #[derive(Shape)] pub struct Receipt { charge_id: String }
//! #[derive(LambdaError)] pub enum CardError { Declined }
//! #[lambda("charge-card")] fn charge_card(payment: Payment) -> Result<Receipt, CardError>;
//!
//! static CIRCUITS: Table<Circuit, CircuitKey> = Table::named("circuits");
//!
//! fn pay() -> StateFn<Payment, Receipt> {
//!     circuit_breaker::guard("CardProvider", &CIRCUITS)
//!         .open_after_failures(5)
//!         .cooldown_seconds(60)
//!         .call("ChargeCard", |payment: Expr<Payment>| {
//!             // A declined card is no failure of the provider's: what the call catches itself is not counted.
//!             charge_card(payment).timeout_seconds(10).catch(CardError::DECLINED, declined)
//!         })
//!         .ends(circuit_breaker::Ends { done: paid, rejected: try_later, failed: not_paid })
//! }
//!
//! #[state]
//! fn paid(receipt: Expr<Receipt>) -> Flow<Receipt> { succeed(receipt) }
//! #[state]
//! fn declined(error: Expr<ErrorOutput>) -> Flow<Receipt> { fail("CardDeclined", error.cause) }
//! #[state]
//! fn try_later(payment: Expr<Payment>) -> Flow<Receipt> { fail("CardProviderDown", payment.order_id) }
//! #[state]
//! fn not_paid(failed: Expr<Failed<Payment>>) -> Flow<Receipt> { fail("NotPaid", failed.failure.cause) }
//!
//! let synthesis = Workflow::new("payments", pay()).synthesize().unwrap();
//! assert_eq!(synthesis.document.states.len(), 13);
//! ```
//!
//! **What it makes.** The circuit is an item of a DynamoDB table whose key is `service`, a string. No Lambda is needed.
//!
//! ```text
//! ReadCardProviderCircuit (getItem) ──cannot be read──> ChargeCard
//!   v
//! IsCardProviderUp (Choice)
//!   │ open, still cooling down ──────────────────────────────────────────────> try_later
//!   │ open, cooled down ──> ClaimCardProviderProbe (updateItem) ──not first──> try_later
//!   │                         └──> ChargeCardOnTrial
//!   │ closed after failures ─────> ChargeCardOnTrial ──> CloseCardProviderCircuit (updateItem) ──> paid
//!   └ closed ────────────────────> ChargeCard ───────────────────────────────────────────────────> paid
//!
//! either call fails ──> CountCardProviderFailure (updateItem) ──> HowManyCardProviderFailures (Choice)
//!   │ too many ──> OpenCardProviderCircuit (updateItem) ──> not_paid
//!   └ not yet ─────────────────────────────────────────────> not_paid
//! ```
//!
//! **Under concurrency.** Every change of the circuit's state is a conditional update on its `version`, so that of many
//! executions that want to open, claim or close it one does, and the others go on without. Failures are counted by an
//! atomic addition. A claim is a lease: it moves `retry_at` on by the cooldown, so an execution that dies while it probes
//! does not leave the circuit half open for ever; the next one to come after that probes again.
//!
//! **What counts** is a failure of the call after its own retries and catchers, one after another: a success sets the count
//! back to 0. While the circuit is closed, a table that cannot be read or written never stops a call; while it is open, a
//! call is made only once its probe is claimed.
//!
//! **Cost.** Three transitions when all is well: read, decide, call. One more to close the circuit, one more to claim a
//! probe; two more when the call fails, three when that opens the circuit. A strongly consistent read each time, and a
//! write for each failure and each change.
//!
//! **Limits.** Its own states are in JSONata, in a workflow of either query language: JSONPath cannot add seconds to a
//! moment. Standard and Express. Moments are those of Step Functions' clock, in the item as RFC 3339.

mod circuit;
mod ways;

use std::fmt;
use std::panic::Location;
use std::rc::Rc;

pub use circuit::{Circuit, CircuitExpr, CircuitKey, CircuitKeyExpr, Status};
use ways::{Attempt, AttemptExpr, Miss, MissExpr, Proven, ProvenExpr, ReadExpr, counting, decide};

use super::{Call, Failed, Step, beside, state_at};
use crate::errors::{self, ErrorName};
use crate::expr::node::Name;
use crate::flow::{Flow, Given, OneEnd, OneKind, QueryLanguage, State, erased};
use crate::integrations::dynamodb;
use crate::kind::{AllowedIn, RequestResponse};
use crate::{Expr, IntoExpr, Object, Retry, Shape, StateFn, Table, Task, Timestamp, context, lit};

/// Where a guarded call goes on.
#[derive(Clone, Copy, Debug)]
pub struct Ends<Done, Rejected, Broken> {
    /// The call succeeded: a state that takes its result.
    pub done: Done,
    /// The call was not made, because the circuit is open: a state that takes the request.
    pub rejected: Rejected,
    /// The call failed: a state that takes a [`Failed`].
    pub failed: Broken,
}

/// A circuit breaker under construction.
#[derive(Clone, Debug)]
#[must_use = "say what is guarded with `.call(name, ..)`"]
pub struct Breaker {
    service: Name,
    table: Table<Circuit, CircuitKey>,
    failures: u64,
    cooldown: u64,
    location: &'static Location<'static>,
}

/// Guards the calls of a service. Its name is the key of its item in the table, and part of the states' names.
#[track_caller]
pub fn guard(service: impl Into<Name>, table: &Table<Circuit, CircuitKey>) -> Breaker {
    Breaker {
        service: service.into(),
        table: table.clone(),
        failures: 5,
        cooldown: 60,
        location: Location::caller(),
    }
}

impl Breaker {
    /// How many calls fail one after another before the circuit opens; 5 unless it is said.
    pub fn open_after_failures(mut self, failures: u64) -> Self {
        self.failures = failures;
        self
    }

    /// For how long the service is left alone, in seconds; 60 unless it is said. Longer than a call can take, or one that
    /// probes is taken for dead.
    pub fn cooldown_seconds(mut self, seconds: u64) -> Self {
        self.cooldown = seconds;
        self
    }

    /// The call that is guarded, and the name of its state.
    pub fn call<T, S, O, K>(
        self,
        name: impl Into<Name>,
        call: impl Fn(Expr<T>) -> S + 'static,
    ) -> Guarded<T, S, O, K>
    where
        T: Object,
        S: Call<O, K>,
    {
        Guarded {
            breaker: Rc::new(self),
            name: name.into(),
            call: Rc::new(call),
            of: std::marker::PhantomData,
        }
    }

    fn state<In: 'static, O: 'static, K: 'static>(
        self: &Rc<Self>,
        name: impl Into<Name>,
        define: impl Fn(&Breaker, Expr<In>) -> Flow<O, K> + 'static,
    ) -> StateFn<In, O, K> {
        let breaker = Rc::clone(self);
        state_at(self.location, name, move |input| define(&breaker, input))
            .query_language(QueryLanguage::Jsonata)
    }

    fn key(&self) -> CircuitKeyExpr {
        CircuitKeyExpr {
            service: lit(&*self.service),
        }
    }

    /// A change of the circuit's state, if it is still of this version.
    fn change(&self, status: Status, version: Expr<u64>) -> Update {
        let update = dynamodb::update_item(&self.table, self.key())
            .set(|circuit| circuit.status, status)
            .set(|circuit| circuit.version, version + 1)
            .condition("#version = :expected")
            .expression_value(":expected", version);
        careful(update)
    }

    /// When the circuit has cooled down, counted from now.
    fn cooled_down(&self) -> Expr<Timestamp> {
        Expr::raw_jsonata(
            "$fromMillis($toMillis({}) + {})",
            [
                context::state_entered_time().untyped(),
                lit(self.cooldown * 1000).untyped(),
            ],
        )
    }
}

type Update = Task<dynamodb::WriteResult, dynamodb::UpdateItem<Circuit>>;

/// With the timeouts and retries of a call that takes milliseconds.
fn careful<R: Shape, I>(task: Task<R, I>) -> Task<R, I> {
    const BUSY: [ErrorName; 4] = [
        errors::custom("DynamoDB.InternalServerErrorException"),
        errors::DYNAMODB_THROUGHPUT_EXCEEDED,
        errors::custom("DynamoDB.RequestLimitExceededException"),
        errors::custom("DynamoDB.ThrottlingException"),
    ];
    let retry = Retry::on(BUSY).interval_seconds(1).max_attempts(3);
    task.timeout_seconds(10)
        .retry(retry.backoff_rate(2.0).full_jitter())
}

/// A guarded call that does not know yet where it goes on.
#[must_use = "finish with `.ends(circuit_breaker::Ends { .. })`"]
pub struct Guarded<T, S, O, K> {
    breaker: Rc<Breaker>,
    name: Name,
    call: Rc<dyn Fn(Expr<T>) -> S>,
    of: std::marker::PhantomData<fn() -> (O, K)>,
}

impl<T, S, O, K> fmt::Debug for Guarded<T, S, O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Guarded").field(&self.breaker).finish()
    }
}

impl<T, S, O, K> Guarded<T, S, O, K>
where
    T: Shape,
    S: Call<O, K> + 'static,
    O: 'static,
    K: 'static,
    RequestResponse: AllowedIn<K>,
{
    /// Says where the call goes on, and makes the first state.
    pub fn ends<S1, S2, S3, O2, K2, O3, K3>(self, ends: Ends<S1, S2, S3>) -> StateFn<T, O, K>
    where
        S1: State<S::Result, O, K>,
        S2: State<T, O2, K2>,
        Given<S2>: OneEnd<O, O2> + OneKind<K, K2>,
        S3: State<Failed<T>, O3, K3>,
        Given<S3>: OneEnd<O, O3> + OneKind<K, K3>,
        O2: 'static,
        K2: 'static,
        O3: 'static,
        K3: 'static,
    {
        let done = erased::<S::Result, O, K, S1, S::Result, O, K>(ends.done);
        let rejected = erased::<T, O, K, S2, T, O2, K2>(ends.rejected);
        let failed = erased::<Failed<T>, O, K, S3, Failed<T>, O3, K3>(ends.failed);
        let count = counting(&self.breaker, failed);
        let on_trial = self.on_trial(done.clone(), count.clone());
        let (breaker, call) = (&self.breaker, self.call);
        let plain = breaker.state(self.name, move |_, attempt: Expr<Attempt<T>>| {
            let called = call(attempt.request);
            let flow = called.guarded(missed(attempt), count.clone(), done.clone());
            beside::<T, _, _>(&["failure"], flow)
        });
        let unguarded = plain.clone();
        let decide = decide(breaker, rejected, plain, on_trial);
        breaker.state(
            format!("Read{}Circuit", breaker.service),
            move |breaker, request| {
                let read = dynamodb::get_item(&breaker.table, breaker.key()).consistent_read(true);
                let no_circuit = |_| AttemptExpr {
                    request,
                    version: lit(0u64),
                };
                careful(read)
                    .output(|circuit| ReadExpr { request, circuit })
                    .catch_with(errors::ALL, no_circuit, unguarded.clone())
                    .next(decide.clone())
            },
        )
    }

    /// The call where its success changes the circuit.
    fn on_trial(
        &self,
        done: StateFn<S::Result, O, K>,
        count: StateFn<Miss<T>, O, K>,
    ) -> StateFn<Attempt<T>, O, K> {
        let breaker = &self.breaker;
        let close = breaker.state(
            format!("Close{}Circuit", breaker.service),
            move |breaker, proven: Expr<Proven<S::Result>>| {
                breaker
                    .change(Status::Closed, proven.version)
                    .set(|circuit| circuit.failures, 0u64)
                    .remove(|circuit| circuit.retry_at)
                    .discard_result(proven.result)
                    // Another execution changed it meanwhile, or the table is away: the call succeeded all the same.
                    .catch_with(errors::ALL, |_| proven.result, done.clone())
                    .next(done.clone())
            },
        );
        let call = Rc::clone(&self.call);
        breaker.state(
            format!("{}OnTrial", self.name),
            move |_, attempt: Expr<Attempt<T>>| {
                let version = attempt.version;
                let proving =
                    call(attempt.request).building(|result| ProvenExpr { result, version }.into());
                Step::guarded(proving, missed(attempt), count.clone(), close.clone())
            },
        )
    }
}

fn missed<T: Shape>(
    attempt: Expr<Attempt<T>>,
) -> impl FnOnce(Expr<crate::ErrorOutput>) -> Expr<Miss<T>> {
    move |failure| {
        let data = attempt.request;
        MissExpr {
            failed: super::FailedExpr { data, failure }.into_expr(),
            version: attempt.version,
        }
        .into_expr()
    }
}
