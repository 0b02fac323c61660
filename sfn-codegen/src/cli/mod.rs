//! The binary `sfn`: what it does with everybody's documents, in the terminal and in CI.
//!
//! A command is a module with a `Command` (its command line, as clap derives it) and a `run`; it is listed in
//! `Commands`. What commands share: `file` reads definitions and templates, `report` prints what was found.

mod cost;
mod definitions;
mod diff;
mod examples;
mod file;
mod fmt;
mod folder;
mod graph;
mod iam;
mod lint;
mod man;
mod progress;
mod report;
mod schema;
mod substitutions;
mod template;
mod text;
mod validate;

use crate::commands::io::{Color, Io, Status, Stop, usage};
use crate::commands::paint::Paint;
use clap::{CommandFactory as _, Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, Write};

/// Check, explain, draw and price AWS Step Functions workflows.
#[derive(Debug, Parser)]
#[command(
    name = "sfn",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Commands,
    /// When text is coloured
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// The commands there are.
#[derive(Debug, Subcommand)]
enum Commands {
    /// Check that definitions are valid and that the service will accept them
    #[command(after_help = examples::VALIDATE)]
    Validate(validate::Command),
    /// Find what is legal and will hurt
    #[command(after_help = examples::LINT)]
    Lint(lint::Command),
    /// Print the least-privilege policy of the execution role, explain it, or compare it with one that exists
    #[command(after_help = examples::IAM)]
    Iam(iam::Command),
    /// Draw a definition: Mermaid, DOT, SVG, or a page to move about in
    #[command(after_help = examples::GRAPH)]
    Graph(graph::Command),
    /// Say what changed in behaviour between two definitions
    #[command(after_help = examples::DIFF)]
    Diff(diff::Command),
    /// Say what executions cost in a month, as Standard and as Express
    #[command(after_help = examples::COST)]
    Cost(cost::Command),
    /// Say what a definition reads of its input, or what it gives, as JSON Schema
    #[command(after_help = examples::SCHEMA)]
    Schema(schema::Command),
    /// Write JSON definitions in one form, with nothing lost
    #[command(after_help = examples::FMT)]
    Fmt(fmt::Command),
    /// Print the completions of a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page of sfn or of a command, or write all of them
    #[command(after_help = examples::MAN)]
    Man(man::Command),
}

impl Commands {
    fn run(self, io: &mut Io<'_>) -> Result<Status, Stop> {
        match self {
            Self::Validate(command) => command.run(io),
            Self::Graph(command) => command.run(io),
            Self::Iam(command) => command.run(io),
            Self::Cost(command) => command.run(io),
            Self::Diff(command) => command.run(io),
            Self::Lint(command) => command.run(io),
            Self::Schema(command) => command.run(io),
            Self::Fmt(command) => command.run(io),
            Self::Completions { shell } => {
                let mut text = Vec::new();
                clap_complete::generate(shell, &mut Cli::command(), "sfn", &mut text);
                io.out.write_all(&text)?;
                Ok(Status::Fine)
            }
            Self::Man(command) => command.run(io),
        }
    }
}

/// Runs `sfn` with the command line of the process.
#[must_use]
pub fn run() -> std::process::ExitCode {
    let (out, err) = (io::stdout(), io::stderr());
    let paint = (Paint::on(&out), Paint::on(&err));
    start(
        std::env::args_os().collect(),
        &mut out.lock(),
        &mut err.lock(),
        paint,
    )
    .into()
}

/// Runs `sfn` with that command line, the first word of which is the name of the program, and prints there.
///
/// ```
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let status = sfn_codegen::cli::run_from(["sfn", "validate", "no-such-file.json"], &mut out, &mut err);
/// assert_eq!(status, sfn_codegen::Status::Failed);
/// ```
pub fn run_from<A: Into<OsString>>(
    args: impl IntoIterator<Item = A>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Status {
    let args = args.into_iter().map(Into::into).collect();
    start(args, out, err, (Paint::default(), Paint::default()))
}

fn start(
    args: Vec<OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
    (paint, paint_err): (Paint, Paint),
) -> Status {
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
    let result = cli.command.run(&mut io);
    io.ended(result)
}
