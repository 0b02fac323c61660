//! Retriers and catchers: which errors, in which order, with which numbers.

use super::fields::{is_written, misspelt};
use super::timers::{MAX_SECONDS, whole};
use super::{Context, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::handlers::PREDEFINED;
use crate::model::{JitterStrategy, Layout, Numeric, Retrier, Visit, has_placeholder, shorten};
use crate::pointer::Path;

/// The longest delay between retries.
const MAX_DELAY: i64 = 31_622_400;

pub(super) fn retriers(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let retriers = visit.state.retry();
    let state = Path::At(&visit.pointer);
    let retry = state.key("Retry");
    for (at, retrier) in retriers.iter().enumerate() {
        let pointer = retry.index(at);
        names(
            &retrier.error_equals,
            &retrier.layout,
            &pointer,
            at + 1 == retriers.len(),
            out,
        );
        whole(
            retrier.interval_seconds.as_ref(),
            1..=MAX_SECONDS,
            pointer.key("IntervalSeconds"),
            out,
        );
        whole(
            retrier.max_attempts.as_ref(),
            0..=MAX_SECONDS,
            pointer.key("MaxAttempts"),
            out,
        );
        whole(
            retrier.max_delay_seconds.as_ref(),
            1..=MAX_DELAY,
            pointer.key("MaxDelaySeconds"),
            out,
        );
        if let Some(rate) = retrier.backoff_rate.as_ref().and_then(Numeric::as_f64)
            && rate < 1.0
        {
            let message = format!("a backoff rate of {rate} makes delays shorter");
            out.push(
                Diagnostic::error(Code::InvalidValue, pointer.key("BackoffRate"), message)
                    .with_help("use 1.0 or more"),
            );
        }
        numbers(retrier, &pointer, out);
        if let Some(JitterStrategy::Other(word)) = &retrier.jitter_strategy {
            super::maps::word(
                word,
                JitterStrategy::WORDS,
                pointer.key("JitterStrategy"),
                out,
            );
        }
    }
}

/// Numbers that are none, or that go together badly.
fn numbers(retrier: &Retrier, pointer: &Path<'_>, out: &mut Vec<Diagnostic>) {
    for (name, number) in [
        ("IntervalSeconds", &retrier.interval_seconds),
        ("MaxAttempts", &retrier.max_attempts),
        ("BackoffRate", &retrier.backoff_rate),
        ("MaxDelaySeconds", &retrier.max_delay_seconds),
    ] {
        if let Some(Numeric::Expression(_)) = number {
            let message = format!("{name} is an expression, and nothing in a retrier is evaluated");
            out.push(
                Diagnostic::error(Code::WrongType, pointer.key(name), message)
                    .with_help("write a number"),
            );
        }
    }
    let value = |number: &Option<Numeric>| number.as_ref().and_then(Numeric::as_i64);
    if let (Some(interval), Some(most)) = (
        value(&retrier.interval_seconds),
        value(&retrier.max_delay_seconds),
    ) && (1..interval).contains(&most)
    {
        let message =
            format!("the longest delay of {most} seconds is below the first of {interval}");
        out.push(
            Diagnostic::warning(
                Code::InvalidErrorHandling,
                pointer.key("MaxDelaySeconds"),
                message,
            )
            .with_help("raise MaxDelaySeconds, or lower IntervalSeconds"),
        );
    }
}

pub(super) fn catchers(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let catchers = visit.state.catch();
    let state = Path::At(&visit.pointer);
    let catch = state.key("Catch");
    for (at, catcher) in catchers.iter().enumerate() {
        let pointer = catch.index(at);
        names(
            &catcher.error_equals,
            &catcher.layout,
            &pointer,
            at + 1 == catchers.len(),
            out,
        );
        if catcher.next.is_none()
            && catcher.layout.get("Next").is_none()
            && !misspelt(&catcher.layout, "Next")
        {
            out.push(
                Diagnostic::error(Code::MissingField, pointer, "the catcher has no Next")
                    .with_help("add Next with the name of the state that handles the error"),
            );
        }
    }
}

fn names(
    names: &[String],
    layout: &Layout,
    pointer: &Path<'_>,
    last: bool,
    out: &mut Vec<Diagnostic>,
) {
    let here = pointer.key("ErrorEquals");
    if names.is_empty() {
        if layout.get("ErrorEquals").is_none() && !misspelt(layout, "ErrorEquals") {
            let place = if is_written(Some(layout), "ErrorEquals") {
                &here
            } else {
                pointer
            };
            out.push(
                Diagnostic::error(Code::MissingField, place, "ErrorEquals names no error")
                    .with_help("add ErrorEquals with the names of errors, or [\"States.ALL\"]"),
            );
        }
        return;
    }
    for (at, name) in names.iter().enumerate() {
        let place = here.index(at);
        if name == "States.ALL" {
            if names.len() > 1 {
                out.push(
                    Diagnostic::error(
                        Code::InvalidErrorHandling,
                        place,
                        "States.ALL stands beside other names",
                    )
                    .with_help("States.ALL covers them: leave it alone, or remove it"),
                );
            }
            if !last {
                out.push(
                    Diagnostic::error(
                        Code::InvalidErrorHandling,
                        place,
                        "States.ALL is not in the last entry",
                    )
                    .with_help("what comes after it can never act: move it to the end"),
                );
            }
        } else if name.starts_with("States.") && !is_predefined(name) && !has_placeholder(name) {
            let message = format!("there is no error `{}`", shorten(name));
            // What all of them begin with says nothing about which one is meant.
            let own = name.trim_start_matches("States.");
            let known: Vec<&str> = PREDEFINED
                .iter()
                .filter_map(|known| known.name.strip_prefix("States."))
                .collect();
            let help = match suggest::closest(own, known.into_iter()) {
                Some(meant) => format!("did you mean `States.{meant}`?"),
                None => "names of your own may not begin with `States.`".to_owned(),
            };
            out.push(Diagnostic::error(Code::InvalidErrorHandling, place, message).with_help(help));
        }
    }
}

fn is_predefined(name: &str) -> bool {
    PREDEFINED.iter().any(|row| row.name == name)
        || name
            .strip_prefix("States.Http.StatusCode.")
            .is_some_and(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()))
}
