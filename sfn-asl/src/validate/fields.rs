//! Fields as such: unknown ones, required ones, those that exclude each other; the size of it all.

use super::{Context, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Layout, Scope, State, Test, UnknownField, Visit, has_placeholder};

/// The longest definition the service takes, in bytes.
const MAX_DEFINITION: usize = 1_048_576;

pub(super) fn unknown(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for UnknownField {
        pointer,
        name,
        owner,
        known,
    } in &context.findings.unknown
    {
        let in_rule = *owner == "choice rule";
        // Operators that are kept in a rule are second ones, see `choices`.
        if in_rule && Test::is_name(name) || has_placeholder(name) {
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
        let meant = match suggest::closest(name, known.iter().copied()) {
            None if in_rule => Test::meant(name),
            meant => meant,
        };
        let help = match meant {
            Some(meant) if !elsewhere => format!("did you mean `{meant}`?"),
            _ => match instead(owner, name) {
                Some(instead) => instead.to_owned(),
                None => "remove it, or put remarks into Comment".to_owned(),
            },
        };
        out.push(Diagnostic::error(code, pointer, message).with_help(help));
    }
}

/// What to do about fields that are often put into the wrong place.
const INSTEAD: &[(&str, &str, &str)] = &[
    (
        "Pass state",
        "Catch",
        "a Pass state catches nothing: put what can fail into a Task, Parallel or Map",
    ),
    (
        "Map state",
        "TimeoutSeconds",
        "only a Task and the machine have a timeout: give it to the tasks inside",
    ),
    (
        "Parallel state",
        "TimeoutSeconds",
        "only a Task and the machine have a timeout: give it to the tasks inside",
    ),
    (
        "item processor",
        "QueryLanguage",
        "set it on each state inside, or on the machine",
    ),
    (
        "branch",
        "QueryLanguage",
        "set it on each state inside, or on the machine",
    ),
    (
        "catcher",
        "End",
        "a catcher always leads to a state: use Next",
    ),
    (
        "choice rule",
        "End",
        "a rule always leads to a state: use Next",
    ),
];

fn instead(owner: &str, name: &str) -> Option<&'static str> {
    let row = INSTEAD
        .iter()
        .find(|(of, field, _)| *of == owner && *field == name);
    row.map(|(.., instead)| *instead)
}

/// Whether a record has an unknown member that is most likely this field, misspelt: it is reported as that.
pub(super) fn misspelt(layout: &Layout, field: &str) -> bool {
    layout
        .kept()
        .any(|(key, _)| suggest::closest(key, std::iter::once(field)).is_some())
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
    let missing =
        |layout: &Layout, name: &str| layout.get(name).is_none() && !misspelt(layout, name);
    let written = is_written(Some(scope.layout), "States");
    let no_start = scope.start_at.is_none() && missing(scope.layout, "StartAt");
    let no_states = scope.states.is_empty() && missing(scope.layout, "States");
    let (place, message, help) = match (no_start, no_states) {
        (false, false) => return,
        (true, true) if !written => (
            scope.pointer.clone(),
            "StartAt and States are missing",
            "add States with at least one state, and StartAt with the name of the first",
        ),
        (true, _) => (
            scope.pointer.clone(),
            "StartAt is missing",
            "add StartAt with the name of the first state",
        ),
        (false, true) => (
            match written {
                true => format!("{}/States", scope.pointer),
                false => scope.pointer.clone(),
            },
            "there are no states",
            "add States with at least one state",
        ),
    };
    out.push(Diagnostic::error(Code::MissingField, place, message).with_help(help));
}

/// Whether a field that holds nothing was written, as a list that is empty.
pub(super) fn is_written(layout: Option<&Layout>, field: &str) -> bool {
    layout.is_some_and(|layout| layout.lists(field))
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
        let slip = |field: &&str| {
            let layout = visit.state.layout();
            layout.is_some_and(|layout| misspelt(layout, field))
        };
        if fields.iter().any(|field| has(visit.state, field)) || fields.iter().any(slip) {
            continue;
        }
        let empty = fields
            .iter()
            .find(|field| is_written(visit.state.layout(), field));
        let (pointer, message) = match empty {
            Some(field) => (
                format!("{}/{field}", visit.pointer),
                format!("{field} is empty"),
            ),
            None => (visit.pointer.clone(), format!("{} is missing", fields[0])),
        };
        out.push(Diagnostic::error(Code::MissingField, pointer, message).with_help(*help));
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
