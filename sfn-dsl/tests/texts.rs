//! Every expression in the snapshots of the examples is read by implementations of both dialects that are not ours.

#![allow(missing_docs)]

#[path = "support/dialects.rs"]
mod dialects;

use std::path::{Path, PathBuf};

/// The documents among the snapshots.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut todo = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots")];
    while let Some(folder) = todo.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                todo.push(path);
            } else if path.to_string_lossy().ends_with(".asl.json.snap") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_text_of_the_snapshots_is_read() {
    let (mut jsonata, mut jsonpath) = (0, 0);
    for path in documents() {
        let text = std::fs::read_to_string(&path).expect("a snapshot");
        // After the head, which is between two lines of dashes.
        let text = text.splitn(3, "---\n").last().unwrap_or_default();
        let document = serde_json::from_str(text).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        let read = dialects::read_all(&document);
        jsonata += read.jsonata;
        jsonpath += read.jsonpath;
    }
    assert!(jsonata > 50, "only {jsonata} texts in JSONata");
    assert!(jsonpath > 5, "only {jsonpath} texts in JSONPath");
}
