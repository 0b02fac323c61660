//! `sfn validate`: is it valid ASL that the service accepts?

use super::definitions::each_file;
use super::file::File;
use super::report::{Finding, Format, Level3, human, json};
use super::{Io, Stop};
use crate::app::Status;
use clap::Args;
use sfn_asl::{ValidateOptions, WorkflowKind};

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Definitions (.json, .yaml), or templates that hold some (SAM, CloudFormation, Terraform JSON); `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Check as Express workflows; a template says itself what its workflows are
    #[arg(long)]
    express: bool,
    /// Fail also when there are only warnings
    #[arg(long)]
    deny_warnings: bool,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// What came of the files so far.
#[derive(Default)]
struct Tally {
    files: usize,
    definitions: usize,
    errors: usize,
    warnings: usize,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let kind = if self.express {
            WorkflowKind::Express
        } else {
            WorkflowKind::Standard
        };
        let mut tally = Tally::default();
        let unread = each_file(&self.files, io, |_, file, named, io| {
            self.file(&file, named.unwrap_or(kind), &mut tally, io)
        })?;
        if self.format == Format::Human && tally.files > 0 {
            io.line(&tally.words())?;
        }
        Ok(if unread > 0 {
            Status::Failed
        } else if tally.errors > 0 || self.deny_warnings && tally.warnings > 0 {
            Status::Findings
        } else {
            Status::Fine
        })
    }

    fn file(
        &self,
        file: &File,
        kind: WorkflowKind,
        tally: &mut Tally,
        io: &mut Io<'_>,
    ) -> Result<(), Stop> {
        let findings = check(file, kind);
        let count = |level| {
            findings
                .iter()
                .filter(|found| found.level() == level)
                .count()
        };
        let (errors, warnings) = (count(Level3::Error), count(Level3::Warning));
        tally.files += 1;
        tally.definitions += file.definitions.len();
        tally.errors += errors;
        tally.warnings += warnings;
        match self.format {
            Format::Human => human(file, &findings, io.colours, io.out)?,
            Format::Json => {
                let failed = errors > 0 || self.deny_warnings && warnings > 0;
                json(file, &findings, failed, io.out)?;
            }
        }
        Ok(())
    }
}

/// Everything that is found in a file, in the order of its text.
pub(super) fn check(file: &File, kind: WorkflowKind) -> Vec<Finding> {
    let mut findings: Vec<Finding> = file
        .diagnostics
        .iter()
        .map(|found| Finding::new(file, None, found.clone()))
        .collect();
    for definition in &file.definitions {
        let options = ValidateOptions::new(definition.kind.unwrap_or(kind));
        let checked = crate::check(definition.parsed.clone(), &options);
        let found = checked.diagnostics.into_iter();
        findings.extend(found.map(|found| Finding::new(file, Some(definition), found)));
    }
    let skipped = file.skipped.iter();
    findings.extend(skipped.map(|(pointer, why)| Finding::skipped(file, pointer, why)));
    findings.sort_by_key(Finding::start);
    findings
}

impl Tally {
    fn words(&self) -> String {
        let plural = |count: usize, word: &str| {
            let s = if count == 1 { "" } else { "s" };
            format!("{count} {word}{s}")
        };
        let what = format!(
            "{} in {}",
            plural(self.definitions, "definition"),
            plural(self.files, "file")
        );
        match (self.errors, self.warnings) {
            (0, 0) => format!("{what}: nothing found"),
            (0, warnings) => format!("{what}: {}", plural(warnings, "warning")),
            (errors, 0) => format!("{what}: {}", plural(errors, "error")),
            (errors, warnings) => {
                format!(
                    "{what}: {}, {}",
                    plural(errors, "error"),
                    plural(warnings, "warning")
                )
            }
        }
    }
}
