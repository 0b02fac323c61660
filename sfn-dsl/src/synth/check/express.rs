//! An Express execution lasts at most five minutes: what waits for longer never comes to its end.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html>, read in November 2026.

use sfn_asl::model::{ExecutionType, Numeric, State, Visit};

use super::Report;
use crate::WorkflowKind;

/// How long an Express execution may last, in seconds.
const LONGEST: i64 = 300;

/// Whether the state runs in an Express execution: that of the workflow, or of a Distributed Map's children.
pub(super) fn is_express(visit: &Visit<'_>, kind: WorkflowKind) -> bool {
    let child = visit.scope.ancestors().find(|scope| scope.is_distributed());
    match child {
        None => kind == WorkflowKind::Express,
        Some(scope) => scope
            .processor_config
            .is_some_and(|config| config.execution_type == Some(ExecutionType::Express)),
    }
}

pub(super) fn check(visit: &Visit<'_>, out: &mut Report<'_>) {
    let too_long = |seconds: &Option<Numeric>| {
        let seconds = seconds.as_ref().and_then(Numeric::as_i64);
        seconds.filter(|seconds| *seconds > LONGEST)
    };
    let name = visit.name;
    if let State::Wait(wait) = visit.state
        && let Some(seconds) = too_long(&wait.seconds)
    {
        let message = format!(
            "state `{name}` waits for {seconds} seconds, and an Express execution lasts for {LONGEST} at most"
        );
        let help = "wait for less, or make the workflow Standard: `Flow<_>` in place of `Flow<_, Express>`";
        out.error("longer-than-express", visit, &visit.pointer, message, help);
    }
    for (at, retrier) in visit.state.retry().iter().enumerate() {
        let Some(seconds) = too_long(&retrier.interval_seconds) else {
            continue;
        };
        let pointer = format!("{}/Retry/{at}", visit.pointer);
        let message = format!(
            "state `{name}` tries again after {seconds} seconds, and an Express execution lasts for {LONGEST} at most"
        );
        let help = "try again sooner, or make the workflow Standard: `Flow<_>` in place of `Flow<_, Express>`";
        out.error("longer-than-express", visit, &pointer, message, help);
    }
}
