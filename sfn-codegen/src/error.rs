//! What is wrong with a workflow, in one form whatever found it: authoring, the validator, or a table of permissions.

use std::fmt;
use std::panic::Location;

/// One thing that is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Error {
    /// A stable code, such as `dangling-transition`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The workflow it is in.
    pub workflow: Option<String>,
    /// The place in the document, as a JSON pointer.
    pub pointer: Option<String>,
    /// Where that was written.
    pub location: Option<&'static Location<'static>>,
    /// Other places that matter, each with what it has to do with it.
    pub related: Vec<(&'static Location<'static>, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Error {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            workflow: None,
            pointer: None,
            location: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Says where it is in the document, unless that is said already.
    pub(crate) fn at(mut self, pointer: &str) -> Self {
        self.pointer.get_or_insert_with(|| pointer.to_owned());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn boxed(self) -> Box<Self> {
        Box::new(self)
    }

    pub(crate) fn in_workflow(mut self, name: &str) -> Self {
        self.workflow.get_or_insert_with(|| name.to_owned());
        self
    }

    fn place(&self) -> Option<String> {
        match (
            &self.workflow,
            self.pointer
                .as_deref()
                .filter(|pointer| !pointer.is_empty()),
        ) {
            (Some(workflow), Some(pointer)) => Some(format!("workflow `{workflow}`, {pointer}")),
            (Some(workflow), None) => Some(format!("workflow `{workflow}`")),
            (None, Some(pointer)) => Some(pointer.to_owned()),
            (None, None) => None,
        }
    }
}

impl fmt::Display for Error {
    /// In the manner of rustc, so that editors can follow the location.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, self.message)?;
        match (self.location, self.place()) {
            (Some(location), Some(place)) => write!(f, "\n  --> {location}\n  = note: in {place}")?,
            (Some(location), None) => write!(f, "\n  --> {location}")?,
            (None, Some(place)) => write!(f, "\n  --> {place}")?,
            (None, None) => {}
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

impl std::error::Error for Error {}

impl From<sfn_asl::Diagnostic> for Error {
    fn from(diagnostic: sfn_asl::Diagnostic) -> Self {
        let error = Self::new(diagnostic.code.as_str(), diagnostic.message).at(&diagnostic.pointer);
        match diagnostic.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}

/// Everything that is wrong, reported in one go.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<Error>);

/// For people: it is what a `main` that returns the errors prints, and what `unwrap` says.
impl fmt::Debug for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Errors {
    /// One by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Error> {
        self.0.iter()
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<Error>> for Errors {
    fn from(errors: Vec<Error>) -> Self {
        Self(errors)
    }
}

impl From<Error> for Errors {
    fn from(error: Error) -> Self {
        Self(vec![error])
    }
}

impl Extend<Error> for Errors {
    fn extend<I: IntoIterator<Item = Error>>(&mut self, errors: I) {
        self.0.extend(errors);
    }
}

impl IntoIterator for Errors {
    type Item = Error;
    type IntoIter = std::vec::IntoIter<Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a Error;
    type IntoIter = std::slice::Iter<'a, Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Errors {}
