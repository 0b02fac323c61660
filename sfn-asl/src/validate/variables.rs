//! Variables: their names, and who may set them.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::Object;
use crate::model::{VariableName, Visit, shorten};
use std::collections::HashMap;

/// Every set of variables that a state can assign, and where it stands below the state.
fn assigned<'a>(visit: &Visit<'a>) -> Vec<(String, &'a Object)> {
    let own = visit
        .state
        .assign()
        .map(|assign| (String::from("/Assign"), assign));
    let rules = visit.state.choices().iter().enumerate();
    let catchers = visit.state.catch().iter().enumerate();
    own.into_iter()
        .chain(rules.filter_map(|(at, rule)| {
            Some((format!("/Choices/{at}/Assign"), rule.assign.as_ref()?))
        }))
        .chain(catchers.filter_map(|(at, catcher)| {
            Some((format!("/Catch/{at}/Assign"), catcher.assign.as_ref()?))
        }))
        .collect()
}

/// The variable that a member of `Assign` sets.
fn variable<'k>(key: &'k str, visit: &Visit<'_>) -> &'k str {
    if visit.is_jsonata() {
        key
    } else {
        key.strip_suffix(".$").unwrap_or(key)
    }
}

pub(super) fn names(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    for (below, assign) in assigned(visit) {
        for key in assign.keys() {
            if let Err(error) = VariableName::try_from(variable(key, visit)) {
                let pointer = crate::pointer::join(&format!("{}{below}", visit.pointer), key);
                let help = "begin with a letter, go on with letters, digits and `_`";
                out.push(
                    Diagnostic::error(Code::InvalidVariable, pointer, error.to_string())
                        .with_help(help),
                );
            }
        }
    }
}

/// A scope reads the variables of those it is in, but may not set them. The children of a Distributed Map are
/// executions of their own, and see none.
pub(super) fn scopes(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut set: HashMap<(&str, &str), &str> = HashMap::new();
    for visit in &context.states {
        for (_, assign) in assigned(visit) {
            for key in assign.keys() {
                set.entry((&visit.scope.pointer, variable(key, visit)))
                    .or_insert(&visit.pointer);
            }
        }
    }
    for visit in context.states.iter().filter(|visit| visit.depth() > 0) {
        for (below, assign) in assigned(visit) {
            for key in assign.keys() {
                let name = variable(key, visit);
                let reached = visit
                    .scope
                    .ancestors()
                    .take_while(|scope| !scope.is_distributed());
                let outer = reached
                    .filter_map(|scope| scope.parent.as_deref())
                    .find_map(|scope| set.get(&(scope.pointer.as_str(), name)));
                if let Some(outer) = outer {
                    let pointer = crate::pointer::join(&format!("{}{below}", visit.pointer), key);
                    out.push(
                        Diagnostic::error(
                            Code::InvalidVariable,
                            pointer,
                            format!("the variable `{}` belongs to an outer scope", shorten(name)),
                        )
                        .with_related(*outer, "it is set here")
                        .with_help("use another name, and hand the value out in the result"),
                    );
                }
            }
        }
    }
}
