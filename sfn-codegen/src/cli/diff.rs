//! `sfn diff`: what changed in behaviour between the definitions of two files or folders.

use super::definitions::{Definitions, load};
use super::{Io, Stop};
use crate::commands::diff::{Options, Pair, Side};
use crate::commands::io::Status;
use crate::commands::named::Named;
use clap::Args;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// The definition as it was, a template that holds some, or a folder; `-` reads standard input
    #[arg(value_name = "OLD")]
    old: String,
    /// The definition as it is to be
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    options: Options,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let old = load(std::slice::from_ref(&self.old), io)?;
        let new = load(std::slice::from_ref(&self.new), io)?;
        if old.incomplete || new.incomplete {
            return Ok(Status::Failed);
        }
        self.options.run(&pairs(self, &old, &new), io)
    }
}

/// Which definitions are versions of one another: the only ones, whatever they are called; those of the same name; in folders
/// those in the same place.
fn pairs<'d>(command: &Command, old: &'d Definitions, new: &'d Definitions) -> Vec<Pair<'d>> {
    let pair = |name: &'d str, old: Option<&'d Named>, new: Option<&'d Named>| Pair {
        name,
        old: old.map(|one| Side::of(&one.document)),
        new: new.map(|one| Side::of(&one.document)),
    };
    if let ([was], [now]) = (old.all.as_slice(), new.all.as_slice()) {
        return vec![pair(&now.name, Some(was), Some(now))];
    }
    // Two definitions of a folder may have the same name.
    let place = |one: &Named, root: &str| one.place.strip_prefix(root).map(str::to_owned);
    let same = |was: &Named, now: &Named| {
        let folders = place(was, &command.old).zip(place(now, &command.new));
        was.name == now.name
            && folders.is_none_or(|(was, now)| {
                was.starts_with("/Resources") || was.trim_matches('/') == now.trim_matches('/')
            })
    };
    let mut pairs: Vec<Pair<'d>> = new
        .all
        .iter()
        .map(|now| {
            let was = old.all.iter().find(|was| same(was, now));
            pair(&now.name, was, Some(now))
        })
        .collect();
    let gone = old
        .all
        .iter()
        .filter(|was| !new.all.iter().any(|now| same(was, now)));
    pairs.extend(gone.map(|was| pair(&was.name, Some(was), None)));
    pairs
}
