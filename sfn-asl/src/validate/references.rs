//! Which variables each state reads, as the service answers it of a state machine.

use super::places::{Payload, each};
use super::{expression_names, variables};
use crate::json::Json;
use crate::model::{StateMachine, Visit};
use crate::pointer::Path;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The variables that each state reads, by the names of the states: the `variableReferences` that `DescribeStateMachine`
/// answers. States that read none are not there, and what an expression sets for itself is no variable.
///
/// ```
/// use sfn_asl::{StateMachine, variable_references};
///
/// let machine = StateMachine::from_json_str(
///     r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"b.$": "$total", "c.$": "$.total"}, "End": true}}}"#,
/// )
/// .unwrap();
/// let read = variable_references(&machine);
/// assert_eq!(read["A"].iter().collect::<Vec<_>>(), ["total"]);
/// ```
#[must_use]
pub fn variable_references(machine: &StateMachine) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for visit in machine.walk() {
        let mut read = reads_of(&visit);
        if !read.is_empty() {
            all.entry(visit.name.to_string())
                .or_default()
                .append(&mut read);
        }
    }
    all
}

/// The variables that a state reads.
pub(super) fn reads_of(visit: &Visit<'_>) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    each_read(visit, &|_| true, &mut |name, _, _| {
        read.insert(name.to_owned());
    });
    read
}

/// The variables that a state reads without asking whether they are there, of those that a function knows.
pub(super) fn needed_by(visit: &Visit<'_>, known: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    each_read(visit, known, &mut |name, _, text| {
        if !asks(text, name) {
            read.insert(name.to_owned());
        }
    });
    for name in variables::asked(visit) {
        read.remove(name);
    }
    read
}

/// Whether an expression asks if a variable has a value.
fn asks(text: &str, name: &str) -> bool {
    let begins = |rest: &str| {
        let rest = rest
            .trim_start()
            .strip_prefix('$')
            .and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| {
            !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')
        })
    };
    text.split("$exists(").skip(1).any(begins)
}

/// Where a state reads variables first without asking whether they are there, of those that a function knows.
pub(super) fn places(visit: &Visit<'_>, known: &dyn Fn(&str) -> bool) -> HashMap<String, String> {
    let mut places = HashMap::new();
    each_read(visit, known, &mut |name, path, text| {
        if known(name) && !asks(text, name) && !places.contains_key(name) {
            places.insert(name.to_owned(), path.to_string());
        }
    });
    places
}

/// Gets the name, the place, and the text of the expression.
type See<'s> = &'s mut dyn FnMut(&str, &Path<'_>, &str);

/// Tells the names that matter. An expression that mentions none of them is not read.
type Matters<'s> = &'s dyn Fn(&str) -> bool;

fn each_read(visit: &Visit<'_>, matters: Matters<'_>, see: See<'_>) {
    if !visit.is_jsonata() {
        return variables::each_path(visit, &mut |found, path| {
            if let Some(name) = found.variable() {
                see(name, path, "");
            }
        });
    }
    each(visit, &mut |payload, path, _| match payload {
        Payload::Value(value) => value_reads(value, path, matters, see),
        Payload::Members(members) => {
            for (key, value) in members {
                value_reads(value, &path.key(key), matters, see);
            }
        }
        Payload::Text(text) | Payload::Expression(text) => text_reads(text, path, matters, see),
    });
}

/// INVARIANT: recurses no deeper than the document is nested.
fn value_reads(value: &Json, path: &Path<'_>, matters: Matters<'_>, see: See<'_>) {
    match value {
        Json::String(text) => text_reads(text, path, matters, see),
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                value_reads(item, &path.index(at), matters, see);
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                value_reads(value, &path.key(key), matters, see);
            }
        }
        _ => {}
    }
}

fn text_reads(text: &str, path: &Path<'_>, matters: Matters<'_>, see: See<'_>) {
    if text.starts_with("{%") && mentions(text, matters) {
        for name in expression_names::variables(text) {
            see(&name, path, text);
        }
    }
}

/// Whether a `$name` of these stands in a text, be it in a string.
fn mentions(text: &str, matters: Matters<'_>) -> bool {
    let other = |next: char| !next.is_alphanumeric() && next != '_';
    text.split('$').skip(1).any(|rest| {
        let name = &rest[..rest.find(other).unwrap_or(rest.len())];
        !name.is_empty() && name != "states" && matters(name)
    })
}
