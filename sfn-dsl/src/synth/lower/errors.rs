//! Retriers and catchers, and how a state goes on: the same in both dialects.

use sfn_asl::model::{self, JitterStrategy, State};

use crate::expr::node::Name;
use crate::flow::def::{Body, Catcher, Retrier, StateDef};

/// Puts the integration's recommended retrier where it belongs among the author's.
pub(in crate::synth) fn settle_retriers(def: &mut StateDef) {
    let Body::Task(task) = &mut def.body else {
        return;
    };
    let Some(mut recommended) = task.default_retry.take() else {
        return;
    };
    // An error that the author retries in his own way is his.
    recommended
        .errors
        .retain(|e| !def.retry.iter().any(|r| r.errors.contains(e)));
    // The first match wins: before a retrier that would match everything, after all others.
    let wide = |r: &Retrier| {
        r.errors
            .iter()
            .any(|e| e == "States.ALL" || e == "States.TaskFailed")
    };
    let place = def.retry.iter().position(wide).unwrap_or(def.retry.len());
    if !recommended.errors.is_empty() {
        def.retry.insert(place, recommended);
    }
}

/// The retriers in ASL.
pub(super) fn retriers(def: &StateDef) -> Vec<model::Retrier> {
    def.retry.iter().map(retrier).collect()
}

fn names(errors: &[Name]) -> impl Iterator<Item = String> {
    errors.iter().map(|e| e.to_string())
}

fn retrier(retrier: &Retrier) -> model::Retrier {
    let mut out = model::Retrier::on(names(&retrier.errors));
    out.comment = retrier.comment.as_deref().map(str::to_owned);
    out.interval_seconds = retrier.interval.map(Into::into);
    out.max_attempts = retrier.max_attempts.map(Into::into);
    out.backoff_rate = retrier.backoff_rate.map(Into::into);
    out.max_delay_seconds = retrier.max_delay.map(Into::into);
    out.jitter_strategy = retrier.jitter.map(|full| {
        if full {
            JitterStrategy::Full
        } else {
            JitterStrategy::None
        }
    });
    out
}

/// A catcher, without what it hands on.
pub(super) fn catcher(catcher: &Catcher) -> model::Catcher {
    let mut out = model::Catcher::on(names(&catcher.errors), catcher.target.meta.name.clone());
    out.comment = catcher.comment.as_deref().map(str::to_owned);
    out
}

/// Sets where the state goes on.
pub(super) fn go_on(state: &mut State, def: &StateDef) {
    let next = def
        .next
        .as_ref()
        .map(|t| model::StateName::unchecked(t.meta.name.clone()));
    macro_rules! set {
        ($($Type:ident)*) => {
            match state {
                $(State::$Type(s) => {
                    s.end = next.is_none().then_some(true);
                    s.next = next;
                })*
                _ => {}
            }
        };
    }
    set!(Task Pass Wait Parallel Map);
}
