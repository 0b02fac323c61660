//! Which variables each state reads, as the service answers it of a state machine.

use super::places::{Payload, each};
use super::{expression_names, variables};
use crate::json::Json;
use crate::model::{StateMachine, Visit};
use std::collections::{BTreeMap, BTreeSet};

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
        let mut read = BTreeSet::new();
        of_state(&visit, &mut read);
        if !read.is_empty() {
            all.entry(visit.name.to_string())
                .or_default()
                .append(&mut read);
        }
    }
    all
}

fn of_state(visit: &Visit<'_>, read: &mut BTreeSet<String>) {
    if !visit.is_jsonata() {
        return variables::each_path(visit, &mut |found, _| {
            read.extend(found.variable().map(str::to_owned));
        });
    }
    each(visit, &mut |payload, _, _| match payload {
        Payload::Value(value) => value_reads(value, read),
        Payload::Members(members) => {
            for value in members.values() {
                value_reads(value, read);
            }
        }
        Payload::Text(text) | Payload::Expression(text) => {
            read.extend(expression_names::variables(text));
        }
    });
}

/// INVARIANT: recurses no deeper than the document is nested.
fn value_reads(value: &Json, read: &mut BTreeSet<String>) {
    match value {
        Json::String(text) => read.extend(expression_names::variables(text)),
        Json::Array(items) => items.iter().for_each(|item| value_reads(item, read)),
        Json::Object(members) => members.values().for_each(|value| value_reads(value, read)),
        _ => {}
    }
}
