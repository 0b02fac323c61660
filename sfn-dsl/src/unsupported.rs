//! What a dialect cannot say.

use std::fmt;

/// Something that a dialect of the expression language cannot express, with what to use instead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unsupported {
    /// What cannot be said, as a sentence.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Unsupported {
    pub(crate) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Unsupported {
            what: what.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what, self.help)
    }
}

impl std::error::Error for Unsupported {}
