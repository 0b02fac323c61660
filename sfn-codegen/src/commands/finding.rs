//! What was found, and its JSON form, the same in every command: what `ValidateStateMachineDefinition` answers, and where it
//! is in the text.

use super::io::{Io, Stop, plural};
use sfn_asl::{Diagnostic, Json, Severity, StateMachine, WorkflowKind};
use std::ops::{AddAssign, Range};
use std::panic::Location;
use std::path::Path;

/// How bad a finding is. The service has the same three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level3 {
    Error,
    Warning,
    Info,
}

impl Level3 {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::Warning => "WARNING",
            Self::Info => "INFO",
        }
    }
}

impl From<crate::lint::Level> for Level3 {
    fn from(level: crate::lint::Level) -> Self {
        match level {
            crate::lint::Level::Error => Self::Error,
            crate::lint::Level::Warning => Self::Warning,
            crate::lint::Level::Info | crate::lint::Level::Off => Self::Info,
        }
    }
}

/// One thing that was found, with its place.
pub(crate) struct Finding {
    pub(crate) level: Level3,
    /// The code of the service.
    pub(crate) code: &'static str,
    /// Our own code, which is finer.
    pub(crate) rule: &'static str,
    pub(crate) message: String,
    /// The place in the definition, as a JSON pointer.
    pub(crate) location: String,
    /// Where the definition is in the file, as a JSON pointer; empty when it is the file.
    pub(crate) definition: String,
    pub(crate) help: Option<String>,
    /// Where it is in the text of the definition, or of the file that holds it.
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) place: Place,
}

/// Where people look for a finding.
pub(crate) enum Place {
    /// In the text of a file: the bytes it is about, and others with what they have to do with it.
    #[cfg_attr(not(feature = "cli"), expect(dead_code))]
    Text {
        range: Range<usize>,
        related: Vec<(Range<usize>, String)>,
    },
    /// In Rust, where that is known.
    Rust(Option<&'static Location<'static>>),
}

impl Finding {
    /// What a diagnostic says, without its place.
    pub(crate) fn of_diagnostic(diagnostic: Diagnostic, place: Place) -> Self {
        let (line, column) = diagnostic
            .position
            .map_or((1, 1), |at| (at.line, at.column));
        Self {
            level: match diagnostic.severity {
                Severity::Error => Level3::Error,
                Severity::Warning => Level3::Warning,
            },
            code: diagnostic.code.service_code(),
            rule: diagnostic.code.as_str(),
            message: diagnostic.message,
            location: diagnostic.pointer,
            definition: String::new(),
            help: diagnostic.help,
            line,
            column,
            place,
        }
    }

    /// What a rule of `lint` found.
    pub(crate) fn of_lint(lint: &crate::lint::Finding, place: Place) -> Self {
        Self {
            level: lint.level.into(),
            code: "LINT",
            rule: lint.rule.code,
            message: lint.message.clone(),
            location: lint.pointer.clone(),
            definition: String::new(),
            help: Some(lint.help.clone()),
            line: 1,
            column: 1,
            place,
        }
    }

    fn to_json(&self) -> Json {
        let location = if self.location.is_empty() {
            "/"
        } else {
            &self.location
        };
        let mut members = vec![
            ("severity", Json::from(self.level.word())),
            ("code", Json::from(self.code)),
            ("rule", Json::from(self.rule)),
            ("message", Json::from(&self.message)),
            ("location", Json::from(location)),
            ("line", Json::from(self.line)),
            ("column", Json::from(self.column)),
            ("help", self.help.as_deref().map_or(Json::Null, Json::from)),
        ];
        if !self.definition.is_empty() {
            members.push(("definition", Json::from(&self.definition)));
        }
        if let Place::Rust(source) = self.place {
            let source = source.map_or(Json::Null, |source| {
                Json::from_iter([
                    ("file", Json::from(source.file())),
                    ("line", Json::from(source.line())),
                    ("column", Json::from(source.column())),
                ])
            });
            members.push(("source", source));
        }
        Json::from_iter(members)
    }
}

/// The report on a file, or on a workflow.
pub(crate) fn report(file: &str, failed: bool, findings: &[Finding]) -> Json {
    Json::from_iter([
        ("file", Json::from(file)),
        ("result", Json::from(if failed { "FAIL" } else { "OK" })),
        (
            "diagnostics",
            findings.iter().map(Finding::to_json).collect(),
        ),
    ])
}

/// What findings are told of: a file with definitions in it, or a workflow.
pub(crate) trait Unit {
    /// Its name, as it was given.
    fn name(&self) -> &str;
    /// What it is called among others: a file, a workflow.
    fn noun(&self) -> &'static str;
    /// Everything that is wrong with it. The kind is that of the definitions that nobody says the kind of.
    fn check(&self, kind: WorkflowKind) -> Vec<Finding>;
    /// The definitions in it that could be read, each with its kind; none for those that could not.
    fn documents(&self) -> Vec<Option<(&StateMachine, Option<WorkflowKind>)>>;
    /// What the definition of that number is called among others.
    fn machine(&self, of: usize) -> String;
    /// The file it was read from, when it was one.
    fn path(&self) -> Option<&Path> {
        None
    }
    /// What `lint` found in the definition of that number, with its places.
    fn lints(&self, of: usize, found: &[crate::lint::Finding]) -> Vec<Finding>;
    /// Prints findings for people.
    fn show(&self, findings: &[Finding], io: &mut Io<'_>) -> Result<(), Stop>;
}

/// What came of the units so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    noun: &'static str,
    units: usize,
    definitions: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    /// Definitions that could not be looked at.
    pub(crate) unread: usize,
}

impl Tally {
    pub(crate) fn of(unit: &dyn Unit, findings: &[Finding]) -> Self {
        let count = |level| findings.iter().filter(|found| found.level == level).count();
        Self {
            noun: unit.noun(),
            units: 1,
            definitions: unit.documents().len(),
            errors: count(Level3::Error),
            warnings: count(Level3::Warning),
            infos: count(Level3::Info),
            unread: 0,
        }
    }

    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    pub(crate) fn warnings(&self) -> usize {
        self.warnings
    }

    /// How many units, and what was found in them.
    pub(crate) fn words(&self) -> Option<String> {
        if self.units == 0 {
            return None;
        }
        let units = plural(self.units, self.noun);
        let what = if self.noun == "file" {
            format!("{} in {units}", plural(self.definitions, "definition"))
        } else {
            units
        };
        let mut found: Vec<String> = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.infos, "info"),
        ]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(*count, word))
        .collect();
        if self.unread > 0 {
            found.push(format!("{} could not be read", self.unread));
        }
        Some(if found.is_empty() {
            format!("{what}: nothing found")
        } else {
            format!("{what}: {}", found.join(", "))
        })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        if other.units > 0 {
            self.noun = other.noun;
        }
        self.units += other.units;
        self.definitions += other.definitions;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.unread += other.unread;
    }
}
