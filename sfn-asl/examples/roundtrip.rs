//! Reads definitions, writes them back, and says whether anything was lost.
//!
//! ```text
//! cargo run -p sfn-asl --example roundtrip -- FILE_OR_FOLDER..
//! ```
//!
//! Takes `.json`, `.yaml` and `.yml` files, folders of them, and `.jsonl` files of definitions: each line a definition,
//! or an object with a member `definition` (or `definition_text`, the definition as a string). With a `verdict` of
//! `valid` or `invalid` beside it, the validator is measured against that.

use sfn_asl::json::Json;
use sfn_asl::{Limits, Parsed, ValidateOptions, WorkflowKind, parse, read_json, validate};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Default)]
struct Report {
    definitions: usize,
    bytes: usize,
    same: usize,
    failures: Vec<String>,
    with_unknown: usize,
    unknown: BTreeMap<(String, &'static str), usize>,
    clean: usize,
    errors: BTreeMap<&'static str, usize>,
    warnings: BTreeMap<&'static str, usize>,
    judged: usize,
    false_rejects: Vec<String>,
    false_accepts: Vec<String>,
    shown: Vec<String>,
    verbose: bool,
}

fn main() -> ExitCode {
    let mut report = Report::default();
    let mut files = Vec::new();
    for argument in std::env::args_os().skip(1) {
        if argument == "--verbose" {
            report.verbose = true;
        } else {
            collect(Path::new(&argument), &mut files);
        }
    }
    if files.is_empty() {
        eprintln!("usage: roundtrip [--verbose] FILE_OR_FOLDER..");
        return ExitCode::from(2);
    }
    files.sort();
    for file in &files {
        match std::fs::read(file) {
            Ok(bytes) => report.file(file, &bytes),
            Err(error) => report.failures.push(format!("{}: {error}", file.display())),
        }
    }
    report.print();
    if report.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        let path = entry.path();
        let known = path.extension().is_some_and(|ext| {
            ["json", "jsonl", "yaml", "yml"]
                .iter()
                .any(|known| ext == *known)
        });
        if path.is_dir() || known {
            collect(&path, files);
        }
    }
}

impl Report {
    fn file(&mut self, file: &Path, bytes: &[u8]) {
        let name = file.display().to_string();
        let Ok(text) = std::str::from_utf8(bytes) else {
            let parsed = sfn_asl::parse_bytes(bytes, &Limits::default());
            self.failures
                .push(format!("{name}:{}", parsed.diagnostics[0]));
            return;
        };
        match file.extension().and_then(|ext| ext.to_str()) {
            Some("jsonl") => {
                for (at, line) in text
                    .lines()
                    .enumerate()
                    .filter(|(_, line)| !line.trim().is_empty())
                {
                    self.line(&format!("{name}:{}", at + 1), line);
                }
            }
            #[cfg(feature = "yaml")]
            Some("yaml" | "yml") => {
                let expected = sfn_asl::read_yaml(text, &Limits::default()).value;
                self.definition(
                    &name,
                    text,
                    expected,
                    sfn_asl::parse_yaml(text, &Limits::default()),
                    &Json::Null,
                );
            }
            _ => self.text(&name, text, &Json::Null),
        }
    }

    fn line(&mut self, name: &str, line: &str) {
        let read = read_json(line, &Limits::default());
        let Some(record) = read.value else {
            self.failures
                .push(format!("{name}: {}", read.diagnostics[0]));
            return;
        };
        #[cfg(feature = "yaml")]
        if let (Some(text), Some("yaml")) = (
            record["definition_text"].as_str(),
            record["format"].as_str(),
        ) {
            let expected = sfn_asl::read_yaml(text, &Limits::default()).value;
            return self.definition(
                name,
                text,
                expected,
                sfn_asl::parse_yaml(text, &Limits::default()),
                &record,
            );
        }
        if let Some(text) = record["definition_text"]
            .as_str()
            .or(record["definition"].as_str())
        {
            self.text(name, text, &record);
        } else if let Some(definition) = record.get("definition") {
            self.text(name, &definition.to_compact(), &record);
        } else {
            self.text(name, line, &record);
        }
    }

    fn text(&mut self, name: &str, text: &str, record: &Json) {
        let read = read_json(text, &Limits::default());
        self.definition(
            name,
            text,
            read.value,
            parse(text, &Limits::default()),
            record,
        );
    }

    fn definition(
        &mut self,
        name: &str,
        text: &str,
        expected: Option<Json>,
        parsed: Parsed,
        record: &Json,
    ) {
        self.definitions += 1;
        self.bytes += text.len();
        let express = record["type"].as_str().or(record["sm_type"].as_str()) == Some("EXPRESS");
        let kind = if express {
            WorkflowKind::Express
        } else {
            WorkflowKind::Standard
        };
        let mut diagnostics = parsed.diagnostics;
        if let (Some(document), Some(expected)) = (&parsed.document, &expected) {
            // Written text is read again by the generic reader, so that the model is no witness in its own case.
            let written = document.to_string_pretty();
            let again = read_json(&written, &Limits::default()).value;
            // And by another one altogether, which does not see order and spelling but sees everything else.
            let other: Option<serde_json::Value> = serde_json::from_str(&written).ok();
            let same = again.is_some_and(|again| again.is_identical(expected));
            if same
                && other
                    == serde_json::from_str(text)
                        .ok()
                        .or(Some(expected.to_serde()))
            {
                self.same += 1;
            } else {
                self.failures
                    .push(format!("{name}: written differently than read"));
            }
            let unknown = document.unknown_fields();
            self.with_unknown += usize::from(!unknown.is_empty());
            for field in unknown {
                *self.unknown.entry((field.name, field.owner)).or_default() += 1;
            }
            let mut found = validate(document, &ValidateOptions::new(kind));
            found.retain(|found| {
                !diagnostics
                    .iter()
                    .any(|known| known.code == found.code && known.pointer == found.pointer)
            });
            parsed.places.locate(&mut found);
            diagnostics.extend(found);
        } else {
            let why = diagnostics
                .first()
                .map_or_else(String::new, ToString::to_string);
            if record.get("verdict").is_none() {
                self.failures.push(format!("{name}: {why}"));
            }
        }
        let rejected = diagnostics.iter().any(|diagnostic| diagnostic.is_error());
        self.clean += usize::from(!rejected);
        for diagnostic in &diagnostics {
            let counts = if diagnostic.is_error() {
                &mut self.errors
            } else {
                &mut self.warnings
            };
            *counts.entry(diagnostic.code.as_str()).or_default() += 1;
            self.shown.push(format!("{name}: {diagnostic}"));
        }
        if let Some(verdict) = record["verdict"].as_str() {
            self.judged += 1;
            let id = record["id"].as_str().unwrap_or("").to_owned();
            match (verdict, rejected) {
                ("valid", true) => {
                    let why = diagnostics
                        .iter()
                        .filter(|found| found.is_error())
                        .map(|found| format!("\n      {found}"));
                    self.false_rejects
                        .push(format!("{name} {id}{}", why.collect::<String>()));
                }
                ("invalid", false) => {
                    self.false_accepts
                        .push(format!("{name} {id}: {}", record["reason"]));
                }
                _ => {}
            }
        }
    }

    fn print(&self) {
        println!(
            "definitions        {} ({} bytes)",
            self.definitions, self.bytes
        );
        println!("  written as read  {}", self.same);
        println!("  failures         {}", self.failures.len());
        for failure in &self.failures {
            println!("    {failure}");
        }
        println!("  with unknown fields {}", self.with_unknown);
        for ((name, owner), count) in &self.unknown {
            println!("    {count:5} {name} in {owner}");
        }
        println!("validator: {} without errors", self.clean);
        for (title, counts) in [("errors", &self.errors), ("warnings", &self.warnings)] {
            for (code, count) in counts {
                println!("    {count:5} {title} {code}");
            }
        }
        if self.judged > 0 {
            println!("verdicts: {} judged", self.judged);
            println!("  false rejects {}", self.false_rejects.len());
            for case in &self.false_rejects {
                println!("    {case}");
            }
            println!("  false accepts {}", self.false_accepts.len());
            for case in &self.false_accepts {
                println!("    {case}");
            }
        }
        if self.verbose {
            println!("diagnostics");
            for line in &self.shown {
                println!("    {line}");
            }
        }
    }
}
