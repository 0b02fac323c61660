//! Retriers: how long they wait, how often they try, and what they leave out.

use super::Found;
use super::context::Context;
use super::fix::Edit;
use sfn_asl::model::{JitterStrategy, Numeric, Retrier};

/// Every retrier that tries again, with its place and the name of its state.
fn each<'c>(
    context: &'c Context<'_>,
) -> impl Iterator<Item = (String, &'c str, &'c Retrier, bool)> {
    let states = context.states.iter().enumerate();
    states.flat_map(move |(state, visit)| {
        let express = context.is_express(state);
        let retriers = visit.state.retry().iter().enumerate();
        retriers
            .filter(|(_, retrier)| {
                let attempts = retrier.max_attempts.as_ref().and_then(Numeric::as_i64);
                attempts != Some(0)
            })
            .map(move |(at, retrier)| {
                let place = format!("{}/Retry/{at}", visit.pointer);
                (place, visit.name.as_str(), retrier, express)
            })
    })
}

/// Its numbers, when all are known: how many attempts, the first wait, and what that is multiplied with.
fn numbers(retrier: &Retrier) -> Option<(f64, f64, f64)> {
    let number = |value: &Option<Numeric>, default: f64| {
        value.as_ref().map_or(Some(default), Numeric::as_f64)
    };
    Some((
        number(&retrier.max_attempts, 3.0)?,
        number(&retrier.interval_seconds, 1.0)?,
        number(&retrier.backoff_rate, 2.0)?,
    ))
}

/// How long it waits before the last attempt, and in all.
fn waits(retrier: &Retrier) -> Option<(f64, f64)> {
    let (attempts, interval, rate) = numbers(retrier)?;
    let longest = match &retrier.max_delay_seconds {
        Some(longest) => longest.as_f64()?,
        None => f64::INFINITY,
    };
    let (mut wait, mut all, mut last) = (interval, 0.0, 0.0);
    // A wait that grows is soon longer than anything; one that does not is as long as the others.
    let attempts = attempts.clamp(0.0, 100_000_000.0) as u64;
    for attempt in 0..attempts {
        last = f64::min(wait, longest);
        all += last;
        wait *= rate;
        if rate <= 1.0 || wait >= longest || wait > 1e12 {
            let rest = (attempts - attempt - 1) as f64;
            last = f64::min(wait, longest);
            all += rest * last;
            break;
        }
    }
    Some((last, all))
}

pub(super) fn jitter(context: &Context<'_>, found: &mut Found<'_>) {
    for (place, name, retrier, _) in each(context) {
        // One that says NONE has thought of it.
        if retrier.jitter_strategy.is_none() {
            let edit = Edit::Add {
                pointer: place.clone(),
                key: "JitterStrategy",
                value: JitterStrategy::Full.as_str().into(),
            };
            found.mended(
                place,
                format!("a retrier of `{name}` has no jitter"),
                "add \"JitterStrategy\": \"FULL\"",
                vec![edit],
            );
        }
    }
}

pub(super) fn hammering(context: &Context<'_>, found: &mut Found<'_>) {
    for (place, name, retrier, _) in each(context) {
        let Some((attempts, interval, rate)) = numbers(retrier) else {
            continue;
        };
        if attempts > 10.0 && interval < 10.0 && rate < 1.1 {
            found.add(
                place,
                format!("`{name}` is tried {attempts} times more, {interval} s apart"),
                "wait longer each time: \"BackoffRate\": 2, with \"MaxDelaySeconds\" as the longest wait",
            );
        }
    }
}

/// The wait from which on nobody can have meant it, in seconds.
const A_DAY: f64 = 86_400.0;

pub(super) fn too_long(context: &Context<'_>, found: &mut Found<'_>) {
    for (place, name, retrier, express) in each(context) {
        let Some((last, all)) = waits(retrier) else {
            continue;
        };
        if express && all > 300.0 {
            found.add(
                place,
                format!(
                    "the retries of `{name}` wait for {} in all, and an Express execution ends after 300 s",
                    time(all)
                ),
                "try less often, or sooner: \"MaxAttempts\", \"IntervalSeconds\", \"MaxDelaySeconds\"",
            );
        } else if !express && last > A_DAY && retrier.max_delay_seconds.is_none() {
            found.add(
                place,
                format!(
                    "the last retry of `{name}` comes after a wait of {}",
                    time(last)
                ),
                "say how long to wait at most: \"MaxDelaySeconds\"",
            );
        }
    }
}

/// A time in words.
pub(super) fn time(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s < 120.0 => return format!("{s:.0} s"),
        s if s < 7_200.0 => (s / 60.0, "minutes"),
        s if s < 172_800.0 => (s / 3_600.0, "hours"),
        s if s < 63_072_000.0 => (s / 86_400.0, "days"),
        s => (s / 31_536_000.0, "years"),
    };
    if value < 10.0 {
        format!("{value:.1} {unit}")
    } else {
        format!("{value:.0} {unit}")
    }
}

/// What AWS recommends to retry for every function: Lambda itself failed, and not the function.
const TRANSIENT: &[&str] = &[
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
];

pub(super) fn lambda(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, task, called) in context.tasks() {
        // A task without any retrier has a rule of its own.
        if !called.is_lambda() || task.retry.is_empty() {
            continue;
        }
        let named = |name: &str| {
            task.retry.iter().any(|retrier| {
                let names = &retrier.error_equals;
                names.iter().any(|known| {
                    known == name || matches!(known.as_str(), "States.ALL" | "States.TaskFailed")
                })
            })
        };
        let missing: Vec<&str> = TRANSIENT
            .iter()
            .copied()
            .filter(|name| !named(name))
            .collect();
        if !missing.is_empty() {
            found.add(
                format!("{}/Retry", visit.pointer),
                format!(
                    "when Lambda itself fails, `{}` is not tried again: {}",
                    visit.name.as_str(),
                    missing.join(", ")
                ),
                "add a retrier for them: the function was not at fault, and may not even have run",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_add_up() {
        let retrier = Retrier::on(["A"]).interval_seconds(2).max_attempts(3);
        assert_eq!(waits(&retrier), Some((8.0, 14.0)));
        let retrier = retrier.max_attempts(5).max_delay_seconds(5);
        assert_eq!(waits(&retrier), Some((5.0, 21.0)));
        let retrier = Retrier::on(["A"])
            .backoff_rate(1.0)
            .max_attempts(99_999_999);
        assert_eq!(waits(&retrier), Some((1.0, 99_999_999.0)));
        assert_eq!(waits(&Retrier::on(["A"]).max_attempts(0)), Some((0.0, 0.0)));
        assert_eq!(time(90.0), "90 s");
        assert_eq!(time(36_000.0), "10 hours");
    }
}
