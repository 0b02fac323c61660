//! What is legal and will hurt: rules over a document, each with a code, a level, a reason and two examples.
//!
//! A rule is a row of [`RULES`], a function in the file of its theme, and a page in `rules/`. What cannot be accepted at
//! all is the business of the validator; a lint is an opinion, and can be switched off: for all with a [`Config`] or a
//! [`ConfigFile`], for one state and what is in it with the words `sfn:allow(code) reason` in its comment.
//!
//! ```
//! use sfn_asl::model::{StateMachine, Task};
//! use sfn_codegen::lint::{Config, Level, lint};
//!
//! let charge = Task::new("arn:aws:lambda:eu-west-1:123456789012:function:charge").end();
//! let document = StateMachine::new("Charge").state("Charge", charge.clone());
//! let found = lint(&document, &Config::default());
//! let timeout = found.iter().find(|found| found.rule.code == "task-without-timeout").unwrap();
//! assert_eq!(timeout.pointer, "/States/Charge");
//! assert_eq!(timeout.level, Level::Warning);
//!
//! // With a reason it may stay.
//! let charge = charge.comment("sfn:allow(task-without-timeout) the function has one of its own");
//! let document = StateMachine::new("Charge").state("Charge", charge);
//! let found = lint(&document, &Config::default());
//! assert!(found.iter().all(|found| found.rule.code != "task-without-timeout"));
//! ```

mod allow;
mod answers;
mod called;
mod choices;
mod config;
mod config_file;
mod context;
mod data;
pub mod fix;
mod handlers;
mod history;
mod kinds;
mod maps;
mod names;
mod payload;
mod polling;
mod reads;
mod retries;
mod rule;
mod shape;
mod table;
mod tasks;
mod texts;
mod unused;

pub use config::{Config, UnknownRule};
pub use config_file::{ConfigError, ConfigFile};
pub use fix::{Edit, mend};
pub use rule::{Example, Level, Rule};
pub use table::RULES;

use context::Context;
use sfn_asl::StateMachine;
use std::fmt;

/// Something a rule found.
///
/// ```
/// use sfn_asl::model::{StateMachine, Wait};
/// use sfn_asl::WorkflowKind;
/// use sfn_codegen::lint::{Config, lint};
///
/// let document = StateMachine::new("Wait").state("Wait", Wait::for_seconds(600).end());
/// let found = lint(&document, &Config::new(WorkflowKind::Express));
/// assert_eq!(
///     found[0].to_string(),
///     "warning[longer-than-express]: `Wait` waits for 600 s, and an Express execution ends after 300 s at /States/Wait/Seconds"
/// );
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Its level here.
    pub level: Level,
    /// The place, as a JSON pointer.
    pub pointer: String,
    /// What is there.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What mends it, when that is mechanical and keeps what the definition does, see [`mend`].
    pub edits: Vec<Edit>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.level, self.rule.code, self.message)?;
        if self.pointer.is_empty() {
            return Ok(());
        }
        write!(f, " at {}", self.pointer)
    }
}

/// The rule of that code.
///
/// ```
/// assert!(sfn_codegen::lint::rule("retry-without-jitter").unwrap().mends);
/// assert!(sfn_codegen::lint::rule("retry-without-gitter").is_none());
/// ```
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Where rules put what they find.
struct Found<'f> {
    rule: &'static Rule,
    out: &'f mut Vec<Finding>,
}

impl Found<'_> {
    fn add(
        &mut self,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.mended(pointer, message, help, Vec::new());
    }

    /// The same, with what mends it.
    fn mended(
        &mut self,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
        edits: Vec<Edit>,
    ) {
        self.out.push(Finding {
            rule: self.rule,
            level: self.rule.level,
            pointer: pointer.into(),
            message: message.into(),
            help: help.into(),
            edits,
        });
    }
}

/// Looks for everything that will hurt; what is found comes in the order of the document.
///
/// Takes a time that grows with the size of the document and no faster.
#[must_use]
pub fn lint(document: &StateMachine, config: &Config) -> Vec<Finding> {
    let context = Context::of(document, config.kind());
    let mut all = Vec::new();
    for rule in RULES.iter().filter(|rule| config.is_on(rule)) {
        let out = &mut all;
        (rule.check)(&context, &mut Found { rule, out });
    }
    let allowed = allow::Allowed::of(&context);
    let mut out: Vec<(usize, Finding)> = Vec::new();
    for mut found in all {
        let owner = context.owner(&found.pointer);
        let state = owner.map_or("", |at| context.states[at].name.as_str());
        found.level = config.of(found.rule, state);
        if found.level != Level::Off && !allowed.allows(&found.pointer, found.rule.code) {
            out.push((owner.map_or(0, |at| at + 1), found));
        }
    }
    out.sort_by(|(a, one), (b, other)| {
        let key = |found: &'_ Finding| (found.rule.code, found.pointer.len());
        (a, &one.pointer, key(one)).cmp(&(b, &other.pointer, key(other)))
    });
    out.into_iter().map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests;
