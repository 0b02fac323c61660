//! The text of a JSON Schema, the same in every build.
//!
//! `serde_json` keeps the members of an object as they came or sorts them, by a feature that any crate of a build can switch
//! on. So their order is decided here: what a reader looks for first, then by name. Knows nothing of what a schema means.

use serde_json::Value;
use sfn_asl::Json;

/// The keywords that come first, in this order.
const FIRST: &[&str] = &[
    "$schema",
    "title",
    "description",
    "type",
    "$ref",
    "format",
    "properties",
    "required",
];

/// The schema with its members in order.
pub(crate) fn ordered(schema: &Value) -> Json {
    match schema {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| (rank(name), *name));
            members
                .into_iter()
                .map(|(name, value)| (name.as_str(), ordered(value)))
                .collect()
        }
        Value::Array(items) => items.iter().map(ordered).collect(),
        other => other.clone().into(),
    }
}

fn rank(name: &str) -> usize {
    match name {
        // What the others refer to.
        "$defs" => FIRST.len() + 1,
        _ => FIRST
            .iter()
            .position(|first| *first == name)
            .unwrap_or(FIRST.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::ordered;
    use serde_json::json;

    #[test]
    fn the_order_of_members_is_decided_here() {
        let schema = json!({
            "$defs": { "B": {}, "A": {} }, "required": ["b"], "minimum": 0, "type": "object", "properties": { "b": true, "a": true }
        });
        assert_eq!(
            ordered(&schema).to_compact(),
            r#"{"type":"object","properties":{"a":true,"b":true},"required":["b"],"minimum":0,"$defs":{"A":{},"B":{}}}"#
        );
    }
}
