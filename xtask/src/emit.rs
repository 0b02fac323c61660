//! Writes rows as Rust: `static` tables that cost nothing until they are looked at.

use crate::rows::{Grant, Resource, Row, When};
use std::fmt::Write as _;

/// The head of a generated file.
pub(crate) fn head(from: &str, what: &str) -> String {
    format!(
        "//! {what}\n//!\n//! Generated from `{from}` by `cargo xtask codegen`; do not edit.\n\n"
    )
}

/// The table of rows of `optimized.txt`.
pub(crate) fn optimized(rows: &[Row]) -> String {
    let mut out = head(
        "data/optimized.txt",
        "What the execution role needs for each optimized integration.",
    );
    out.push_str(
        "use crate::iam::row::{Condition, Grant, Pattern, Place, Resource, Row, When};\n\n",
    );
    let _ = write!(
        out,
        "/// The rows, sorted by name.\npub(in crate::iam) static ROWS: [Row; {}] = [\n",
        rows.len()
    );
    for row in rows {
        self::row(&mut out, row);
    }
    out.push_str("];\n");
    out
}

/// The tables of `sdk_rules.txt`: how resources are filled, and statements of single calls.
pub(crate) fn sdk_rules(rows: &[Row]) -> String {
    let mut out = head(
        "data/sdk_rules.txt",
        "What is known of SDK calls beyond the table of operations.",
    );
    out.push_str("use crate::iam::row::{Condition, Fill, Grant, Place, Resource, Row, When};\n\n");
    let (fills, calls): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| row.name.starts_with("arn:"));
    let _ = write!(
        out,
        "/// How resource ARNs are filled from parameters, sorted by ARN.\npub(in crate::iam) static FILLS: [Fill; {}] = [\n",
        fills.len()
    );
    for row in &fills {
        let _ = writeln!(
            out,
            "    Fill {{ template: {:?}, when: &[{}], never: {}, resources: &[{}], because: {:?} }},",
            row.name,
            row.when.iter().map(one_when).collect::<Vec<_>>().join(", "),
            row.never,
            row.resources
                .iter()
                .map(resource)
                .collect::<Vec<_>>()
                .join(", "),
            row.because,
        );
    }
    let _ = write!(
        out,
        "];\n\n/// Statements of single calls, sorted by name.\npub(in crate::iam) static CALLS: [Row; {}] = [\n",
        calls.len()
    );
    for row in &calls {
        self::row(&mut out, row);
    }
    out.push_str("];\n");
    out
}

fn row(out: &mut String, row: &Row) {
    let name = row.name.strip_prefix("aws-sdk:").unwrap_or(&row.name);
    let _ = write!(
        out,
        "    Row {{\n        name: {name:?},\n        doc: {:?},\n        read: {:?},\n        place: Place::{},\n        patterns: &[{}],\n        replaces: {},\n        grants: &[\n",
        row.doc,
        row.read,
        capitalized(&row.place),
        patterns(&row.patterns),
        row.replaces,
    );
    for grant in &row.grants {
        self::grant(out, grant);
    }
    out.push_str("        ],\n    },\n");
}

fn grant(out: &mut String, grant: &Grant) {
    let conditions: Vec<String> = grant
        .conditions
        .iter()
        .map(|(operator, key, values)| {
            format!("Condition {{ operator: {operator:?}, key: {key:?}, values: &{values:?} }}")
        })
        .collect();
    let resources: Vec<String> = grant.resources.iter().map(resource).collect();
    let optional = grant
        .optional
        .as_ref()
        .map_or("None".to_owned(), |text| format!("Some({text:?})"));
    let _ = write!(
        out,
        "            Grant {{\n                actions: &{:?},\n                patterns: &[{}],\n                when: {},\n                optional: {optional},\n                resources: &[{}],\n                conditions: &[{}],\n                because: {:?},\n                differs: {:?},\n            }},\n",
        grant.actions,
        patterns(&grant.patterns),
        when(grant.when.as_ref()),
        resources.join(", "),
        conditions.join(", "),
        grant.because,
        grant.differs,
    );
}

fn resource(resource: &Resource) -> String {
    format!(
        "Resource {{ template: {:?}, required: {}, otherwise: &{:?} }}",
        resource.template, resource.required, resource.otherwise
    )
}

fn when(when: Option<&When>) -> String {
    when.map_or("None".to_owned(), |when| {
        format!("Some({})", one_when(when))
    })
}

fn one_when(when: &When) -> String {
    format!(
        "When {{ parameter: {:?}, values: &{:?} }}",
        when.parameter, when.values
    )
}

fn patterns(patterns: &[String]) -> String {
    let names: Vec<&str> = patterns
        .iter()
        .map(|pattern| match pattern.as_str() {
            "rr" => "Pattern::RequestResponse",
            "sync" => "Pattern::Sync",
            "sync:2" => "Pattern::Sync2",
            _ => "Pattern::WaitForTaskToken",
        })
        .collect();
    names.join(", ")
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + chars.as_str())
        .unwrap_or_default()
}
