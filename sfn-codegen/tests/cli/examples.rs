//! What every example synthesizes is valid, and nothing is to be said of it.

use crate::{Folder, found};
use std::path::{Path, PathBuf};

/// The recorded definitions below a folder.
fn definitions(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            definitions(&path, out);
        } else if path.ends_with("definition.asl.json.snap") {
            out.push(path);
        }
    }
}

#[test]
fn nothing_is_found_in_what_is_synthesized() {
    let snapshots = Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots");
    let mut all = Vec::new();
    definitions(&snapshots, &mut all);
    assert!(all.len() > 10, "{all:?}");
    for path in all {
        let text = std::fs::read_to_string(&path).unwrap();
        // A snapshot begins with what insta says of it, between lines of dashes.
        let definition = text.splitn(3, "---\n").nth(2).unwrap();
        let (code, reports) = Folder::new()
            .with("a.json", definition)
            .reports(&["a.json", "--deny-warnings"]);
        assert_eq!(
            (code, found(&reports[0])),
            (0, Vec::new()),
            "{}",
            path.display()
        );
    }
}

/// The recorded definitions, each with the name of its workflow, as their package lints them.
#[test]
fn nothing_hurts_in_what_is_synthesized() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = Vec::new();
    definitions(&root.join("snapshots"), &mut all);
    let config = root.join("examples/order-processing/sfn-lint.json");
    let mut folder = Folder::new().with("sfn-lint.json", &std::fs::read_to_string(config).unwrap());
    let mut names = Vec::new();
    for path in &all {
        let text = std::fs::read_to_string(path).unwrap();
        let definition = text.splitn(3, "---\n").nth(2).unwrap();
        let place = path.strip_prefix(root.join("snapshots")).unwrap();
        // One of several stages of a workflow has a folder of its own.
        let name = place.components().next().unwrap();
        let stage = place.components().rev().nth(1).unwrap();
        let name = name.as_os_str().to_string_lossy();
        let file = if name == stage.as_os_str().to_string_lossy() {
            format!("{name}.json")
        } else {
            format!("{name}.{}.json", stage.as_os_str().to_string_lossy())
        };
        folder = folder.with(&file, definition);
        names.push(file);
    }
    let mut args = vec!["lint", "--format=json"];
    args.extend(names.iter().map(String::as_str));
    let (_, out, err) = folder.run(&args);
    assert_eq!(err, "");
    assert_eq!(out.lines().count(), names.len());
    for line in out.lines() {
        let report: sfn_asl::Json = line.parse().unwrap();
        let told: Vec<_> = found(&report)
            .into_iter()
            .filter(|(level, ..)| level != "INFO")
            .collect();
        assert_eq!(told, Vec::new(), "{}", report["file"]);
    }
}
