//! Fan-out: one item's failure is not the failure of all.
//!
//! **Problem.** Reports are made for fifty customers. A Map state fails as a whole as soon as one item does, and with it go
//! the results of the other forty-nine. What is wanted is a list of reports, and a list of the customers that have none,
//! each with the reason.
//!
//! ```
//! use sfn_dsl::patterns::fan_out::{self, Split};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Batch { customers: Vec<Customer> }
//! #[derive(Shape)] pub struct Customer { id: String }
//! #[derive(Shape)] pub struct Report { url: String }
//!
//! #[lambda("make-report")] fn make_report(customer: Customer) -> Report;
//!
//! #[state]
//! fn make_reports(batch: Expr<Batch>) -> Flow<Split<Customer, Report>> {
//!     fan_out::each(batch.customers, "Customer", report)
//!         .max_concurrency(10)
//!         .output(fan_out::split)
//!         .next(look)
//! }
//! #[state]
//! fn report(customer: Expr<Customer>) -> Flow<Report> { make_report(customer).timeout_seconds(60).end() }
//! #[state]
//! fn look(reports: Expr<Split<Customer, Report>>) -> Flow<Split<Customer, Report>> {
//!     choice(reports).when(reports.failed.is_empty(), all_well).otherwise(some_failed)
//! }
//! #[state]
//! fn all_well(reports: Expr<Split<Customer, Report>>) -> Flow<Split<Customer, Report>> { succeed(reports) }
//! #[state]
//! fn some_failed(reports: Expr<Split<Customer, Report>>) -> Flow<Split<Customer, Report>> {
//!     fail("SomeReportsFailed", text!("{} reports failed", reports.failed.len()))
//! }
//!
//! let synthesis = Workflow::new("reports", make_reports).synthesize().unwrap();
//! let states: Vec<_> = synthesis.document.states.keys().collect();
//! assert_eq!(states, ["MakeReports", "Look", "AllWell", "SomeFailed"]);
//! ```
//!
//! **What it makes.** A Map whose items each run in a Parallel with one branch, which catches whatever the branch ends in,
//! Fail states too; that is how the language contains a failure.
//!
//! ```text
//! MakeReports (Map)
//!   └─ TryCustomer (Parallel) ──────────────> {"succeeded": the report}
//!        └─ Report, and whatever follows it
//!        │ fails
//!        v
//!      CustomerFailed (Pass) ────────────────> {"failed": {"item": the customer, "failure": {"Error", "Cause"}}}
//! ```
//!
//! [`each`] gives the Map itself, so everything that a Map has is there: `max_concurrency`, `retry`, `output`. Its result is
//! a list of [`Outcome`]s in the order of the items; [`split`] makes it two lists, [`Split`].
//!
//! **Cost.** One transition more for each item (the Parallel), two for one that fails.
//!
//! **Limits.** Both query languages, Standard and Express. An inline Map runs up to 40 items at a time, and its events are
//! among the 25,000 of the execution: some 10 for each item, and those of its own states. `States.DataLimitExceeded` and
//! `States.Runtime` cannot be caught and fail the Map.

use std::panic::Location;

use super::state_at;
use crate::expr::node::Name;
use crate::flow::def::language;
use crate::flow::{QueryLanguage, State};
use crate::shape::DataType;
use crate::states::{Map, MapItem};
use crate::{
    ErrorOutput, Expr, IntoExpr, Shape, StateFn, errors, map_select, none, parallel, pass,
};

/// How one item ended.
#[derive(Clone, Debug, Shape)]
#[serde(rename_all = "snake_case")]
pub enum Outcome<T, R> {
    /// With this result.
    Succeeded(R),
    /// In failure.
    Failed(ItemFailure<T>),
}

/// An item that failed.
#[derive(Clone, Debug, Shape)]
pub struct ItemFailure<T> {
    /// The item.
    pub item: T,
    /// What went wrong with it.
    pub failure: ErrorOutput,
}

/// The results of those that succeeded, and those that failed, each in the order of the items.
#[derive(Clone, Debug, Shape)]
pub struct Split<T, R> {
    /// What the others gave.
    pub succeeded: Vec<R>,
    /// The items that failed, and why.
    pub failed: Vec<ItemFailure<T>>,
}

/// What an item's states get, with room for what goes wrong.
#[derive(Shape)]
struct Selected<T> {
    item: T,
    failure: Option<ErrorOutput>,
}

/// Runs the processor for each item, whatever becomes of the others. `of` says what an item is, in the names of the two
/// states that are made: `"Customer"` makes `TryCustomer` and `CustomerFailed`.
#[track_caller]
pub fn each<T, R, K, S>(
    items: impl IntoExpr<Vec<T>>,
    of: impl Into<Name>,
    processor: S,
) -> Map<Vec<Outcome<T, R>>, K>
where
    T: Shape,
    R: Shape,
    K: 'static,
    S: State<T, R, K> + Clone,
{
    let (of, location): (Name, _) = (of.into(), Location::caller());
    let failed: StateFn<ItemFailure<T>, Outcome<T, R>, K> =
        state_at(location, format!("{of}Failed"), |failure| {
            pass(OutcomeCase::Failed(failure)).end()
        });
    let tried = state_at(
        location,
        format!("Try{of}"),
        move |selected: Expr<Selected<T>>| {
            parallel(selected.item)
                .branch(processor.clone())
                .output(|results| OutcomeCase::Succeeded(results.0))
                .catch_with(
                    errors::ALL,
                    |failure| {
                        let failed = selected.with(|s| s.failure, failure);
                        failed.cast::<ItemFailure<T>>()
                    },
                    failed.clone(),
                )
                .end()
        },
    );
    let select = |item: MapItem<T>| SelectedExpr {
        item: item.value,
        failure: none(),
    };
    map_select(items, select, tried)
}

/// Two lists in place of one: `.output(fan_out::split)`.
pub fn split<T: Shape, R: Shape>(outcomes: Expr<Vec<Outcome<T, R>>>) -> Expr<Split<T, R>> {
    SplitExpr {
        succeeded: with_member(outcomes, "succeeded", &R::data_type()),
        failed: with_member(outcomes, "failed", &DataType::Struct(Vec::new())),
    }
    .into_expr()
}

/// The values under this name in those objects of a list that have it.
fn with_member<T: Shape, U: Shape>(
    objects: Expr<Vec<T>>,
    name: &str,
    member: &DataType,
) -> Expr<Vec<U>> {
    let objects = objects.untyped();
    match (language(), member) {
        (QueryLanguage::JsonPath, _) => Expr::raw_jsonpath(format!("{{}}[*].{name}"), [objects]),
        // A path lays lists flat, so lists are appended one by one, each in a list of its own.
        (
            _,
            DataType::List(_)
            | DataType::Set(_)
            | DataType::Tuple(_)
            | DataType::Any
            | DataType::Optional(_),
        ) => Expr::raw_jsonata(
            format!(
                "$reduce({{}}, function($all, $one) {{ $exists($one.{name}) ? $append($all, [[$one.{name}]]) : $all }}, [])"
            ),
            [objects],
        ),
        _ => Expr::raw_jsonata(format!("[{{}}.{name}]"), [objects]),
    }
}
