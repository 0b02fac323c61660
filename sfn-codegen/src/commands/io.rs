//! Where a command prints, how it ends, and what ends it early.

use super::paint::Paint;
use crate::error::Errors;
use clap::ValueEnum;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is well: exit code 0.
    Fine,
    /// A workflow has errors, something was found, or with `--check` a file differs: exit code 1.
    Findings,
    /// The command line is wrong, or a file cannot be read or written: exit code 2.
    Failed,
}

impl Status {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }

    /// Of two outcomes the one that a script has to know of.
    pub(crate) fn or_worse(self, other: Self) -> Self {
        if self.code() >= other.code() {
            self
        } else {
            other
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}

/// Why a command stopped.
pub(crate) enum Stop {
    /// Workflows have errors; nothing can be said of any.
    Workflows(Errors),
    /// The command line is wrong.
    Usage(String),
    Io(io::Error),
}

impl From<Errors> for Stop {
    fn from(errors: Errors) -> Self {
        Self::Workflows(errors)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Where a command prints.
pub(crate) struct Io<'w> {
    pub(crate) out: &'w mut dyn Write,
    pub(crate) err: &'w mut dyn Write,
    /// The colours of `out`.
    pub(crate) paint: Paint,
    pub(crate) paint_err: Paint,
}

impl Io<'_> {
    /// Prints a line of what was asked for.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Stop> {
        writeln!(self.out, "{text}").map_err(Stop::Io)
    }

    /// Prints what was asked for as it is.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Stop> {
        self.out.write_all(text.as_bytes()).map_err(Stop::Io)
    }

    /// Says what went wrong, or what else there is to know.
    pub(crate) fn complain(&mut self, text: &str) -> Result<(), Stop> {
        writeln!(self.err, "{}", self.paint_err.error(text)).map_err(Stop::Io)
    }

    /// The status of a command that stopped, when it has been said why.
    pub(crate) fn ended(&mut self, result: Result<Status, Stop>) -> Status {
        let (status, text) = match result {
            Ok(status) => return status,
            // The reader of a pipe has gone, `| head` for instance: that is how people read.
            Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Status::Fine;
            }
            Err(Stop::Workflows(errors)) => {
                let count = plural(errors.len(), "error");
                let text = format!("{errors}\n\nerror: nothing was written, because of {count}");
                (Status::Findings, text)
            }
            Err(Stop::Usage(text)) => (Status::Failed, text),
            Err(Stop::Io(error)) => (Status::Failed, format!("error: {error}")),
        };
        // Nobody is left to be told when a message cannot be written.
        let _ = self.complain(&text);
        status
    }
}

/// In which form something is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Human,
    /// For programs: one JSON object for each file or definition, on a line of its own
    Json,
}

/// When text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

impl Color {
    /// What was asked for, and else what was found.
    pub(crate) fn or(self, found: Paint) -> Paint {
        match self {
            Self::Auto => found,
            Self::Always => Paint::always(),
            Self::Never => Paint::default(),
        }
    }
}

/// A count and its noun.
pub(crate) fn plural(count: usize, word: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {word}{s}")
}

/// Prints what clap has to say: help where it was asked for, else what is wrong with the command line.
pub(crate) fn usage(
    error: &clap::Error,
    out: &mut dyn Write,
    err: &mut dyn Write,
    (paint, paint_err): (Paint, Paint),
) -> Status {
    let text = error.render();
    let (stream, paint, status): (&mut dyn Write, _, _) = if error.use_stderr() {
        (err, paint_err, Status::Failed)
    } else {
        (out, paint, Status::Fine)
    };
    let shown = if paint.is_on() {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    match write!(stream, "{shown}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Status::Failed,
        // Nobody is left to be told when a message cannot be written.
        _ => status,
    }
}
