//! What there is to say about a policy besides the policy: why something is not narrower, what is not known.

use std::fmt;

/// What kind of remark it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NoteKind {
    /// A resource has a `*`.
    Wildcard,
    /// Something was taken for granted.
    Assumption,
    /// A condition was left out.
    Unconditioned,
    /// More may be needed, depending on what the document does not show.
    MayNeed,
    /// It is not known what a call needs; nothing is granted for it.
    Unknown,
    /// The policy is too long for one document.
    Size,
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wildcard => "wildcard",
            Self::Assumption => "assumption",
            Self::Unconditioned => "unconditioned",
            Self::MayNeed => "may need",
            Self::Unknown => "unknown",
            Self::Size => "size",
        })
    }
}

/// A remark on a policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Note {
    /// What kind of remark it is.
    pub kind: NoteKind,
    /// The state it comes from, as a JSON pointer.
    pub state: String,
    /// The statement it is about, by its `Sid`.
    pub statement: Option<String>,
    /// The resource it is about.
    pub resource: Option<String>,
    /// The remark.
    pub reason: String,
    /// Where it is documented.
    pub doc: Option<&'static str>,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if !self.state.is_empty() {
            write!(f, ": {}", self.state)?;
        }
        if let Some(statement) = &self.statement {
            write!(f, ", {statement}")?;
        }
        if let Some(resource) = &self.resource {
            write!(f, ", {resource}")?;
        }
        write!(f, ": {}", self.reason)
    }
}
