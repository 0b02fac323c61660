//! The parameters of integrations: missing, unknown, or in the wrong case.

use super::tables::{PARAMETERS, Parameters};
use crate::iam::Target;
use crate::nearest::nearest;
use sfn_asl::json::{Json, Object};
use sfn_asl::model::{Task, has_placeholder};
use sfn_asl::{Code, Diagnostic, pointer};

pub(super) fn check(task: &Task, resource: &str, at: &str, out: &mut Vec<Diagnostic>) {
    let (field, template) = match (&task.parameters, &task.arguments) {
        (Some(template), None) => ("Parameters", template),
        (None, Some(template)) => ("Arguments", template),
        // Without either the whole input is given, of which nothing is known here.
        _ => return,
    };
    // An expression gives what it gives.
    let Json::Object(given) = template else {
        return;
    };
    let place = format!("{at}/{field}");
    match Target::of(resource) {
        Target::Optimized { name, .. } => {
            let row = PARAMETERS.binary_search_by(|row| row.name.cmp(name));
            if let Ok(row) = row {
                optimized(&PARAMETERS[row], given, &place, out);
            }
        }
        Target::Sdk {
            service, action, ..
        } => sdk(&format!("{service}:{action}"), given, &place, out),
        _ => {}
    }
}

/// The name of the parameter that a member of a template gives.
fn plain(key: &str) -> &str {
    key.strip_suffix(".$").unwrap_or(key)
}

fn optimized(row: &Parameters, given: &Object, place: &str, out: &mut Vec<Diagnostic>) {
    let known = || {
        row.required
            .iter()
            .chain(row.one_of)
            .chain(row.optional)
            .copied()
    };
    let mut slips = Vec::new();
    for key in given.keys() {
        let name = plain(key);
        if has_placeholder(name) {
            return;
        }
        // Wrong case is wrong also where not everything is listed.
        let meant = known().find(|known| *known != name && known.eq_ignore_ascii_case(name));
        if known().any(|known| known == name) || row.optional.is_empty() && meant.is_none() {
            continue;
        }
        let pointer = pointer::join(place, key);
        let message = format!("`{}` has no parameter `{name}`", row.name);
        out.push(match meant.or_else(|| nearest(name, known())) {
            Some(meant) => {
                slips.push(meant);
                Diagnostic::error(Code::UnknownParameter, pointer, message)
                    .with_help(format!("did you mean `{meant}`?"))
            }
            // The service may know more than the table here.
            None => Diagnostic::warning(Code::UnknownParameter, pointer, message)
                .with_help("look it up in the reference of the API; remove it if it is not there"),
        });
    }
    // A slip in a name is one mistake, not also a missing parameter.
    let there = |name: &&str| given.keys().any(|key| plain(key) == *name) || slips.contains(name);
    for name in row.required.iter().filter(|name| !there(name)) {
        let message = format!("`{}` needs the parameter `{name}`", row.name);
        out.push(
            Diagnostic::error(Code::MissingParameter, place, message)
                .with_help(format!("add `{name}`")),
        );
    }
    if !row.one_of.is_empty() && !row.one_of.iter().any(there) {
        let names = row.one_of.join("`, `");
        let message = format!("`{}` needs one of the parameters `{names}`", row.name);
        out.push(
            Diagnostic::error(Code::MissingParameter, place, message).with_help("add one of them"),
        );
    }
}

/// Whatever the case of an API, the parameters of SDK calls begin with a capital.
fn sdk(call: &str, given: &Object, place: &str, out: &mut Vec<Diagnostic>) {
    for key in given.keys() {
        let name = plain(key);
        let Some(first) = name.chars().next().filter(char::is_ascii_lowercase) else {
            continue;
        };
        let meant = format!("{}{}", first.to_ascii_uppercase(), &name[1..]);
        let message =
            format!("`{call}` has no parameter `{name}`: those of SDK calls begin with a capital");
        out.push(
            Diagnostic::error(Code::UnknownParameter, pointer::join(place, key), message)
                .with_help(format!("write `{meant}`")),
        );
    }
}
