//! JSON pointers (RFC 6901): how every message and every annotation names a place in a document.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// A place in a document while it is being walked: a list of steps on the stack, written out only when asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Path<'a> {
    Root,
    /// Where a walk begins somewhere below the root.
    At(&'a str),
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(crate) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    pub(crate) fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::At(pointer) => f.write_str(pointer),
            Path::Key(parent, key) => {
                parent.fmt(f)?;
                f.write_char('/')?;
                f.write_str(&escape(key))
            }
            Path::Index(parent, index) => write!(f, "{parent}/{index}"),
        }
    }
}

/// Adds a step to a pointer.
///
/// ```
/// assert_eq!(sfn_asl::pointer::join("/States", "a/b"), "/States/a~1b");
/// ```
#[must_use]
pub fn join(pointer: &str, key: &str) -> String {
    let key = escape(key);
    let mut joined = String::with_capacity(pointer.len() + 1 + key.len());
    joined.push_str(pointer);
    joined.push('/');
    joined.push_str(&key);
    joined
}

/// Writes a name the way a pointer holds it: `~` as `~0`, `/` as `~1`.
#[must_use]
pub fn escape(key: &str) -> Cow<'_, str> {
    if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        key.replace('~', "~0").replace('/', "~1").into()
    } else {
        key.into()
    }
}

/// Reads a step of a pointer back into the name.
#[must_use]
pub fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        token.replace("~1", "/").replace("~0", "~").into()
    } else {
        token.into()
    }
}

/// A step as a place in an array: digits without a leading zero.
pub(crate) fn index(token: &str) -> Option<usize> {
    let plain = token.bytes().all(|byte| byte.is_ascii_digit())
        && (token.len() == 1 || !token.starts_with('0'));
    if plain { token.parse().ok() } else { None }
}
