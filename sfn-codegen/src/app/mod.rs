//! A team's own binary: `App::new().workflow(..).run()` in `main`, and `cargo run` writes the files.
//!
//! An adapter over [`synthesize`](crate::synthesize()): reads the command line, writes files, prints what it did.

mod args;
mod commands;
mod completions;
mod in_rust;
mod place;
mod workflow;

use crate::artifacts::{Artifacts, Part};
use crate::collect::{check_names, synthesize_all};
use crate::commands::io::{Format, Io, Status, Stop, usage};
use crate::commands::paint::Paint;
use crate::commands::place::PlaceOptions;
use crate::files::{Change, Planned, apply, difference, plan};
use crate::iam::note_json;
use crate::nearest::nearest;
use crate::settings::Settings;
use crate::synthesize::{synthesize, synthesize_files};
use args::{Cli, Command, SynthOptions};
use clap::Parser as _;
use place::Surroundings;
use sfn_asl::Json;
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
/// `cargo run` writes the files of every workflow to `target/sfn/<name>/`, with `--check` it writes nothing and fails when one
/// differs. `cargo run -- --help` says what else there is: `list` and `print`; and what `sfn` does with files, for the workflows here,
/// with the same options, output and exit status: `validate`, `lint`, `iam`, `graph`, `diff`, `cost`. A workflow with errors keeps the
/// files of all from being written; the errors of all are printed.
#[derive(Clone, Debug, Default)]
pub struct App {
    workflows: Vec<AnyWorkflow>,
    settings: Settings,
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
        let program = args.first().cloned().unwrap_or_default();
        let cli = match Cli::try_parse_from(args) {
            Ok(cli) => cli,
            Err(error) => return usage(&error, out, err, (paint, paint_err)),
        };
        let mut io = Io {
            out,
            err,
            paint: cli.color.or(paint),
            paint_err: cli.color.or(paint_err),
        };
        let around = Surroundings::of_process();
        let result = Run {
            app: self,
            io: &mut io,
            around,
            program,
        }
        .cli(cli);
        io.ended(result)
    }
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
struct Run<'r, 'w> {
    app: App,
    io: &'r mut Io<'w>,
    around: Surroundings,
    /// What the binary was called as.
    program: OsString,
}

impl Run<'_, '_> {
    fn cli(mut self, cli: Cli) -> Result<Status, Stop> {
        if let Some(wrong) = cli.misplaced() {
            return Err(Stop::Usage(wrong));
        }
        check_names(&self.app.workflows)?;
        match cli.command {
            None => self.synth(&[], cli.options),
            Some(Command::List { format }) => self.list(format),
            Some(Command::Synth { names, options }) => self.synth(&names.names, options),
            Some(Command::Print { name, part, place }) => {
                self.at(place)?;
                self.print(&name, part.into())
            }
            Some(Command::Notes { names, format }) => self.notes(&names.names, format),
            Some(Command::Completions { shell }) => {
                completions::print(&self.program, shell, self.io)
            }
            Some(other) => self.analyse(other),
        }
    }

    /// Takes what the command line says about the place.
    fn at(&mut self, place: PlaceOptions) -> Result<(), Stop> {
        let settings = self.app.settings.clone();
        self.app.settings = place.apply(settings).map_err(Stop::Usage)?;
        Ok(())
    }

    /// Where files are written.
    fn out_dir(&self, asked: Option<PathBuf>) -> PathBuf {
        match asked.or_else(|| self.app.settings.out_dir.clone()) {
            Some(out) => self.around.current.join(out),
            None => self.around.default_out(),
        }
    }

    fn synth(mut self, names: &[String], options: SynthOptions) -> Result<Status, Stop> {
        self.at(options.place)?;
        let out = self.out_dir(options.out);
        let all = synthesize_all(self.wanted(names)?, |workflow| {
            synthesize_files(workflow, &self.app.settings)
        })?;
        let mut planned = Vec::new();
        let mut without_policy = Vec::new();
        for (artifacts, files) in all {
            planned.extend(plan(&artifacts.name, files, &out)?);
            if !artifacts.needs_permissions() {
                without_policy.push(no_policy(&artifacts));
            }
        }
        if options.check {
            return self.check(&planned, options.format);
        }
        apply(&planned)?;
        for file in &planned {
            self.report(file, options.format)?;
        }
        let without = without_policy.into_iter();
        for line in without.filter(|_| options.format == Format::Human) {
            self.line(line)?;
        }
        Ok(Status::Fine)
    }

    /// A file, and what became of it, for programs.
    fn told(&mut self, file: &Planned, what: &str) -> Result<(), Stop> {
        let path = self.around.relative(&file.path).to_string();
        let json = Json::from_iter([("file", path.as_str()), ("change", what)]);
        self.line(json.to_compact())
    }

    fn report(&mut self, file: &Planned, format: Format) -> Result<(), Stop> {
        let (word, paint): (_, fn(Paint, &str) -> String) = match file.change() {
            Change::Written => ("written  ", Paint::good),
            Change::Unchanged => ("unchanged", Paint::faint),
            Change::Removed => ("removed  ", Paint::warn),
        };
        if format == Format::Json {
            return self.told(file, word.trim_end());
        }
        let line = format!(
            "{} {}",
            paint(self.io.paint, word),
            self.around.relative(&file.path)
        );
        self.line(line)
    }

    fn check(mut self, planned: &[Planned], format: Format) -> Result<Status, Stop> {
        let mut status = Status::Fine;
        for file in planned {
            let word = match (file.change(), &file.found) {
                (Change::Unchanged, _) => continue,
                (Change::Removed, _) => "unwanted",
                (Change::Written, None) => "missing ",
                (Change::Written, Some(_)) => "differs ",
            };
            status = Status::Findings;
            if format == Format::Json {
                self.told(file, word.trim_end())?;
                continue;
            }
            let line = format!(
                "{} {}",
                self.io.paint.warn(word),
                self.around.relative(&file.path)
            );
            self.line(line)?;
            if let (Some(found), Some(wanted)) = (&file.found, &file.wanted) {
                for line in difference(&String::from_utf8_lossy(found), wanted) {
                    self.line(line)?;
                }
            }
        }
        if status == Status::Fine && format == Format::Human {
            self.line(format!("{} files are up to date", planned.len()))?;
        }
        Ok(status)
    }

    fn list(mut self, format: Format) -> Result<Status, Stop> {
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
            if format == Format::Json {
                let json = Json::from_iter([
                    ("name", Json::from(&artifacts.name)),
                    ("kind", Json::from(kind)),
                    ("states", Json::from(states)),
                ]);
                self.line(json.to_compact())?;
                continue;
            }
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
            self.io.text(&text)?;
        }
        Ok(Status::Fine)
    }

    fn notes(mut self, names: &[String], format: Format) -> Result<Status, Stop> {
        for artifacts in self.artifacts(names)? {
            if format == Format::Json {
                let json = Json::from_iter([
                    ("name", Json::from(&artifacts.name)),
                    ("notes", artifacts.notes.iter().map(note_json).collect()),
                ]);
                self.line(json.to_compact())?;
                continue;
            }
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
        Ok(synthesize_all(self.wanted(names)?, |workflow| {
            synthesize(workflow, &self.app.settings)
        })?)
    }

    /// The named workflows in the order they were added, or all.
    fn wanted(&self, names: &[String]) -> Result<Vec<&AnyWorkflow>, Stop> {
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
        Ok(self.app.workflows.iter().filter(wanted).collect())
    }

    fn line(&mut self, text: impl fmt::Display) -> Result<(), Stop> {
        self.io.line(&text.to_string())
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
