//! `sfn iam`: the least-privilege execution roles of definitions in files.

use super::definitions::{load, read_value};
use super::{Io, Stop};
use crate::commands::iam::Options;
use crate::commands::io::Status;
use crate::commands::place::PlaceOptions;
use clap::Args;
use sfn_asl::WorkflowKind;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Definitions, templates that hold some, or folders; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// The name of the state machine [default: that of the file, or of the resource in a template]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// They are Express workflows, which callers can wait for; a template says itself what its workflows are
    #[arg(long)]
    express: bool,
    #[command(flatten)]
    place: PlaceOptions,
    #[command(flatten)]
    options: Options,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let environment = self.place.environment().map_err(Stop::Usage)?;
        let mut found = load(&self.files, io)?;
        for one in &mut found.all {
            if let Some(name) = &self.name {
                one.name.clone_from(name);
                one.deployment = one.deployment.clone().called(None);
            }
            if self.express {
                one.kind = one.kind.or(Some(WorkflowKind::Express));
            }
            if let Some(environment) = &environment {
                one.deployment = one.deployment.clone().environment(environment.clone());
            }
        }
        let status = self.options.run(&found.all, &read_value, io)?;
        Ok(found.status().or_worse(status))
    }
}
