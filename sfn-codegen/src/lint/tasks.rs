//! Tasks, retriers, choices: what they leave to chance.

use super::{Context, Found};
use sfn_asl::model::{
    ChoiceRule, Condition, JitterStrategy, Numeric, Operator, State, Task, Test, Visit,
};

fn tasks<'c, 'd>(context: &'c Context<'d>) -> impl Iterator<Item = (&'c Visit<'d>, &'d Task)> {
    context.states.iter().filter_map(|visit| match visit.state {
        State::Task(task) => Some((visit, &**task)),
        _ => None,
    })
}

fn resource(task: &Task) -> &str {
    task.resource
        .as_ref()
        .map_or("", |resource| resource.as_str())
}

fn waits_for_somebody(task: &Task) -> bool {
    let resource = resource(task);
    resource.ends_with(".waitForTaskToken") || resource.contains(":activity:")
}

fn has_timeout(task: &Task) -> bool {
    task.timeout_seconds.is_some() || task.timeout_seconds_path.is_some()
}

fn has_heartbeat(task: &Task) -> bool {
    task.heartbeat_seconds.is_some() || task.heartbeat_seconds_path.is_some()
}

pub(super) fn timeout(context: &Context<'_>, found: &mut Found<'_>) {
    if context.document.timeout_seconds.is_some() {
        return;
    }
    for (visit, task) in tasks(context) {
        // Those that wait for somebody have a rule of their own.
        if !has_timeout(task) && !waits_for_somebody(task) {
            let message = format!("the task `{}` has no timeout", visit.name.as_str());
            found.add(
                &visit.pointer,
                message,
                "add \"TimeoutSeconds\", a little more than the longest it may take",
            );
        }
    }
}

pub(super) fn deadline(context: &Context<'_>, found: &mut Found<'_>) {
    for (visit, task) in tasks(context) {
        if waits_for_somebody(task) && !has_timeout(task) && !has_heartbeat(task) {
            let message = format!(
                "`{}` waits for an answer without a deadline",
                visit.name.as_str()
            );
            found.add(
                &visit.pointer,
                message,
                "add \"TimeoutSeconds\" or \"HeartbeatSeconds\", and catch the error",
            );
        }
    }
}

pub(super) fn retry(context: &Context<'_>, found: &mut Found<'_>) {
    for (visit, task) in tasks(context) {
        // Who waits for a person does not ask twice.
        if task.retry.is_empty() && !waits_for_somebody(task) {
            let message = format!("the task `{}` has no retrier", visit.name.as_str());
            found.add(
                &visit.pointer,
                message,
                "add \"Retry\" with the transient errors of the service",
            );
        }
    }
}

pub(super) fn catch(context: &Context<'_>, found: &mut Found<'_>) {
    for (visit, task) in tasks(context) {
        let around = visit.scope.ancestors().any(|scope| {
            scope
                .owner
                .is_some_and(|(_, owner)| !owner.catch().is_empty())
        });
        if task.catch.is_empty() && !around {
            let message = format!("nobody catches the errors of `{}`", visit.name.as_str());
            found.add(
                &visit.pointer,
                message,
                "add \"Catch\", here or on the Parallel or Map around it",
            );
        }
    }
}

pub(super) fn jitter(context: &Context<'_>, found: &mut Found<'_>) {
    for visit in &context.states {
        for (at, retrier) in visit.state.retry().iter().enumerate() {
            let attempts = retrier.max_attempts.as_ref().and_then(Numeric::as_i64);
            let full = retrier.jitter_strategy == Some(JitterStrategy::Full);
            if !full && attempts != Some(0) {
                found.add(
                    format!("{}/Retry/{at}", visit.pointer),
                    format!("a retrier of `{}` has no jitter", visit.name.as_str()),
                    "add \"JitterStrategy\": \"FULL\"",
                );
            }
        }
    }
}

pub(super) fn hammering(context: &Context<'_>, found: &mut Found<'_>) {
    for visit in &context.states {
        for (at, retrier) in visit.state.retry().iter().enumerate() {
            let number = |value: &Option<Numeric>, default: f64| {
                value.as_ref().map_or(Some(default), Numeric::as_f64)
            };
            let (Some(attempts), Some(interval), Some(rate)) = (
                number(&retrier.max_attempts, 3.0),
                number(&retrier.interval_seconds, 1.0),
                number(&retrier.backoff_rate, 2.0),
            ) else {
                continue;
            };
            if attempts > 10.0 && interval < 10.0 && rate < 1.1 {
                found.add(
                    format!("{}/Retry/{at}", visit.pointer),
                    format!("`{}` is tried {attempts} times more, {interval} s apart", visit.name.as_str()),
                    "wait longer each time: \"BackoffRate\": 2, with \"MaxDelaySeconds\" as the longest wait",
                );
            }
        }
    }
}

pub(super) fn default(context: &Context<'_>, found: &mut Found<'_>) {
    for visit in &context.states {
        if let State::Choice(choice) = visit.state
            && choice.default.is_none()
            && !tells_cases_apart(&choice.choices)
        {
            let message = format!("the choice `{}` has no Default", visit.name.as_str());
            found.add(
                &visit.pointer,
                message,
                "add \"Default\" with a state for what no rule matches",
            );
        }
    }
}

/// Whether every rule asks one and the same value for a name: the cases of a kind, each of which has a rule. Data of a new
/// kind is then better refused than sent where one of the old ones goes.
fn tells_cases_apart(rules: &[ChoiceRule]) -> bool {
    let subject = |rule: &ChoiceRule| match (&rule.condition, &rule.test) {
        (Some(Condition::Expression(text)), _) => {
            let inner = text.strip_prefix("{%")?.strip_suffix("%}")?.trim();
            let (subject, case) = inner.split_once(" = ")?;
            let quoted = |quote| case.starts_with(quote) && case.ends_with(quote);
            (quoted('"') || quoted('\'')).then(|| subject.trim().to_owned())
        }
        (None, Some(Test::Compare(Operator::StringEquals, _))) => {
            rule.variable.as_ref().map(ToString::to_string)
        }
        _ => None,
    };
    let mut subjects = rules.iter().map(subject);
    match subjects.next() {
        Some(Some(first)) => {
            rules.len() > 1 && subjects.all(|other| other.as_ref() == Some(&first))
        }
        _ => false,
    }
}
