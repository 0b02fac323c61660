//! Continue as new: a workflow that runs for ever, in one execution after another.
//!
//! **Problem.** An execution has room for 25,000 events. A crawler that goes through a site page by page, or a loop that
//! serves a queue for months, runs into that and fails. It has to hand what it knows to a fresh execution of itself before.
//!
//! ```
//! use sfn_dsl::patterns::{Failed, continue_as_new, repeat};
//! use sfn_dsl::prelude::*;
//!
//! /// What one execution knows, and hands to the next.
//! #[derive(Shape)] pub struct Crawl { site: String, cursor: String, done: bool, executions: u64 }
//!
//! #[lambda("crawl-next-page")] fn crawl_next_page(crawl: Crawl) -> Crawl;
//!
//! const NAME: &str = "site-crawl-v1";
//! static SITE_CRAWL: StateMachine<Crawl, String> = StateMachine::named(NAME);
//!
//! fn crawl() -> StateFn<Crawl, String> {
//!     repeat::at_most(2_000)
//!         .until(|crawl: Expr<Crawl>| crawl.done)
//!         .step("CrawlNextPage", |crawl| crawl_next_page(crawl).timeout_seconds(60))
//!         .ends(repeat::Ends { done: crawled, exhausted: go_on(), failed: stopped })
//! }
//!
//! fn go_on() -> StateFn<Crawl, String> {
//!     continue_as_new::start("ContinueInNewExecution", &SITE_CRAWL, |crawl: Expr<Crawl>| CrawlExpr {
//!         site: crawl.site,
//!         cursor: crawl.cursor,
//!         done: lit(false),
//!         executions: crawl.executions + 1,
//!     })
//!     .while_below(50, |crawl| crawl.executions)
//!     .ends(continue_as_new::Ends { handed_over, too_many, failed: stopped })
//! }
//!
//! #[state]
//! fn crawled(crawl: Expr<Crawl>) -> Flow<String> { succeed(crawl.site) }
//! #[state]
//! fn handed_over(crawl: Expr<Crawl>) -> Flow<String> { succeed(crawl.cursor) }
//! #[state]
//! fn too_many(crawl: Expr<Crawl>) -> Flow<String> { fail("TooManyExecutions", crawl.site) }
//! #[state]
//! fn stopped(failed: Expr<Failed<Crawl>>) -> Flow<String> { fail("Stopped", failed.failure.cause) }
//!
//! let synthesis = Workflow::new(NAME, crawl()).synthesize().unwrap();
//! let states: Vec<_> = synthesis.document.states.keys().collect();
//! assert_eq!(states, [
//!     "BeginCrawlNextPage", "CrawlNextPage", "IsCrawlNextPageDone", "Crawled", "MayContinueInNewExecution", "TooMany",
//!     "ContinueInNewExecution", "HandedOver", "Stopped",
//! ]);
//! ```
//!
//! **What it makes.**
//!
//! ```text
//! MayContinueInNewExecution (Choice) ──50 executions──> TooMany
//!   v
//! ContinueInNewExecution (states:startExecution) ──> HandedOver
//!   │ fails
//!   v
//! Stopped
//! ```
//!
//! - **The state** is the input of the workflow, by type: what the next execution gets is checked against what it takes.
//! - **The counter** is a field of that state. It bounds how many executions follow one another, because a workflow that
//!   starts itself is stopped by nothing else.
//! - **Once only.** The next execution is named after this one, by a hash of its ARN, so that a start that was lost on the
//!   way and is tried again does not make two. One that is there already is taken for started.
//! - This execution ends in `handed_over` at once; it does not wait for the next.
//!
//! **Cost.** Two transitions, and the execution that is started.
//!
//! **Limits.** Both query languages. Count on some 7 events for each turn of a loop with one task, more with retries, so
//! 2,000 turns leave room. A deployment changes what the next execution runs: keep the state readable for it.

use std::fmt;
use std::panic::Location;
use std::rc::Rc;

use super::{Failed, FailedExpr, beside, state_at};
use crate::expr::node::Name;
use crate::flow::def::language;
use crate::flow::{Given, OneEnd, OneKind, QueryLanguage, State, erased};
use crate::integrations::states::start_execution;
use crate::kind::{AllowedIn, RequestResponse};
use crate::{Expr, IntoExpr, Object, Retry, Shape, StateFn, StateMachine, choice, context, errors};

/// Where an execution that was continued goes on.
#[derive(Clone, Copy, Debug)]
pub struct Ends<HandedOver, TooMany, Broken> {
    /// The next execution was started: a state that takes the state of this one, and ends it.
    pub handed_over: HandedOver,
    /// There were too many already: a state that takes the state of this one.
    pub too_many: TooMany,
    /// The next execution could not be started: a state that takes a [`Failed`].
    pub failed: Broken,
}

/// A start of the next execution that is not bounded yet.
#[must_use = "bound it with `.while_below(..)`"]
pub struct Start<L, In, Out, KM> {
    name: Name,
    location: &'static Location<'static>,
    machine: StateMachine<In, Out, KM>,
    input: Rc<dyn Fn(Expr<L>) -> Expr<In>>,
}

/// A start of the next execution that is bounded.
#[must_use = "finish with `.ends(continue_as_new::Ends { .. })`"]
pub struct Bounded<L, In, Out, KM> {
    start: Start<L, In, Out, KM>,
    below: u64,
    count: Rc<dyn Fn(Expr<L>) -> Expr<u64>>,
}

impl<L, In, Out, KM> fmt::Debug for Start<L, In, Out, KM> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Start").field(&self.name).finish()
    }
}
impl<L, In, Out, KM> fmt::Debug for Bounded<L, In, Out, KM> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bounded").field(&self.start).finish()
    }
}

/// Starts a fresh execution of this workflow: the name of the state, the workflow itself, and the input of the next
/// execution, which counts it.
#[track_caller]
pub fn start<L: Object, In: Shape, Out, KM, X: IntoExpr<In>>(
    name: impl Into<Name>,
    workflow: &StateMachine<In, Out, KM>,
    input: impl Fn(Expr<L>) -> X + 'static,
) -> Start<L, In, Out, KM> {
    Start {
        name: name.into(),
        location: Location::caller(),
        machine: workflow.clone(),
        input: Rc::new(move |data| input(data).into_expr()),
    }
}

impl<L: Shape, In: Shape, Out, KM> Start<L, In, Out, KM> {
    /// Starts no further execution once the count has reached this.
    pub fn while_below(
        self,
        limit: u64,
        count: impl Fn(Expr<L>) -> Expr<u64> + 'static,
    ) -> Bounded<L, In, Out, KM> {
        Bounded {
            start: self,
            below: limit,
            count: Rc::new(count),
        }
    }
}

/// A name that only this execution gives, and gives every time: 10 letters and 64 digits.
fn next_name() -> Expr<String> {
    let id = context::execution_id();
    match language() {
        QueryLanguage::Jsonata => {
            Expr::raw_jsonata("\"continues-\" & $hash({}, \"SHA-256\")", [id.untyped()])
        }
        QueryLanguage::JsonPath => Expr::raw_jsonpath(
            "States.Format('continues-{}', States.Hash($$.Execution.Id, 'SHA-256'))",
            [],
        ),
    }
}

impl<L: Shape, In: Shape, Out: 'static, KM: 'static> Bounded<L, In, Out, KM> {
    /// Says where this execution goes on, and makes the state that decides.
    pub fn ends<S, S2, S3, O, K, O2, K2, O3, K3>(self, ends: Ends<S, S2, S3>) -> StateFn<L, O, K>
    where
        S: State<L, O, K>,
        S2: State<L, O2, K2>,
        Given<S2>: OneEnd<O, O2> + OneKind<K, K2>,
        S3: State<Failed<L>, O3, K3>,
        Given<S3>: OneEnd<O, O3> + OneKind<K, K3>,
        RequestResponse: AllowedIn<K>,
        O: 'static,
        K: 'static,
        O2: 'static,
        K2: 'static,
        O3: 'static,
        K3: 'static,
    {
        const THERE_ALREADY: [crate::ErrorName; 1] = [errors::custom(
            "StepFunctions.ExecutionAlreadyExistsException",
        )];
        let handed_over = erased::<L, O, K, S, L, O, K>(ends.handed_over);
        let too_many = erased::<L, O, K, S2, L, O2, K2>(ends.too_many);
        let failed = erased::<Failed<L>, O, K, S3, Failed<L>, O3, K3>(ends.failed);
        let Bounded {
            start,
            below,
            count,
        } = self;
        let (location, name) = (start.location, start.name.clone());
        let begin = state_at(location, start.name.clone(), move |data: Expr<L>| {
            let broken = |failure| FailedExpr { data, failure };
            let flow = start_execution(&start.machine, (start.input)(data))
                .name(next_name())
                .timeout_seconds(30)
                .retry(again())
                .discard_result(data)
                .catch_with(THERE_ALREADY, |_| data, handed_over.clone())
                .catch_with(errors::ALL, broken, failed.clone())
                .next(handed_over.clone());
            beside::<L, _, _>(&["failure"], flow)
        });
        state_at(location, format!("May{name}"), move |data| {
            choice(data)
                .when(count(data).ge(below), too_many.clone())
                .otherwise(begin.clone())
        })
    }
}

/// Step Functions is asked again when it is busy.
fn again() -> Retry {
    const BUSY: [crate::ErrorName; 2] = [
        errors::custom("StepFunctions.ExecutionLimitExceededException"),
        errors::custom("StepFunctions.ThrottlingException"),
    ];
    let retry = Retry::on(BUSY).interval_seconds(2).max_attempts(5);
    retry.backoff_rate(2.0).full_jitter()
}
