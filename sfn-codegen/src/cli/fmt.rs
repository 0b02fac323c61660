//! `sfn fmt`: definitions in one form, with nothing lost.

use super::definitions::Files;
use super::{Io, Stop};
use crate::commands::io::{Format, Status};
use clap::Args;
use sfn_asl::{Json, Limits};

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// JSON definitions, any other JSON, or folders of definitions; `-` reads standard input and prints
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Write nothing; fail when a file would change
    #[arg(long)]
    check: bool,
    /// Print instead of writing to the files
    #[arg(long, conflicts_with = "check")]
    print: bool,
    /// How it is printed what was done
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        conflicts_with = "print"
    )]
    format: Format,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let files = Files::find(&self.files, io)?;
        let mut status = if files.is_complete() {
            Status::Fine
        } else {
            Status::Failed
        };
        for name in files.names() {
            // YAML is left as it is where nobody asked for the file itself.
            if !self.files.contains(name) && !name.ends_with("json") {
                continue;
            }
            status = status.or_worse(self.file(name, io)?);
        }
        Ok(status)
    }

    fn file(&self, name: &str, io: &mut Io<'_>) -> Result<Status, Stop> {
        let file = match super::file::read(name) {
            Ok(file) => file,
            Err(error) => {
                io.complain(&format!("error: `{name}` cannot be read: {error}"))?;
                return Ok(Status::Failed);
            }
        };
        // Of duplicate keys one would be lost, so they are errors here.
        let read = sfn_asl::read_json(&file.text, &Limits::default());
        let wrong = read.diagnostics.iter().find(|found| found.is_error());
        let text = match (read.value, wrong) {
            (Some(json), None) => json.to_pretty(),
            (_, wrong) => {
                let reason = wrong.map_or_else(|| "it is no JSON".to_owned(), ToString::to_string);
                let yaml = if file.text.trim_start().starts_with(['{', '[']) {
                    ""
                } else {
                    "\n  = help: only JSON is formatted; YAML would lose its comments"
                };
                io.complain(&format!(
                    "error: `{name}` cannot be formatted: {reason}{yaml}"
                ))?;
                return Ok(Status::Failed);
            }
        };
        let same = text == file.text;
        if self.check {
            match self.format {
                Format::Human if same => {}
                Format::Human => io.line(&format!("would change {name}"))?,
                Format::Json => told(name, if same { "unchanged" } else { "differs" }, io)?,
            }
            return Ok(if same { Status::Fine } else { Status::Findings });
        }
        if self.print || name == "-" {
            io.out.write_all(text.as_bytes())?;
            return Ok(Status::Fine);
        }
        if !same && let Err(error) = crate::files::replace(name.as_ref(), &text) {
            io.complain(&format!("error: {error}"))?;
            return Ok(Status::Failed);
        }
        if self.format == Format::Json {
            told(name, if same { "unchanged" } else { "written" }, io)?;
        }
        Ok(Status::Fine)
    }
}

/// A file and what became of it, for programs: the words of a team's own binary.
fn told(name: &str, change: &str, io: &mut Io<'_>) -> Result<(), Stop> {
    io.line(&Json::from_iter([("file", name), ("change", change)]).to_compact())
}
