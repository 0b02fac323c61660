//! Writes `sfn-codegen/data/sdk.txt`: which IAM actions and resource ARNs every operation is authorized by.

use super::authorize::{Authorized, Known, Needed};
use super::matching::{Call, Filled};
use super::services::Service;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What the file says of itself.
pub(super) const ABOUT: &str = "\
# The operations that AWS SDK integrations can call (arn:aws:states:::aws-sdk:service:operation), and what IAM asks for
# them. Nothing here is written by hand; data/sdk_rules.txt corrects it.
#
# [service] prefix of its IAM actions
# number, resource ARN, in which a variable is the parameter that says what it is, when one does
# unsupported operations that Step Functions leaves out
# operation, actions, resources, roles, others:
#   actions    = the one of the operation's name, ? not known, ! none needed, or a list; without a prefix it is the service's
#   resources  for each action, separated by ;   * when it has none, or numbers of ARNs: behind ? those that a call need not
#              name one of, behind ?? those that matter only to calls that do, behind @P those whose whole ARN the parameter P may hold
#   <roles     parameters that hold a role which the call passes on
#   ~others    actions that the call may also need, depending on its parameters and on what it acts on
#
# Services and operations are sorted by bytes and looked up by binary search. API Gateway authorizes by the path of the
# request.
";

/// An operation in a service, with what is known of it.
pub(super) struct Line<'a> {
    pub(super) call: Call<'a>,
    pub(super) authorized: &'a Authorized,
}

/// Writes a service.
pub(super) fn write(
    out: &mut String,
    service: &Service,
    lines: &[Line<'_>],
    ruled: &BTreeSet<String>,
) {
    let prefix = service.prefix.as_deref().unwrap_or("-");
    let filled: Vec<Vec<Vec<(bool, Filled)>>> =
        lines.iter().map(|line| line.filled(ruled)).collect();
    let templates: BTreeSet<&str> = filled
        .iter()
        .flatten()
        .flatten()
        .map(|(_, filled)| filled.template.as_str())
        .collect();
    let numbers: BTreeMap<&str, usize> = templates.into_iter().zip(1..).collect();
    let _ = writeln!(out, "[{}] {prefix}", service.name);
    for (template, number) in &numbers {
        let _ = writeln!(out, "{number} {template}");
    }
    if !service.without.is_empty() {
        let _ = writeln!(out, "unsupported {}", service.without.join(","));
    }
    for (line, filled) in lines.iter().zip(&filled) {
        let _ = write!(out, "{} {}", line.call.operation, line.actions(prefix));
        let on: Vec<String> = filled.iter().map(|on| resources(on, &numbers)).collect();
        let _ = match on.as_slice() {
            [] => write!(out, " -"),
            on => write!(out, " {}", on.join(";")),
        };
        let Authorized { roles, others, .. } = line.authorized;
        if !roles.is_empty() {
            let _ = write!(out, " <{}", roles.join(","));
        }
        if !others.is_empty() {
            let others: Vec<&str> = others
                .iter()
                .map(|action| without_prefix(action, prefix))
                .collect();
            let _ = write!(out, " ~{}", others.join(","));
        }
        out.push('\n');
    }
}

impl Line<'_> {
    fn needed(&self) -> &[Needed] {
        match &self.authorized.known {
            Known::Yes(needed) => needed,
            Known::No | Known::NotNeeded => &[],
        }
    }

    /// The resources of each action, and whether a call names one of each. An ARN that data/sdk_rules.txt knows is left as it
    /// is.
    fn filled(&self, ruled: &BTreeSet<String>) -> Vec<Vec<(bool, Filled)>> {
        let filled = |needed: &Needed| {
            let mut all: BTreeMap<Filled, bool> = BTreeMap::new();
            let kinds: Vec<&str> = needed.on.iter().map(|on| on.kind.as_str()).collect();
            for target in &needed.on {
                let mut filled = self.call.fill(&target.kind, &target.arn, &kinds);
                if ruled.contains(&target.arn) {
                    filled.template.clone_from(&target.arn);
                    let said = self.call.says_whole(&target.kind);
                    filled.arn = filled.arn.filter(|name| said || is_general(name));
                    filled.only_named = true;
                }
                *all.entry(filled).or_default() |= target.required;
            }
            all.into_iter()
                .map(|(filled, required)| (required, filled))
                .collect()
        };
        self.needed().iter().map(filled).collect()
    }

    fn actions(&self, prefix: &str) -> String {
        let own = super::model::first(self.call.operation, char::to_ascii_uppercase);
        match (&self.authorized.known, self.needed()) {
            (Known::No, _) => "?".to_owned(),
            (Known::NotNeeded, _) => "!".to_owned(),
            (_, [one]) if without_prefix(&one.action, prefix) == own => "=".to_owned(),
            (_, needed) => needed
                .iter()
                .map(|needed| without_prefix(&needed.action, prefix))
                .collect::<Vec<_>>()
                .join(","),
        }
    }
}

/// The resources of an action, as the head of the file says it.
fn resources(on: &[(bool, Filled)], numbers: &BTreeMap<&str, usize>) -> String {
    let mut words: Vec<String> = Vec::new();
    for (mark, required, only_named) in [
        ("", true, None),
        ("?", false, Some(false)),
        ("??", false, Some(true)),
    ] {
        let these: Vec<&Filled> = on
            .iter()
            .filter(|(needed, filled)| {
                *needed == required && only_named.is_none_or(|only| filled.only_named == only)
            })
            .map(|(_, filled)| filled)
            .collect();
        if !mark.is_empty() && !these.is_empty() {
            words.push(mark.to_owned());
        }
        let holders: BTreeSet<&Option<String>> = these.iter().map(|filled| &filled.arn).collect();
        for holder in holders {
            words.extend(holder.as_ref().map(|name| format!("@{name}")));
            let held = these.iter().filter(|filled| filled.arn == *holder);
            words.extend(held.map(|filled| numbers[filled.template.as_str()].to_string()));
        }
    }
    if words.is_empty() {
        words.push("*".to_owned());
    }
    words.join(",")
}

/// Whether a parameter is about any resource.
fn is_general(parameter: &str) -> bool {
    let about = super::name::Name::of(parameter.trim_end_matches("[]")).about;
    matches!(about.as_str(), "" | "resource")
}

fn without_prefix<'a>(action: &'a str, prefix: &str) -> &'a str {
    match action.split_once(':') {
        Some((service, name)) if service == prefix => name,
        _ => action,
    }
}
