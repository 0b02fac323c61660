//! How much of what people wrote the typed layer could have written, over a file of definitions.
//!
//! ```text
//! cargo run -p sfn-codegen --example expressible -- FILE.jsonl [--all]
//! ```
//!
//! Each line of the file is an object with a `definition`; `id` names it and `sm_type` is `STANDARD` or `EXPRESS`. Definitions
//! that the validator refuses are counted apart. Of the rest a definition counts when every one of its states could be written
//! by typed calls that do the same, without a raw state, raw text of a dialect, `context::member` or `.parameter(..)`; printed
//! is why the others do not, and with `--all` which they are.
//!
//! What the typed layer has is read from where that is kept true: the tables of `xtask/coverage`, whose rows have tests, the
//! table of integrations, and the sources of their parameters. Three things follow from what is compared: another spelling of
//! the same counts (a `Parameters` below an `InputPath`, a placeholder of deployment as text, a handler left out that could
//! never act); a call of the AWS SDK counts whether `aws_sdk!` or `aws_sdk::call` makes it; and the types that data has in
//! Rust are the author's to say.

#![allow(missing_docs, unreachable_pub)]

mod calls;
mod paths;
mod query;
mod states;
mod templates;
#[cfg(test)]
mod tests;
mod typed;

use sfn_asl::json::Json;
use sfn_asl::{Limits, StateMachine, ValidateOptions, WorkflowKind};
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

/// What keeps a state from being written as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub reason: String,
    /// Whether the state can be written in JSONata instead of JSONPath.
    pub as_jsonata: bool,
}

/// What is said of a definition.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The validator refuses it.
    Refused(String),
    /// Every state, in the language it is in.
    Whole,
    /// Every state, some in JSONata in place of JSONPath, with what JSONPath is not written for.
    WithJsonata(BTreeSet<String>),
    /// Not every state, and why.
    Not(BTreeSet<String>),
}

/// Looks at a definition.
pub fn verdict(definition: &Json, kind: WorkflowKind) -> Verdict {
    let document = match StateMachine::from_json(definition) {
        Ok(document) => document,
        Err(error) => return Verdict::Refused(error.to_string()),
    };
    let found = sfn_codegen::check_document(&document, &ValidateOptions::new(kind));
    if let Some(error) = found.iter().find(|found| found.is_error()) {
        return Verdict::Refused(error.code.as_str().to_owned());
    }
    let findings = states::findings(definition);
    let reasons = |as_jsonata: bool| -> BTreeSet<String> {
        let those = findings.iter().filter(|f| f.as_jsonata == as_jsonata);
        those.map(|f| f.reason.clone()).collect()
    };
    match (reasons(false), reasons(true)) {
        (never, _) if !never.is_empty() => Verdict::Not(never),
        (_, path) if !path.is_empty() => Verdict::WithJsonata(path),
        _ => Verdict::Whole,
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (path, all) = match args.as_slice() {
        [path] => (path, false),
        [path, flag] if flag == "--all" => (path, true),
        _ => {
            eprintln!("usage: expressible FILE.jsonl [--all]");
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
    let mut report = Report::default();
    for (line, text) in (1..).zip(text.lines()) {
        match sfn_asl::read_json(text, &Limits::default()).value {
            Some(record) => report.record(&record, line),
            None => eprintln!("line {line}: not JSON"),
        }
    }
    report.print(all);
    ExitCode::SUCCESS
}

/// Definitions, by reason.
type ByReason = BTreeMap<String, Vec<String>>;

#[derive(Default)]
struct Report {
    whole: usize,
    with_jsonata: usize,
    not: usize,
    refused: usize,
    why_refused: ByReason,
    why_jsonata: ByReason,
    why_not: ByReason,
}

impl Report {
    fn record(&mut self, record: &Json, line: usize) {
        let text = |key: &str| record.get(key).and_then(Json::as_str);
        let id = text("id").map_or_else(|| format!("line {line}"), str::to_owned);
        let kind = match text("sm_type") {
            Some("EXPRESS") => WorkflowKind::Express,
            _ => WorkflowKind::Standard,
        };
        let Some(definition) = record.get("definition") else {
            return;
        };
        let (count, place, reasons) = match verdict(definition, kind) {
            Verdict::Whole => {
                self.whole += 1;
                return;
            }
            Verdict::Refused(why) => {
                let why = BTreeSet::from([why]);
                (&mut self.refused, &mut self.why_refused, why)
            }
            Verdict::WithJsonata(why) => (&mut self.with_jsonata, &mut self.why_jsonata, why),
            Verdict::Not(why) => (&mut self.not, &mut self.why_not, why),
        };
        *count += 1;
        for reason in reasons {
            place.entry(reason).or_default().push(id.clone());
        }
    }

    fn print(&self, all: bool) {
        let counted = self.whole + self.with_jsonata + self.not;
        let share = |of: usize| 100.0 * of as f64 / counted.max(1) as f64;
        println!(
            "{} definitions, {} of them refused by the validator; of the other {counted}:",
            counted + self.refused,
            self.refused
        );
        let either = self.whole + self.with_jsonata;
        for (count, what) in [
            (self.whole, "every state, each in the language it is in"),
            (either, "every state, some in JSONata in place of JSONPath"),
            (self.not, "not every state"),
        ] {
            println!("{count:6}  {:5.1}%  {what}", share(count));
        }
        for (title, reasons) in [
            ("not expressible, by reason", &self.why_not),
            (
                "in JSONata in place of JSONPath, by reason",
                &self.why_jsonata,
            ),
            ("refused, by the first rule", &self.why_refused),
        ] {
            println!("\n{title}");
            let mut reasons: Vec<_> = reasons.iter().collect();
            reasons.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
            for (reason, ids) in reasons {
                println!("{:6}  {reason}", ids.len());
                if all {
                    println!("        {}", ids.join(" "));
                }
            }
        }
    }
}
