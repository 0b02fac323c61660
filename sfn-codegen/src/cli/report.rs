//! What is printed of what was found: for people as rustc prints it, with the source underlined, or as JSON.

use super::file::{Definition, File};
use crate::check::report::{Told, report};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::ValueEnum;
use sfn_asl::{Diagnostic, Severity};
use std::io::{self, Write};
use std::ops::Range;

/// In which form findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the lines of the source
    #[default]
    Human,
    /// One JSON object for each file, on a line of its own
    Json,
}

/// How bad a finding is. The service has the same three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level3 {
    Error,
    Warning,
    Info,
}

/// One thing that was found, with its place in the file.
pub(crate) struct Finding {
    level: Level3,
    /// The code of the service.
    code: &'static str,
    /// Our own code, which is finer.
    rule: &'static str,
    message: String,
    /// The place in the definition, as a JSON pointer.
    location: String,
    /// Where the definition is in the file, as a JSON pointer; empty when it is the file.
    definition: String,
    range: Range<usize>,
    help: Option<String>,
    related: Vec<(Range<usize>, String)>,
}

impl Finding {
    /// What a diagnostic says of a definition, or of the file around it.
    pub(crate) fn new(file: &File, of: Option<&Definition>, diagnostic: Diagnostic) -> Self {
        let range = file.place(of, &diagnostic);
        let related = (0..diagnostic.related.len())
            .filter_map(|at| {
                let range = file.related(of, &diagnostic, at)?;
                Some((range, diagnostic.related[at].message.clone()))
            })
            .collect();
        Self {
            level: match diagnostic.severity {
                Severity::Error => Level3::Error,
                Severity::Warning => Level3::Warning,
            },
            code: diagnostic.code.service_code(),
            rule: diagnostic.code.as_str(),
            message: diagnostic.message,
            location: diagnostic.pointer,
            definition: of.map_or_else(String::new, |of| of.pointer.clone()),
            range,
            help: diagnostic.help,
            related,
        }
    }

    /// What a rule of `lint` found.
    pub(crate) fn of_lint(file: &File, of: &Definition, lint: &crate::lint::Lint) -> Self {
        let place = Diagnostic::warning(sfn_asl::Code::Syntax, &lint.pointer, "");
        Self {
            level: match lint.level {
                crate::lint::Level::Error => Level3::Error,
                crate::lint::Level::Warning => Level3::Warning,
                crate::lint::Level::Info | crate::lint::Level::Off => Level3::Info,
            },
            code: "LINT",
            rule: lint.rule.code,
            message: lint.message.clone(),
            location: lint.pointer.clone(),
            definition: of.pointer.clone(),
            range: file.place(Some(of), &place),
            help: Some(lint.help.clone()),
            related: Vec::new(),
        }
    }

    /// Something that could not be looked at.
    pub(crate) fn skipped(file: &File, pointer: &str, why: &str) -> Self {
        let place = Diagnostic::warning(sfn_asl::Code::Syntax, pointer, "");
        Self {
            level: Level3::Info,
            code: "NOT_CHECKED",
            rule: "not-checked",
            message: format!("not checked: {why}"),
            location: pointer.to_owned(),
            definition: String::new(),
            range: file.place(None, &place),
            help: None,
            related: Vec::new(),
        }
    }

    pub(crate) fn level(&self) -> Level3 {
        self.level
    }

    /// Where it begins, for sorting.
    pub(crate) fn start(&self) -> usize {
        self.range.start
    }
}

/// Prints the findings of a file as a line of JSON.
pub(crate) fn json(
    file: &File,
    findings: &[Finding],
    failed: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let told = findings.iter().map(|finding| {
        let (line, column) = file.position(finding.range.start);
        Told {
            severity: match finding.level {
                Level3::Error => "ERROR",
                Level3::Warning => "WARNING",
                Level3::Info => "INFO",
            },
            code: finding.code,
            rule: finding.rule,
            message: &finding.message,
            location: &finding.location,
            line,
            column,
            help: finding.help.as_deref(),
            definition: Some(finding.definition.as_str()).filter(|pointer| !pointer.is_empty()),
        }
    });
    writeln!(out, "{}", report(&file.name, failed, told))
}

/// Prints the findings of a file for people.
pub(crate) fn human(
    file: &File,
    findings: &[Finding],
    colours: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if colours {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    for finding in findings {
        writeln!(out, "{}\n", renderer.render(&[group(file, finding)]))?;
    }
    Ok(())
}

/// How much of a line is shown: of a definition on one line, what is around the place.
const WIDE: usize = 120;

fn group<'f>(file: &'f File, finding: &'f Finding) -> annotate_snippets::Group<'f> {
    let level = match finding.level {
        Level3::Error => Level::ERROR,
        Level3::Warning => Level::WARNING,
        Level3::Info => Level::INFO,
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.rule);
    let range = clip(&file.text, finding.range.clone());
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
    for (related, message) in &finding.related {
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
    for (related, message) in &finding.related {
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

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
