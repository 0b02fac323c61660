//! What two policies allow, action by action and resource by resource.

use crate::iam::covers;
use sfn_asl::Json;
use std::collections::{BTreeSet, HashMap};

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

pub(super) fn compare(old: &Json, new: &Json) -> Permissions {
    let (old, new) = (all(old), all(new));
    let missing = |of: &BTreeSet<Permission>, than: &BTreeSet<Permission>| {
        let patterns = Wild::of(than);
        let allowed = |one: &&Permission| than.contains(*one) || patterns.allow(one);
        of.iter().filter(|one| !allowed(one)).cloned().collect()
    };
    Permissions {
        widened: missing(&new, &old),
        narrowed: missing(&old, &new),
    }
}

/// The permissions whose resources are patterns, by action, condition and what stands before the first wildcard: a policy of
/// thousands of statements is not gone through for each of thousands of others.
struct Wild<'p>(HashMap<(&'p str, &'p str, &'p str), Vec<&'p str>>);

impl<'p> Wild<'p> {
    fn of(all: &'p BTreeSet<Permission>) -> Self {
        let mut found: HashMap<_, Vec<&str>> = HashMap::new();
        for one in all {
            if let Some(wild) = one.resource.find(['*', '?']) {
                let head = &one.resource[..wild];
                let place = (one.action.as_str(), one.condition.as_str(), head);
                found.entry(place).or_default().push(&one.resource);
            }
        }
        Self(found)
    }

    fn allow(&self, one: &Permission) -> bool {
        let ends = one.resource.char_indices().map(|(at, _)| at);
        !self.0.is_empty()
            && ends.chain([one.resource.len()]).any(|end| {
                let place = (
                    one.action.as_str(),
                    one.condition.as_str(),
                    &one.resource[..end],
                );
                let patterns = self.0.get(&place).into_iter().flatten();
                patterns
                    .into_iter()
                    .any(|pattern| covers(pattern, &one.resource))
            })
    }
}

/// What a policy allows. What it denies or says by exclusion is none of what we write.
fn all(policy: &Json) -> BTreeSet<Permission> {
    let mut all = BTreeSet::new();
    for statement in each(&policy["Statement"]) {
        if statement["Effect"].as_str() == Some("Deny") {
            continue;
        }
        let condition = condition(&statement["Condition"]);
        for action in texts(&statement["Action"]) {
            for resource in texts(&statement["Resource"]) {
                all.insert(Permission {
                    action: action.to_owned(),
                    resource: resource.to_owned(),
                    condition: condition.clone(),
                });
            }
        }
    }
    all
}

/// One value, or each of a list.
fn each(json: &Json) -> &[Json] {
    match json {
        Json::Array(all) => all,
        Json::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn texts(json: &Json) -> impl Iterator<Item = &str> {
    each(json).iter().filter_map(Json::as_str)
}

fn condition(json: &Json) -> String {
    let mut conditions = Vec::new();
    for (operator, keys) in json.as_object().into_iter().flatten() {
        for (key, values) in keys.as_object().into_iter().flatten() {
            let values: Vec<&str> = texts(values).collect();
            conditions.push(format!("{key} {operator} {}", values.join(", ")));
        }
    }
    conditions.join(" and ")
}
