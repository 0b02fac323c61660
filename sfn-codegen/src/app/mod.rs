//! A team's own binary: `App::new().workflow(..).run()` in `main`, and `cargo run` writes the files.
//!
//! An adapter over [`synthesize`](crate::synthesize()): reads the command line, writes files, prints what it did.

mod args;
mod paint;
mod place;
mod validate;

use crate::artifacts::{Artifacts, Part};
use crate::collect::{check_names, synthesize_all};
use crate::error::Errors;
use crate::files::{Change, Planned, apply, difference, plan};
use crate::nearest::nearest;
use crate::settings::Settings;
use args::{Cli, Command, SynthOptions};
use clap::Parser as _;
pub(crate) use paint::Paint;
use place::Surroundings;
use sfn_dsl::AnyWorkflow;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The binary of a team that writes its workflows in Rust.
///
/// ```no_run
/// # use sfn_dsl::prelude::*;
/// # #[state] fn done(text: Expr<String>) -> Flow<String> { succeed(text) }
/// # fn order_processing() -> Workflow<String, String> { Workflow::new("order-processing", done) }
/// use std::process::ExitCode;
///
/// fn main() -> ExitCode {
///     sfn_codegen::App::new().workflow(order_processing()).run()
/// }
/// ```
///
/// `cargo run` writes the files of every workflow to `target/sfn/<name>/`, `cargo run -- --help` says what else there
/// is: `synth`, `list`, `print`, `validate`, `notes`, and `--check` to fail in CI when files differ. A workflow with errors keeps the
/// files of all from being written; the errors of all are printed.
#[derive(Clone, Debug, Default)]
pub struct App {
    workflows: Vec<AnyWorkflow>,
    settings: Settings,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is well: exit code 0.
    Fine,
    /// A workflow has errors, or with `--check` a file differs: exit code 1.
    Findings,
    /// The command line is wrong, or a file cannot be read or written: exit code 2.
    Failed,
}

impl Status {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}

/// Why a command stopped.
enum Stop {
    Workflows(Errors),
    Usage(String),
    Io(io::Error),
}

impl From<Errors> for Stop {
    fn from(errors: Errors) -> Self {
        Self::Workflows(errors)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl App {
    /// A binary without workflows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a workflow.
    #[must_use]
    pub fn workflow(mut self, workflow: impl Into<AnyWorkflow>) -> Self {
        self.workflows.push(workflow.into());
        self
    }

    /// Sets how workflows are synthesized; the command line goes first.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Runs with the command line of the process.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let (out, err) = (io::stdout(), io::stderr());
        let paint = (Paint::on(&out), Paint::on(&err));
        let status = self.start(
            std::env::args_os().collect(),
            &mut out.lock(),
            &mut err.lock(),
            paint,
        );
        status.into()
    }

    /// Runs with that command line, the first word of which is the name of the program, and prints there.
    pub fn run_from<A>(
        self,
        args: impl IntoIterator<Item = A>,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Status
    where
        A: Into<OsString>,
    {
        self.start(
            args.into_iter().map(Into::into).collect(),
            out,
            err,
            (Paint::default(), Paint::default()),
        )
    }

    fn start(
        self,
        args: Vec<OsString>,
        out: &mut dyn Write,
        err: &mut dyn Write,
        (paint, paint_err): (Paint, Paint),
    ) -> Status {
        let result = match Cli::try_parse_from(args) {
            Ok(cli) => Run {
                app: self,
                out,
                paint,
                around: Surroundings::of_process(),
            }
            .cli(cli),
            Err(error) => return usage(&error, out, err, (paint, paint_err)),
        };
        let (status, text) = match result {
            Ok(status) => return status,
            // The reader of a pipe has gone, `| head` for instance: that is how people read.
            Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Status::Fine;
            }
            Err(Stop::Workflows(errors)) => (Status::Findings, summed_up(&errors)),
            Err(Stop::Usage(text)) => (Status::Failed, text),
            Err(Stop::Io(error)) => (Status::Failed, format!("error: {error}")),
        };
        let _ = writeln!(err, "{}", paint_err.error(&text));
        status
    }
}

/// Prints what clap has to say: help where it was asked for, else what is wrong with the command line.
pub(crate) fn usage(
    error: &clap::Error,
    out: &mut dyn Write,
    err: &mut dyn Write,
    (paint, paint_err): (Paint, Paint),
) -> Status {
    let text = error.render();
    let (stream, paint, status): (&mut dyn Write, _, _) = if error.use_stderr() {
        (err, paint_err, Status::Failed)
    } else {
        (out, paint, Status::Fine)
    };
    let shown = if paint.is_on() {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    match write!(stream, "{shown}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Status::Failed,
        // Nobody is left to be told when a message cannot be written.
        _ => status,
    }
}

/// The errors, and how many.
fn summed_up(errors: &Errors) -> String {
    let count = errors.len();
    let plural = if count == 1 { "" } else { "s" };
    format!("{errors}\n\nerror: nothing was written, because of {count} error{plural}")
}

/// Why there is one file less.
fn no_policy(artifacts: &Artifacts) -> String {
    format!(
        "{}: no {}, since its role needs no permissions",
        artifacts.name,
        Part::Policy.file_name()
    )
}

/// A command under way.
struct Run<'w> {
    app: App,
    out: &'w mut dyn Write,
    paint: Paint,
    around: Surroundings,
}

impl Run<'_> {
    fn cli(mut self, cli: Cli) -> Result<Status, Stop> {
        check_names(&self.app.workflows)?;
        match cli.command {
            None => self.synth(&[], cli.options),
            Some(Command::List) => self.list(),
            Some(Command::Synth { names, options }) => self.synth(&names, options),
            Some(Command::Print { name, part, place }) => {
                self.app.settings = place
                    .apply(self.app.settings.clone())
                    .map_err(Stop::Usage)?;
                self.print(&name, part.into())
            }
            Some(Command::Validate { names, format }) => self.validate(&names, format),
            Some(Command::Notes { names }) => self.notes(&names),
        }
    }

    fn synth(mut self, names: &[String], options: SynthOptions) -> Result<Status, Stop> {
        self.app.settings = options
            .place
            .apply(self.app.settings.clone())
            .map_err(Stop::Usage)?;
        let out = match options.out.or_else(|| self.app.settings.out_dir.clone()) {
            Some(out) => self.around.current.join(out),
            None => self.around.default_out(),
        };
        let all = self.artifacts(names)?;
        let mut planned = Vec::new();
        for artifacts in &all {
            planned.extend(plan(artifacts, &out)?);
        }
        if options.check {
            return self.check(&planned);
        }
        apply(&planned)?;
        for file in &planned {
            self.report(file)?;
        }
        for artifacts in all
            .iter()
            .filter(|artifacts| !artifacts.needs_permissions())
        {
            self.line(no_policy(artifacts))?;
        }
        Ok(Status::Fine)
    }

    fn report(&mut self, file: &Planned) -> Result<(), Stop> {
        let (word, paint): (_, fn(Paint, &str) -> String) = match file.change() {
            Change::Written => ("written  ", Paint::good),
            Change::Unchanged => ("unchanged", Paint::faint),
            Change::Removed => ("removed  ", Paint::warn),
        };
        let line = format!(
            "{} {}",
            paint(self.paint, word),
            self.around.relative(&file.path)
        );
        self.line(line)
    }

    fn check(mut self, planned: &[Planned]) -> Result<Status, Stop> {
        let mut status = Status::Fine;
        for file in planned {
            let word = match (file.change(), &file.found) {
                (Change::Unchanged, _) => continue,
                (Change::Removed, _) => "unwanted",
                (Change::Written, None) => "missing ",
                (Change::Written, Some(_)) => "differs ",
            };
            status = Status::Findings;
            let line = format!(
                "{} {}",
                self.paint.warn(word),
                self.around.relative(&file.path)
            );
            self.line(line)?;
            if let (Some(found), Some(wanted)) = (&file.found, &file.wanted) {
                for line in difference(&String::from_utf8_lossy(found), wanted) {
                    self.line(line)?;
                }
            }
        }
        if status == Status::Fine {
            self.line(format!("{} files are up to date", planned.len()))?;
        }
        Ok(status)
    }

    fn list(mut self) -> Result<Status, Stop> {
        let width = self
            .app
            .workflows
            .iter()
            .map(|workflow| workflow.name().len())
            .max()
            .unwrap_or_default();
        let all = self.artifacts(&[])?;
        for artifacts in all {
            let kind = match artifacts.kind {
                sfn_asl::WorkflowKind::Standard => "Standard",
                sfn_asl::WorkflowKind::Express => "Express",
            };
            let states = artifacts.definition.walk().count();
            let plural = if states == 1 { "" } else { "s" };
            self.line(format!(
                "{:width$}  {kind:8}  {states} state{plural}",
                artifacts.name
            ))?;
        }
        Ok(Status::Fine)
    }

    fn print(self, name: &str, part: Part) -> Result<Status, Stop> {
        for artifacts in self.artifacts(&[name.to_owned()])? {
            let text = artifacts.text(part).ok_or_else(|| {
                let file = part.file_name();
                let help = match part {
                    Part::Policy => "its role needs no permissions",
                    _ => "derive `schemars::JsonSchema` on the type, and it has one",
                };
                Stop::Usage(format!("error: `{name}` has no {file}\n  = help: {help}"))
            })?;
            write!(self.out, "{text}")?;
        }
        Ok(Status::Fine)
    }

    fn notes(mut self, names: &[String]) -> Result<Status, Stop> {
        for artifacts in self.artifacts(names)? {
            if !artifacts.needs_permissions() {
                self.line(no_policy(&artifacts))?;
            }
            for note in &artifacts.notes {
                self.line(format!("{}: {note}", artifacts.name))?;
                if let Some(doc) = note.doc {
                    self.line(format!("  see {doc}"))?;
                }
            }
        }
        Ok(Status::Fine)
    }

    /// The artifacts of the named workflows in the order they were added, or of all.
    fn artifacts(&self, names: &[String]) -> Result<Vec<Artifacts>, Stop> {
        let known = || self.app.workflows.iter().map(AnyWorkflow::name);
        let unknown: Vec<String> = names
            .iter()
            .filter(|name| known().all(|known| known != name.as_str()))
            .map(|name| {
                let help = match nearest(name, known()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", Listed(known().collect())),
                };
                format!("error: there is no workflow `{name}`\n  = help: {help}")
            })
            .collect();
        if !unknown.is_empty() {
            return Err(Stop::Usage(unknown.join("\n")));
        }
        let wanted = |workflow: &&AnyWorkflow| {
            names.is_empty() || names.iter().any(|name| name == workflow.name())
        };
        Ok(synthesize_all(
            self.app.workflows.iter().filter(wanted),
            &self.app.settings,
        )?)
    }

    fn line(&mut self, text: impl fmt::Display) -> Result<(), Stop> {
        Ok(writeln!(self.out, "{text}")?)
    }
}

/// Names in a sentence.
struct Listed<'n>(Vec<&'n str>);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        for (at, name) in self.0.iter().enumerate() {
            write!(f, "{}`{name}`", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// Where [`App`] writes when nobody says: `sfn` in cargo's target directory, as the process finds it.
#[must_use]
pub fn default_out_dir() -> PathBuf {
    Surroundings::of_process().default_out()
}
