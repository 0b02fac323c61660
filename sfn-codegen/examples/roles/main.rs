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
//! `substitutions` are put in the places of the definition's placeholders. `explained.txt` says of every disagreement that
//! somebody has looked at what it comes to; printed are those that it does not account for, with `--all` every one,
//! then how many roles there are of each verdict and of each class of disagreement. Ends with 1 when one is not
//! explained, or when an explanation is of nothing any more.

#![allow(missing_docs)]

mod explained;

use explained::{Disagreement, Explained, Side};
use sfn_asl::json::Json;
use sfn_asl::{Limits, StateMachine};
use sfn_codegen::iam::{Comparison, Existing, NoteKind, Policy, compare, role};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The name of a state machine that is in nobody's definition: it may be whatever the role says.
const OWN_NAME: &str = "${StateMachineName}";

/// How a comparison says that a role names what comes from data.
const LEFT_OPEN: &str = "of those that the document leaves open";

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
    let mut report = Report::new(all);
    for (at, line) in text.lines().enumerate() {
        let Some(record) = sfn_asl::read_json(line, &Limits::default()).value else {
            eprintln!("line {}: not JSON", at + 1);
            continue;
        };
        let id = record.get("id").and_then(Json::as_str);
        let id = id.map_or_else(|| format!("line {}", at + 1), str::to_owned);
        match (&out, report.derive(&record, &id)) {
            (_, None) => {}
            (Some(out), Some(policy)) => write(out, &id, &policy),
            (None, Some(policy)) => report.compare(&record, &id, &policy),
        }
    }
    match out {
        Some(_) => ExitCode::SUCCESS,
        None => ExitCode::from(u8::from(report.print() > 0)),
    }
}

fn write(out: &Path, id: &str, policy: &Policy) {
    let path = out.join(format!("{id}.json"));
    if let Err(error) = std::fs::write(&path, policy.to_string_pretty()) {
        eprintln!("{}: {error}", path.display());
    }
}

struct Report {
    all: bool,
    explained: Explained,
    /// The definitions whose roles were compared.
    compared: BTreeSet<String>,
    verdicts: BTreeMap<String, usize>,
    /// Roles whose every disagreement is of no more than these classes.
    classes: BTreeMap<(Side, &'static str), (usize, BTreeSet<String>)>,
    /// What the roles come to when every disagreement is taken for what it was found to be.
    outcomes: BTreeMap<&'static str, usize>,
    unknown: BTreeMap<String, usize>,
    unexplained: usize,
    refused: usize,
    derived: usize,
}

impl Report {
    fn new(all: bool) -> Self {
        Self {
            all,
            explained: Explained::read(),
            compared: BTreeSet::new(),
            verdicts: BTreeMap::new(),
            classes: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            unknown: BTreeMap::new(),
            unexplained: 0,
            refused: 0,
            derived: 0,
        }
    }

    /// What the definition needs; none when it is not one, or calls what there is not.
    fn derive(&mut self, record: &Json, id: &str) -> Option<Policy> {
        let mut definition = record.get("definition")?.clone();
        if let Some(values) = record.get("substitutions").and_then(Json::as_object) {
            substitute(&mut definition, values);
        }
        let document = StateMachine::from_json(&definition).ok()?;
        let derived = match role(&document, OWN_NAME) {
            Ok(derived) => derived,
            Err(errors) => {
                self.refused += 1;
                for error in errors {
                    println!("{id}: {error}");
                }
                return None;
            }
        };
        self.derived += 1;
        for note in &derived.notes {
            if note.kind == NoteKind::Unknown {
                *self.unknown.entry(note.reason.clone()).or_default() += 1;
            }
        }
        Some(derived.policy)
    }

    fn compare(&mut self, record: &Json, id: &str, policy: &Policy) {
        let Some(statements) = record.get("iam_statements") else {
            return;
        };
        if statements.as_array().is_none_or(<[Json]>::is_empty) {
            return;
        }
        let existing = match Existing::read(statements) {
            Ok(existing) => existing,
            Err(errors) => {
                for error in errors {
                    println!("{id}: the role cannot be read: {error}");
                }
                return;
            }
        };
        let comparison = compare(policy, &existing);
        self.compared.insert(id.to_owned());
        let verdict = format!("{:?}", comparison.verdict());
        *self.verdicts.entry(verdict).or_default() += 1;
        let mut classes = Vec::new();
        for disagreement in disagreements(&comparison, statements) {
            let found = self.explained.find(id, &disagreement);
            match found {
                Some(line) => {
                    let class = (disagreement.side, line.class);
                    let (count, roles) = self.classes.entry(class).or_default();
                    *count += 1;
                    roles.insert(id.to_owned());
                    classes.push(class);
                }
                None => self.unexplained += 1,
            }
            if self.all || found.is_none() {
                let class = found.map_or("unexplained", |line| line.class);
                println!("{id}: {disagreement} [{class}]");
            }
        }
        let outcome = outcome(&classes, !comparison.wider.is_empty());
        *self.outcomes.entry(outcome).or_default() += 1;
    }

    /// Prints what was found; how much of it is not as it should be.
    fn print(&self) -> usize {
        println!(
            "\n{} roles derived, {} definitions refused",
            self.derived, self.refused
        );
        println!(
            "\nverdicts on {} roles that were found",
            self.compared.len()
        );
        for (verdict, count) in &self.verdicts {
            println!("{count:6}  {verdict}");
        }
        println!("\nroles, as far as the disagreements on them are explained");
        for (outcome, count) in &self.outcomes {
            println!("{count:6}  {outcome}");
        }
        for side in [Side::Missing, Side::Uncertain, Side::Unused] {
            println!("\n{side}: actions, roles, class");
            for ((_, class), (count, roles)) in
                self.classes.iter().filter(|((at, _), _)| *at == side)
            {
                println!("{count:6} {:6}  {class}", roles.len());
            }
        }
        if !self.unknown.is_empty() {
            println!("\nnot known");
        }
        for (what, count) in &self.unknown {
            println!("{count:6}  {what}");
        }
        let stale = self.explained.stale(&self.compared);
        for line in &stale {
            println!("\nexplained.txt:{}: nothing disagrees any more", line.at);
        }
        println!("\n{} unexplained", self.unexplained);
        self.unexplained + stale.len()
    }
}

/// What a role comes to, by the classes of what differs.
fn outcome(classes: &[(Side, &str)], wider: bool) -> &'static str {
    let needed = |known: &[&str]| {
        let mut needed = classes.iter().filter(|(side, _)| *side != Side::Unused);
        needed.any(|(_, class)| known.contains(class))
    };
    let unused = |class: &&(Side, &str)| class.0 == Side::Unused && class.1 != "deployment";
    if needed(&["insufficient", "broken"]) {
        "lacks something"
    } else if needed(&["newer-docs"]) {
        "lacks what the documentation names since"
    } else if needed(&["elsewhere"]) {
        "has the rest in a policy that was not found with it"
    } else if wider || classes.iter().any(|class| unused(&class)) {
        "allows what is needed, and more"
    } else {
        "allows what is needed"
    }
}

/// The actions on which the two sides differ, each once.
fn disagreements(comparison: &Comparison, statements: &Json) -> Vec<Disagreement> {
    let sides = [
        (Side::Missing, &comparison.missing),
        (Side::Uncertain, &comparison.uncertain),
        (Side::Unused, &comparison.unused),
    ];
    let mut all: Vec<Disagreement> = Vec::new();
    for (side, found) in sides {
        for found in found {
            // That a statement has more resources than are used is said by the verdict; the actions are.
            if side == Side::Unused && found.resource.is_some() {
                continue;
            }
            for action in found.action.split(", ") {
                let made_by = found
                    .statement
                    .as_deref()
                    .and_then(|name| sam_template(name, statements));
                let known = |known: &&mut Disagreement| {
                    (known.side, known.action.as_str(), &known.made_by) == (side, action, &made_by)
                };
                let own = found.resource.as_deref();
                let own = side != Side::Unused && own.is_some_and(|own| own.contains(OWN_NAME));
                let bounds = found.remark.ends_with(LEFT_OPEN);
                match all.iter_mut().find(known) {
                    Some(known) => {
                        known.own_name &= own;
                        known.bounds_data &= bounds;
                        known.details.push(found.to_string());
                    }
                    None => all.push(Disagreement {
                        side,
                        action: action.to_owned(),
                        made_by,
                        own_name: own,
                        bounds_data: bounds,
                        details: vec![found.to_string()],
                    }),
                }
            }
        }
    }
    all
}

/// The policy template of SAM that made a statement, when one did. The statement is called by its `Sid` or its place.
fn sam_template(name: &str, statements: &Json) -> Option<String> {
    let all = statements.as_array()?;
    let at = name
        .strip_prefix('/')
        .and_then(|at| at.parse::<usize>().ok());
    let named = |json: &&Json| json.get("Sid").and_then(Json::as_str) == Some(name);
    let statement = match at {
        Some(at) => all.get(at),
        None => all.iter().find(named),
    };
    let template = statement?.get("_sam_template")?.as_str()?;
    Some(template.to_owned())
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
