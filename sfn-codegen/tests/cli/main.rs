//! `sfn` as people and pipelines call it: files in, findings, exit status.

#![cfg(feature = "cli")]

mod cost;
mod diff;
mod examples;
mod fmt;
mod folders;
mod forms;
mod graph;
mod hostile;
mod iam;
mod lint;
mod manual;
mod parameters;
mod programs;
mod schema;
mod shown;
mod templates;
mod validate;

use sfn_asl::Json;
use sfn_codegen::Status;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder with files in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(self, name: &str, text: &str) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs `sfn` on files of the folder; gives what it printed with the folder's name taken out.
    fn run(&self, args: &[&str]) -> (Status, String, String) {
        let args = args.iter().map(|arg| {
            let path = self.path(arg);
            if arg.contains('.') {
                path.to_string_lossy().into_owned()
            } else {
                (*arg).to_owned()
            }
        });
        let args: Vec<String> = std::iter::once("sfn".to_owned()).chain(args).collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = sfn_codegen::cli::run_from(args, &mut out, &mut err);
        let folder = format!("{}/", self.0.path().display());
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder, "");
        (status, text(out), text(err))
    }

    /// The reports of `sfn validate --format json`, and the exit status.
    fn reports(&self, args: &[&str]) -> (u8, Vec<Json>) {
        let args = [&["validate", "--format=json"], args].concat();
        let (status, out, err) = self.run(&args);
        assert_eq!(err, "", "{out}");
        (
            status.code(),
            out.lines().map(|line| line.parse().unwrap()).collect(),
        )
    }
}

/// What was found, in short: severity, rule, location, line and column.
fn found(report: &Json) -> Vec<(String, String, String, String)> {
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            let place = format!("{}:{}", found["line"], found["column"]);
            (
                text(&found["severity"]),
                text(&found["rule"]),
                text(&found["location"]),
                place,
            )
        })
        .collect()
}

#[track_caller]
fn expect(report: &Json, expected: &[(&str, &str, &str, &str)]) {
    let found = found(report);
    let found: Vec<_> = found
        .iter()
        .map(|(a, b, c, d)| (a.as_str(), b.as_str(), c.as_str(), d.as_str()))
        .collect();
    assert_eq!(found, expected, "{report}");
}
