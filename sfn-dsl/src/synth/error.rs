//! What is wrong with a workflow that compiled.

use std::fmt;
use std::panic::Location;

use crate::Unsupported;

/// One thing that is wrong with a workflow, where it was written, and what to do.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SynthesisError {
    /// A stable code, such as `duplicate-state-name`.
    pub code: &'static str,
    /// The state it is about.
    pub state: Option<String>,
    /// Where it was written.
    pub location: Option<&'static Location<'static>>,
    /// What is wrong.
    pub message: String,
    /// Other places that matter, each with what it has to do with it.
    pub related: Vec<(&'static Location<'static>, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl SynthesisError {
    pub(crate) fn new(
        code: &'static str,
        state: &str,
        location: &'static Location<'static>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        SynthesisError {
            code,
            state: Some(state.to_owned()),
            location: Some(location),
            message: message.into(),
            related: Vec::new(),
            help: Some(help.into()),
        }
    }

    pub(crate) fn unsupported(
        state: &str,
        location: &'static Location<'static>,
        field: &str,
        unsupported: Unsupported,
    ) -> Self {
        let message = format!("in `{field}` of state `{state}`: {}", unsupported.what);
        Self::new(
            "unsupported-expression",
            state,
            location,
            message,
            unsupported.help,
        )
    }

    pub(crate) fn related(
        mut self,
        location: &'static Location<'static>,
        what: impl Into<String>,
    ) -> Self {
        self.related.push((location, what.into()));
        self
    }
}

impl fmt::Display for SynthesisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, self.message)?;
        if let Some(location) = self.location {
            write!(f, "\n  --> {location}")?;
        }
        for (location, what) in &self.related {
            write!(f, "\n  ::: {location}: {what}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for SynthesisError {}

/// Everything that is wrong with a workflow, reported in one go.
#[derive(Clone, Debug)]
pub struct Errors {
    errors: Vec<SynthesisError>,
}

impl Errors {
    pub(crate) fn new(errors: Vec<SynthesisError>) -> Self {
        Errors { errors }
    }

    /// One by one.
    pub fn iter(&self) -> std::slice::Iter<'_, SynthesisError> {
        self.errors.iter()
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Whether there are none, which never comes out of synthesis.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a SynthesisError;
    type IntoIter = std::slice::Iter<'a, SynthesisError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Errors {
    type Item = SynthesisError;
    type IntoIter = std::vec::IntoIter<SynthesisError>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.into_iter()
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.errors.iter().enumerate() {
            if i > 0 {
                f.write_str("\n\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Errors {}
