//! Fields as such: types, unknown ones, required ones, those that exclude each other; the size of it all.

use super::{Context, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Layout, Scope, State, UnknownField, Visit, has_placeholder};

/// The longest definition the service takes, in bytes.
const MAX_DEFINITION: usize = 1_048_576;

pub(super) fn types(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(context.findings.wrong.iter().cloned());
}

pub(super) fn unknown(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for UnknownField {
        pointer,
        name,
        owner,
        known,
    } in &context.findings.unknown
    {
        // Operators that are kept in a rule are second ones, see `choices`.
        if *owner == "choice rule" && crate::model::Test::is_name(name) || has_placeholder(name) {
            continue;
        }
        let elsewhere = owner.ends_with("state") && STATE_FIELDS.contains(&name.as_str());
        let code = if elsewhere {
            Code::ForbiddenField
        } else {
            Code::UnknownField
        };
        let shown = crate::model::shorten(name);
        let message = format!("{} {owner} has no field `{shown}`", article(owner));
        let help = match suggest::closest(name, known.iter().copied()) {
            Some(meant) if !elsewhere => format!("did you mean `{meant}`?"),
            _ => "remove it, or put remarks into Comment".to_owned(),
        };
        out.push(Diagnostic::error(code, pointer, message).with_help(help));
    }
}

/// Fields that some type of state has.
const STATE_FIELDS: &[&str] = &[
    "Arguments",
    "Assign",
    "Branches",
    "Catch",
    "Cause",
    "CausePath",
    "Choices",
    "Credentials",
    "Default",
    "End",
    "Error",
    "ErrorPath",
    "HeartbeatSeconds",
    "HeartbeatSecondsPath",
    "InputPath",
    "ItemBatcher",
    "ItemProcessor",
    "ItemReader",
    "ItemSelector",
    "Items",
    "ItemsPath",
    "Iterator",
    "Label",
    "MaxConcurrency",
    "MaxConcurrencyPath",
    "Next",
    "Output",
    "OutputPath",
    "Parameters",
    "Resource",
    "Result",
    "ResultPath",
    "ResultSelector",
    "ResultWriter",
    "Retry",
    "Seconds",
    "SecondsPath",
    "TimeoutSeconds",
    "TimeoutSecondsPath",
    "Timestamp",
    "TimestampPath",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
];

fn article(owner: &str) -> &'static str {
    if owner.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

pub(super) fn size(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let bytes = context.machine.compact_length();
    if bytes > MAX_DEFINITION {
        let message = format!(
            "the definition has {bytes} bytes without blanks, at most {MAX_DEFINITION} are allowed"
        );
        let help = "move a part into a state machine of its own and start it from here";
        out.push(Diagnostic::error(Code::QuotaExceeded, "", message).with_help(help));
    }
}

pub(super) fn version(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if let Some(version) = &context.machine.version
        && version != "1.0"
        && !has_placeholder(version)
    {
        let message = format!(
            "there is no version `{}` of the language",
            crate::model::shorten(version)
        );
        out.push(
            Diagnostic::error(Code::InvalidValue, "/Version", message)
                .with_help("write \"1.0\", or leave it out"),
        );
    }
}

pub(super) fn scope_required(_: &Context<'_>, scope: &Scope<'_>, out: &mut Vec<Diagnostic>) {
    let missing = |layout: &Layout, name: &str| layout.get(name).is_none();
    if scope.start_at.is_none() && missing(scope.layout, "StartAt") {
        out.push(
            Diagnostic::error(Code::MissingField, &scope.pointer, "StartAt is missing")
                .with_help("add StartAt with the name of the first state"),
        );
    }
    if scope.states.is_empty() && missing(scope.layout, "States") {
        out.push(
            Diagnostic::error(Code::MissingField, &scope.pointer, "there are no states")
                .with_help("add States with at least one state"),
        );
    }
}

/// Whether a state has one of its fields, be it of the wrong type.
pub(super) fn has(state: &State, name: &str) -> bool {
    state.is_set(name)
        || state
            .layout()
            .is_some_and(|layout| layout.get(name).is_some())
}

/// Fields that a type of state must have one of.
const REQUIRED: &[(&str, &[&str], &str)] = &[
    (
        "Task",
        &["Resource"],
        "add Resource with the ARN of what does the work",
    ),
    ("Choice", &["Choices"], "add Choices with at least one rule"),
    (
        "Parallel",
        &["Branches"],
        "add Branches with at least one branch",
    ),
    (
        "Map",
        &["ItemProcessor", "Iterator"],
        "add ItemProcessor with what is done with each item",
    ),
];

pub(super) fn required(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let Some(type_name) = visit.state.type_name() else {
        return;
    };
    for (_, fields, help) in REQUIRED.iter().filter(|(of, ..)| *of == type_name) {
        if !fields.iter().any(|field| has(visit.state, field)) {
            let message = format!("{} is missing", fields[0]);
            out.push(
                Diagnostic::error(Code::MissingField, &visit.pointer, message).with_help(*help),
            );
        }
    }
    if let State::Task(task) = visit.state
        && let Some(credentials) = &task.credentials
        && credentials.role_arn.is_none()
        && credentials.role_arn_path.is_none()
        && credentials.layout.kept().next().is_none()
    {
        let pointer = format!("{}/Credentials", visit.pointer);
        let help = "add RoleArn, or remove Credentials";
        out.push(
            Diagnostic::error(Code::MissingField, pointer, "RoleArn is missing").with_help(help),
        );
    }
}

/// Fields of which a state has at most one.
const EXCLUSIVE: &[(&str, &str)] = &[
    ("TimeoutSeconds", "TimeoutSecondsPath"),
    ("HeartbeatSeconds", "HeartbeatSecondsPath"),
    ("Error", "ErrorPath"),
    ("Cause", "CausePath"),
    ("ItemProcessor", "Iterator"),
    ("ItemSelector", "Parameters"),
    ("MaxConcurrency", "MaxConcurrencyPath"),
    ("ToleratedFailureCount", "ToleratedFailureCountPath"),
    (
        "ToleratedFailurePercentage",
        "ToleratedFailurePercentagePath",
    ),
];

pub(super) fn exclusive(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    for (one, other) in EXCLUSIVE {
        if visit.state.is_set(one) && visit.state.is_set(other) {
            let pointer = format!("{}/{other}", visit.pointer);
            let message = format!("a state has either {one} or {other}, not both");
            out.push(
                Diagnostic::error(Code::ForbiddenField, pointer, message)
                    .with_help("keep one of them"),
            );
        }
    }
}
