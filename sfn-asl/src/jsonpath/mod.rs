//! JSONPath as Step Functions reads it: the dialect of the Java library Jayway, with `$$` for the context object and `$name`
//! for variables; and calls of intrinsic functions.
//!
//! It is not the JSONPath of RFC 9535: `$.b.d-e` is a name, `['a','b']` gives one object, filters know `=~` and have
//! brackets, and a path is either definite and leads to one value, or it gives a list.
//!
//! ```
//! use sfn_asl::jsonpath::{Root, parse};
//!
//! let path = parse("$.orders[?(@.total > 100)].id").unwrap();
//! assert_eq!((path.root.clone(), path.segments.len()), (Root::Input, 3));
//! assert!(!path.is_definite());
//!
//! let error = parse("$.orders[0").unwrap_err();
//! assert_eq!((error.at, error.to_string().as_str()), (10, "a `]` is missing"));
//! ```

mod ast;
mod filter;
mod intrinsic;
mod reader;

pub use ast::{Comparator, Filter, JsonPath, Operand, Root, Segment, Selector};
pub use intrinsic::{Argument, Call, INTRINSICS, Intrinsic, Kind, MAX_CALLS, called, parse_call};
use std::fmt;

/// Why a text is not a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// Where in the text, in bytes.
    pub at: usize,
    /// What is wrong, in words.
    pub message: String,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PathError {}

/// Reads a path. Blanks at its end do not matter.
///
/// # Errors
/// What is wrong first, with its place.
pub fn parse(text: &str) -> Result<JsonPath, PathError> {
    let mut reader = reader::Reader::new(text, false);
    let path = reader.path()?;
    match reader.rest().trim_start().chars().next() {
        None => Ok(path),
        Some(close @ (']' | ')')) => reader.fail(format!("`{close}` closes nothing")),
        Some(_) => {
            reader.fail("a name with a blank or a bracket must be quoted, as in $['unit price']")
        }
    }
}

/// Reads a path at the beginning of a text, as an argument of a call: up to a comma or a bracket that closes. Gives the
/// path and how many bytes it has.
pub(crate) fn parse_argument(text: &str) -> Result<(JsonPath, usize), PathError> {
    let mut reader = reader::Reader::new(text, true);
    let path = reader.path()?;
    Ok((path, reader.at))
}
