//! The file with the tenants: reads it, and says all that is wrong with it at once, each with its line and what to do.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use toml::Spanned;

/// A kind of step: what a tenant can have.
#[derive(Debug)]
pub(crate) struct StepKind {
    /// What the file calls it, and part of the name of its function.
    pub(crate) name: &'static str,
    /// What its state is called.
    pub(crate) state: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// How long it may take if the file does not say.
    timeout_seconds: u64,
}

macro_rules! kinds {
    ($($name:literal $state:literal $seconds:literal $about:literal)*) => {
        static KINDS: &[StepKind] = &[$(StepKind {
            name: $name, state: $state, about: $about, timeout_seconds: $seconds,
        }),*];
    };
}
kinds! {
    "scan"      "Scan"      60  "Looks for malware"
    "extract"   "Extract"   120 "Takes the text out of the document"
    "ocr"       "Ocr"       600 "Reads the text off its pages"
    "classify"  "Classify"  30  "Finds out what kind of document it is"
    "summarize" "Summarize" 120 "Writes a summary"
    "index"     "Index"     60  "Makes it searchable"
}

/// A tenant.
#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) name: String,
    pub(crate) max_megabytes: u64,
    pub(crate) steps: Vec<Step>,
}

/// A step of a tenant's pipeline.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) kind: &'static StepKind,
    pub(crate) timeout_seconds: u64,
    pub(crate) optional: bool,
    attempts: u64,
}

impl Step {
    /// How often it is tried again.
    pub(crate) fn retries(&self) -> u64 {
        self.attempts - 1
    }

    /// How long it may take: every attempt, the pauses between them, and those of the retrier that each function has.
    pub(crate) fn longest_seconds(&self) -> u64 {
        self.timeout_seconds * self.attempts + 5 * ((1 << self.retries()) - 1) + 126
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    tenant: Vec<TenantEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TenantEntry {
    name: Spanned<String>,
    max_megabytes: Spanned<u64>,
    steps: Spanned<Vec<Spanned<StepEntry>>>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a step is its name, or a table with `run` and any of `timeout-seconds`, `attempts`, `optional`"
)]
enum StepEntry {
    Name(String),
    Full(FullStep),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FullStep {
    run: String,
    timeout_seconds: Option<u64>,
    attempts: Option<u64>,
    #[serde(default)]
    optional: bool,
}

/// One thing that is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// `tenants.toml:12:9`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Everything that is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            let gap = if at == 0 { "" } else { "\n\n" };
            let ConfigError {
                place,
                message,
                help,
            } = error;
            write!(f, "{gap}error: {message}\n  --> {place}\n  = help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

/// Reads the tenants.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<Tenant>, ConfigErrors> {
    let mut found = Found {
        file,
        text,
        errors: Vec::new(),
    };
    let tenants = match toml::from_str::<File>(text) {
        Ok(file) => found.tenants(file),
        Err(error) => {
            let span = error.span().unwrap_or_default();
            found.add(
                span,
                error.message(),
                "see `tenants.toml` of this package for how it is written",
            );
            Vec::new()
        }
    };
    if found.errors.is_empty() {
        Ok(tenants)
    } else {
        Err(ConfigErrors(found.errors))
    }
}

/// What was found to be wrong so far.
struct Found<'t> {
    file: &'t str,
    text: &'t str,
    errors: Vec<ConfigError>,
}

impl Found<'_> {
    fn add(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let before = &self.text[..span.start.min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        self.errors.push(ConfigError {
            place: format!("{}:{line}:{column}", self.file),
            message: message.into(),
            help: help.into(),
        });
    }

    fn tenants(&mut self, file: File) -> Vec<Tenant> {
        if file.tenant.is_empty() {
            self.add(
                0..0,
                "there is no tenant",
                "add one: `[[tenant]]` with `name`, `max-megabytes` and `steps`",
            );
        }
        let mut known = BTreeMap::new();
        let mut tenants = Vec::new();
        for entry in file.tenant {
            let span = entry.name.span();
            let name = entry.name.into_inner();
            if name.is_empty()
                || name.len() > 60
                || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            {
                self.add(
                    span.clone(),
                    format!("{name:?} is no name for a tenant"),
                    "use up to 60 letters, digits and `-`: it becomes part of the names of AWS resources",
                );
            }
            if known.insert(name.clone(), span.clone()).is_some() {
                self.add(
                    span,
                    format!("there are two tenants `{name}`"),
                    "give one of them another name: each has a workflow of its own",
                );
            }
            let max_megabytes = self.between(
                entry.max_megabytes.span(),
                "max-megabytes",
                entry.max_megabytes.into_inner(),
                1,
                5_000,
            );
            tenants.push(Tenant {
                steps: self.steps(&name, entry.steps),
                name,
                max_megabytes,
            });
        }
        tenants
    }

    fn steps(&mut self, tenant: &str, entries: Spanned<Vec<Spanned<StepEntry>>>) -> Vec<Step> {
        if entries.get_ref().is_empty() {
            self.add(
                entries.span(),
                format!("`{tenant}` has no steps"),
                format!("list some of {}", known()),
            );
        }
        let mut steps: Vec<Step> = Vec::new();
        for entry in entries.into_inner() {
            let span = entry.span();
            let full = match entry.into_inner() {
                StepEntry::Full(full) => full,
                StepEntry::Name(run) => FullStep {
                    run,
                    timeout_seconds: None,
                    attempts: None,
                    optional: false,
                },
            };
            let Some(kind) = KINDS.iter().find(|kind| kind.name == full.run) else {
                self.add(
                    span,
                    format!("there is no step `{}`", full.run),
                    format!("use one of {}", known()),
                );
                continue;
            };
            if steps.iter().any(|step| step.kind.name == kind.name) {
                self.add(
                    span,
                    format!("`{tenant}` has the step `{}` twice", kind.name),
                    "remove one: a step becomes a state, whose name is used once",
                );
                continue;
            }
            let seconds = full.timeout_seconds.unwrap_or(kind.timeout_seconds);
            steps.push(Step {
                kind,
                timeout_seconds: self.between(span.clone(), "timeout-seconds", seconds, 1, 900),
                attempts: self.between(span, "attempts", full.attempts.unwrap_or(3), 1, 10),
                optional: full.optional,
            });
        }
        steps
    }

    fn between(&mut self, span: Range<usize>, what: &str, value: u64, from: u64, to: u64) -> u64 {
        if !(from..=to).contains(&value) {
            self.add(
                span,
                format!("`{what}` is {value}"),
                format!("use a number from {from} to {to}"),
            );
        }
        value.clamp(from, to)
    }
}

/// The steps there are.
fn known() -> String {
    let names: Vec<String> = KINDS
        .iter()
        .map(|kind| format!("`{}`", kind.name))
        .collect();
    names.join(", ")
}
