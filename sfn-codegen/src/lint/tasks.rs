//! Tasks that leave something to chance: how long they take, what they are given, what happens when they fail.

use super::Found;
use super::called::Called;
use super::context::Context;
use sfn_asl::Json;
use sfn_asl::model::{Numeric, Task, Transition};

fn has_timeout(task: &Task) -> bool {
    task.timeout_seconds.is_some() || task.timeout_seconds_path.is_some()
}

fn has_heartbeat(task: &Task) -> bool {
    task.heartbeat_seconds.is_some() || task.heartbeat_seconds_path.is_some()
}

/// Whether somebody's code or a job answers, and not an API of AWS that answers at once.
fn may_take_long(called: Called<'_>) -> bool {
    called.is_lambda() || called.waits_for_job() || called == Called::Unknown
}

pub(super) fn timeout(context: &Context<'_>, found: &mut Found<'_>) {
    without_timeout(context, found, true);
}

pub(super) fn call_timeout(context: &Context<'_>, found: &mut Found<'_>) {
    without_timeout(context, found, false);
}

fn without_timeout(context: &Context<'_>, found: &mut Found<'_>, long: bool) {
    if context.document.timeout_seconds.is_some() {
        return;
    }
    for (at, visit, task, called) in context.tasks() {
        // Those that wait for somebody have a rule of their own, and Express executions end by themselves.
        if has_timeout(task)
            || called.waits_for_somebody()
            || context.is_express(at)
            || may_take_long(called) != long
        {
            continue;
        }
        let name = visit.name.as_str();
        let message = if called.waits_for_job() {
            format!("`{name}` waits for a job, and has no timeout")
        } else {
            format!("the task `{name}` has no timeout")
        };
        found.add(
            &visit.pointer,
            message,
            "add \"TimeoutSeconds\", a little more than the longest it may take",
        );
    }
}

pub(super) fn deadline(context: &Context<'_>, found: &mut Found<'_>) {
    if context.document.timeout_seconds.is_some() {
        return;
    }
    for (_, visit, task, called) in context.tasks() {
        if called.waits_for_somebody() && !has_timeout(task) && !has_heartbeat(task) {
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

pub(super) fn token(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, task, called) in context.tasks() {
        let callback =
            matches!(called, Called::Service { suffix, .. } if suffix == ".waitForTaskToken");
        let given = [&task.parameters, &task.arguments];
        if callback && !given.into_iter().flatten().any(may_hold_token) {
            found.add(
                format!("{}/Resource", visit.pointer),
                format!(
                    "`{}` waits for a task token, and hands it to nobody",
                    visit.name.as_str()
                ),
                "send it: `$$.Task.Token` in JSONPath, `$states.context.Task.Token` in JSONata",
            );
        }
    }
}

/// Whether what a task is given holds its token, or may hold it.
fn may_hold_token(value: &Json) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Json::String(text) => {
                // The whole context object holds it too.
                let context = ["$$", "$states.context"].iter().any(|root| {
                    text.match_indices(root).any(|(at, _)| {
                        let rest = &text[at + root.len()..];
                        let other = [".Execution", ".StateMachine", ".State", ".Map"];
                        !other.iter().any(|other| rest.starts_with(other))
                    })
                });
                if context {
                    return true;
                }
            }
            Json::Object(members) => open.extend(members.values()),
            Json::Array(items) => open.extend(items),
            _ => {}
        }
    }
    false
}

pub(super) fn retry(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, task, called) in context.tasks() {
        let around = visit.scope.ancestors().any(|scope| {
            let retried = |owner: &sfn_asl::model::State| !owner.retry().is_empty();
            scope.owner.is_some_and(|(_, owner)| retried(owner))
        });
        // Who waits for a person does not ask twice.
        if task.retry.is_empty() && !called.waits_for_somebody() && !around {
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
    // What is there to handle an error need not have a handler of its own.
    let plain: Vec<Vec<bool>> = context
        .scopes
        .iter()
        .map(|graph| {
            let start: Vec<usize> = graph.start.into_iter().collect();
            graph.reachable(&start, |way| !matches!(way, Transition::Catch(_)))
        })
        .collect();
    for (at, visit, task, _) in context.tasks() {
        let (scope, place) = context.place[at];
        if !plain[scope][place] {
            continue;
        }
        let around = visit.scope.ancestors().any(|scope| {
            let caught = |owner: &sfn_asl::model::State| !owner.catch().is_empty();
            scope.owner.is_some_and(|(_, owner)| caught(owner))
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

pub(super) fn payload(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, task, called) in context.tasks() {
        if called.optimized() != Some("lambda:invoke") {
            continue;
        }
        let given = [&task.parameters, &task.arguments];
        let has = |value: &Json| {
            value.as_object().is_none_or(|members| {
                let names = ["Payload", "Payload.$"];
                names.iter().any(|name| members.contains_key(name))
            })
        };
        // Without any parameters the validator has said more.
        if given.iter().any(|value| value.is_some()) && !given.into_iter().flatten().any(has) {
            found.add(
                &visit.pointer,
                format!(
                    "`{}` calls a function with nothing: it gets `{{}}`, and not the input of the state",
                    visit.name.as_str()
                ),
                "hand the input on: \"Payload.$\": \"$\" in JSONPath, \"Payload\": \"{% $states.input %}\" in JSONata",
            );
        }
    }
}

/// What ends a call whatever its task says, in seconds. Read in November 2026.
const ENDS_ANYWAY: &[(&str, i64, &str)] = &[
    ("http:invoke", 60, "an HTTP task ends"),
    ("lambda:invoke", 900, "a Lambda function ends"),
];

pub(super) fn ends_anyway(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, task, called) in context.tasks() {
        let name = match called {
            Called::Function => Some("lambda:invoke"),
            called => called.optimized(),
        };
        let Some((_, most, what)) = ENDS_ANYWAY.iter().find(|row| Some(row.0) == name) else {
            continue;
        };
        let seconds = task.timeout_seconds.as_ref().and_then(Numeric::as_i64);
        if let Some(seconds) = seconds.filter(|seconds| seconds > most) {
            found.add(
                format!("{}/TimeoutSeconds", visit.pointer),
                format!(
                    "the timeout of `{}` is {seconds} s, and {what} after {most} s",
                    visit.name.as_str()
                ),
                format!("say {most} or less"),
            );
        }
    }
}
