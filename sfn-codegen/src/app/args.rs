//! The command line of a team's own binary.

use crate::artifacts::Part;
use crate::commands::io::{Color, Format};
use crate::commands::place::PlaceOptions;
use crate::commands::{cost, diff, graph, iam, lint, schema, validate};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Writes Step Functions workflows: definition, execution role, schemas. Without a command, writes all of them.
#[derive(Debug, Parser)]
#[command(disable_help_subcommand = true, after_help = EXAMPLES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) options: SynthOptions,
    /// When text is coloured
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

/// What stands at the end of the help.
const EXAMPLES: &str = "\
Examples, behind `cargo run --`:
  synth --out infra/workflows --check     for CI: are the files up to date?
  diff --against infra/workflows          what would deploying change?
  lint --explain task-without-timeout     why a rule is there
  iam orders --explain                    which state needs which permission
  graph orders --format mermaid           for a README

Exit status: 0 when all is well, 1 when something is found, 2 when a file cannot be read or written or the command line is wrong.";

impl Cli {
    /// What is wrong with options that stand before a command and are not for it.
    pub(super) fn misplaced(&self) -> Option<String> {
        let options = &self.options;
        let place = &options.place;
        let given = [
            ("--out", options.out.is_some()),
            ("--check", options.check),
            ("--format", options.format != Format::Human),
            ("--region", place.is_set()),
        ];
        let (name, _) = given.iter().find(|(_, given)| *given)?;
        self.command.as_ref()?;
        Some(format!(
            "error: `{name}` stands before the command, where it is for nothing\n  = help: write it behind the command that it belongs to"
        ))
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the workflows
    List {
        /// How they are printed
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        format: Format,
    },
    /// Write the files of workflows
    Synth {
        #[command(flatten)]
        names: Names,
        #[command(flatten)]
        options: SynthOptions,
    },
    /// Print one file of a workflow
    Print {
        /// The workflow
        name: String,
        /// Which file
        #[arg(default_value = "definition")]
        part: PrintedPart,
        #[command(flatten)]
        place: PlaceOptions,
    },
    /// Say what is to be looked at in the documents that workflows become
    Validate {
        #[command(flatten)]
        names: Names,
        #[command(flatten)]
        options: validate::Options,
    },
    /// Find what is legal and will hurt
    Lint {
        #[command(flatten)]
        names: Names,
        #[command(flatten)]
        options: lint::Options,
    },
    /// Print the least-privilege policy of the execution role, explain it, or compare it with one that exists
    Iam {
        #[command(flatten)]
        names: Names,
        #[command(flatten)]
        options: iam::Options,
        #[command(flatten)]
        place: PlaceOptions,
    },
    /// Draw a workflow: Mermaid, DOT, SVG, or a page to move about in
    Graph {
        /// The workflow; several, or all, with a folder for `--out`
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        options: graph::Options,
    },
    /// Say what deploying would change: the workflows against the files that were written before
    Diff {
        #[command(flatten)]
        names: Names,
        /// The folder with the files of each workflow, or the definition of one [default: the folder that files are written to]
        #[arg(long, value_name = "PATH")]
        against: Option<PathBuf>,
        #[command(flatten)]
        options: diff::Options,
        #[command(flatten)]
        place: PlaceOptions,
    },
    /// Say what executions cost in a month, as Standard and as Express
    Cost {
        #[command(flatten)]
        names: Names,
        #[command(flatten)]
        options: cost::Options,
    },
    /// Say what a workflow takes, or what it gives, as JSON Schema
    Schema {
        #[command(flatten)]
        names: Names,
        #[command(flatten)]
        options: schema::Options,
    },
    /// Print the completions of a shell; needs the feature `completions`
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Say why policies are not narrower, what was assumed, and what is not known
    Notes {
        #[command(flatten)]
        names: Names,
        /// How they are printed
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        format: Format,
    },
}

/// A shell that has completions.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// Which workflows.
#[derive(Args, Debug, Default)]
pub(super) struct Names {
    /// The workflows; all when none is named
    #[arg(value_name = "NAME")]
    pub(super) names: Vec<String>,
}

#[derive(Args, Debug, Default)]
pub(super) struct SynthOptions {
    /// Directory to write to [default: sfn in cargo's target directory]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write nothing; fail when a file differs
    #[arg(long)]
    pub(super) check: bool,
    /// How it is printed what was done
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) place: PlaceOptions,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PrintedPart {
    /// The ASL definition
    Definition,
    /// What the execution role may do
    Policy,
    /// Who may assume the execution role
    Trust,
    /// The JSON Schema of the input
    InputSchema,
    /// The JSON Schema of the output
    OutputSchema,
}

impl From<PrintedPart> for Part {
    fn from(part: PrintedPart) -> Self {
        match part {
            PrintedPart::Definition => Self::Definition,
            PrintedPart::Policy => Self::Policy,
            PrintedPart::Trust => Self::Trust,
            PrintedPart::InputSchema => Self::InputSchema,
            PrintedPart::OutputSchema => Self::OutputSchema,
        }
    }
}
