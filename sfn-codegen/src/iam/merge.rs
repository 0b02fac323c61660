//! The normal form of a policy: what each state asks for, put together.
//!
//! For every action the set of its resources is found; what a wider resource covers is dropped. Actions of a service
//! with the same resources and conditions become one statement. So nothing is allowed that no state asked for, the
//! result does not depend on the order of states, and there is one way to write it.

use super::arn::covers;
use super::note::Note;
use super::policy::{Condition, Policy, Statement};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// Something a state asks for.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    pub(crate) actions: Vec<Cow<'static, str>>,
    pub(crate) resources: Vec<String>,
    pub(crate) conditions: Vec<Condition>,
    /// What there is to say about it; the statement is filled in here.
    pub(crate) notes: Vec<Note>,
}

/// What all states ask for. What many ask for alike is held once.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    once: Vec<Allowed>,
    /// What was asked for, in the order of states.
    order: Vec<Asking>,
}

/// A state asking for something.
#[derive(Debug)]
struct Asking {
    /// Which of `Asked::once`.
    what: usize,
    state: Rc<str>,
    /// Whether another state asked for it first: then the notes name that one.
    again: bool,
}

impl Asked {
    /// Adds what a state asks for, and says where that is.
    pub(crate) fn add(&mut self, allowed: Vec<Allowed>, state: &str) -> Range<usize> {
        let first = self.once.len();
        self.once.extend(allowed);
        let added = first..self.once.len();
        self.asking(added.clone(), state, false);
        added
    }

    /// Another state asks for the same.
    pub(crate) fn again(&mut self, which: Range<usize>, state: &str) {
        self.asking(which, state, true);
    }

    fn asking(&mut self, which: Range<usize>, state: &str, again: bool) {
        if which.is_empty() {
            return;
        }
        let state: Rc<str> = state.into();
        self.order.extend(which.map(|what| Asking {
            what,
            state: Rc::clone(&state),
            again,
        }));
    }

    /// What was asked for and by which state, in the order of states.
    pub(crate) fn by_state(&self) -> impl Iterator<Item = (&str, &Allowed)> {
        self.order
            .iter()
            .map(|asking| (&*asking.state, &self.once[asking.what]))
    }
}

/// The statements of a policy, by the actions they allow.
pub(crate) struct ByAction<'s>(HashMap<&'s str, Vec<&'s Statement>>);

impl<'s> ByAction<'s> {
    pub(crate) fn new(statements: &'s [Statement]) -> Self {
        let mut by_action: HashMap<&str, Vec<&Statement>> = HashMap::new();
        for statement in statements {
            for action in &statement.actions {
                by_action.entry(action).or_default().push(statement);
            }
        }
        Self(by_action)
    }

    /// The statements that allow the action, under the same conditions, on the resource.
    pub(crate) fn holding(
        &self,
        action: &str,
        conditions: &[Condition],
        resource: Option<&str>,
    ) -> impl Iterator<Item = &'s Statement> {
        let statements = self.0.get(action).into_iter().flatten().copied();
        statements.filter(move |statement| {
            statement.conditions == conditions
                && resource.is_none_or(|resource| {
                    // INVARIANT: the resources of a statement are sorted.
                    let same = |held: &String| held.as_str().cmp(resource);
                    statement.resources.binary_search_by(same).is_ok()
                        || statement
                            .resources
                            .iter()
                            .any(|held| covers(held, resource))
                })
        })
    }
}

/// What is asked for alike, besides its resources: the conditions and the actions.
type Alike<'a> = (&'a [Condition], &'a [Cow<'static, str>]);

/// What makes a statement besides its actions: the service, the resources, the conditions.
type Key<'a> = (&'a str, Rc<[&'a str]>, &'a [Condition]);

/// Puts everything together.
pub(crate) fn merge(asked: &Asked) -> (Policy, Vec<Note>) {
    // What is asked for comes from rows, so the same actions come together again and again: their resources are one list.
    let mut together: BTreeMap<Alike<'_>, Vec<&str>> = BTreeMap::new();
    for one in &asked.once {
        let resources = together.entry((&one.conditions, &one.actions)).or_default();
        resources.extend(one.resources.iter().map(String::as_str));
    }
    let mut by_action: BTreeMap<(&[Condition], &str), Vec<usize>> = BTreeMap::new();
    let mut lists: Vec<Vec<&str>> = Vec::with_capacity(together.len());
    for ((conditions, actions), mut resources) in together {
        resources.sort_unstable();
        resources.dedup();
        for action in actions {
            let of = by_action.entry((conditions, action)).or_default();
            // An action may stand in its list twice.
            if of.last() != Some(&lists.len()) {
                of.push(lists.len());
            }
        }
        lists.push(resources);
    }
    // Actions with the same lists have the same resources.
    let mut made: HashMap<Vec<usize>, Rc<[&str]>> = HashMap::new();
    let mut statements: BTreeMap<Key<'_>, BTreeSet<&str>> = BTreeMap::new();
    for ((conditions, action), of) in by_action {
        let resources = made.entry(of).or_insert_with_key(|of| {
            let mut all: Vec<&str> = of.iter().flat_map(|at| &lists[*at]).copied().collect();
            if of.len() > 1 {
                all.sort_unstable();
                all.dedup();
            }
            narrowed(&all).into()
        });
        let key = (service(action), Rc::clone(resources), conditions);
        statements.entry(key).or_default().insert(action);
    }
    let mut statements: Vec<Statement> = statements
        .into_iter()
        .map(|((_, resources, conditions), actions)| Statement {
            sid: None,
            service: None,
            actions: actions.into_iter().map(str::to_owned).collect(),
            resources: resources.iter().map(|&text| text.to_owned()).collect(),
            conditions: conditions.to_vec(),
        })
        .collect();
    statements.sort_by(|a, b| {
        (&a.actions, &a.resources, &a.conditions).cmp(&(&b.actions, &b.resources, &b.conditions))
    });
    name(&mut statements);
    let notes = attributed(asked, &statements);
    (Policy { statements }, notes)
}

/// The resources without those that another one covers.
fn narrowed<'a>(resources: &[&'a str]) -> Vec<&'a str> {
    // Nearly all patterns end in their only star: those are looked up, by length, and the few others tried.
    let mut beginnings: BTreeMap<usize, HashSet<&str>> = BTreeMap::new();
    let mut others: Vec<&str> = Vec::new();
    for resource in resources.iter().filter(|text| text.contains(['*', '?'])) {
        match resource
            .strip_suffix('*')
            .filter(|text| !text.contains(['*', '?']))
        {
            Some(text) => _ = beginnings.entry(text.len()).or_default().insert(text),
            None => others.push(resource),
        }
    }
    let covered = |resource: &str| {
        let begins = |length: usize, known: &HashSet<&str>| {
            resource
                .get(..length)
                .is_some_and(|text| known.contains(text))
                && &resource[length..] != "*"
        };
        beginnings
            .iter()
            .any(|(length, known)| begins(*length, known))
            || others
                .iter()
                .any(|pattern| *pattern != resource && covers(pattern, resource))
    };
    resources
        .iter()
        .copied()
        .filter(|resource| !covered(resource))
        .collect()
}

fn service(action: &str) -> &str {
    action
        .split_once(':')
        .map_or(action, |(service, _)| service)
}

/// Gives each statement a name: the service and up to three actions. Equal names are numbered.
fn name(statements: &mut [Statement]) {
    let mut used: HashMap<String, usize> = HashMap::new();
    for statement in statements {
        let Some(first) = statement.actions.first() else {
            continue;
        };
        let mut sid: String = service(first).split('-').map(capitalized).collect();
        let names: Vec<String> = statement
            .actions
            .iter()
            .filter_map(|action| action.split_once(':'))
            .map(|(_, name)| capitalized(&name.replace('*', "Any")))
            .collect();
        let shown = if names.len() > 3 { 1 } else { names.len() };
        sid.extend(names.iter().take(shown).map(String::as_str));
        if names.len() > shown {
            sid.push_str(&format!("And{}More", names.len() - shown));
        }
        // IAM takes letters and digits only, and an author may allow `s3:*`.
        sid.retain(|c| c.is_ascii_alphanumeric());
        if sid.is_empty() {
            sid.push_str("Any");
        }
        let times = used.entry(sid.clone()).or_default();
        *times += 1;
        if *times > 1 {
            sid.push_str(&times.to_string());
        }
        statement.sid = Some(sid);
    }
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + chars.as_str())
        .unwrap_or_default()
}

/// The notes, each with the statement it is about, once per state.
fn attributed(asked: &Asked, statements: &[Statement]) -> Vec<Note> {
    let by_action = ByAction::new(statements);
    let with_statements = |one: &Allowed| {
        let mut notes = Vec::new();
        for note in &one.notes {
            let before = notes.len();
            // The actions may have ended up in several statements.
            for action in &one.actions {
                let resource = note.resource.as_deref();
                let statements = by_action.holding(action, &one.conditions, resource);
                notes.extend(statements.map(|statement| Note {
                    statement: statement.sid.clone(),
                    ..note.clone()
                }));
            }
            if notes.len() == before {
                notes.push(note.clone());
            }
        }
        notes
    };
    let once: Vec<Vec<Note>> = asked.once.iter().map(with_statements).collect();
    let mut notes: Vec<Note> = Vec::new();
    // Where those of the state begin that is asking: what it asks for stands together.
    let (mut of, mut first) = ("", 0);
    for asking in &asked.order {
        if *asking.state != *of {
            (of, first) = (&asking.state, notes.len());
        }
        for note in &once[asking.what] {
            let state = if asking.again {
                &asking.state
            } else {
                note.state.as_str()
            };
            let same = |known: &Note| {
                known.state == state
                    && (
                        known.kind,
                        &known.statement,
                        &known.resource,
                        &known.reason,
                        known.doc,
                    ) == (
                        note.kind,
                        &note.statement,
                        &note.resource,
                        &note.reason,
                        note.doc,
                    )
            };
            if !notes[first..].iter().any(same) {
                notes.push(Note {
                    state: state.to_owned(),
                    ..note.clone()
                });
            }
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(actions: &[&'static str], resources: &[&str]) -> Allowed {
        Allowed {
            actions: actions.iter().copied().map(Cow::Borrowed).collect(),
            resources: resources.iter().copied().map(str::to_owned).collect(),
            conditions: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn shown(allowed: Vec<Allowed>) -> Vec<String> {
        let mut asked = Asked::default();
        asked.add(allowed, "/States/A");
        let (policy, _) = merge(&asked);
        let show = |statement: &Statement| {
            let sid = statement.sid.as_deref().unwrap_or_default();
            format!(
                "{sid}: {} on {}",
                statement.actions.join(" "),
                statement.resources.join(" ")
            )
        };
        policy.statements.iter().map(show).collect()
    }

    #[test]
    fn actions_with_the_same_resources_are_one_statement() {
        let both = vec![
            allowed(&["d:Put"], &["t1"]),
            allowed(&["d:Get"], &["t1"]),
            allowed(&["s:Send"], &["t1"]),
        ];
        assert_eq!(
            shown(both),
            ["DGetPut: d:Get d:Put on t1", "SSend: s:Send on t1"]
        );
    }

    #[test]
    fn nothing_is_allowed_that_nobody_asked_for() {
        let asked = vec![
            allowed(&["d:Get"], &["t1"]),
            allowed(&["d:Put"], &["t2"]),
            allowed(&["d:Get"], &["t2"]),
        ];
        assert_eq!(shown(asked), ["DGet: d:Get on t1 t2", "DPut: d:Put on t2"]);
    }

    #[test]
    fn a_wide_resource_covers_the_narrow_ones() {
        let asked = vec![
            allowed(&["d:Get"], &["table/a", "table/*"]),
            allowed(&["d:Get"], &["x"]),
        ];
        assert_eq!(shown(asked), ["DGet: d:Get on table/* x"]);
    }

    #[test]
    fn patterns_cover_each_other_wherever_their_stars_are() {
        let resources = [
            "t/*",
            "t/*/index/*",
            "s-??????",
            "s-abcdef",
            "*/k",
            "a/k",
            "u/",
        ];
        assert_eq!(
            shown(vec![allowed(&["d:Get"], &resources)]),
            ["DGet: d:Get on */k s-?????? t/* u/"]
        );
        assert_eq!(
            shown(vec![allowed(&["d:Get"], &["*", "t/*", "x"])]),
            ["DGet: d:Get on *"]
        );
    }

    #[test]
    fn names_are_unique_and_short() {
        let mut conditional = allowed(&["i:PassRole"], &["r"]);
        conditional.conditions.push(Condition {
            operator: "StringEquals".into(),
            key: "k".into(),
            values: vec!["v".into()],
        });
        let asked = vec![
            allowed(&["i:PassRole"], &["r"]),
            conditional,
            allowed(&["e-x:a", "e-x:b", "e-x:c", "e-x:d"], &["y"]),
        ];
        let shown = shown(asked);
        assert_eq!(
            shown,
            [
                "EXAAnd3More: e-x:a e-x:b e-x:c e-x:d on y",
                "IPassRole: i:PassRole on r",
                "IPassRole2: i:PassRole on r"
            ]
        );
    }
}
