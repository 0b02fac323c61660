//! The table of integrations in the documentation of `sfn_dsl::integrations`, made of the rows that are tested here.

use crate::all;
use sfn_codegen::iam::{self, Pattern, Place};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const TABLE: &str = "../sfn-dsl/src/integrations/table.md";

/// What is called in Rust: the path before the first bracket.
fn path(call: &str) -> String {
    let path: String = call
        .split('(')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let path = path.split("::<").next().unwrap_or_default().to_owned();
    match path.as_str() {
        "without_retry" => "a function with `#[lambda]`".to_owned(),
        // What is tested without the item's type is called with it.
        "dynamodb::get_attributes" => "`dynamodb::get_item`".to_owned(),
        _ => format!("`{path}`"),
    }
}

fn table() -> String {
    let calls: BTreeMap<&str, String> = all()
        .iter()
        .map(|row| (row.action, path(row.call)))
        .collect();
    let mut out = "| integration | in Rust | besides request-response | documentation |\n| --- | --- | --- | --- |\n".to_owned();
    let mut rows: Vec<_> = iam::optimized_rows()
        .iter()
        .filter(|row| row.place == Place::Task)
        .collect();
    rows.sort_by_key(|row| row.name);
    for row in rows {
        let patterns: Vec<&str> = row
            .patterns
            .iter()
            .filter_map(|pattern| match pattern {
                Pattern::RequestResponse => None,
                Pattern::Sync if row.name == "states:startExecution" => {
                    Some("`.sync_with_text_output()`")
                }
                Pattern::Sync | Pattern::Sync2 => Some("`.sync()`"),
                Pattern::WaitForTaskToken => Some("`wait_for_task_token`"),
            })
            .collect();
        let doc = row.doc.split(' ').next().unwrap_or_default();
        let page = doc
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".html");
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | [{page}]({doc}) |",
            row.name,
            calls.get(row.name).map_or("", String::as_str),
            patterns.join(", ")
        );
    }
    out
}

/// `INTEGRATIONS_TABLE=write` writes it.
#[test]
fn the_table_in_the_documentation_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    let wanted = table();
    if std::env::var("INTEGRATIONS_TABLE").is_ok_and(|value| value == "write") {
        std::fs::write(&file, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == wanted,
        "{TABLE} is out of date: `INTEGRATIONS_TABLE=write cargo test -p sfn-codegen --test integrations`\n{wanted}"
    );
}
