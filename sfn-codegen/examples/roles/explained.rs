//! What somebody found who looked at a disagreement: the lines of `explained.txt`.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

const TEXT: &str = include_str!("explained.txt");

/// On which side something is that the other one has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// Needed, and not allowed by the role that was found.
    Missing,
    /// Needed, and perhaps not allowed: what placeholders stand for decides.
    Uncertain,
    /// Allowed by the role that was found, and not needed.
    Unused,
}

/// An action that one side has and the other has not.
pub(crate) struct Disagreement {
    pub(crate) side: Side,
    pub(crate) action: String,
    /// The policy template of SAM that the statement was made of.
    pub(crate) made_by: Option<String>,
    /// Whether it is about nothing but the state machine's own name.
    pub(crate) own_name: bool,
    /// Whether the role bounds what comes from data, and that is all.
    pub(crate) bounds_data: bool,
    pub(crate) details: Vec<String>,
}

/// A line of the file.
pub(crate) struct Line {
    /// Which line it is.
    pub(crate) at: usize,
    /// The definition; none for a line about all of them.
    id: Option<&'static str>,
    side: Side,
    actions: Vec<&'static str>,
    pub(crate) class: &'static str,
    used: Cell<bool>,
}

pub(crate) struct Explained(Vec<Line>);

impl Explained {
    /// # Panics
    /// On a line that is not as the head of the file says.
    pub(crate) fn read() -> Self {
        let lines = TEXT.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        Self(
            lines
                .map(|(at, line)| {
                    self::line(at + 1, line).unwrap_or_else(|| panic!("explained.txt:{}", at + 1))
                })
                .collect(),
        )
    }

    /// The line that accounts for a disagreement; one about the definition before one about all.
    pub(crate) fn find(&self, id: &str, disagreement: &Disagreement) -> Option<&Line> {
        let mut found: Vec<&Line> = self
            .0
            .iter()
            .filter(|line| line.id.is_none_or(|own| own == id) && line.accounts_for(disagreement))
            .collect();
        found.sort_by_key(|line| line.id.is_none());
        let line = found.first()?;
        line.used.set(true);
        Some(line)
    }

    /// The lines about what was compared that account for nothing.
    pub(crate) fn stale(&self, compared: &BTreeSet<String>) -> Vec<&Line> {
        let seen = |line: &&Line| line.id.is_some_and(|id| compared.contains(id));
        let unused = self.0.iter().filter(|line| !line.used.get());
        unused.filter(seen).collect()
    }
}

impl Line {
    fn accounts_for(&self, disagreement: &Disagreement) -> bool {
        self.side == disagreement.side
            && self
                .actions
                .iter()
                .any(|pattern| match pattern.split_once("in:") {
                    Some(("", template)) => disagreement.made_by.as_deref() == Some(template),
                    _ if *pattern == "own-name" => disagreement.own_name,
                    _ if *pattern == "bounds-data" => disagreement.bounds_data,
                    _ => matches(pattern, &disagreement.action),
                })
    }
}

fn line(at: usize, text: &'static str) -> Option<Line> {
    let mut parts = text.splitn(5, " | ");
    let (id, side) = (parts.next()?, parts.next()?);
    let (actions, class, reason) = (parts.next()?, parts.next()?, parts.next()?);
    let side = match side {
        "missing" => Side::Missing,
        "uncertain" => Side::Uncertain,
        "unused" => Side::Unused,
        _ => return None,
    };
    (!reason.is_empty()).then_some(Line {
        at,
        id: (id != "*").then_some(id),
        side,
        actions: actions.split(' ').collect(),
        class,
        used: Cell::new(false),
    })
}

/// Whether the pattern is the action, or its beginning with a star behind it. IAM does not tell capitals apart.
fn matches(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    // What was found may be a pattern itself: then only the same one is meant, or all.
    match pattern.strip_suffix('*') {
        Some(begin) if pattern != action => action.starts_with(begin),
        _ => pattern == action,
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing",
            Self::Uncertain => "uncertain",
            Self::Unused => "unused",
        })
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = self.made_by.as_deref().unwrap_or_default();
        write!(f, "{} {} {template}", self.side, self.action)?;
        for detail in &self.details {
            write!(f, "\n    {detail}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The classes that the head of the file describes.
    fn classes() -> BTreeSet<&'static str> {
        let described = TEXT.lines().take_while(|line| line.starts_with('#'));
        let described = described.filter_map(|line| line.strip_prefix("#   "));
        described
            .filter_map(|line| line.split_once("  "))
            .map(|(class, _)| class)
            .collect()
    }

    #[test]
    fn every_line_is_read_and_is_of_a_class_that_is_described() {
        let known = classes();
        assert!(
            known.contains("insufficient") && known.contains("template"),
            "{known:?}"
        );
        let lines = Explained::read().0;
        assert!(lines.len() > 100);
        for line in &lines {
            assert!(
                known.contains(line.class),
                "line {}: {}",
                line.at,
                line.class
            );
            assert!(
                line.actions.iter().all(|action| !action.is_empty()),
                "line {}",
                line.at
            );
        }
    }

    #[test]
    fn a_line_about_a_definition_is_read_before_one_about_all() {
        let explained = Explained::read();
        let found = |id: &str, action: &str, made_by: Option<&str>| {
            let disagreement = Disagreement {
                side: Side::Unused,
                action: action.to_owned(),
                made_by: made_by.map(str::to_owned),
                own_name: false,
                bounds_data: false,
                details: Vec::new(),
            };
            explained.find(id, &disagreement).map(|line| line.class)
        };
        assert_eq!(
            found("x", "logs:CreateLogDelivery", None),
            Some("deployment")
        );
        assert_eq!(
            found("x", "s3:ListBucket", Some("S3ReadPolicy")),
            Some("template")
        );
        assert_eq!(found("x", "s3:ListBucket", None), None);
        assert_eq!(found("1cdbb1085f7e", "S3:ListBucket", None), Some("unused"));
    }
}
