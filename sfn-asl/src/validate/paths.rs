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
    if has_placeholder(text) {
        return;
    }
    let problem = match text.check() {
        Err(error) => Some(error.to_string()),
        Ok(()) => intrinsic::path(text)
            .err()
            .map(|reason| format!("`{}` is not a reference path: {reason}", shorten(text))),
    };
    if let Some(message) = problem {
        let help = "a reference path names one place: $.order.id, $.items[0]";
        out.push(Diagnostic::error(Code::InvalidPath, place, message).with_help(help));
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
    for (below, text) in dynamic(visit.state) {
        let Some(text) = text else { continue };
        let pointer = format!("{}/{below}", visit.pointer);
        let place = Path::At(&pointer);
        if matches!(visit.state, State::Map(_)) && below != "ItemsPath" && text.starts_with("$$") {
            let message = format!(
                "`{}` leads to the context object, which this number cannot come from",
                shorten(text)
            );
            let help =
                "take it from the state's input, or from a variable that a state before sets";
            out.push(Diagnostic::error(Code::InvalidPath, place, message).with_help(help));
        } else {
            reference(text, &place, out);
        }
    }
}

/// The fields that say where the input holds a number or a list, and where they are below the state.
pub(super) fn dynamic(state: &State) -> Vec<(&'static str, Option<&ReferencePath>)> {
    let mut inner = Vec::new();
    if let State::Map(map) = state {
        let config = map
            .item_reader
            .as_ref()
            .and_then(|reader| reader.reader_config.as_ref());
        inner.push((
            "ItemReader/ReaderConfig/MaxItemsPath",
            config.and_then(|config| config.max_items_path.as_ref()),
        ));
        let batcher = map.item_batcher.as_ref();
        inner.push((
            "ItemBatcher/MaxItemsPerBatchPath",
            batcher.and_then(|batcher| batcher.max_items_per_batch_path.as_ref()),
        ));
        inner.push((
            "ItemBatcher/MaxInputBytesPerBatchPath",
            batcher.and_then(|batcher| batcher.max_input_bytes_per_batch_path.as_ref()),
        ));
    }
    let mut all = own(state);
    all.append(&mut inner);
    all
}

fn own(state: &State) -> Vec<(&'static str, Option<&ReferencePath>)> {
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
