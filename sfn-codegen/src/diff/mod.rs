//! What changed in behaviour between two definitions.
//!
//! Knows two documents: states by their names and scopes, where they lead, what they need of their role. Where a state
//! stands in the text, its comments and its own name are no behaviour.

mod permissions;
mod show;
mod states;

pub use permissions::{Permission, Permissions};
pub use states::{Changed, FieldChange, Moved, Renamed};

use crate::{iam, infer};
use sfn_asl::{Json, StateMachine};
use std::collections::HashSet;

/// The differences between two definitions.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Diff {
    /// States that are new, as JSON pointers of the new definition.
    pub added: Vec<String>,
    /// States that are gone, as JSON pointers of the old one.
    pub removed: Vec<String>,
    /// States that do the same under another name.
    pub renamed: Vec<Renamed>,
    /// States that do something else.
    pub changed: Vec<Changed>,
    /// States, and scopes, that lead elsewhere.
    pub rewired: Vec<Moved>,
    /// What changed for the machine as a whole: its timeout, its query language.
    pub machine: Vec<FieldChange>,
    /// What the role needs now and did not before, and the reverse; none when a role cannot be derived.
    pub permissions: Option<Permissions>,
    /// What of the input no execution can do without now and could before, and the reverse, as far as the definitions show it.
    pub input: Inputs,
}

/// How what is needed of the input changed, see [`required_input`](crate::infer::required_input).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inputs {
    /// What is needed now: who starts executions has to give it.
    pub needed: Vec<String>,
    /// What is no longer needed.
    pub not_needed: Vec<String>,
}

impl Diff {
    /// The differences.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Succeed};
    /// use sfn_codegen::diff::Diff;
    ///
    /// let old = StateMachine::new("A").state("A", Succeed::new());
    /// let new = StateMachine::new("A").state("A", Pass::new().next("B")).state("B", Succeed::new());
    /// let diff = Diff::between(&old, &new);
    /// assert_eq!(diff.added, ["/States/B"]);
    /// assert!(!diff.breaks_running());
    /// ```
    #[must_use]
    pub fn between(old: &StateMachine, new: &StateMachine) -> Self {
        let mut diff = states::compare(old, new);
        diff.permissions = match (iam::role(old, NAME), iam::role(new, NAME)) {
            (Ok(old), Ok(new)) => Some(permissions::compare(
                &old.policy.to_json(),
                &new.policy.to_json(),
            )),
            _ => None,
        };
        if !diff.is_empty() {
            diff.input = inputs(old, new);
        }
        diff
    }

    /// Takes the permissions from policies, as IAM writes them, instead of those that are derived from the definitions: the one
    /// that was deployed, and the one that is to be.
    ///
    /// ```
    /// use sfn_asl::Json;
    /// use sfn_asl::model::{StateMachine, Succeed};
    /// use sfn_codegen::diff::Diff;
    ///
    /// let machine = StateMachine::new("A").state("A", Succeed::new());
    /// let old: Json = r#"{"Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}}"#.parse().unwrap();
    /// let new: Json = r#"{"Statement": []}"#.parse().unwrap();
    /// let diff = Diff::between(&machine, &machine).with_policies(&old, &new);
    /// assert!(diff.breaks_running());
    /// ```
    #[must_use]
    pub fn with_policies(mut self, old: &Json, new: &Json) -> Self {
        self.permissions = Some(permissions::compare(old, new));
        self
    }

    /// Whether the two behave the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let permissions = self.permissions.as_ref();
        self.added.is_empty()
            && self.removed.is_empty()
            && self.renamed.is_empty()
            && self.changed.is_empty()
            && self.rewired.is_empty()
            && self.machine.is_empty()
            && permissions.is_none_or(Permissions::is_empty)
    }

    /// Whether executions that are running when the new definition is deployed may fail for it. They go on with the
    /// definition they started with, but with the role as it is then: what it no longer allows they can no longer do.
    ///
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-structure.html>
    #[must_use]
    pub fn breaks_running(&self) -> bool {
        let permissions = self.permissions.as_ref();
        permissions.is_some_and(|permissions| !permissions.narrowed.is_empty())
    }
}

fn inputs(old: &StateMachine, new: &StateMachine) -> Inputs {
    let (old, new) = (infer::required_input(old), infer::required_input(new));
    let missing = |of: &[String], than: &[String]| {
        let than: HashSet<&String> = than.iter().collect();
        of.iter()
            .filter(|path| !than.contains(path))
            .cloned()
            .collect()
    };
    Inputs {
        needed: missing(&new, &old),
        not_needed: missing(&old, &new),
    }
}

/// Both are deployed as one state machine, so what a role says of itself is no difference.
const NAME: &str = "state-machine";
