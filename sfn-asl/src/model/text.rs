//! Strings that follow rules: state names, paths, ARNs, variable names.
//!
//! A document holds these even where they break their rule, because what was read must be written back. The rule is
//! applied by `TryFrom` (for people who build) and by the validator (for what was found somewhere).

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::str::FromStr;

/// Why a string is not what its type says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// What the string should have been, such as `a state name`.
    pub expected: &'static str,
    /// The string, shortened when it is long.
    pub found: String,
    /// Why it is not.
    pub reason: Cow<'static, str>,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not {}: {}",
            self.found, self.expected, self.reason
        )
    }
}

impl std::error::Error for TextError {}

/// Whether a string holds a definition substitution such as `${FunctionArn}`, to be filled in at deployment.
///
/// ```
/// assert!(sfn_asl::model::has_placeholder("arn:aws:sns:${Region}:1:t"));
/// assert!(!sfn_asl::model::has_placeholder("costs $5"));
/// ```
#[must_use]
pub fn has_placeholder(text: &str) -> bool {
    // The dollar first: few texts have one, and a single byte is looked for quickly.
    text.match_indices('$').any(|(at, _)| {
        let rest = &text[at + 1..];
        rest.starts_with('{') && rest.contains('}')
    })
}

/// Whether a string is a JSONata expression: `{%` and `%}` with nothing outside.
#[must_use]
pub fn is_expression(text: &str) -> bool {
    text.len() >= 4 && text.starts_with("{%") && text.ends_with("%}")
}

macro_rules! text_types {
    ($($(#[$doc:meta])* $name:ident: $what:literal, $rule:path;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes a string as it is, for documents that must be kept even where they are wrong.
            #[must_use]
            pub fn unchecked(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// Checks the rule. A string with a `${Placeholder}` passes: what it becomes is not known yet.
            ///
            /// # Errors
            /// Says which part of the rule is broken.
            pub fn check(&self) -> Result<(), TextError> {
                if has_placeholder(&self.0) {
                    return Ok(());
                }
                $rule(&self.0).map_err(|reason| TextError {
                    expected: $what,
                    found: shorten(&self.0),
                    reason,
                })
            }

            /// The string.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<&str> for $name {
            type Error = TextError;

            fn try_from(text: &str) -> Result<Self, TextError> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                let text = Self(text);
                text.check().map(|()| text)
            }
        }

        impl FromStr for $name {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::try_from(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl From<&$name> for String {
            fn from(text: &$name) -> String {
                text.0.clone()
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl $crate::model::record::FromText for $name {
            const EXPECTS: &'static str = concat!("a string: ", $what);

            fn from_text(text: String) -> Self {
                Self(text)
            }

            fn text(&self) -> &str {
                &self.0
            }
        }
    )*};
}

text_types! {
    /// The name of a state: 1 to 80 characters, unique in the whole machine.
    ///
    /// ```
    /// use sfn_asl::model::StateName;
    ///
    /// assert!(StateName::try_from("Check inventory").is_ok());
    /// assert!(StateName::try_from("x".repeat(81)).is_err());
    /// ```
    StateName: "a state name", state_name;
    /// A JSONPath: begins with `$`, may select several nodes. `$$` reads the context object, `$name` a variable.
    Path: "a path", path;
    /// A path that leads to one node: no wildcards, slices, filters or functions.
    ///
    /// ```
    /// use sfn_asl::model::ReferencePath;
    ///
    /// assert!(ReferencePath::try_from("$.order.items[0]['unit price']").is_ok());
    /// assert!(ReferencePath::try_from("$.items[*]").is_err());
    /// ```
    ReferencePath: "a reference path", reference_path;
    /// An ARN, or text that becomes one when its `${Placeholders}` are filled in.
    ArnTemplate: "an ARN", arn;
    /// The name of a variable: a letter, then letters, digits and `_`; at most 80 characters; not `states`.
    VariableName: "a variable name", variable_name;
    /// The label of a Distributed Map: at most 40 characters that can stand in an ARN.
    MapLabel: "a map label", map_label;
}

/// What a rule says: fine, or the reason why not.
type Verdict = Result<(), Cow<'static, str>>;

fn state_name(text: &str) -> Verdict {
    match text.chars().count() {
        0 => Err("it is empty, give the state a name".into()),
        1..=80 => Ok(()),
        many => Err(format!("it has {many} characters, at most 80 are allowed").into()),
    }
}

fn path(text: &str) -> Verdict {
    if text.starts_with('$') {
        Ok(())
    } else {
        Err("it must begin with `$`".into())
    }
}

fn reference_path(text: &str) -> Verdict {
    path(text)?;
    let mut quoted: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match (quoted, char) {
            (Some(_), '\\') => {
                chars.next();
            }
            (Some(quote), _) => quoted = (quote != char).then_some(quote),
            (None, '\'' | '"') => quoted = Some(char),
            (None, '*' | '@' | ',' | ':' | '?' | '(' | ')') => {
                return Err(format!(
                    "`{char}` can select several nodes, a reference path leads to one"
                )
                .into());
            }
            (None, '.') if chars.peek() == Some(&'.') => {
                return Err("`..` can select several nodes, a reference path leads to one".into());
            }
            _ => {}
        }
    }
    if quoted.is_some() {
        Err("a quoted name is not closed".into())
    } else {
        Ok(())
    }
}

fn arn(text: &str) -> Verdict {
    if !text.starts_with("arn:") {
        return Err("it must begin with `arn:`".into());
    }
    if text.split(':').count() < 6 {
        return Err("an ARN has six parts: `arn:partition:service:region:account:resource`".into());
    }
    if text.ends_with(':') {
        return Err("its last part is empty".into());
    }
    Ok(())
}

fn variable_name(text: &str) -> Verdict {
    let mut chars = text.chars();
    match chars.next() {
        None => return Err("it is empty".into()),
        Some(first) if !first.is_alphabetic() => {
            return Err(
                format!("it begins with `{first}`, the first character must be a letter").into(),
            );
        }
        Some(_) => {}
    }
    // Beyond ASCII the exact classes of Unicode are left to the service, so as not to refuse what it accepts.
    if let Some(bad) = chars.find(|c| c.is_ascii() && !c.is_ascii_alphanumeric() && *c != '_') {
        return Err(format!("`{bad}` is not allowed, use letters, digits and `_`").into());
    }
    if text.chars().count() > 80 {
        return Err("it has more than 80 characters".into());
    }
    if text == "states" {
        Err("`states` is reserved".into())
    } else {
        Ok(())
    }
}

fn map_label(text: &str) -> Verdict {
    if text.chars().count() > 40 {
        return Err("it has more than 40 characters".into());
    }
    let bad =
        |c: &char| c.is_whitespace() || c.is_control() || "?*<>{}[]:;,\\|^~$#%&`\"/".contains(*c);
    match text.chars().find(bad) {
        Some(bad) => Err(format!("`{}` is not allowed in it", bad.escape_default()).into()),
        None => Ok(()),
    }
}

/// Keeps a message readable when the string is not.
pub(crate) fn shorten(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}
