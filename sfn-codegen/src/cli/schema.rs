//! `sfn schema`: what the definitions in files take and give.

use super::definitions::load;
use super::{Io, Stop};
use crate::commands::io::Status;
use crate::commands::schema::Options;
use clap::Args;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Definitions, templates that hold some, or folders; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    #[command(flatten)]
    options: Options,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let found = load(&self.files, io)?;
        let status = self.options.run(&found.all, io)?;
        Ok(found.status().or_worse(status))
    }
}
