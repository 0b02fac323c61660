//! States that came, went, changed, or lead elsewhere.

use super::Diff;
use sfn_asl::StateMachine;
use sfn_asl::json::{Json, Object};
use sfn_asl::model::{Scope, State};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// A state under another name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renamed {
    /// The old state, as a JSON pointer.
    pub from: String,
    /// The new one.
    pub to: String,
}

/// A state that does something else.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Changed {
    /// The state, as a JSON pointer of the new definition.
    pub state: String,
    /// Its fields.
    pub fields: Vec<FieldChange>,
}

/// A field with another value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FieldChange {
    /// The field, as a JSON pointer from the state or the machine: `/Retry/0/MaxAttempts`.
    pub field: String,
    /// The old value; none when there was none.
    pub old: Option<Json>,
    /// The new one.
    pub new: Option<Json>,
}

/// A state or a scope that leads elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moved {
    /// The place that names the target, as a JSON pointer of the new definition: `/States/A/Next`.
    pub place: String,
    /// Where it led; none when it ended there.
    pub from: Option<String>,
    /// Where it leads.
    pub to: Option<String>,
}

/// A state as it is compared: what it does, apart from where it leads and what is in it.
struct Seen<'d> {
    scope: String,
    state: &'d State,
    does: Json,
}

pub(super) fn compare(old: &StateMachine, new: &StateMachine) -> Diff {
    let mut diff = Diff::default();
    let (before, after) = (seen(old), seen(new));
    let names = matched(&before, &after, &mut diff);
    for (pointer, now) in &after {
        let Some(was) = names.get(pointer).and_then(|was| before.get(was)) else {
            continue;
        };
        let mut fields = Vec::new();
        changes("", Some(&was.does), Some(&now.does), &mut fields);
        if !fields.is_empty() {
            diff.changed.push(Changed {
                state: pointer.clone(),
                fields,
            });
        }
        ways(pointer, was, now, &names, &mut diff.rewired);
    }
    starts(old, new, &names, &mut diff.rewired);
    let machine = |machine: &StateMachine| {
        let mut json = machine.to_json();
        if let Some(members) = json.as_object_mut() {
            for field in ["States", "StartAt", "Comment", "Version"] {
                members.remove(field);
            }
        }
        json
    };
    changes(
        "",
        Some(&machine(old)),
        Some(&machine(new)),
        &mut diff.machine,
    );
    diff
}

fn seen(document: &StateMachine) -> BTreeMap<String, Seen<'_>> {
    document
        .walk()
        .map(|visit| {
            let seen = Seen {
                scope: visit.scope.pointer.clone(),
                state: visit.state,
                does: does(visit.state),
            };
            (visit.pointer, seen)
        })
        .collect()
}

/// What a state does: without its transitions, its comments and the states in it.
fn does(state: &State) -> Json {
    let mut json = state.to_json();
    let Some(members) = json.as_object_mut() else {
        return json;
    };
    for field in ["Next", "End", "Default", "Comment", "States", "StartAt"] {
        members.remove(field);
    }
    // Branches and processors are scopes, and compared as such; what they are configured with belongs to the state.
    if let Some(Json::Array(branches)) = members.get_mut("Branches") {
        branches.iter_mut().for_each(bare);
    }
    for field in ["ItemProcessor", "Iterator"] {
        if let Some(processor) = members.get_mut(field) {
            bare(processor);
        }
    }
    for field in ["Catch", "Choices", "Retry"] {
        if let Some(Json::Array(parts)) = members.get_mut(field) {
            for part in parts.iter_mut().filter_map(Json::as_object_mut) {
                part.remove("Next");
                part.remove("Comment");
            }
        }
    }
    json
}

fn bare(scope: &mut Json) {
    if let Some(members) = scope.as_object_mut() {
        for field in ["States", "StartAt", "Comment"] {
            members.remove(field);
        }
    }
}

/// Which old state each new one was, by pointers. States of the same name in the same scope are the same; of the others
/// those that do the same in scopes that are the same, when there is only one such; then those that do nearly the same.
fn matched(
    before: &BTreeMap<String, Seen<'_>>,
    after: &BTreeMap<String, Seen<'_>>,
    diff: &mut Diff,
) -> HashMap<String, String> {
    let mut names: HashMap<String, String> = HashMap::new();
    for pointer in after.keys().filter(|pointer| before.contains_key(*pointer)) {
        names.insert(pointer.clone(), pointer.clone());
    }
    let gone: Vec<&String> = before
        .keys()
        .filter(|pointer| !after.contains_key(*pointer))
        .collect();
    let come: Vec<&String> = after
        .keys()
        .filter(|pointer| !before.contains_key(*pointer))
        .collect();
    // By scope and deed: the old states and the new ones.
    type Deeds<'p> = HashMap<(String, String), (Vec<&'p String>, Vec<&'p String>)>;
    let mut by_deed: Deeds<'_> = HashMap::new();
    for pointer in &gone {
        let seen = &before[*pointer];
        let key = (seen.scope.clone(), seen.does.to_compact());
        by_deed.entry(key).or_default().0.push(pointer);
    }
    for pointer in &come {
        let seen = &after[*pointer];
        let key = (seen.scope.clone(), seen.does.to_compact());
        by_deed.entry(key).or_default().1.push(pointer);
    }
    for (old, new) in by_deed.into_values() {
        if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
            names.insert((*new).clone(), (*old).clone());
            diff.renamed.push(Renamed {
                from: (*old).clone(),
                to: (*new).clone(),
            });
        }
    }
    alike(before, after, &gone, &come, &mut names, diff);
    diff.renamed.sort_by(|a, b| a.from.cmp(&b.from));
    let was: HashSet<&String> = names.values().collect();
    diff.removed = gone
        .into_iter()
        .filter(|pointer| !was.contains(pointer))
        .cloned()
        .collect();
    diff.added = come
        .into_iter()
        .filter(|pointer| !names.contains_key(*pointer))
        .cloned()
        .collect();
    names
}

/// How many pairs are looked at for what is left; where there are more, little is the same anyway.
const PAIRS: usize = 20_000;

/// Of the states that are left, those that do nearly the same in the same scope: one that was renamed and changed at once. Two are
/// nearly the same when most of what they say is.
fn alike(
    before: &BTreeMap<String, Seen<'_>>,
    after: &BTreeMap<String, Seen<'_>>,
    gone: &[&String],
    come: &[&String],
    names: &mut HashMap<String, String>,
    diff: &mut Diff,
) {
    let taken: HashSet<String> = names.values().cloned().collect();
    let gone: Vec<&String> = gone
        .iter()
        .copied()
        .filter(|was| !taken.contains(*was))
        .collect();
    let come: Vec<&String> = come
        .iter()
        .copied()
        .filter(|now| !names.contains_key(*now))
        .collect();
    if gone.len().saturating_mul(come.len()) > PAIRS {
        return;
    }
    let said = |seen: &Seen<'_>| {
        let mut leaves = HashSet::new();
        leaves_of(&seen.does, &mut leaves);
        leaves
    };
    let old: Vec<HashSet<String>> = gone.iter().map(|was| said(&before[*was])).collect();
    let new: Vec<HashSet<String>> = come.iter().map(|now| said(&after[*now])).collect();
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, was) in gone.iter().enumerate() {
        for (j, now) in come.iter().enumerate() {
            let (a, b) = (&before[*was], &after[*now]);
            if a.scope != b.scope || a.state.type_name() != b.state.type_name() {
                continue;
            }
            let shared = old[i].intersection(&new[j]).count();
            // The type is always shared, and says little.
            if shared > 2 && shared * 10 >= old[i].len().max(new[j].len()) * 6 {
                pairs.push((shared, i, j));
            }
        }
    }
    // The most alike first.
    pairs.sort_by_key(|(shared, i, j)| (std::cmp::Reverse(*shared), *i, *j));
    let (mut used_old, mut used_new) = (HashSet::new(), HashSet::new());
    for (_, i, j) in pairs {
        if used_old.contains(&i) || used_new.contains(&j) {
            continue;
        }
        used_old.insert(i);
        used_new.insert(j);
        names.insert(come[j].clone(), gone[i].clone());
        diff.renamed.push(Renamed {
            from: gone[i].clone(),
            to: come[j].clone(),
        });
    }
}

/// Every value of JSON with where it stands.
fn leaves_of(json: &Json, out: &mut HashSet<String>) {
    let mut open = vec![(String::new(), json)];
    while let Some((at, json)) = open.pop() {
        match json {
            Json::Object(members) if !members.is_empty() => {
                open.extend(
                    members
                        .iter()
                        .map(|(key, value)| (sfn_asl::pointer::join(&at, key), value)),
                );
            }
            Json::Array(items) if !items.is_empty() => {
                open.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(n, value)| (format!("{at}/{n}"), value)),
                );
            }
            leaf => {
                out.insert(format!("{at}={}", leaf.to_compact()));
            }
        }
    }
}

/// Where two versions of a state lead.
fn ways(
    pointer: &str,
    was: &Seen<'_>,
    now: &Seen<'_>,
    names: &HashMap<String, String>,
    out: &mut Vec<Moved>,
) {
    let of = |seen: &Seen<'_>| -> BTreeMap<String, String> {
        let ways = seen.state.transitions();
        ways.map(|(way, target)| (way.to_string(), target.to_string()))
            .collect()
    };
    let (before, after) = (of(was), of(now));
    let places = before
        .keys()
        .chain(after.keys().filter(|place| !before.contains_key(*place)));
    for place in places {
        let (from, to) = (before.get(place), after.get(place));
        let same = match (from, to) {
            (Some(from), Some(to)) => is_same(&was.scope, from, &now.scope, to, names),
            _ => false,
        };
        if !same {
            out.push(Moved {
                place: format!("{pointer}{place}"),
                from: from.cloned(),
                to: to.cloned(),
            });
        }
    }
}

/// Whether two targets are the same state, perhaps under another name.
fn is_same(
    old_scope: &str,
    from: &str,
    new_scope: &str,
    to: &str,
    names: &HashMap<String, String>,
) -> bool {
    let pointer =
        |scope: &str, name: &str| sfn_asl::pointer::join(&format!("{scope}/States"), name);
    match names.get(&pointer(new_scope, to)) {
        Some(old) => *old == pointer(old_scope, from),
        None => from == to,
    }
}

/// Where scopes begin.
fn starts(
    old: &StateMachine,
    new: &StateMachine,
    names: &HashMap<String, String>,
    out: &mut Vec<Moved>,
) {
    let before: HashMap<String, Rc<Scope<'_>>> = old
        .scopes()
        .into_iter()
        .map(|scope| (scope.pointer.clone(), scope))
        .collect();
    for scope in new.scopes() {
        let Some(was) = before.get(&scope.pointer) else {
            continue;
        };
        let name = |scope: &Scope<'_>| scope.start_at.map(ToString::to_string);
        let (from, to) = (name(was), name(&scope));
        let same = match (&from, &to) {
            (Some(from), Some(to)) => is_same(&was.pointer, from, &scope.pointer, to, names),
            (None, None) => true,
            _ => false,
        };
        if !same {
            out.push(Moved {
                place: format!("{}/StartAt", scope.pointer),
                from,
                to,
            });
        }
    }
}

/// The smallest values that differ. Lists of another length are one change.
fn changes(at: &str, old: Option<&Json>, new: Option<&Json>, out: &mut Vec<FieldChange>) {
    let mut open = vec![(at.to_owned(), old, new)];
    let mut found = Vec::new();
    while let Some((at, old, new)) = open.pop() {
        if old == new {
            continue;
        }
        match (old, new) {
            (Some(Json::Object(old)), Some(Json::Object(new))) => {
                for key in keys(old, new) {
                    open.push((sfn_asl::pointer::join(&at, key), old.get(key), new.get(key)));
                }
            }
            (Some(Json::Array(old)), Some(Json::Array(new))) if old.len() == new.len() => {
                for (n, (old, new)) in old.iter().zip(new).enumerate() {
                    open.push((format!("{at}/{n}"), Some(old), Some(new)));
                }
            }
            (old, new) => found.push(FieldChange {
                field: at,
                old: old.cloned(),
                new: new.cloned(),
            }),
        }
    }
    found.sort_by(|a, b| a.field.cmp(&b.field));
    out.append(&mut found);
}

fn keys<'a>(old: &'a Object, new: &'a Object) -> impl Iterator<Item = &'a String> {
    old.keys()
        .chain(new.keys().filter(|key| !old.contains_key(key.as_str())))
}
