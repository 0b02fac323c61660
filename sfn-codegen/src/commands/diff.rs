//! `diff`: what changed in behaviour between two versions.

use super::io::{Io, Status, Stop};
use crate::diff::Diff;
use clap::{Args, ValueEnum};
use sfn_asl::{Json, StateMachine};

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
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
    /// For programs: one JSON object for each definition, on a line of its own
    Json,
}

/// Two versions of a definition.
pub(crate) struct Pair<'d> {
    pub(crate) name: &'d str,
    /// As it was; none when it is new.
    pub(crate) old: Option<Side<'d>>,
    /// As it is to be; none when it is gone.
    pub(crate) new: Option<Side<'d>>,
}

/// A version of a definition.
pub(crate) struct Side<'d> {
    pub(crate) document: &'d StateMachine,
    /// The policy of its role, where there is one that need not be derived.
    pub(crate) policy: Option<Json>,
}

impl<'d> Side<'d> {
    /// A definition on its own.
    #[cfg(feature = "cli")]
    pub(crate) fn of(document: &'d StateMachine) -> Self {
        Self {
            document,
            policy: None,
        }
    }
}

impl Options {
    /// Prints what changed in each.
    pub(crate) fn run(&self, pairs: &[Pair<'_>], io: &mut Io<'_>) -> Result<Status, Stop> {
        let mut status = Status::Fine;
        for pair in pairs {
            let name = (pairs.len() > 1).then_some(pair.name);
            let own = match (&pair.old, &pair.new) {
                (Some(old), Some(new)) => self.changed(pair.name, name, old, new, io)?,
                (old, _) => {
                    let what = if old.is_some() { "removed" } else { "added" };
                    self.whole(pair.name, what, io)?;
                    Status::Findings
                }
            };
            status = status.or_worse(own);
        }
        Ok(status)
    }

    /// A definition that there is only one version of.
    fn whole(&self, name: &str, what: &str, io: &mut Io<'_>) -> Result<(), Stop> {
        match self.format {
            Format::Human => io.line(&format!("{name}: the state machine is {what}")),
            Format::Markdown => io.line(&format!("### {name}\n\nThe state machine is {what}.\n")),
            Format::Json => {
                let json = Json::from_iter([("name", name), ("stateMachine", what)]);
                io.line(&json.to_compact())
            }
        }
    }

    fn changed(
        &self,
        name: &str,
        title: Option<&str>,
        old: &Side<'_>,
        new: &Side<'_>,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let mut diff = Diff::between(old.document, new.document);
        if let (Some(old), Some(new)) = (&old.policy, &new.policy) {
            diff = diff.with_policies(old, new);
        }
        match self.format {
            Format::Human => {
                if let Some(title) = title {
                    io.line(&format!("{title}:"))?;
                }
                io.text(&diff.to_string())?;
            }
            Format::Markdown => {
                if let Some(title) = title {
                    io.line(&format!("### {title}\n"))?;
                }
                io.text(&diff.to_markdown())?;
            }
            Format::Json => {
                let mut json = Json::from_iter([
                    ("name", Json::from(name)),
                    ("stateMachine", Json::from("kept")),
                ]);
                if let (Some(members), Json::Object(own)) = (json.as_object_mut(), diff.to_json()) {
                    for (key, value) in own {
                        members.insert(key, value);
                    }
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
