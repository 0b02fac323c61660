//! The form of a row in the tables of permissions. `data/optimized.txt` says what each part means.

use std::fmt;

/// How a task waits for what it started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// Not at all: the answer to the request is the result.
    RequestResponse,
    /// Until the job is done: `.sync`.
    Sync,
    /// Until the child execution is done, with its output as JSON: `.sync:2`.
    Sync2,
    /// Until somebody sends the task token back: `.waitForTaskToken`.
    WaitForTaskToken,
}

impl Pattern {
    /// The pattern that a resource ends with; none when there is no such ending.
    #[must_use]
    pub fn from_suffix(suffix: &str) -> Option<Self> {
        match suffix {
            "" => Some(Self::RequestResponse),
            ".sync" => Some(Self::Sync),
            ".sync:2" => Some(Self::Sync2),
            ".waitForTaskToken" => Some(Self::WaitForTaskToken),
            _ => None,
        }
    }

    /// What a resource ends with.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::Sync => ".sync",
            Self::Sync2 => ".sync:2",
            Self::WaitForTaskToken => ".waitForTaskToken",
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RequestResponse => "request response",
            other => &other.suffix()[1..],
        })
    }
}

/// What can name the integration of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The `Resource` of a Task state.
    Task,
    /// The `Resource` of an item reader.
    Reader,
    /// The `Resource` of a result writer.
    Writer,
    /// Nothing: it is not an integration, but something else a state asks of the role.
    State,
}

/// What the role needs for one integration.
#[derive(Debug)]
#[non_exhaustive]
pub struct Row {
    /// `service:action` as in the resource.
    pub name: &'static str,
    /// Where this is documented.
    pub doc: &'static str,
    /// When that was read, as year and month.
    pub read: &'static str,
    /// What can name it.
    pub place: Place,
    /// The patterns it has; none for what is not a task.
    pub patterns: &'static [Pattern],
    /// Whether the statements stand in place of those that the table of SDK calls gives.
    pub replaces: bool,
    /// The statements.
    pub grants: &'static [Grant],
}

/// A statement of a row.
#[derive(Debug)]
#[non_exhaustive]
pub struct Grant {
    /// The actions.
    pub actions: &'static [&'static str],
    /// The patterns it is needed with; none for all.
    pub patterns: &'static [Pattern],
    /// The parameter it depends on.
    pub when: Option<When>,
    /// What it would be needed for, when it is only told and not granted.
    pub optional: Option<&'static str>,
    /// The resources.
    pub resources: &'static [Resource],
    /// The conditions.
    pub conditions: &'static [Condition],
    /// Why the resources are not narrower.
    pub because: &'static str,
    /// Where it is documented, and why, that the statement is not the one that the row's page prints.
    pub differs: Option<(&'static str, &'static str)>,
}

/// A resource of a statement.
#[derive(Debug)]
#[non_exhaustive]
pub struct Resource {
    /// The template.
    pub template: &'static str,
    /// Whether the statement needs it even when its parameter is not there.
    pub required: bool,
    /// The templates to use when a parameter comes from data.
    pub otherwise: &'static [&'static str],
}

/// A parameter that a statement depends on.
#[derive(Debug)]
#[non_exhaustive]
pub struct When {
    /// The parameter.
    pub parameter: &'static str,
    /// The values that call for the statement; none for any.
    pub values: &'static [&'static str],
}

/// A condition of a statement.
#[derive(Debug)]
#[non_exhaustive]
pub struct Condition {
    /// Such as `StringEquals`.
    pub operator: &'static str,
    /// The condition key.
    pub key: &'static str,
    /// The values, as templates.
    pub values: &'static [&'static str],
}

/// How a resource ARN of an SDK call is filled, when its variables are not named as the parameters are.
#[derive(Debug)]
pub(super) struct Fill {
    /// The ARN as it stands in the table of calls.
    pub(super) template: &'static str,
    /// The parameters without any of which it does not matter; none when it always does.
    pub(super) when: &'static [When],
    /// Whether it only matters when a parameter holds an ARN of its form.
    pub(super) never: bool,
    /// What stands in its place.
    pub(super) resources: &'static [Resource],
    /// Why that is not narrower.
    pub(super) because: &'static str,
}
