//! Names of states and state machines, and labels of Distributed Maps.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{State, Visit, has_placeholder, shorten};
use std::collections::HashMap;

pub(super) fn length(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if let Err(error) = visit.name.check() {
        out.push(
            Diagnostic::error(Code::InvalidStateName, &visit.pointer, error.to_string())
                .with_help("give the state a name of 1 to 80 characters"),
        );
    }
}

pub(super) fn duplicates(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for (at, visit) in context.states.iter().enumerate() {
        let first = context.by_name[visit.name.as_str()];
        if first != at && !has_placeholder(visit.name) {
            let message = format!("there is another state `{}`", shorten(visit.name));
            out.push(
                Diagnostic::error(Code::DuplicateStateName, &visit.pointer, message)
                    .with_related(&context.states[first].pointer, "it is here first")
                    .with_help("names are unique in the whole machine, branches and item processors included: rename one"),
            );
        }
    }
}

pub(super) fn labels(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for visit in &context.states {
        let State::Map(map) = visit.state else {
            continue;
        };
        let Some(label) = &map.label else { continue };
        let pointer = format!("{}/Label", visit.pointer);
        if let Err(error) = label.check() {
            let help = "use up to 40 letters, digits, `-` and `_`";
            out.push(
                Diagnostic::error(Code::InvalidLabel, &pointer, error.to_string()).with_help(help),
            );
        }
        if let Some(other) = first.insert(label, &visit.pointer) {
            let message = format!("there is another map with the label `{}`", shorten(label));
            out.push(
                Diagnostic::error(Code::DuplicateLabel, pointer, message)
                    .with_related(format!("{other}/Label"), "it is here first")
                    .with_help("give every map a label of its own"),
            );
        }
    }
}

/// The longest name of a state machine, in characters.
const MAX_MACHINE_NAME: usize = 80;

/// What is wrong with the name of a state machine that stands there: a definition has none, what deploys it does.
///
/// ```
/// let found = sfn_asl::check_machine_name("orders/eu", "/name").unwrap();
/// assert_eq!(found.code.service_code(), "STATE_MACHINE_NAME_INVALID");
/// assert!(sfn_asl::check_machine_name("orders-${Stage}", "/name").is_none());
/// ```
#[must_use]
pub fn check_machine_name(name: &str, pointer: &str) -> Option<Diagnostic> {
    if has_placeholder(name) {
        return None;
    }
    let bad =
        |c: &char| c.is_whitespace() || c.is_control() || "?*<>{}[]\"#%\\^|~`$&,;:/".contains(*c);
    let shown = shorten(name);
    let many = name.chars().count();
    let (code, message) = if name.is_empty() {
        (
            Code::MachineNameEmpty,
            "the name of the state machine is empty".to_owned(),
        )
    } else if many > MAX_MACHINE_NAME {
        let message = format!(
            "the name `{shown}` has {many} characters, at most {MAX_MACHINE_NAME} are allowed"
        );
        (Code::MachineNameTooLong, message)
    } else {
        let bad = name.chars().find(bad)?;
        let message = format!(
            "`{}` is not allowed in the name `{shown}`",
            bad.escape_default()
        );
        (Code::MachineNameInvalid, message)
    };
    let help = "use 1 to 80 letters, digits, `-` and `_`";
    Some(Diagnostic::error(code, pointer, message).with_help(help))
}
