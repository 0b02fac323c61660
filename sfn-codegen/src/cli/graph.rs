//! `sfn graph`: a definition in a file as a picture.

use super::definitions::load;
use super::{Io, Stop};
use crate::commands::graph::Options;
use crate::commands::io::Status;
use clap::Args;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// A definition, or a template that holds one; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Which of several definitions in a template or a folder: the name of its resource, or of its file
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    options: Options,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let found = load(std::slice::from_ref(&self.file), io)?;
        if found.incomplete {
            return Ok(Status::Failed);
        }
        let one = found.one(&self.file, self.name.as_deref())?;
        self.options.run(one, io)
    }
}
