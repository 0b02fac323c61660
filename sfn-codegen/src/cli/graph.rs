//! `sfn graph`: definitions in files as pictures.

use super::definitions::load;
use super::{Io, Stop};
use crate::commands::graph::Options;
use crate::commands::io::Status;
use clap::Args;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// A definition, a template that holds one, or with a folder for `--out` any number of them; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Which of several definitions: the name of its resource, or of its file
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    options: Options,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let found = load(&self.files, io)?;
        if self.name.is_none() && self.options.folder().is_some() {
            let all: Vec<_> = found.all.iter().collect();
            let status = self.options.run(&all, io)?;
            return Ok(found.status().or_worse(status));
        }
        if found.incomplete {
            return Ok(Status::Failed);
        }
        let one = found.one(&self.files.join(", "), self.name.as_deref())?;
        self.options.run(&[one], io)
    }
}
