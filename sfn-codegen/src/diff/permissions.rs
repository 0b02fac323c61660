//! What two policies allow, action by action and resource by resource.

use crate::iam::{Policy, covers};
use std::collections::BTreeSet;

/// An action on a resource, under conditions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Permission {
    /// Such as `sns:Publish`.
    pub action: String,
    /// The resource, or a pattern.
    pub resource: String,
    /// The conditions, in words; empty without any.
    pub condition: String,
}

/// How the permissions that a role needs changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Permissions {
    /// What is needed now and was not allowed.
    pub widened: Vec<Permission>,
    /// What was needed and is no longer allowed.
    pub narrowed: Vec<Permission>,
}

impl Permissions {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.widened.is_empty() && self.narrowed.is_empty()
    }
}

pub(super) fn compare(old: &Policy, new: &Policy) -> Permissions {
    let (old, new) = (all(old), all(new));
    let missing = |of: &BTreeSet<Permission>, than: &BTreeSet<Permission>| {
        let allowed = |one: &&Permission| {
            than.iter().any(|other| {
                other.action == one.action
                    && other.condition == one.condition
                    && covers(&other.resource, &one.resource)
            })
        };
        of.iter().filter(|one| !allowed(one)).cloned().collect()
    };
    Permissions {
        widened: missing(&new, &old),
        narrowed: missing(&old, &new),
    }
}

fn all(policy: &Policy) -> BTreeSet<Permission> {
    let mut all = BTreeSet::new();
    for statement in &policy.statements {
        let conditions: Vec<String> = statement
            .conditions
            .iter()
            .map(|one| format!("{} {} {}", one.key, one.operator, one.values.join(", ")))
            .collect();
        for action in &statement.actions {
            for resource in &statement.resources {
                all.insert(Permission {
                    action: action.clone(),
                    resource: resource.clone(),
                    condition: conditions.join(" and "),
                });
            }
        }
    }
    all
}
