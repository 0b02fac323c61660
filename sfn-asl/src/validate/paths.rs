//! Paths in fields that ask for one.

use super::{Context, intrinsic};
use crate::diagnostic::{Code, Diagnostic};
use crate::jsonpath::Kind;
use crate::model::{self, Nullable, ReferencePath, State, Visit, has_placeholder, shorten};
use crate::pointer::Path;

/// Checks a path of any kind.
pub(super) fn path(text: &str, place: &Path<'_>, out: &mut Vec<Diagnostic>) {
    if has_placeholder(text) {
        return;
    }
    if let Err(reason) = intrinsic::path(text) {
        let message = format!("`{}` is not a path: {reason}", shorten(text));
        let help = "a path begins with `$`: $.order.id, $.items[0], $$.Execution.Id, $variable";
        out.push(Diagnostic::error(Code::InvalidPath, place, message).with_help(help));
    }
}

/// Checks a path that must lead to one node.
fn reference(text: &ReferencePath, place: &Path<'_>, out: &mut Vec<Diagnostic>) {
    if let Err(error) = text.check() {
        let help = "a reference path names one place: $.order.id, $.items[0]";
        out.push(Diagnostic::error(Code::InvalidPath, place, error.to_string()).with_help(help));
    }
}

fn result_path(
    value: Option<&Nullable<ReferencePath>>,
    place: &Path<'_>,
    out: &mut Vec<Diagnostic>,
) {
    let Some(text) = value.and_then(Nullable::value) else {
        return;
    };
    let variable = text
        .strip_prefix('$')
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['.', '[']));
    if has_placeholder(text) || !variable {
        return reference(text, place, out);
    }
    let what = if text.starts_with("$$") {
        "the context object"
    } else {
        "a variable"
    };
    let message = format!(
        "`{}` leads to {what}, a result goes into the state's input",
        shorten(text)
    );
    let help = "begin with `$.`; use Assign to set a variable";
    out.push(Diagnostic::error(Code::InvalidPath, place, message).with_help(help));
}

pub(super) fn fields(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let here = Path::At(&visit.pointer);
    for (name, value) in [
        ("InputPath", visit.state.input_path()),
        ("OutputPath", visit.state.output_path()),
    ] {
        if let Some(text) = value.and_then(Nullable::value) {
            path(text, &here.key(name), out);
        }
    }
    result_path(visit.state.result_path(), &here.key("ResultPath"), out);
    let catch = here.key("Catch");
    for (at, catcher) in visit.state.catch().iter().enumerate() {
        result_path(
            catcher.result_path.as_ref(),
            &catch.index(at).key("ResultPath"),
            out,
        );
    }
    for (name, text) in dynamic(visit.state) {
        if let Some(text) = text {
            reference(text, &here.key(name), out);
        }
    }
}

/// The fields that say where the input holds a number or a list.
pub(super) fn dynamic(state: &State) -> Vec<(&'static str, Option<&ReferencePath>)> {
    match state {
        State::Task(task) => vec![
            ("TimeoutSecondsPath", task.timeout_seconds_path.as_ref()),
            ("HeartbeatSecondsPath", task.heartbeat_seconds_path.as_ref()),
        ],
        State::Wait(wait) => {
            vec![
                ("SecondsPath", wait.seconds_path.as_ref()),
                ("TimestampPath", wait.timestamp_path.as_ref()),
            ]
        }
        State::Map(map) => vec![
            ("ItemsPath", map.items_path.as_ref()),
            ("MaxConcurrencyPath", map.max_concurrency_path.as_ref()),
            (
                "ToleratedFailureCountPath",
                map.tolerated_failure_count_path.as_ref(),
            ),
            (
                "ToleratedFailurePercentagePath",
                map.tolerated_failure_percentage_path.as_ref(),
            ),
        ],
        _ => Vec::new(),
    }
}

pub(super) fn fail(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let State::Fail(fail) = visit.state else {
        return;
    };
    let here = Path::At(&visit.pointer);
    for (name, text) in [
        ("ErrorPath", &fail.error_path),
        ("CausePath", &fail.cause_path),
    ] {
        let Some(text) = text.as_deref().filter(|text| !has_placeholder(text)) else {
            continue;
        };
        let place = here.key(name);
        let Some(function) = crate::jsonpath::called(text) else {
            path(text, &place, out);
            continue;
        };
        // A function that may give anything may give text.
        let gives_text = |name: &str| {
            crate::jsonpath::INTRINSICS
                .iter()
                .any(|row| row.name == name && matches!(row.gives, Kind::String | Kind::Any))
        };
        let problem = match intrinsic::call(text) {
            Err(reason) => Some(reason),
            Ok(()) if !gives_text(function) => Some(format!("`{function}` does not give text")),
            Ok(()) => None,
        };
        if let Some(reason) = problem {
            let message = format!(
                "`{}` is not what {name} takes: {reason}",
                model::shorten(text)
            );
            let help = "use a path, or a function that gives text such as States.Format, States.JsonToString, States.UUID";
            out.push(Diagnostic::error(Code::InvalidPath, place, message).with_help(help));
        }
    }
}
