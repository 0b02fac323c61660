//! A policy that exists beside what the document needs: what is missing, what is allowed for nothing, what is too wide.
//!
//! Knows two sets of statements. Where a `${Placeholder}` keeps it from telling, it says so instead of guessing.

use super::existing::{Existing, Rule};
use super::matching::{
    Sure, bounds, matches_action, takes, takes_action, takes_needed, takes_resource,
};
use super::policy::{Condition, Policy, Statement};
use sfn_asl::json::Json;
use std::collections::BTreeSet;
use std::fmt;

/// What is different between a policy that exists and the one that is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// What the state machine needs and may not do: executions fail.
    pub missing: Vec<Found>,
    /// What it needs, and of which the document does not tell whether the policy allows it.
    pub uncertain: Vec<Found>,
    /// What the policy allows and no state needs.
    pub unused: Vec<Found>,
    /// What is needed, and allowed wider than needed.
    pub wider: Vec<Found>,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Found {
    /// The action, or the pattern of actions.
    pub action: String,
    /// The resource, or the pattern; none when it is about the action as such.
    pub resource: Option<String>,
    /// The statement of the policy it is about, by its `Sid` or its place; none for what is missing.
    pub statement: Option<String>,
    /// What to know or to do about it.
    pub remark: String,
}

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The policy allows what is needed and nothing else.
    Exact,
    /// It allows what is needed, and more.
    Wide,
    /// It may lack something.
    Uncertain,
    /// It lacks something.
    Lacking,
}

impl Comparison {
    /// What it comes to.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (&self.missing[..], &self.uncertain[..], self.is_wide()) {
            ([_, ..], ..) => Verdict::Lacking,
            ([], [_, ..], _) => Verdict::Uncertain,
            ([], [], true) => Verdict::Wide,
            ([], [], false) => Verdict::Exact,
        }
    }

    fn is_wide(&self) -> bool {
        !self.unused.is_empty() || !self.wider.is_empty()
    }
}

/// Compares what a state machine needs with a policy that exists.
///
/// ```
/// use sfn_asl::model::{StateMachine, Task};
/// use sfn_codegen::iam::{Existing, Verdict, compare, role};
///
/// let document = StateMachine::new("Greet").state("Greet", Task::new("arn:aws:lambda:eu-west-1:123456789012:function:greet").end());
/// let existing = r#"{"Effect": "Allow", "Action": "lambda:*", "Resource": "*"}"#;
/// let existing = Existing::read(&existing.parse().unwrap()).unwrap();
/// let comparison = compare(&role(&document, "greeting").unwrap().policy, &existing);
/// assert_eq!(comparison.verdict(), Verdict::Wide);
/// assert_eq!(comparison.wider[0].remark, "only lambda:InvokeFunction is needed");
/// ```
#[must_use]
pub fn compare(needed: &Policy, existing: &Existing) -> Comparison {
    let mut comparison = Comparison::default();
    for statement in &needed.statements {
        for action in &statement.actions {
            for resource in &statement.resources {
                lacking(action, resource, statement, existing, &mut comparison);
            }
        }
    }
    for rule in existing.statements.iter().filter(|rule| rule.allows) {
        excess(rule, needed, &mut comparison);
    }
    comparison
}

/// Finds whether an action on a resource is allowed.
fn lacking(
    action: &str,
    resource: &str,
    statement: &Statement,
    existing: &Existing,
    out: &mut Comparison,
) {
    let found = |remark: String| Found {
        action: action.to_owned(),
        resource: Some(resource.to_owned()),
        statement: None,
        remark,
    };
    let mut best = (Sure::No, "no statement allows it".to_owned());
    for rule in existing.statements.iter().filter(|rule| rule.allows) {
        if !takes_action(&rule.actions, action) {
            continue;
        }
        let sure = takes_resource(&rule.resources, resource);
        let (sure, why) = match (sure, conditions(rule, &statement.conditions)) {
            (Sure::No, _) if best.0 == Sure::No => (
                Sure::No,
                format!("`{}` allows it on other resources only", rule.name),
            ),
            (Sure::Maybe, _) => {
                let within = if bounds(&rule.resources, resource) {
                    "of those that the document leaves open"
                } else {
                    "which may be the same"
                };
                let texts = rule.resources.texts.join(", ");
                let why = format!("`{}` allows it on {texts}, {within}", rule.name);
                (Sure::Maybe, why)
            }
            (Sure::Yes, Some(condition)) => (
                Sure::Maybe,
                format!("`{}` allows it only if {condition}", rule.name),
            ),
            (sure, _) => (sure, String::new()),
        };
        if sure > best.0 || (sure == Sure::No && best.0 == Sure::No && !why.is_empty()) {
            best = (sure, why);
        }
    }
    for rule in existing.statements.iter().filter(|rule| !rule.allows) {
        let sure = takes_resource(&rule.resources, resource);
        if takes_action(&rule.actions, action) && sure != Sure::No {
            let sure = if sure == Sure::Yes && rule.conditions.is_empty() {
                Sure::No
            } else {
                Sure::Maybe
            };
            if sure < best.0 {
                best = (sure, format!("`{}` denies it", rule.name));
            }
        }
    }
    match best {
        (Sure::No, why) => out.missing.push(found(why)),
        (Sure::Maybe, why) => out.uncertain.push(found(why)),
        (Sure::Yes, _) => {}
    }
}

/// Finds what a statement allows that is not needed.
fn excess(rule: &Rule, needed: &Policy, out: &mut Comparison) {
    let found = |action: &str, resource: Option<&str>, remark: String| Found {
        action: action.to_owned(),
        resource: resource.map(str::to_owned),
        statement: Some(rule.name.clone()),
        remark,
    };
    if rule.actions.negated {
        let all_but = format!("everything but {}", rule.actions.texts.join(", "));
        out.wider
            .push(found(&all_but, None, "name the actions instead".to_owned()));
        return;
    }
    // What is needed and allowed here: statement and action.
    let mut used: Vec<(&Statement, &str)> = Vec::new();
    for pattern in &rule.actions.texts {
        let matching: Vec<(&Statement, &str)> = needed
            .statements
            .iter()
            .flat_map(|statement| {
                let actions = statement.actions.iter();
                actions.map(move |action| (statement, action.as_str()))
            })
            .filter(|(_, action)| matches_action(pattern, action))
            .filter(|(statement, _)| {
                let mut resources = statement.resources.iter();
                resources.any(|resource| takes_resource(&rule.resources, resource) != Sure::No)
            })
            .collect();
        let actions: BTreeSet<&str> = matching.iter().map(|(_, action)| *action).collect();
        let actions: Vec<&str> = actions.into_iter().collect();
        if matching.is_empty() {
            out.unused.push(found(pattern, None, unused(pattern)));
        } else if pattern.contains(['*', '?']) {
            let are = if actions.len() == 1 { "is" } else { "are" };
            let remark = format!("only {} {are} needed", actions.join(", "));
            out.wider.push(found(pattern, None, remark));
        }
        used.extend(matching);
    }
    if used.is_empty() {
        return;
    }
    let actions = rule.actions.texts.join(", ");
    if rule.resources.negated {
        let all_but = format!("everything but {}", rule.resources.texts.join(", "));
        let remark = "name the resources instead".to_owned();
        out.wider.push(found(&actions, Some(&all_but), remark));
        return;
    }
    let resources: BTreeSet<&str> = used
        .iter()
        .flat_map(|(statement, _)| statement.resources.iter().map(String::as_str))
        .collect();
    for pattern in &rule.resources.texts {
        let taken: Vec<&str> = resources
            .iter()
            .copied()
            .filter(|resource| takes_needed(pattern, resource) != Sure::No)
            .collect();
        if taken.is_empty() {
            let remark = "no state names this resource".to_owned();
            out.unused.push(found(&actions, Some(pattern), remark));
        } else if pattern.contains(['*', '?'])
            && !taken.iter().any(|one| takes(one, pattern) != Sure::No)
        {
            let are = if taken.len() == 1 { "is" } else { "are" };
            let remark = format!("only {} {are} needed", taken.join(", "));
            out.wider.push(found(&actions, Some(pattern), remark));
        }
    }
}

/// What no document shows a need for, and what it is for.
const FOR_OTHER_ENDS: &[(&str, &str)] = &[
    ("logs:", "logging, which is set on the state machine"),
    ("xray:", "tracing, which is set on the state machine"),
    ("kms:", "data encrypted with a customer-managed key"),
];

fn unused(pattern: &str) -> String {
    let end = FOR_OTHER_ENDS
        .iter()
        .find(|(prefix, _)| pattern.to_ascii_lowercase().starts_with(prefix));
    match end {
        Some((_, what)) => format!("no state needs it; it may be there for {what}"),
        None => "no state needs it".to_owned(),
    }
}

/// Under which condition a statement allows something, when that is not one that is met anyway.
fn conditions(rule: &Rule, needed: &[Condition]) -> Option<String> {
    let met = |(operator, key, values): &(String, String, Vec<String>)| {
        needed.iter().any(|condition| {
            condition.key.eq_ignore_ascii_case(key)
                && condition
                    .values
                    .iter()
                    .all(|value| values.iter().any(|held| takes(held, value) == Sure::Yes))
                && !operator.contains("Not")
        })
    };
    let open: Vec<String> = rule
        .conditions
        .iter()
        .filter(|condition| !met(condition))
        .map(|(operator, key, values)| format!("{key} {operator} {}", values.join(", ")))
        .collect();
    (!open.is_empty()).then(|| open.join(" and "))
}

impl Comparison {
    /// The comparison for programs.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let list = |found: &[Found]| found.iter().map(Found::to_json).collect::<Json>();
        let verdict = match self.verdict() {
            Verdict::Exact => "exact",
            Verdict::Wide => "wide",
            Verdict::Uncertain => "uncertain",
            Verdict::Lacking => "lacking",
        };
        Json::from_iter([
            ("verdict", Json::from(verdict)),
            ("missing", list(&self.missing)),
            ("uncertain", list(&self.uncertain)),
            ("unused", list(&self.unused)),
            ("wider", list(&self.wider)),
        ])
    }
}

impl Found {
    fn to_json(&self) -> Json {
        let text = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::from);
        Json::from_iter([
            ("action", Json::from(&self.action)),
            ("resource", text(&self.resource)),
            ("statement", text(&self.statement)),
            ("remark", Json::from(&self.remark)),
        ])
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.action)?;
        if let Some(resource) = &self.resource {
            write!(f, " on {resource}")?;
        }
        if let Some(statement) = &self.statement {
            write!(f, ", in `{statement}`")?;
        }
        write!(f, ": {}", self.remark)
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("missing", &self.missing),
            ("uncertain", &self.uncertain),
            ("unused", &self.unused),
            ("wider than needed", &self.wider),
        ];
        if self.verdict() == Verdict::Exact {
            return writeln!(f, "the policy allows what is needed, and nothing else");
        }
        for (title, found) in parts.iter().filter(|(_, found)| !found.is_empty()) {
            writeln!(f, "{title}")?;
            for one in *found {
                writeln!(f, "  {one}")?;
            }
        }
        Ok(())
    }
}
