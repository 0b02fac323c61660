//! Timers: of the machine, of tasks, of waits.

use super::express_time::MAX_EXPRESS_SECONDS;
use super::{Context, WorkflowKind, fields::has, timestamp};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Numeric, State, Visit, has_placeholder, is_expression};
use crate::pointer::Path;

/// The largest number of seconds a field takes.
pub(super) const MAX_SECONDS: i64 = 99_999_999;

/// Checks that a known number is whole and in a range.
pub(super) fn whole(
    value: Option<&Numeric>,
    range: std::ops::RangeInclusive<i64>,
    pointer: impl std::fmt::Display,
    out: &mut Vec<Diagnostic>,
) {
    let Some(number) = value.and_then(Numeric::as_number) else {
        return;
    };
    if number.as_i64().is_some_and(|value| range.contains(&value)) {
        return;
    }
    let message = format!(
        "{} is out of range",
        crate::model::shorten(&number.spelling())
    );
    let help = match (range.start(), range.end()) {
        (least, &i64::MAX) => format!("use a whole number of {least} or more"),
        (least, most) => format!("use a whole number from {least} to {most}"),
    };
    out.push(Diagnostic::error(Code::InvalidValue, pointer, message).with_help(help));
}

pub(super) fn machine(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let timeout = context.machine.timeout_seconds.as_ref();
    whole(timeout, 1..=MAX_SECONDS, "/TimeoutSeconds", out);
    if let Some(Numeric::Expression(_)) = timeout {
        let message = "the timeout of a machine cannot be an expression";
        out.push(
            Diagnostic::error(Code::InvalidValue, "/TimeoutSeconds", message)
                .with_help("use a number"),
        );
    }
    if context.options.kind == WorkflowKind::Express
        && let Some(seconds) = timeout
            .and_then(Numeric::as_i64)
            .filter(|seconds| *seconds > MAX_EXPRESS_SECONDS)
    {
        let message =
            format!("an Express workflow ends after {MAX_EXPRESS_SECONDS} seconds, not {seconds}");
        out.push(
            Diagnostic::warning(Code::NotInExpress, "/TimeoutSeconds", message)
                .with_help("lower it, or use Standard"),
        );
    }
}

pub(super) fn task(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let State::Task(task) = visit.state else {
        return;
    };
    let pointer = &visit.pointer;
    let at = Path::At(pointer);
    whole(
        task.timeout_seconds.as_ref(),
        1..=MAX_SECONDS,
        at.key("TimeoutSeconds"),
        out,
    );
    whole(
        task.heartbeat_seconds.as_ref(),
        1..=MAX_SECONDS,
        at.key("HeartbeatSeconds"),
        out,
    );
    let timeout = task.timeout_seconds.as_ref().and_then(Numeric::as_i64);
    let heartbeat = task.heartbeat_seconds.as_ref().and_then(Numeric::as_i64);
    if let (Some(timeout), Some(heartbeat)) = (timeout, heartbeat)
        && heartbeat >= timeout
    {
        let message =
            format!("the heartbeat of {heartbeat} seconds is not below the timeout of {timeout}");
        out.push(
            Diagnostic::error(
                Code::InvalidValue,
                format!("{pointer}/HeartbeatSeconds"),
                message,
            )
            .with_related(format!("{pointer}/TimeoutSeconds"), "the timeout is here")
            .with_help("lower the heartbeat, or raise the timeout"),
        );
    }
}

pub(super) fn wait(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let State::Wait(wait) = visit.state else {
        return;
    };
    const TIMERS: [&str; 4] = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
    let used: Vec<_> = TIMERS
        .into_iter()
        .filter(|timer| has(visit.state, timer))
        .collect();
    let pointer = &visit.pointer;
    if used.is_empty() {
        out.push(
            Diagnostic::error(Code::InvalidWait, pointer, "the wait says no time")
                .with_help("add one of Seconds, SecondsPath, Timestamp, TimestampPath"),
        );
    }
    for timer in used.iter().skip(1) {
        let message = format!("the wait says both {} and {timer}", used[0]);
        out.push(
            Diagnostic::error(Code::InvalidWait, format!("{pointer}/{timer}"), message)
                .with_help("keep one of them"),
        );
    }
    whole(
        wait.seconds.as_ref(),
        0..=MAX_SECONDS,
        format!("{pointer}/Seconds"),
        out,
    );
    if let Some(text) = &wait.timestamp
        && !has_placeholder(text)
        && !(visit.is_jsonata() && is_expression(text))
        && let Err(mut diagnostic) = timestamp::check(text, &Path::At(pointer).key("Timestamp"))
    {
        if text.starts_with('$') && !visit.is_jsonata() {
            diagnostic.help = Some("use TimestampPath to take it from there".to_owned());
        }
        out.push(*diagnostic);
    }
}
