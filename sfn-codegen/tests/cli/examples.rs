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
