//! For the tests of the examples: runs the package's binary as a user would, and compares every file that it writes with
//! `snapshots/<workflow>/<file>.snap`. A test has it by `#[path = "../../../snapshots/check.rs"] mod check;`.

use std::path::Path;
use std::process::Command;

#[allow(
    dead_code,
    reason = "a package without a binary that writes has the files only"
)]
/// Runs the binary and checks every workflow that it writes.
///
/// What is written is read back as it is, with nothing to be said against it, before it is compared.
pub(crate) fn binary(path: &str, workflows: &[&str]) {
    let name = Path::new(path).file_stem().unwrap().to_string_lossy();
    let out = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
    let run = Command::new(path)
        .args(["synth", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    assert_eq!(
        names(&out),
        workflows,
        "the workflows, in alphabetical order"
    );
    for workflow in workflows {
        files(&out.join(workflow), workflow);
    }
    std::fs::remove_dir_all(&out).unwrap();
}

/// Checks the files of one workflow.
pub(crate) fn files(directory: &Path, workflow: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workflow);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for file in names(directory) {
        let text = std::fs::read_to_string(directory.join(&file)).unwrap();
        if file == "definition.asl.json" {
            let read = sfn_asl::parse(&text, &sfn_asl::Limits::default());
            assert_eq!(read.diagnostics, []);
            assert_eq!(read.document.unwrap().to_string_pretty(), text);
        }
        settings.bind(|| insta::assert_snapshot!(file.clone(), text));
    }
}

fn names(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).unwrap();
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.unwrap().file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}
