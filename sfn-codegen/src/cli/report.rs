//! What is printed for people of what was found in a file: as rustc prints it, with the source underlined.

use super::file::{Definition, File};
use crate::commands::finding::{Finding, Level3, Place, Unit};
use crate::commands::io::{Io, Stop};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use sfn_asl::{Code, Diagnostic, StateMachine, ValidateOptions, WorkflowKind};
use std::ops::Range;
use std::path::Path;

impl Unit for File {
    fn name(&self) -> &str {
        &self.name
    }

    fn noun(&self) -> &'static str {
        "file"
    }

    /// Everything that is found in the file, in the order of its text.
    fn check(&self, kind: WorkflowKind) -> Vec<Finding> {
        let around = self.diagnostics.iter();
        let mut findings: Vec<Finding> = around
            .map(|found| self.finding(None, found.clone()))
            .collect();
        for definition in &self.definitions {
            let options = ValidateOptions::new(definition.kind.unwrap_or(kind));
            let checked = crate::check(definition.parsed.clone(), &options);
            let found = checked.diagnostics.into_iter();
            findings.extend(found.map(|found| self.finding(Some(definition), found)));
        }
        let skipped = self.skipped.iter();
        findings.extend(skipped.map(|(pointer, why)| self.not_checked(pointer, why)));
        findings.sort_by_key(|found| (found.line, found.column));
        findings
    }

    fn documents(&self) -> Vec<Option<(&StateMachine, Option<WorkflowKind>)>> {
        if self.is_unreadable() {
            return vec![None];
        }
        let all = self.definitions.iter();
        all.map(|of| Some((of.parsed.document.as_ref()?, of.kind)))
            .collect()
    }

    fn machine(&self, of: usize) -> String {
        super::definitions::name(&self.name, &self.definitions[of].pointer)
    }

    fn path(&self) -> Option<&Path> {
        (self.name != "<stdin>").then(|| Path::new(&self.name))
    }

    fn lints(&self, of: usize, found: &[crate::lint::Finding]) -> Vec<Finding> {
        let of = &self.definitions[of];
        let mut places: Vec<Diagnostic> = found
            .iter()
            .map(|lint| Diagnostic::warning(Code::Syntax, &lint.pointer, ""))
            .collect();
        // All at once: looking each of them up by itself would go through all states each time.
        self.locate(of, &mut places);
        let each = found.iter().zip(&places);
        each.map(|(lint, place)| {
            let range = self.place(Some(of), place);
            self.placed(Finding::of_lint(lint, text(range)), Some(of))
        })
        .collect()
    }

    fn show(&self, findings: &[Finding], io: &mut Io<'_>) -> Result<(), Stop> {
        let renderer = if io.paint.is_on() {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        for finding in findings {
            if let Place::Text { range, related } = &finding.place {
                let group = group(self, finding, range, related);
                let shown = renderer.render(&[group]);
                let range = clip(&self.text, range.clone());
                // Of a line that is cut, the printer counts columns from the cut.
                let shown = match shown_column(self, &range) {
                    Some((said, meant)) => shown.replacen(&said, &meant, 1),
                    None => shown,
                };
                io.line(&format!("{shown}\n"))?;
            }
        }
        Ok(())
    }
}

fn text(range: Range<usize>) -> Place {
    Place::Text {
        range,
        related: Vec::new(),
    }
}

impl File {
    /// What a diagnostic says of a definition, or of the file around it.
    fn finding(&self, of: Option<&Definition>, diagnostic: Diagnostic) -> Finding {
        let range = self.place(of, &diagnostic);
        let related = (0..diagnostic.related.len())
            .filter_map(|at| {
                let range = self.related(of, &diagnostic, at)?;
                Some((range, diagnostic.related[at].message.clone()))
            })
            .collect();
        let finding = Finding::of_diagnostic(diagnostic, Place::Text { range, related });
        self.placed(finding, of)
    }

    /// Something that could not be looked at.
    fn not_checked(&self, pointer: &str, why: &str) -> Finding {
        let place = Diagnostic::warning(Code::Syntax, pointer, "");
        let range = self.place(None, &place);
        let mut finding = Finding::of_diagnostic(place, text(range));
        finding.level = Level3::Info;
        (finding.code, finding.rule) = ("NOT_CHECKED", "not-checked");
        finding.message = format!("not checked: {why}");
        self.placed(finding, None)
    }

    fn placed(&self, mut finding: Finding, of: Option<&Definition>) -> Finding {
        if let Place::Text { range, .. } = &finding.place {
            (finding.line, finding.column) = self.position(range.start);
        }
        finding.definition = of.map_or_else(String::new, |of| of.pointer.clone());
        finding
    }
}

/// How much of a line is shown: of a definition on one line, what is around the place.
const WIDE: usize = 120;

fn group<'f>(
    file: &'f File,
    finding: &'f Finding,
    range: &Range<usize>,
    all_related: &'f [(Range<usize>, String)],
) -> annotate_snippets::Group<'f> {
    let level = match finding.level {
        Level3::Error => Level::ERROR,
        Level3::Warning => Level::WARNING,
        Level3::Info => Level::INFO,
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.rule);
    let range = clip(&file.text, range.clone());
    let (window, line) = window(file, &range);
    let place = if finding.location.is_empty() {
        "the definition"
    } else {
        &finding.location
    };
    let local =
        |range: Range<usize>| range.start - window.start..range.end.min(window.end) - window.start;
    let mut snippet = Snippet::source(&file.text[window.clone()])
        .path(file.name.as_str())
        .line_start(line)
        .fold(true)
        .annotation(
            AnnotationKind::Primary
                .span(local(range.clone()))
                .label(place),
        );
    for (related, message) in all_related {
        let related = clip(&file.text, related.clone());
        if window.start <= related.start && related.end <= window.end {
            snippet = snippet.annotation(
                AnnotationKind::Context
                    .span(local(related))
                    .label(message.as_str()),
            );
        }
    }
    let mut group = title.element(snippet);
    for (related, message) in all_related {
        let related = clip(&file.text, related.clone());
        if related.start < window.start || related.end > window.end {
            let (line, column) = file.position(related.start);
            group = group
                .element(Level::NOTE.message(format!("{message}, {}:{line}:{column}", file.name)));
        }
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// A range within the text, and within a line; never empty where the text is not.
fn clip(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor(text, range.start.min(text.len()));
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |feed| start + feed);
    let end = floor(text, range.end.min(line_end).min(start + WIDE)).max(start);
    start..end
}

/// The part of the text that is handed to the printer, and the number of its first line: a few lines around the place, and of
/// very long lines only a part, so that a definition on one line of a megabyte is printed at once and can be read.
fn window(file: &File, range: &Range<usize>) -> (Range<usize>, usize) {
    let text = &file.text;
    let line_start = text[..range.start].rfind('\n').map_or(0, |feed| feed + 1);
    let line_end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |feed| range.end + feed);
    let (line, _) = file.position(range.start);
    if line_end - line_start > 4 * WIDE {
        let from = floor(text, range.start.saturating_sub(WIDE / 2).max(line_start));
        let to = floor(text, (range.end + WIDE / 2).min(line_end));
        return (from..to.max(range.end), line);
    }
    (line_start..line_end, line)
}

/// The place that the printer says of a line that is cut, and the one that it is.
fn shown_column(file: &File, range: &Range<usize>) -> Option<(String, String)> {
    let (window, _) = window(file, range);
    let cut = window.start > 0 && !file.text[..window.start].ends_with('\n');
    let before = cut.then(|| file.text[window.start..range.start].chars().count())?;
    let (line, column) = file.position(range.start);
    let place = |column: usize| format!("{}:{line}:{column}", file.name);
    Some((place(before + 1), place(column)))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
