//! Poll until: a job that nothing tells the end of.
//!
//! **Problem.** A service takes a job and gives a number. There is no `.sync`, no event and no callback: one has to ask,
//! wait, and ask again, and not for ever.
//!
//! ```
//! use sfn_dsl::patterns::poll::{self, Polled};
//! use sfn_dsl::patterns::Failed;
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Video { url: String }
//! #[derive(Shape)] pub struct Job { job_id: String }
//! #[derive(Shape)] pub struct JobState { status: Status, output: Option<String> }
//! #[derive(Clone, Copy, Shape)] pub enum Status { Queued, Running, Succeeded, Failed }
//!
//! #[lambda("start-transcoding")] fn start_transcoding(video: Video) -> Job;
//! #[lambda("get-transcoding")] fn get_transcoding(job: Job) -> JobState;
//!
//! #[state]
//! fn start(video: Expr<Video>) -> Flow<String> { start_transcoding(video).next(transcoded()) }
//!
//! fn transcoded() -> StateFn<Job, String> {
//!     poll::at_most(40)
//!         .every_seconds(30)
//!         .check("Transcoding", |job: Expr<Job>| get_transcoding(job).timeout_seconds(10))
//!         .decide_on(|state| state.status, |polled, status| match status {
//!             Status::Queued | Status::Running => poll::again(),
//!             Status::Succeeded => poll::settle(polled, publish),
//!             Status::Failed => poll::settle(polled, not_transcoded),
//!         })
//!         .ends(poll::Ends { exhausted: too_slow, failed: lost })
//! }
//!
//! #[state]
//! fn publish(done: Expr<Polled<Job, JobState>>) -> Flow<String> { succeed(done.answer.output.unwrap_or("")) }
//! #[state]
//! fn not_transcoded(done: Expr<Polled<Job, JobState>>) -> Flow<String> { fail("NotTranscoded", done.job.job_id) }
//! #[state]
//! fn too_slow(last: Expr<Polled<Job, JobState>>) -> Flow<String> { fail("TooSlow", last.job.job_id) }
//! #[state]
//! fn lost(failed: Expr<Failed<Job>>) -> Flow<String> { fail("Lost", failed.failure.cause) }
//!
//! let synthesis = Workflow::new("videos", start).synthesize().unwrap();
//! let states: Vec<_> = synthesis.document.states.keys().collect();
//! assert_eq!(states, [
//!     "Start", "WaitForTranscoding", "CheckTranscoding", "IsTranscodingDone", "Publish", "NotTranscoded", "TooSlow",
//!     "WaitForTranscodingAgain", "Lost",
//! ]);
//! ```
//!
//! **What it makes.** Four states, and a variable that counts the checks, `$transcoding_attempts`:
//!
//! ```text
//! WaitForTranscoding ──> CheckTranscoding ──> IsTranscodingDone (Choice)
//!   attempts = 1           ^    │ fails         │ settled ───────────> Publish, NotTranscoded
//!                          │    v               │ 40 attempts ───────> TooSlow
//!                          │   Lost             v
//!                          └──────────── WaitForTranscodingAgain   attempts = attempts + 1
//! ```
//!
//! - [`decide_on`](Check::decide_on) is a Rust `match` over an enum, a boolean or an option in the answer: each case is
//!   [`settle`]d, with data and a state, or asks [`again`]; none is forgotten. An answer that is none of an enum's cases fails
//!   with `States.NoChoiceMatched`.
//! - The job and the last answer go on together as [`Polled`]. The job has to be a struct.
//! - A check that fails, after its own retries and catchers, goes to `failed`; it is not counted as an attempt.
//! - The waits are all alike, are taken from the job ([`every`](Poll::every)), or grow ([`backoff`](Poll::backoff)); the
//!   first can be another ([`first_after_seconds`](Poll::first_after_seconds)).
//!
//! **Cost.** Three transitions for each attempt: wait, check, decide. Some 9 events of history, so 2,700 attempts are the
//! most that one execution has room for; a longer interval is cheaper than a larger number.
//!
//! **Limits.** Both query languages (with `backoff` the second Wait is JSONata in either). In JSONPath every way out gets the
//! same data, so settle with `polled` itself. Standard workflows for anything that takes minutes: an Express one ends after
//! five.

use std::fmt;
use std::panic::Location;
use std::rc::Rc;

use super::{Call, Failed, FailedExpr, Step, beside, snake_case, state_at};
use crate::expr::node::Name;
use crate::flow::{Flow, Given, OneEnd, OneKind, QueryLanguage, State, erased};
use crate::shape::Cases;
use crate::{Expr, Goto, IntoExpr, Object, Shape, StateFn, Variable, choice, lit, to, wait};

/// A job with the last answer to how far it is. On the wire it is the job with one more member, `answer`.
#[derive(Clone, Debug, Shape)]
pub struct Polled<J, A> {
    /// The job.
    #[serde(flatten)]
    pub job: J,
    /// The last answer.
    pub answer: A,
}

/// Where a poll goes on besides where its answers settle it.
#[derive(Clone, Copy, Debug)]
pub struct Ends<Exhausted, Broken> {
    /// The last attempt did not settle it: a state that takes a [`Polled`].
    pub exhausted: Exhausted,
    /// A check failed: a state that takes a [`Failed`] of the job.
    pub failed: Broken,
}

/// What an answer means.
#[derive(Debug)]
#[must_use = "an arm of `decide_on`"]
pub struct Verdict<O, K>(Option<Goto<O, K>>);

/// The job is not done: ask again.
pub fn again<O, K>() -> Verdict<O, K> {
    Verdict(None)
}

/// The job is done, well or badly: go on with this data in this state.
#[track_caller]
pub fn settle<In: Shape, O: 'static, K: 'static, S: State<In, O, K>>(
    data: impl IntoExpr<In>,
    state: S,
) -> Verdict<O, K> {
    Verdict(Some(to(data, state)))
}

type Seconds<J> = Rc<dyn Fn(Expr<J>) -> Expr<u64>>;

/// How long to wait between two checks.
enum Interval<J> {
    Seconds(u64),
    From(Seconds<J>),
    Backoff { first: u64, rate: f64, longest: u64 },
}

/// A poll that does not know yet what to check.
#[must_use = "say what is checked with `.check(name, ..)`"]
pub struct Poll<J> {
    attempts: u64,
    interval: Interval<J>,
    first: Option<u64>,
}

impl<J> fmt::Debug for Poll<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Poll").field(&self.attempts).finish()
    }
}

/// Checks a job this often at most, 30 seconds apart unless it is said otherwise. It is checked once in any case.
pub fn at_most<J>(attempts: u64) -> Poll<J> {
    Poll {
        attempts,
        interval: Interval::Seconds(30),
        first: None,
    }
}

impl<J: Shape> Poll<J> {
    /// The seconds between two checks.
    pub fn every_seconds(mut self, seconds: u64) -> Self {
        self.interval = Interval::Seconds(seconds);
        self
    }

    /// The seconds between two checks, taken from the job.
    pub fn every(mut self, seconds: impl Fn(Expr<J>) -> Expr<u64> + 'static) -> Self {
        self.interval = Interval::From(Rc::new(seconds));
        self
    }

    /// Seconds between two checks that grow by this rate with each, up to the longest: `backoff(5, 2.0, 300)` waits 5, 10,
    /// 20, ... 300 seconds.
    pub fn backoff(mut self, first: u64, rate: f64, longest: u64) -> Self {
        self.interval = Interval::Backoff {
            first,
            rate,
            longest,
        };
        self
    }

    /// The seconds before the first check, when they are not those between two.
    pub fn first_after_seconds(mut self, seconds: u64) -> Self {
        self.first = Some(seconds);
        self
    }

    /// What the job is called in the names of the states, and the call that asks how far it is.
    #[track_caller]
    pub fn check<S, O, K>(
        self,
        job: impl Into<Name>,
        check: impl Fn(Expr<J>) -> S + 'static,
    ) -> Check<J, S::Result, O, K>
    where
        J: Object,
        S: Call<O, K>,
        O: 'static,
        K: 'static,
    {
        let ask: Ask<J, S::Result, O, K> = Rc::new(move |job, failed, next| {
            let call = check(job).building(|answer| PolledExpr { job, answer }.into());
            let lost = |failure| FailedExpr { data: job, failure }.into();
            let flow = Step::guarded(call, lost, failed, next);
            beside::<J, _, _>(&["answer", "failure"], flow)
        });
        Check {
            poll: self,
            name: job.into(),
            location: Location::caller(),
            ask,
        }
    }
}

/// A check: given the job, where to go when it fails, and what follows.
type Ask<J, A, O, K> =
    Rc<dyn Fn(Expr<J>, StateFn<Failed<J>, O, K>, StateFn<Polled<J, A>, O, K>) -> Flow<O, K>>;

/// A poll that does not know yet what the answers mean.
#[must_use = "say what an answer means with `.decide_on(..)`"]
pub struct Check<J, A, O, K> {
    poll: Poll<J>,
    name: Name,
    location: &'static Location<'static>,
    ask: Ask<J, A, O, K>,
}

/// What each case of an answer means, and whether one of them always holds.
type Cased<J, A, O, K> = Rc<dyn Fn(Expr<Polled<J, A>>) -> Vec<(Expr<bool>, Verdict<O, K>)>>;

/// A poll that knows what its answers mean.
#[must_use = "finish with `.ends(poll::Ends { .. })`"]
pub struct Decided<J, A, O, K> {
    check: Check<J, A, O, K>,
    cases: Cased<J, A, O, K>,
    exhaustive: bool,
}

impl<J, A, O, K> fmt::Debug for Check<J, A, O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.name).finish()
    }
}
impl<J, A, O, K> fmt::Debug for Decided<J, A, O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Decided").field(&self.check).finish()
    }
}

impl<J: Shape, A: Shape, O: 'static, K: 'static> Check<J, A, O, K> {
    /// What the answers mean: the enum, boolean or option in the answer that decides, and a `match` over its cases, each
    /// [`settle`] or [`again`].
    pub fn decide_on<T: Cases>(
        self,
        deciding: impl Fn(Expr<A>) -> Expr<T> + 'static,
        arms: impl Fn(Expr<Polled<J, A>>, T::Case) -> Verdict<O, K> + 'static,
    ) -> Decided<J, A, O, K> {
        let cases: Cased<J, A, O, K> = Rc::new(move |polled| {
            let cases = T::cases(deciding(polled.answer)).into_iter();
            cases
                .map(|(condition, case)| (condition, arms(polled, case)))
                .collect()
        });
        Decided {
            check: self,
            cases,
            exhaustive: T::last_is_the_rest(),
        }
    }
}

impl<J: Shape, A: Shape, O: 'static, K: 'static> Decided<J, A, O, K> {
    /// Says where else the poll goes on, and makes its first state.
    pub fn ends<S, S2, O2, K2>(self, ends: Ends<S, S2>) -> StateFn<J, O, K>
    where
        S: State<Polled<J, A>, O, K>,
        S2: State<Failed<J>, O2, K2>,
        Given<S2>: OneEnd<O, O2> + OneKind<K, K2>,
        O2: 'static,
        K2: 'static,
    {
        let exhausted = erased::<Polled<J, A>, O, K, S, Polled<J, A>, O, K>(ends.exhausted);
        let failed = erased::<Failed<J>, O, K, S2, Failed<J>, O2, K2>(ends.failed);
        let loops = Rc::new(Loop {
            decided: self,
            exhausted,
            failed,
        });
        loops.wait()
    }
}

/// All of a poll. Its states lead to one another, so each is made when the one before it is.
struct Loop<J, A, O, K> {
    decided: Decided<J, A, O, K>,
    exhausted: StateFn<Polled<J, A>, O, K>,
    failed: StateFn<Failed<J>, O, K>,
}

impl<J: Shape, A: Shape, O: 'static, K: 'static> Loop<J, A, O, K> {
    fn name(&self) -> &Name {
        &self.decided.check.name
    }

    fn poll(&self) -> &Poll<J> {
        &self.decided.check.poll
    }

    fn attempts(&self) -> Variable<u64> {
        Variable::from_name(format!("{}_attempts", snake_case(self.name())))
    }

    fn wait(self: Rc<Self>) -> StateFn<J, O, K> {
        let (location, name) = (self.decided.check.location, self.name());
        state_at(location, format!("WaitFor{name}"), move |job| {
            let poll = self.poll();
            let seconds = match (&poll.first, &poll.interval) {
                (Some(first), _)
                | (None, Interval::Seconds(first) | Interval::Backoff { first, .. }) => lit(*first),
                (None, Interval::From(seconds)) => seconds(job),
            };
            wait(job)
                .seconds(seconds)
                .assign(&self.attempts(), 1)
                .next(Rc::clone(&self).check())
        })
    }

    fn check(self: Rc<Self>) -> StateFn<J, O, K> {
        let (location, name) = (self.decided.check.location, self.name());
        state_at(location, format!("Check{name}"), move |job| {
            let ask = &self.decided.check.ask;
            ask(job, self.failed.clone(), Rc::clone(&self).decide())
        })
    }

    fn decide(self: Rc<Self>) -> StateFn<Polled<J, A>, O, K> {
        let (location, name) = (self.decided.check.location, self.name());
        state_at(location, format!("Is{name}Done"), move |polled| {
            let mut rules = choice(polled);
            let mut unsettled: Option<Expr<bool>> = None;
            for (condition, verdict) in (self.decided.cases)(polled) {
                match verdict.0 {
                    Some(target) => rules = rules.when_to(condition, target),
                    None => {
                        let or = |earlier: Expr<bool>| earlier.or(condition);
                        unsettled = Some(unsettled.map_or(condition, or));
                    }
                }
            }
            let enough = self.attempts().get().ge(self.poll().attempts);
            let (last, again) = (self.exhausted.clone(), Rc::clone(&self).wait_again());
            match unsettled {
                Some(_) if self.decided.exhaustive => rules.when(enough, last).otherwise(again),
                Some(unsettled) => rules
                    .when(unsettled.and(enough), last)
                    .when(unsettled, again)
                    .or_no_choice_matched(),
                None => rules.or_no_choice_matched(),
            }
        })
    }

    fn wait_again(self: Rc<Self>) -> StateFn<Polled<J, A>, O, K> {
        let (location, name) = (self.decided.check.location, self.name());
        let state = format!("WaitFor{name}Again");
        let backoff = matches!(self.poll().interval, Interval::Backoff { .. });
        let state = state_at(location, state, move |polled: Expr<Polled<J, A>>| {
            let attempts = self.attempts();
            let seconds = match &self.poll().interval {
                Interval::Seconds(seconds) => lit(*seconds),
                Interval::From(seconds) => seconds(polled.job),
                Interval::Backoff {
                    first,
                    rate,
                    longest,
                } => Expr::raw_jsonata(
                    "$min([$floor({} * $power({}, {})), {}])",
                    [
                        lit(*first).untyped(),
                        lit(*rate).untyped(),
                        attempts.get().untyped(),
                        lit(*longest).untyped(),
                    ],
                ),
            };
            wait(polled.job)
                .seconds(seconds)
                .assign(&attempts, attempts.get() + 1)
                .next(Rc::clone(&self).check())
        });
        if backoff {
            state.query_language(QueryLanguage::Jsonata)
        } else {
            state
        }
    }
}
