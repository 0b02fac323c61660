//! Compares the roles that people wrote with what their definitions need, over a file of definitions.
//!
//! ```text
//! cargo run -p sfn-codegen --example roles -- FILE.jsonl [--all]
//! cargo run -p sfn-codegen --example roles -- FILE.jsonl --policies DIRECTORY
//! ```
//!
//! With `--policies` the derived policies are written, for an independent linter to look at.
//!
//! Each line of the file is an object with a `definition` and, to be compared, `iam_statements`; `id` names it, and
//! `substitutions` are put in the places of the definition's placeholders. Printed
//! are every action that is needed and surely not allowed, and with `--all` also what is allowed and not needed, then how
//! many roles there are of each verdict. A comparison tells nothing about a role of which only a part was found.

#![allow(missing_docs)]

use sfn_asl::json::Json;
use sfn_asl::{Limits, StateMachine};
use sfn_codegen::iam::{Existing, compare, role};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (path, all, out) = match args.as_slice() {
        [path] => (path, false, None),
        [path, flag] if flag == "--all" => (path, true, None),
        [path, flag, out] if flag == "--policies" => (path, false, Some(PathBuf::from(out))),
        _ => {
            eprintln!("usage: roles FILE.jsonl [--all | --policies DIRECTORY]");
            return ExitCode::from(2);
        }
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let mut report = Report {
        out,
        ..Report::default()
    };
    for (at, line) in text.lines().enumerate() {
        match sfn_asl::read_json(line, &Limits::default()).value {
            Some(record) => report.record(&record, at + 1, all),
            None => eprintln!("line {}: not JSON", at + 1),
        }
    }
    report.print();
    ExitCode::SUCCESS
}

#[derive(Default)]
struct Report {
    /// Where derived policies are written.
    out: Option<PathBuf>,
    verdicts: BTreeMap<String, usize>,
    missing: BTreeMap<String, usize>,
    unused: BTreeMap<String, usize>,
    unknown: BTreeMap<String, usize>,
    refused: usize,
    derived: usize,
}

impl Report {
    fn record(&mut self, record: &Json, line: usize, all: bool) {
        let id = record
            .get("id")
            .and_then(Json::as_str)
            .map_or_else(|| format!("line {line}"), str::to_owned);
        let Some(definition) = record.get("definition") else {
            return;
        };
        let mut definition = definition.clone();
        if let Some(values) = record.get("substitutions").and_then(Json::as_object) {
            substitute(&mut definition, values);
        }
        let Ok(document) = StateMachine::from_json(&definition) else {
            return;
        };
        let derived = match role(&document, "state-machine") {
            Ok(derived) => derived,
            Err(errors) => {
                self.refused += 1;
                for error in errors {
                    println!("{id}: {error}");
                }
                return;
            }
        };
        self.derived += 1;
        if let Some(out) = &self.out {
            let path = out.join(format!("{id}.json"));
            if let Err(error) = std::fs::write(&path, derived.policy.to_string_pretty()) {
                eprintln!("{}: {error}", path.display());
            }
            return;
        }
        for note in &derived.notes {
            if note.kind == sfn_codegen::iam::NoteKind::Unknown {
                *self.unknown.entry(note.reason.clone()).or_default() += 1;
            }
        }
        let Some(statements) = record
            .get("iam_statements")
            .filter(|json| json.as_array().is_some_and(|all| !all.is_empty()))
        else {
            return;
        };
        let existing = match Existing::read(statements) {
            Ok(existing) => existing,
            Err(errors) => {
                for error in errors {
                    println!("{id}: the role cannot be read: {error}");
                }
                return;
            }
        };
        let comparison = compare(&derived.policy, &existing);
        let verdict = format!("{:?}", comparison.verdict());
        *self.verdicts.entry(verdict).or_default() += 1;
        for found in &comparison.missing {
            *self.missing.entry(found.action.clone()).or_default() += 1;
            println!("{id}: missing {found}");
        }
        for found in &comparison.unused {
            *self.unused.entry(found.action.clone()).or_default() += 1;
            if all {
                println!("{id}: unused {found}");
            }
        }
    }

    fn print(&self) {
        println!(
            "\n{} roles derived, {} definitions refused",
            self.derived, self.refused
        );
        for (title, counts) in [
            ("verdicts on roles that were found", &self.verdicts),
            ("needed and not allowed, by action", &self.missing),
            ("allowed and not needed, by action", &self.unused),
            ("not known", &self.unknown),
        ] {
            println!("\n{title}");
            let mut counts: Vec<_> = counts.iter().collect();
            counts.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
            for (what, count) in counts {
                println!("{count:6}  {what}");
            }
        }
    }
}

/// Puts values in the places of placeholders.
fn substitute(definition: &mut Json, values: &sfn_asl::json::Object) {
    let mut open = vec![definition];
    while let Some(json) = open.pop() {
        match json {
            Json::String(text) if text.contains("${") => {
                for (name, value) in values {
                    if let Some(value) = value.as_str() {
                        *text = text.replace(&format!("${{{name}}}"), value);
                    }
                }
            }
            Json::Array(items) => open.extend(items),
            Json::Object(members) => open.extend(members.values_mut()),
            _ => {}
        }
    }
}
