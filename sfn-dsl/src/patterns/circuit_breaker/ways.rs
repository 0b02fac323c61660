//! The states around the call: what is decided before it, and what follows when it fails.

use std::rc::Rc;

use super::{Breaker, Circuit, Status, careful};
use crate::integrations::dynamodb;
use crate::kind::{AllowedIn, RequestResponse};
use crate::patterns::Failed;
use crate::{Expr, Shape, StateFn, choice, context, errors, lit, to};

/// The request on its way through the pattern, with the circuit as it was read.
#[derive(Shape)]
pub(super) struct Read<T> {
    pub(super) request: T,
    pub(super) circuit: Option<Circuit>,
}

/// The request, and the version of the circuit that the call relies on.
#[derive(Shape)]
pub(super) struct Attempt<T> {
    pub(super) request: T,
    pub(super) version: u64,
}

/// A call on trial that succeeded.
#[derive(Shape)]
pub(super) struct Proven<R> {
    pub(super) result: R,
    pub(super) version: u64,
}

/// A call that failed.
#[derive(Shape)]
pub(super) struct Miss<T> {
    pub(super) failed: Failed<T>,
    pub(super) version: u64,
}

/// A call that failed, and the circuit after it was counted.
#[derive(Shape)]
pub(super) struct Counted<T> {
    pub(super) failed: Failed<T>,
    pub(super) version: u64,
    pub(super) failures: u64,
    pub(super) status: Status,
    pub(super) circuit_version: u64,
}

/// What the update that counts answers.
#[derive(Shape)]
pub(super) struct Attributes {
    pub(super) failures: NumberAttribute,
    pub(super) version: NumberAttribute,
    pub(super) status: StringAttribute,
}
#[derive(Shape)]
pub(super) struct NumberAttribute {
    #[serde(rename = "N")]
    pub(super) number: String,
}
#[derive(Shape)]
pub(super) struct StringAttribute {
    #[serde(rename = "S")]
    pub(super) string: Status,
}

/// What becomes of a request, by the circuit that was read.
pub(super) fn decide<T, O, K>(
    breaker: &Rc<Breaker>,
    rejected: StateFn<T, O, K>,
    plain: StateFn<Attempt<T>, O, K>,
    on_trial: StateFn<Attempt<T>, O, K>,
) -> StateFn<Read<T>, O, K>
where
    T: Shape,
    O: 'static,
    K: 'static,
    RequestResponse: AllowedIn<K>,
{
    let service = &breaker.service;
    let (probing, turned_away) = (on_trial.clone(), rejected.clone());
    let claim = breaker.state(
        format!("Claim{service}Probe"),
        move |breaker, attempt: Expr<Attempt<T>>| {
            breaker
                .change(Status::HalfOpen, attempt.version)
                .set(
                    |circuit| circuit.retry_at.assume_some(),
                    breaker.cooled_down(),
                )
                .discard_result(AttemptExpr {
                    request: attempt.request,
                    version: attempt.version + 1,
                })
                .catch_with(errors::ALL, |_| attempt.request, turned_away.clone())
                .next(probing.clone())
        },
    );
    breaker.state(format!("Is{service}Up"), move |_, read: Expr<Read<T>>| {
        let circuit = read.circuit.assume_some();
        let retry_at = circuit.retry_at;
        let attempt = |version| AttemptExpr {
            request: read.request,
            version,
        };
        let cooling_down = retry_at.is_some_and(|moment| context::state_entered_time().lt(moment));
        let known = circuit.version;
        choice(read)
            .when_to(cooling_down, to(read.request, rejected.clone()))
            .when_to(retry_at.is_some(), to(attempt(known), claim.clone()))
            .when_to(
                read.circuit.is_some_and(|circuit| circuit.failures.gt(0)),
                to(attempt(known), on_trial.clone()),
            )
            .otherwise_to(to(
                attempt(read.circuit.map(|circuit| circuit.version).unwrap_or(0)),
                plain.clone(),
            ))
    })
}

/// The states after a call that failed.
pub(super) fn counting<T, O, K>(
    breaker: &Rc<Breaker>,
    failed: StateFn<Failed<T>, O, K>,
) -> StateFn<Miss<T>, O, K>
where
    T: Shape,
    O: 'static,
    K: 'static,
    RequestResponse: AllowedIn<K>,
{
    let service = &breaker.service;
    let after = failed.clone();
    let open = breaker.state(
        format!("Open{service}Circuit"),
        move |breaker, counted: Expr<Counted<T>>| {
            let why = counted.failed;
            breaker
                .change(Status::Open, counted.circuit_version)
                .set(
                    |circuit| circuit.retry_at.assume_some(),
                    breaker.cooled_down(),
                )
                .discard_result(why)
                // Another execution was first, or the table is away.
                .catch_with(errors::ALL, |_| why, after.clone())
                .next(after.clone())
        },
    );
    let after = failed.clone();
    let how_many = breaker.state(
        format!("HowMany{service}Failures"),
        move |breaker, counted: Expr<Counted<T>>| {
            // Late failures of calls that began before do not open it again under a probe.
            let own = counted
                .status
                .eq(Status::Closed)
                .or(counted.circuit_version.eq(counted.version));
            choice(counted)
                .when(counted.failures.ge(breaker.failures).and(own), open.clone())
                .otherwise_to(to(counted.failed, after.clone()))
        },
    );
    breaker.state(
        format!("Count{service}Failure"),
        move |breaker, miss: Expr<Miss<T>>| {
            let number =
                |n: Expr<NumberAttribute>| Expr::raw_jsonata("$number({})", [n.number.untyped()]);
            let update = dynamodb::update_item(&breaker.table, breaker.key())
                .parameter(
                    "UpdateExpression",
                    lit::<String>(
                        "SET #failures = if_not_exists(#failures, :zero) + :one, \
                         #version = if_not_exists(#version, :zero), \
                         #status = if_not_exists(#status, :closed)",
                    ),
                )
                .expression_name("#failures", "failures")
                .expression_name("#version", "version")
                .expression_name("#status", "status")
                .expression_value(":zero", 0u64)
                .expression_value(":one", 1u64)
                .expression_value(":closed", Status::Closed)
                .parameter("ReturnValues", lit::<String>("ALL_NEW"));
            careful(update)
                .output(|written| {
                    let circuit: Expr<Attributes> = written.attributes.assume_some().cast();
                    CountedExpr {
                        failed: miss.failed,
                        version: miss.version,
                        failures: number(circuit.failures),
                        status: circuit.status.string,
                        circuit_version: number(circuit.version),
                    }
                })
                .catch_with(errors::ALL, |_| miss.failed, failed.clone())
                .next(how_many.clone())
        },
    )
}
