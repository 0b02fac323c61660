//! Standard where Express would serve, and Express where it does not.

use super::Found;
use super::called::Called;
use super::context::Context;
use super::retries::time;
use sfn_asl::model::{Numeric, State, Task};
use sfn_asl::{Json, MAX_EXPRESS_SECONDS, WorkflowKind};

pub(super) fn too_long(context: &Context<'_>, found: &mut Found<'_>) {
    let mut tell = |pointer: String, what: String, help: &str| {
        let message =
            format!("{what}, and an Express execution ends after {MAX_EXPRESS_SECONDS} s");
        found.add(pointer, message, help);
    };
    let over = |seconds: &Option<Numeric>| {
        let seconds = seconds.as_ref().and_then(Numeric::as_i64);
        seconds.filter(|seconds| *seconds > MAX_EXPRESS_SECONDS)
    };
    if context.kind == WorkflowKind::Express
        && let Some(seconds) = over(&context.document.timeout_seconds)
    {
        let what = format!("the timeout of the workflow is {seconds} s");
        tell("/TimeoutSeconds".to_owned(), what, "say 300 or less");
    }
    for (at, visit) in context.states.iter().enumerate() {
        if !context.is_express(at) {
            continue;
        }
        let name = visit.name.as_str();
        match visit.state {
            State::Wait(wait) => {
                if let Some(seconds) = over(&wait.seconds) {
                    let what = format!("`{name}` waits for {seconds} s");
                    let help = "wait less, or use a Standard workflow";
                    tell(format!("{}/Seconds", visit.pointer), what, help);
                }
            }
            State::Task(task) => {
                if let Some(seconds) = over(&task.timeout_seconds) {
                    let what = format!("the timeout of `{name}` is {seconds} s");
                    let help = "say less than 300, so that the state can still catch it";
                    tell(format!("{}/TimeoutSeconds", visit.pointer), what, help);
                }
            }
            _ => {}
        }
    }
}

/// Calls that do the same when they come twice. Read in November 2026.
pub(super) const SAME_TWICE: &[&str] = &[
    "dynamodb:getItem",
    "dynamodb:putItem",
    "dynamodb:deleteItem",
    "events:putEvents",
    "s3:getObject",
    "s3:headObject",
    "s3:putObject",
    "s3:copyObject",
    "s3:deleteObject",
    "s3:listObjectsV2",
    "ssm:getParameter",
    "ssm:getParameters",
    "secretsmanager:getSecretValue",
    "cloudwatch:putMetricData",
];

/// How long a task may take at most, with its retries, in seconds; none when that is not known.
fn longest(task: &Task, called: Called<'_>) -> Option<i64> {
    let once = match task.timeout_seconds.as_ref() {
        Some(seconds) => seconds.as_i64()?,
        None => match called {
            Called::Service { .. } if !called.is_lambda() => 5,
            _ => return None,
        },
    };
    let again = task.retry.iter().map(|retrier| {
        let attempts = retrier.max_attempts.as_ref();
        attempts.map_or(Some(3), Numeric::as_i64)
    });
    let again: Option<Vec<i64>> = again.collect();
    let tries = 1 + again?.into_iter().max().unwrap_or(0);
    Some(once.saturating_mul(tries))
}

pub(super) fn express_would_do(context: &Context<'_>, found: &mut Found<'_>) {
    if context.kind != WorkflowKind::Standard {
        return;
    }
    let mut seconds: i64 = 0;
    let mut tasks = 0;
    for (at, visit) in context.states.iter().enumerate() {
        let (scope, place) = context.place[at];
        // How often a loop turns, and how long a list is, nobody knows.
        if context.scopes[scope].in_loop[place] {
            return;
        }
        match visit.state {
            State::Task(task) => {
                let called = Called::of(task);
                let name = match called {
                    Called::Service {
                        name, suffix: "", ..
                    } => name,
                    _ => return,
                };
                if !SAME_TWICE.contains(&name) {
                    return;
                }
                let Some(most) = longest(task, called) else {
                    return;
                };
                tasks += 1;
                seconds = seconds.saturating_add(most);
            }
            State::Wait(wait) => match wait.seconds.as_ref().and_then(Numeric::as_i64) {
                Some(wait) => seconds = seconds.saturating_add(wait),
                None => return,
            },
            State::Map(_) | State::Unknown(_) => return,
            _ => {}
        }
    }
    if tasks > 0 && seconds < MAX_EXPRESS_SECONDS {
        found.add(
            "",
            format!(
                "nothing here needs a Standard workflow: no job, no callback, no call that must not come twice, and {} at most",
                time(seconds as f64)
            ),
            "an Express workflow costs less; `sfn cost` says how much, and it has no history in the console",
        );
    }
}

/// Calls that do more when they come twice, and the parameter that keeps them from it. Read in November 2026.
pub(super) const MORE_TWICE: &[(&str, Option<&str>)] = &[
    ("states:startExecution", Some("Name")),
    ("sfn:startExecution", Some("Name")),
    ("ecs:runTask", Some("ClientToken")),
    ("batch:submitJob", None),
    ("glue:startJobRun", None),
    ("codebuild:startBuild", Some("IdempotencyToken")),
    ("athena:startQueryExecution", Some("ClientRequestToken")),
    ("sagemaker:createTrainingJob", Some("TrainingJobName")),
];

pub(super) fn runs_twice(context: &Context<'_>, found: &mut Found<'_>) {
    for (at, visit, task, called) in context.tasks() {
        if !context.is_express(at) {
            continue;
        }
        let Called::Service { name, .. } = called else {
            continue;
        };
        let given = [&task.parameters, &task.arguments];
        let members = given.into_iter().flatten().find_map(Json::as_object);
        let has = |name: &str| {
            let names = [name.to_owned(), format!("{name}.$")];
            members.is_some_and(|members| names.iter().any(|name| members.contains_key(name)))
        };
        let reason = match MORE_TWICE.iter().find(|row| row.0 == name) {
            Some((_, Some(key))) if !has(key) => format!("give it a \"{key}\" made of the input"),
            Some((_, None)) => "let what it starts find out that it ran already".to_owned(),
            _ if name == "dynamodb:updateItem" && adds(members) => {
                "add a condition, or write what the value shall be".to_owned()
            }
            _ => continue,
        };
        found.add(
            &visit.pointer,
            format!(
                "an Express execution may run twice, and then `{}` does so too",
                visit.name.as_str()
            ),
            reason,
        );
    }
}

/// Whether an update adds to what is there, without a condition.
fn adds(members: Option<&sfn_asl::json::Object>) -> bool {
    let Some(members) = members else { return false };
    let text = |name: &str| members.get(name).and_then(Json::as_str);
    let update = text("UpdateExpression").unwrap_or_default();
    !members.contains_key("ConditionExpression")
        && !members.contains_key("ConditionExpression.$")
        && (update.to_ascii_uppercase().contains("ADD ") || update.contains('+'))
}
