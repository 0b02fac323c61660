//! How far `sfn validate` agrees with the verdicts that others recorded.
//!
//! ```text
//! cargo run -p sfn-codegen --features cli --example conformance -- FOLDER
//! ```
//!
//! The files of the folder are suites of a JSON object a line, known by how their names begin:
//!
//! | name | a case | what is compared |
//! | --- | --- | --- |
//! | `valid_` | `definition` or `definition_text`, `type`, and `verdict` (`valid`, `invalid`) or `expected.result` (`OK`, `FAIL`) | the verdict |
//! | `exec_` | `definition` of something that was executed, so it was created | the verdict |
//! | `jsonata_` | `expr`, `code` | whether it can be read |
//! | `jsonpath_` | `path`, `jayway.definite` | whether it can be read, and is definite |
//! | `varrefs` | `definition`, `expected` | which variables each state reads |
//! | `real_world` | `definition` | nothing: every error is printed |
//!
//! Prints the agreement suite by suite, and each disagreement with what we say; those of `explained.txt` with the rule they
//! rest on, and how far the agreement goes when they count as agreeing. Ends with 1 when a disagreement is not explained.

#![allow(missing_docs, unreachable_pub)]

mod explained;
mod expressions;

use explained::explained;
use sfn_asl::Json;
use sfn_codegen::Status;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What came of a suite.
#[derive(Default)]
pub(crate) struct Tally {
    agree: usize,
    explained: usize,
    unexplained: usize,
    told: String,
}

impl Tally {
    pub(crate) fn agrees(&mut self) {
        self.agree += 1;
    }

    pub(crate) fn differs(&mut self, case: &str, what: &str, why: Option<&str>) {
        self.told += &format!("  {case}\n    {what}\n");
        match why {
            Some(why) => {
                self.explained += 1;
                self.told += &format!("    explained: {why}\n");
            }
            None => self.unexplained += 1,
        }
    }

    fn print(&self, name: &str) {
        let all = self.agree + self.explained + self.unexplained;
        let share = |part: usize| 100.0 * part as f64 / all.max(1) as f64;
        print!(
            "{name}: {} of {all} agree ({:.1}%)",
            self.agree,
            share(self.agree)
        );
        if self.explained > 0 {
            let judged = self.agree + self.explained;
            print!("; with what is explained {judged} ({:.1}%)", share(judged));
        }
        println!("\n{}", self.told);
    }
}

/// Runs the rows of a suite.
type Run = fn(&[Json]) -> Tally;

/// The suites, by how the names of their files begin.
const SUITES: &[(&str, Run)] = &[
    ("valid_", verdicts),
    ("exec_", created),
    ("jsonata_", expressions::jsonata),
    ("jsonpath_", expressions::jsonpath),
    ("varrefs", expressions::variables),
    ("real_world", real_world),
];

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("usage: conformance FOLDER");
        return ExitCode::from(2);
    };
    let mut files: Vec<PathBuf> = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::from(2);
        }
    };
    files.sort();
    let mut unexplained = 0;
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let Some(name) = name.strip_suffix(".jsonl") else {
            continue;
        };
        if let Some((_, run)) = SUITES.iter().find(|(begin, _)| name.starts_with(begin)) {
            let tally = run(&rows(&file));
            tally.print(name);
            unexplained += tally.unexplained;
        }
    }
    ExitCode::from(u8::from(unexplained > 0))
}

fn rows(file: &Path) -> Vec<Json> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().filter_map(|line| line.parse().ok()).collect()
}

pub(crate) fn id(row: &Json) -> &str {
    row["id"].as_str().unwrap_or_default()
}

/// What `sfn validate` says of the definition of a row: the rules of the errors, and each error in a line.
fn errors(row: &Json) -> (Vec<String>, String) {
    let text = match row["definition_text"].as_str() {
        Some(text) => text.to_owned(),
        None => row["definition"].to_string(),
    };
    let yaml = row["format"].as_str() == Some("yaml");
    let folder = tempfile::tempdir().expect("a folder for the case");
    let file = folder
        .path()
        .join(if yaml { "case.yaml" } else { "case.json" });
    std::fs::write(&file, text).expect("the case in a file");
    let mut args = vec![
        "sfn".into(),
        "validate".into(),
        "--format=json".into(),
        file.into_os_string(),
    ];
    if row["type"].as_str().or(row["sm_type"].as_str()) == Some("EXPRESS") {
        args.push("--express".into());
    }
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = sfn_codegen::cli::run_from(args, &mut out, &mut err);
    let report: Json = String::from_utf8_lossy(&out).parse().expect("a report");
    let failed = report["result"].as_str() == Some("FAIL");
    assert_eq!(failed, status == Status::Findings, "{report}");
    let (mut rules, mut lines) = (Vec::new(), String::new());
    for found in report["diagnostics"].as_array().unwrap_or_default() {
        let text = |name: &str| found[name].as_str().unwrap_or_default();
        if text("severity") == "ERROR" {
            let (rule, message, place) = (text("rule"), text("message"), text("location"));
            lines += &format!("\n    [{rule}] {message} at {place} ({})", text("help"));
            rules.push(rule.to_owned());
        }
    }
    (rules, lines)
}

fn verdicts(rows: &[Json]) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        let theirs = match row["verdict"].as_str() {
            Some(verdict) => verdict == "valid",
            None => row.pointer("/expected/result").and_then(Json::as_str) == Some("OK"),
        };
        verdict(row, theirs, &mut tally);
    }
    tally
}

/// What was executed was created before.
fn created(rows: &[Json]) -> Tally {
    let mut tally = Tally::default();
    for row in rows.iter().filter(|row| row.get("definition").is_some()) {
        verdict(row, true, &mut tally);
    }
    tally
}

fn verdict(row: &Json, theirs: bool, tally: &mut Tally) {
    let (rules, lines) = errors(row);
    if rules.is_empty() == theirs {
        return tally.agrees();
    }
    let (ours, recorded) = if theirs {
        ("rejected", "valid")
    } else {
        ("accepted", "invalid")
    };
    let what = format!("recorded: {recorded} {}{lines}", row["reason"]);
    tally.differs(
        &format!("{ours} {}", id(row)),
        &what,
        explained(id(row), &rules),
    );
}

fn real_world(rows: &[Json]) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        let (rules, lines) = errors(row);
        if rules.is_empty() {
            tally.agrees();
            continue;
        }
        let text = |name: &str| row[name].as_str().unwrap_or_default();
        let case = format!("{} {} {}", text("id"), text("repo"), text("path"));
        tally.differs(&case, lines.trim_start(), explained(id(row), &rules));
    }
    tally
}
