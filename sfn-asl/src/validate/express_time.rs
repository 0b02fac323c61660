//! What an Express workflow has no time for: an execution lasts at most five minutes, and what waits for longer never comes
//! to its end.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html>, read in November 2026.

use super::timers::MAX_SECONDS;
use super::{Context, WorkflowKind, kinds};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Numeric, State, StateMachine, Visit};

/// How long an Express execution may last, in seconds.
pub const MAX_EXPRESS_SECONDS: i64 = 300;

/// What waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Waits {
    /// A Wait state.
    State,
    /// The retrier at this place of a state's `Retry`, before its first attempt.
    Retrier(usize),
}

/// A state of an Express execution that waits for longer than the execution lasts.
#[derive(Clone, Debug)]
pub struct TooLong<'a> {
    /// The state.
    pub visit: Visit<'a>,
    /// What of it waits.
    pub waits: Waits,
    /// For how long.
    pub seconds: i64,
}

impl TooLong<'_> {
    /// The place of what waits, as a JSON pointer: the state, or its retrier.
    #[must_use]
    pub fn at(&self) -> String {
        match self.waits {
            Waits::State => self.visit.pointer.clone(),
            Waits::Retrier(at) => format!("{}/Retry/{at}", self.visit.pointer),
        }
    }
}

/// What in a document waits for longer than the Express execution lasts that it is in: that of the workflow, or of a
/// Distributed Map's children.
#[must_use]
pub fn longer_than_express(machine: &StateMachine, kind: WorkflowKind) -> Vec<TooLong<'_>> {
    let mut out = Vec::new();
    for visit in machine.walk() {
        if kinds::of(&visit.scope, kind) == Some(WorkflowKind::Express) {
            of_state(&visit, &mut out);
        }
    }
    out
}

fn of_state<'a>(visit: &Visit<'a>, out: &mut Vec<TooLong<'a>>) {
    let too_long = |seconds: &Option<Numeric>| {
        let seconds = seconds.as_ref().and_then(Numeric::as_i64);
        // What is out of the range of its field was reported as that.
        seconds.filter(|seconds| (MAX_EXPRESS_SECONDS + 1..=MAX_SECONDS).contains(seconds))
    };
    let mut found = |waits: Waits, seconds: i64| {
        out.push(TooLong {
            visit: visit.clone(),
            waits,
            seconds,
        });
    };
    if let State::Wait(wait) = visit.state
        && let Some(seconds) = too_long(&wait.seconds)
    {
        found(Waits::State, seconds);
    }
    for (at, retrier) in visit.state.retry().iter().enumerate() {
        if let Some(seconds) = too_long(&retrier.interval_seconds) {
            found(Waits::Retrier(at), seconds);
        }
    }
}

/// The service takes it; the execution ends before.
pub(super) fn rule(context: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if kinds::of(&visit.scope, context.options.kind) != Some(WorkflowKind::Express) {
        return;
    }
    let mut found = Vec::new();
    of_state(visit, &mut found);
    for TooLong { waits, seconds, .. } in &found {
        let (field, does, help) = match waits {
            Waits::State => (
                "Seconds".to_owned(),
                "this waits for",
                "wait for less, or use Standard",
            ),
            Waits::Retrier(at) => (
                format!("Retry/{at}/IntervalSeconds"),
                "this tries again after",
                "try again sooner, or use Standard",
            ),
        };
        let message = format!(
            "an Express workflow ends after {MAX_EXPRESS_SECONDS} seconds, and {does} {seconds}"
        );
        let pointer = format!("{}/{field}", visit.pointer);
        out.push(Diagnostic::warning(Code::NotInExpress, pointer, message).with_help(help));
    }
}
