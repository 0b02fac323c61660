//! `sfn validate`: are the definitions in files valid ASL that the service accepts?

use super::definitions::Files;
use super::{Io, Stop};
use crate::commands::finding::Tally;
use crate::commands::io::Status;
use crate::commands::validate::Options;
use clap::Args;
use sfn_asl::WorkflowKind;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Definitions (.json, .yaml), templates that hold some (SAM, CloudFormation, Terraform JSON), or folders; `-` reads standard
    /// input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Check as Express workflows; a template says itself what its workflows are
    #[arg(long)]
    express: bool,
    #[command(flatten)]
    options: Options,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let default = if self.express {
            WorkflowKind::Express
        } else {
            WorkflowKind::Standard
        };
        let mut tally = Tally::default();
        let files = Files::find(&self.files, io)?;
        let unread = files.each(
            io,
            |_, file, kind, io| {
                let own = self.options.one(&file, kind.unwrap_or(default), io)?;
                Ok((own, file.named))
            },
            |own| tally += own,
        )?;
        let status = self.options.end(&tally, io)?;
        Ok(if unread > 0 { Status::Failed } else { status })
    }
}
