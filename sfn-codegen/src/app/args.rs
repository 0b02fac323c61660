//! The command line of a team's own binary.

use crate::artifacts::Part;
use crate::settings::{Environment, Settings};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Writes Step Functions workflows: definition, execution role, schemas. Without a command, writes all of them.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) options: SynthOptions,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the workflows
    List,
    /// Write the files of workflows
    Synth {
        /// The workflows; all when none is named
        #[arg(value_name = "NAME")]
        names: Vec<String>,
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
    /// Say why policies are not narrower, what was assumed, and what is not known
    Notes {
        /// The workflows; all when none is named
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
}

#[derive(Args, Debug, Default)]
pub(super) struct SynthOptions {
    /// Directory to write to [default: sfn in cargo's target directory]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write nothing; fail when a file differs
    #[arg(long)]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) place: PlaceOptions,
}

#[derive(Args, Debug, Default)]
pub(super) struct PlaceOptions {
    /// Region to deploy to [default: a placeholder]
    #[arg(long, requires = "account")]
    region: Option<String>,
    /// Account to deploy to [default: a placeholder]
    #[arg(long, requires = "region")]
    account: Option<String>,
    /// Partition to deploy to [default: the region's]
    #[arg(long, requires = "region")]
    partition: Option<String>,
}

impl PlaceOptions {
    /// The settings, with what the command line says about the place.
    pub(super) fn apply(self, settings: Settings) -> Settings {
        let (Some(region), Some(account)) = (self.region, self.account) else {
            return settings;
        };
        let environment = Environment::new(region, account);
        settings.environment(match self.partition {
            Some(partition) => environment.with_partition(partition),
            None => environment,
        })
    }
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
