//! The context object: what it has, and where it has a task token.

use super::suggest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{State, Visit, has_placeholder, shorten};
use std::fmt::Display;

/// What is in it, and what in that. Below `Input` and `Value` is somebody's data.
const MEMBERS: &[(&str, &[&str])] = &[
    (
        "Execution",
        &[
            "Id",
            "Input",
            "Name",
            "RedriveCount",
            "RedriveTime",
            "RoleArn",
            "StartTime",
        ],
    ),
    ("Map", &["Item"]),
    ("State", &["EnteredTime", "Name", "RetryCount"]),
    ("StateMachine", &["Id", "Name"]),
    ("Task", &["Token"]),
];

/// What the item of a Map has.
const ITEM: &[&str] = &["Index", "Key", "Source", "Value"];

/// A state reads a member of the context object. What is not there is no error of the definition, but its executions fail.
pub(super) fn read(
    visit: &Visit<'_>,
    names: &[&str],
    code: Code,
    place: impl Display,
    span: Option<(usize, usize)>,
    out: &mut Vec<Diagnostic>,
) {
    let Some((message, help)) = problem(visit, names) else {
        return;
    };
    let mut diagnostic = Diagnostic::warning(code, place, message).with_help(help);
    diagnostic.span = span;
    out.push(diagnostic);
}

fn problem(visit: &Visit<'_>, names: &[&str]) -> Option<(String, String)> {
    let (first, rest) = names.split_first()?;
    let missing = |path: &[&str], known: Vec<&str>| {
        let last = path.last().copied().unwrap_or_default();
        let help = match suggest::closest(last, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it has {}", known.join(", ")),
        };
        let path = shorten(&path.join("."));
        Some((format!("the context object has no `{path}`"), help))
    };
    let Some((_, members)) = MEMBERS.iter().find(|(name, _)| name == first) else {
        return missing(&names[..1], MEMBERS.iter().map(|(name, _)| *name).collect());
    };
    let second = rest.first()?;
    if !members.contains(second) {
        return missing(&names[..2], members.to_vec());
    }
    match (*first, rest.get(1)) {
        ("Map", Some(third)) if !ITEM.contains(third) => missing(&names[..3], ITEM.to_vec()),
        ("Task", _) if !gets_token(visit) => Some((
            "there is no task token here".to_owned(),
            "a token is there when the Resource ends with `.waitForTaskToken`".to_owned(),
        )),
        _ => None,
    }
}

/// Whether a state waits for somebody who sends a token back.
fn gets_token(visit: &Visit<'_>) -> bool {
    match visit.state {
        State::Task(task) => task.resource.as_deref().is_none_or(|resource| {
            resource.ends_with(".waitForTaskToken")
                || resource.contains(":activity:")
                || has_placeholder(resource.rsplit(':').next().unwrap_or(resource))
        }),
        _ => false,
    }
}
