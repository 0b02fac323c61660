//! What strings are searched for: a text, or a regular expression.

use sfn_macros::Shape;

use super::literal_marks::NOT_A_REGEX;
use super::node::{Dialect, Name, Node, Op};
use super::{Expr, IntoExpr};

/// A regular expression, as JSONata has it between slashes: those of JavaScript.
///
/// It has to match at least one character, or the state fails when it runs (`States.QueryEvaluationError`). What JSONata
/// could not even read is an error of synthesis.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let name = context::state_name();
/// let versioned = name.contains(regex(r"-v\d+$").ignore_case());
/// assert_eq!(versioned.to_jsonata().unwrap(), r"$contains($states.context.State.Name, /-v\d+$/i)");
/// ```
#[derive(Clone, Debug)]
pub struct Regex {
    text: Name,
    ignore_case: bool,
    multi_line: bool,
}

/// A regular expression: `regex(r"^[A-Z]{2}-\d+$")`. Slashes need nothing before them.
#[must_use]
pub fn regex(text: impl Into<Name>) -> Regex {
    Regex {
        text: text.into(),
        ignore_case: false,
        multi_line: false,
    }
}

impl Regex {
    /// Upper and lower case are the same: the flag `i`.
    #[must_use]
    pub fn ignore_case(mut self) -> Self {
        self.ignore_case = true;
        self
    }

    /// `^` and `$` are the ends of lines, too: the flag `m`.
    #[must_use]
    pub fn multi_line(mut self) -> Self {
        self.multi_line = true;
        self
    }

    pub(super) fn node(&self) -> Node {
        let text = match spelt(&self.text) {
            Ok(text) => {
                let flags = [(self.ignore_case, "i"), (self.multi_line, "m")];
                let flags = flags.iter().filter(|(set, _)| *set).map(|(_, flag)| *flag);
                format!("/{text}/{}", flags.collect::<String>())
            }
            Err(why) => format!("{NOT_A_REGEX}`{}` {why}", self.text),
        };
        Node::new(Op::Raw(Dialect::Jsonata, text.into(), Box::default()))
    }
}

/// The text between slashes, where JSONata finds its end: it counts brackets, and takes one behind a backslash for a
/// character wherever it stands.
fn spelt(text: &str) -> Result<String, &'static str> {
    if text.is_empty() {
        return Err("is empty");
    }
    if text.contains(['\n', '\r']) {
        return Err(r"has a line break in it: write `\n`");
    }
    if text.contains("%}") {
        return Err(r"has `%}` in it, which ends an expression: write `%\}`");
    }
    let mut out = String::new();
    let (mut depth, mut escaped) = (0_i32, false);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' if !escaped => depth += 1,
            ')' | ']' | '}' if !escaped => depth -= 1,
            '/' if !escaped => out.push('\\'),
            _ => {}
        }
        if depth < 0 {
            return Err("closes a bracket that is not open");
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    match (escaped, depth) {
        (true, _) => Err("ends with a backslash"),
        (_, 0) => Ok(out),
        _ => Err("leaves a bracket open"),
    }
}

/// What can be looked for in a string: a text (`"-"`, data) or a [`regex`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing to look for in a string",
    label = "neither a string nor a regular expression",
    note = "give a string, data of type `String`, or `regex(r\"\\d+\")`"
)]
pub trait Pattern {
    /// What is looked for, and whether it is a regular expression.
    #[doc(hidden)]
    fn looked_for(self) -> Sought;
}

/// For [`Pattern`]; there is nothing to be done with it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Sought {
    pub(super) node: Node,
    pub(super) is_regex: bool,
}

macro_rules! patterns {
    ($($t:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Pattern for $t {
            fn looked_for(self) -> Sought {
                let text: Expr<String> = self.into_expr();
                Sought { node: text.node(), is_regex: false }
            }
        }
    )*};
}
patterns!(&str String &String char Expr<String>);

impl Pattern for Regex {
    fn looked_for(self) -> Sought {
        Sought {
            node: self.node(),
            is_regex: true,
        }
    }
}

/// Where a regular expression was found: what JSONata's `$match` gives.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct TextMatch {
    /// What was found.
    #[serde(rename = "match")]
    pub text: String,
    /// Where it begins, counted in characters from 0.
    pub index: u64,
    /// What each group of the expression caught.
    pub groups: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::spelt;

    #[test]
    fn slashes_and_brackets() {
        for (text, expected) in [
            (r"^a/b$", Ok(r"^a\/b$")),
            (r"a\/b", Ok(r"a\/b")),
            (r"(a|[b-d]{2})", Ok(r"(a|[b-d]{2})")),
            (r"\(", Ok(r"\(")),
            ("", Err("is empty")),
            ("(a", Err("leaves a bracket open")),
            ("[(]", Err("leaves a bracket open")),
            ("a)", Err("closes a bracket that is not open")),
            ("a\\", Err("ends with a backslash")),
        ] {
            assert_eq!(spelt(text).as_deref(), expected.as_deref(), "{text}");
        }
    }
}
