//! `sfn diff`: what changed in behaviour between two definitions.

use super::definitions::{Loaded, load};
use super::{Io, Stop};
use crate::app::Status;
use crate::diff::Diff;
use clap::{Args, ValueEnum};

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// The definition as it was, or a template that holds some; `-` reads standard input
    #[arg(value_name = "OLD")]
    old: String,
    /// The definition as it is to be
    #[arg(value_name = "NEW")]
    new: String,
    /// How differences are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For a review comment
    Markdown,
    /// For programs, a line for each definition
    Json,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let old = load(std::slice::from_ref(&self.old), io)?;
        let new = load(std::slice::from_ref(&self.new), io)?;
        if old.incomplete || new.incomplete {
            return Ok(Status::Failed);
        }
        // One file each: whatever they are called.
        if let ([old], [new]) = (old.all.as_slice(), new.all.as_slice()) {
            return self.pair(None, old, new, io);
        }
        let mut status = Status::Fine;
        for now in &new.all {
            match old.all.iter().find(|was| was.name == now.name) {
                Some(was) => {
                    let own = self.pair(Some(&now.name), was, now, io)?;
                    status = if own == Status::Fine { status } else { own };
                }
                None => {
                    status = Status::Findings;
                    self.whole(&now.name, "added", io)?;
                }
            }
        }
        for was in &old.all {
            if new.all.iter().all(|now| now.name != was.name) {
                status = Status::Findings;
                self.whole(&was.name, "removed", io)?;
            }
        }
        Ok(status)
    }

    /// A definition that only one of two templates has.
    fn whole(&self, name: &str, what: &str, io: &mut Io<'_>) -> Result<(), Stop> {
        match self.format {
            Format::Human => io.line(&format!("{name}: the state machine is {what}")),
            Format::Markdown => io.line(&format!("### {name}\n\nThe state machine is {what}.\n")),
            Format::Json => {
                let json = sfn_asl::Json::from_iter([("name", name), ("stateMachine", what)]);
                io.line(&json.to_compact())
            }
        }
    }

    fn pair(
        &self,
        name: Option<&str>,
        old: &Loaded,
        new: &Loaded,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let diff = Diff::between(&old.document, &new.document);
        match self.format {
            Format::Human => {
                if let Some(name) = name {
                    io.line(&format!("{name}:"))?;
                }
                write!(io.out, "{diff}")?;
            }
            Format::Markdown => {
                if let Some(name) = name {
                    io.line(&format!("### {name}\n"))?;
                }
                io.out.write_all(diff.to_markdown().as_bytes())?;
            }
            Format::Json => {
                let mut json = diff.to_json();
                if let (Some(name), Some(members)) = (name, json.as_object_mut()) {
                    members.insert("name", sfn_asl::Json::from(name));
                }
                io.line(&json.to_compact())?;
            }
        }
        Ok(if diff.is_empty() {
            Status::Fine
        } else {
            Status::Findings
        })
    }
}
