//! `sfn man`: the manual pages, of sfn and of each command.

use super::{Cli, Io, Stop};
use crate::commands::io::Status;
use clap::{Args, CommandFactory as _};
use clap_mangen::Man;
use std::path::PathBuf;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Which command [default: sfn itself]
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    command: Option<String>,
    /// Write all pages to a directory
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let mut pages = pages();
        if let Some(folder) = &self.out {
            for (name, page) in &pages {
                let path = folder.join(format!("{name}.1"));
                std::fs::create_dir_all(folder)
                    .and_then(|()| std::fs::write(&path, page))
                    .map_err(|error| {
                        let path = path.display();
                        Stop::Usage(format!("error: `{path}` cannot be written: {error}"))
                    })?;
                io.line(&format!("written {}", path.display()))?;
            }
            return Ok(Status::Fine);
        }
        let wanted = match &self.command {
            Some(command) => format!("sfn-{command}"),
            None => "sfn".to_owned(),
        };
        match pages.iter().position(|(name, _)| *name == wanted) {
            Some(at) => io.out.write_all(&pages.swap_remove(at).1)?,
            None => {
                let names = pages
                    .iter()
                    .filter_map(|(name, _)| name.strip_prefix("sfn-"));
                let near = crate::nearest::nearest(&wanted[4..], names.clone());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", names.collect::<Vec<_>>().join(", ")),
                };
                return Err(Stop::Usage(format!(
                    "error: there is no command `{}`\n  = help: {help}",
                    &wanted[4..]
                )));
            }
        }
        Ok(Status::Fine)
    }
}

/// The pages, by their names: `sfn`, `sfn-validate`.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut whole = Cli::command().disable_help_subcommand(true);
    whole.build();
    let page = |command: clap::Command| {
        let mut page = Vec::new();
        // Writing to memory does not fail.
        let _ = Man::new(command).render(&mut page);
        page
    };
    let mut pages = vec![("sfn".to_owned(), page(whole.clone()))];
    for command in whole.get_subcommands() {
        let name = format!("sfn-{}", command.get_name());
        pages.push((name, page(command.clone())));
    }
    pages
}
