//! Payload templates and choice rules of JSONPath.

use sfn_asl::json::Json;

use crate::Finding;
use crate::paths::{self, jsonata, never};
use crate::states::{Place, fields};
use crate::typed::Language;

/// What is found in a payload template: members that end in `.$` hold paths and calls.
pub fn template(json: &Json, place: &Place, found: &mut Vec<Finding>) {
    match json {
        Json::Object(members) => {
            for (name, member) in members {
                match (name.ends_with(".$"), member) {
                    (true, Json::String(text)) => paths::value(text, place, found),
                    _ => template(member, place, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| template(item, place, found)),
        _ => {}
    }
}

/// What is found in a rule, or in a condition in it.
pub fn rule(json: &Json, place: &Place, found: &mut Vec<Finding>) {
    fields("ChoiceRule", json, Language::JsonPath, found);
    let Some(members) = json.as_object() else {
        return;
    };
    for (name, member) in members {
        match (name.as_str(), member) {
            ("And" | "Or", Json::Array(all)) => all.iter().for_each(|one| rule(one, place, found)),
            ("Not", one) => rule(one, place, found),
            ("Variable", Json::String(text)) => paths::path(text, place, found),
            ("StringMatches", Json::String(pattern)) => matches(pattern, found),
            ("IsTimestamp", _) => never(found, "whether a text is a timestamp (IsTimestamp)"),
            ("Assign", assigned) => template(assigned, place, found),
            (name, Json::String(text)) if name.ends_with("Path") => {
                paths::path(text, place, found);
            }
            _ => {}
        }
    }
}

/// A pattern: `starts_with`, `ends_with` and `contains` say those with a `*` at an end, `eq` those without any.
fn matches(pattern: &str, found: &mut Vec<Finding>) {
    let inner = pattern.strip_prefix('*').unwrap_or(pattern);
    let inner = inner.strip_suffix('*').unwrap_or(inner);
    if inner.replace("\\\\", "").replace("\\*", "").contains('*') {
        jsonata(found, "a StringMatches with a `*` inside");
    }
}
