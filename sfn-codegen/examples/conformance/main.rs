//! How far `sfn validate` agrees with the verdicts that others recorded.
//!
//! ```text
//! cargo run -p sfn-codegen --features cli --example conformance -- FOLDER
//! ```
//!
//! Every `valid_*.jsonl` of the folder is a suite of a JSON object a line: `definition` or `definition_text`, `type`, and
//! `verdict` (`valid`, `invalid`) or `expected.result` (`OK`, `FAIL`). Prints the agreement suite by suite, and each
//! disagreement with what we say; those of `explained.txt` with the rule they rest on. Of `real_world.jsonl`, which has no
//! verdicts, every error is printed. Ends with 1 when a disagreement is not explained.

#![allow(missing_docs, unreachable_pub)]

use sfn_asl::Json;
use sfn_codegen::Status;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A line each: how the id begins, a bar, and why our verdict differs.
const EXPLAINED: &str = include_str!("explained.txt");

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
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with("valid_") && name.ends_with(".jsonl") {
            unexplained += suite(&name, &rows(&file));
        } else if name == "real_world.jsonl" {
            unexplained += real_world(&rows(&file));
        }
    }
    ExitCode::from(u8::from(unexplained > 0))
}

fn rows(file: &Path) -> Vec<Json> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().filter_map(|line| line.parse().ok()).collect()
}

/// What `sfn validate` says of the definition of a row: the errors, each in a line.
fn errors(row: &Json) -> Vec<String> {
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
    let diagnostics = report["diagnostics"].as_array().unwrap_or_default();
    diagnostics
        .iter()
        .filter(|found| found["severity"].as_str() == Some("ERROR"))
        .map(|found| {
            let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
            format!(
                "[{}] {} at {} ({})",
                text("rule"),
                text("message"),
                text("location"),
                text("help")
            )
        })
        .collect()
}

/// Why our verdict on a case is what it is, if that is written down.
fn explained(id: &str) -> Option<&'static str> {
    EXPLAINED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" | "))
        .find(|(prefix, _)| id.starts_with(prefix.trim()))
        .map(|(_, why)| why)
}

fn suite(name: &str, rows: &[Json]) -> usize {
    let (mut agree, mut unexplained) = (0, 0);
    let mut told = String::new();
    for row in rows {
        let found = errors(row);
        let ours = found.is_empty();
        let theirs = match row["verdict"].as_str() {
            Some(verdict) => verdict == "valid",
            None => row.pointer("/expected/result").and_then(Json::as_str) == Some("OK"),
        };
        if ours == theirs {
            agree += 1;
            continue;
        }
        let id = row["id"].as_str().unwrap_or_default();
        let explained = explained(id);
        told += &format!(
            "  {} {id}\n    recorded: {} {}\n",
            if ours { "accepted" } else { "rejected" },
            if theirs { "valid" } else { "invalid" },
            row["reason"]
        );
        for error in &found {
            told += &format!("    {error}\n");
        }
        match explained {
            Some(why) => told += &format!("    explained: {why}\n"),
            None => unexplained += 1,
        }
    }
    let share = 100.0 * agree as f64 / rows.len().max(1) as f64;
    println!(
        "{name}: {agree} of {} agree ({share:.1}%)\n{told}",
        rows.len()
    );
    unexplained
}

fn real_world(rows: &[Json]) -> usize {
    let (mut clean, mut unexplained, mut told) = (0, 0, String::new());
    for row in rows {
        let errors = errors(row);
        if errors.is_empty() {
            clean += 1;
            continue;
        }
        told += &format!(
            "  {} {} {}\n",
            row["id"].as_str().unwrap_or_default(),
            row["repo"].as_str().unwrap_or_default(),
            row["path"].as_str().unwrap_or_default()
        );
        for error in errors {
            told += &format!("    {error}\n");
        }
        match explained(row["id"].as_str().unwrap_or_default()) {
            Some(why) => told += &format!("    explained: {why}\n"),
            None => unexplained += 1,
        }
    }
    println!(
        "real definitions: {clean} of {} without errors\n{told}",
        rows.len()
    );
    unexplained
}
