//! The command line of a team's own binary.

use crate::artifacts::Part;
use crate::settings::{
    Environment, Settings, is_known_area, looks_like_account, looks_like_region,
};
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
    /// Say what is to be looked at in the documents that workflows become
    Validate {
        /// The workflows; all when none is named
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        /// How findings are printed
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        format: OutputFormat,
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
    /// The settings, with what the command line says about the place; or what is wrong with that.
    pub(super) fn apply(self, settings: Settings) -> Result<Settings, String> {
        let (Some(region), Some(account)) = (self.region, self.account) else {
            return Ok(settings);
        };
        if !looks_like_region(&region) {
            return Err(format!(
                "error: `{region}` is not a region\n  = help: regions are written like `eu-west-1`, `us-gov-west-1` or `cn-north-1`"
            ));
        }
        if !looks_like_account(&account) {
            return Err(format!(
                "error: `{account}` is not an account\n  = help: an account is 12 digits, without dashes; `aws sts get-caller-identity` tells yours"
            ));
        }
        if self.partition.is_none() && !is_known_area(&region) {
            return Err(format!(
                "error: it is not known which partition the region `{region}` is in\n  = help: check the region, or say the partition too: `--partition aws`"
            ));
        }
        let is_partition = |partition: &str| partition == "aws" || partition.starts_with("aws-");
        if let Some(partition) = self.partition.as_deref().filter(|text| !is_partition(text)) {
            return Err(format!(
                "error: `{partition}` is not a partition\n  = help: partitions are written like `aws`, `aws-cn` or `aws-us-gov`"
            ));
        }
        let environment = Environment::new(region, account);
        Ok(settings.environment(match self.partition {
            Some(partition) => environment.with_partition(partition),
            None => environment,
        }))
    }
}

/// In which form findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people
    Human,
    /// One JSON object for each workflow, on a line of its own
    Json,
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
