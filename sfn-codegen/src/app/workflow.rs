//! A workflow as commands see it: a document, and the lines of Rust that it was written in.

use super::in_rust;
use crate::artifacts::Artifacts;
use crate::commands::finding::{Finding, Level3, Place, Unit};
use crate::commands::io::{Io, Stop};
use crate::commands::named::{Authored, Named};
use crate::settings::Settings;
use sfn_asl::{Code, Diagnostic, Limits, StateMachine, ValidateOptions, WorkflowKind, parse};
use sfn_dsl::Annotations;
use std::fmt::Write as _;
use std::panic::Location;

impl Named {
    /// A workflow that was synthesized.
    pub(super) fn of(artifacts: Artifacts, annotations: Annotations, settings: &Settings) -> Self {
        let beyond = crate::artifacts::Beyond {
            grants: annotations.grants(),
            placeholders: annotations.placeholders().clone(),
        };
        Self {
            deployment: settings.deployment_of(&artifacts.name, beyond),
            place: artifacts.name.clone(),
            name: artifacts.name,
            kind: Some(artifacts.kind),
            document: artifacts.definition,
            authored: Some(Authored {
                annotations,
                input: artifacts.input_schema,
                output: artifacts.output_schema,
                policy: artifacts.policy,
            }),
        }
    }

    fn source(&self, pointer: &str) -> Place {
        let annotations = self.authored.as_ref().map(|of| &of.annotations);
        Place::Rust(annotations.and_then(|of| of.location_of(pointer)))
    }
}

/// Findings point to the lines of Rust; line and column are those of the definition that is written.
impl Unit for Named {
    fn name(&self) -> &str {
        &self.name
    }

    fn noun(&self) -> &'static str {
        "workflow"
    }

    fn check(&self, kind: WorkflowKind) -> Vec<Finding> {
        let parsed = parse(&self.document.to_string_pretty(), &Limits::default());
        let options = ValidateOptions::new(self.kind.unwrap_or(kind));
        let found = crate::check(parsed, &options).diagnostics.into_iter();
        let finding = |diagnostic: sfn_asl::Diagnostic| {
            let place = self.source(&diagnostic.pointer);
            Finding::of_diagnostic(diagnostic, place)
        };
        found.map(finding).collect()
    }

    fn documents(&self) -> Vec<Option<(&StateMachine, Option<WorkflowKind>)>> {
        vec![Some((&self.document, self.kind))]
    }

    fn machine(&self, _: usize) -> String {
        self.name.clone()
    }

    fn lints(&self, _: usize, found: &[crate::lint::Finding]) -> Vec<Finding> {
        if found.is_empty() {
            return Vec::new();
        }
        let places = parse(&self.document.to_string_pretty(), &Limits::default()).places;
        let mut located: Vec<Diagnostic> = found
            .iter()
            .map(|lint| Diagnostic::warning(Code::Syntax, &lint.pointer, ""))
            .collect();
        places.locate(&mut located);
        let each = found.iter().zip(located);
        each.map(|(lint, at)| {
            let mut finding = Finding::of_lint(lint, self.source(&lint.pointer));
            if let Some(at) = at.position {
                (finding.line, finding.column) = (at.line, at.column);
            }
            finding
        })
        .collect()
    }

    fn show(&self, findings: &[Finding], io: &mut Io<'_>) -> Result<(), Stop> {
        for finding in findings {
            let level = match finding.level {
                Level3::Error => "error",
                Level3::Warning => "warning",
                Level3::Info => "info",
            };
            let mut text = format!("{level}[{}]: {}", finding.rule, finding.message);
            if let Place::Rust(Some(location)) = finding.place {
                text += &shown(location);
            }
            // Writing to a string does not fail.
            let _ = write!(
                text,
                "\n  = note: in workflow `{}`, {}",
                self.name, finding.location
            );
            if let Some(help) = &finding.help {
                let _ = write!(text, "\n  = help: {help}");
            }
            if let Some(call) = in_rust::call(finding.rule) {
                let _ = write!(text, "\n  = help: in Rust: `{call}`");
            }
            let text = io.paint.error(&text);
            io.line(&format!("{text}\n"))?;
        }
        Ok(())
    }
}

/// A place in Rust, with its line where the source is at hand. The compiler names files from the root of the workspace, which is where
/// cargo was called, or above.
fn shown(location: &Location<'_>) -> String {
    let mut out = format!("\n  --> {location}");
    let here = std::env::current_dir().unwrap_or_default();
    let text = here
        .ancestors()
        .find_map(|root| std::fs::read_to_string(root.join(location.file())).ok())
        .unwrap_or_default();
    let number = location.line() as usize;
    let Some(line) = text.lines().nth(number.saturating_sub(1)) else {
        return out;
    };
    let width = number.to_string().len();
    let column = (location.column() as usize).saturating_sub(1);
    // Something that has another text than it had when it was compiled points nowhere.
    let rest: String = line.chars().skip(column).collect();
    let word = rest
        .chars()
        .take_while(|char| char.is_alphanumeric() || *char == '_')
        .count();
    if rest.is_empty() {
        return out;
    }
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "\n{0:width$} |\n{number} | {line}\n{0:width$} | {0:column$}{1}",
        "",
        "^".repeat(word.max(1))
    );
    out
}
