//! The data on all ways through a definition, and what no way can do without.

use super::data::Data;
use super::read::Read;
use super::state::{Known, Seen, see};
use sfn_asl::StateMachine;
use sfn_asl::model::{Scope, State, Visit};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// How often the definition is gone through: the results of Maps and Parallels, and what variables hold, are known from the
/// time before.
const ROUNDS: usize = 3;
/// How often a state's input may change before nothing more is said of it.
const CHANGES: u32 = 16;

/// A definition that was gone through.
pub(super) struct Flow<'d> {
    /// Its states, with what each reads and hands on; only those that can be reached.
    pub(super) states: Vec<(Visit<'d>, Seen)>,
    /// What a successful execution gives, on each of its ends.
    pub(super) output: Option<Data>,
    /// The reads that no successful execution can do without, by their numbers, in the order of `reads`.
    pub(super) needed: BTreeSet<super::data::Path>,
}

/// Goes through a definition.
pub(super) fn flow(document: &StateMachine) -> Flow<'_> {
    let visits: HashMap<String, Visit<'_>> = document
        .walk()
        .map(|visit| (visit.pointer.clone(), visit))
        .collect();
    let scopes = document.scopes();
    let mut known = Known::default();
    let mut seen: HashMap<String, Seen> = HashMap::new();
    let mut output = None;
    for _ in 0..ROUNDS {
        let mut entries = HashMap::from([(String::new(), Data::input())]);
        seen.clear();
        // Outer scopes come first: what they hand in is known.
        for scope in &scopes {
            let entry = entries.remove(&scope.pointer).unwrap_or(Data::Unknown);
            through(scope, entry, &visits, &known, &mut seen);
            for name in scope.states.keys() {
                if let Some(of) = seen.get(&scope.state_pointer(name)) {
                    entries.extend(of.entries.iter().cloned());
                }
            }
        }
        let mut next = Known::default();
        for scope in &scopes {
            if let Some(data) = ends(scope, &seen) {
                next.results.insert(scope.pointer.clone(), data);
            }
        }
        output = next.results.get("").cloned();
        next.variables = variables(&seen);
        // What the whole gives, no state gets.
        let inner =
            |known: &Known| known.results.len() - usize::from(known.results.contains_key(""));
        let settled = next.variables == known.variables
            && inner(&next) == inner(&known)
            && next
                .results
                .iter()
                .all(|(scope, data)| scope.is_empty() || known.results.get(scope) == Some(data));
        known = next;
        if settled {
            break;
        }
    }
    let needed = needed(&scopes, &seen);
    let states = document
        .walk()
        .filter_map(|visit| {
            let of = seen.remove(&visit.pointer)?;
            Some((visit, of))
        })
        .collect();
    Flow {
        states,
        output,
        needed,
    }
}

/// Goes through the states of a scope, until what each gets no longer changes.
fn through(
    scope: &Scope<'_>,
    entry: Data,
    visits: &HashMap<String, Visit<'_>>,
    known: &Known,
    seen: &mut HashMap<String, Seen>,
) {
    let order = in_order(scope);
    let mut place: Vec<Option<usize>> = vec![None; scope.states.len()];
    for (at, state) in order.iter().enumerate() {
        place[*state] = Some(at);
    }
    if order.is_empty() {
        return;
    }
    let names: Vec<_> = scope.states.keys().collect();
    let mut inputs: Vec<Option<(Data, u32)>> = vec![None; order.len()];
    // What has come in since a state was looked at. The first in order is next: where all ways lead on, each state is looked
    // at once, with everything that comes in.
    let mut open = BTreeMap::from([(0, entry)]);
    while let Some((at, data)) = open.pop_first() {
        let pointer = scope.state_pointer(names[order[at]]);
        let Some(visit) = visits.get(&pointer) else {
            continue;
        };
        let (data, changes) = match &inputs[at] {
            None => (data, 0),
            Some((before, changes)) => {
                let both = if *changes >= CHANGES {
                    Data::Unknown
                } else {
                    before.or(&data)
                };
                if both == *before {
                    continue;
                }
                (both, changes + 1)
            }
        };
        let of = see(visit, &data, known);
        inputs[at] = Some((data, changes));
        for way in &of.ways {
            let target = way.target.as_ref();
            let target = target.and_then(|target| scope.states.position(target));
            let Some(target) = target.and_then(|target| place[target]) else {
                continue;
            };
            match open.entry(target) {
                Entry::Vacant(entry) => drop(entry.insert(way.data.clone())),
                Entry::Occupied(mut entry) => {
                    let both = entry.get().or(&way.data);
                    entry.insert(both);
                }
            }
        }
        seen.insert(pointer, of);
    }
}

/// The states that the first one leads to, it first, and each before those that it leads to, as far as no loop leads back.
fn in_order(scope: &Scope<'_>) -> Vec<usize> {
    let targets = |state: usize| -> Vec<usize> {
        let state = scope.states.get_index(state);
        let targets = state.into_iter().flat_map(|(_, state)| state.transitions());
        let targets = targets.filter_map(|(_, target)| scope.states.position(target));
        targets.collect()
    };
    let Some(start) = scope.start_at.and_then(|name| scope.states.position(name)) else {
        return Vec::new();
    };
    let mut met = vec![false; scope.states.len()];
    met[start] = true;
    let mut order = Vec::new();
    // A state is done when all that it leads to is: not by recursion, since chains are long.
    let mut open = vec![(start, targets(start))];
    while let Some((state, left)) = open.last_mut() {
        match left.pop() {
            Some(target) if !met[target] => {
                met[target] = true;
                open.push((target, targets(target)));
            }
            Some(_) => {}
            None => {
                order.push(*state);
                open.pop();
            }
        }
    }
    order.reverse();
    order
}

/// What a scope gives where it ends well.
fn ends(scope: &Scope<'_>, seen: &HashMap<String, Seen>) -> Option<Data> {
    let mut all: Option<Data> = None;
    for name in scope.states.keys() {
        let Some(of) = seen.get(&scope.state_pointer(name)) else {
            continue;
        };
        for way in of.ways.iter().filter(|way| way.target.is_none()) {
            all = Some(match all {
                None => way.data.clone(),
                Some(before) => before.or(&way.data),
            });
        }
    }
    all
}

/// What the variables hold that are assigned in one place.
fn variables(seen: &HashMap<String, Seen>) -> HashMap<String, Data> {
    let mut all: HashMap<String, Vec<&Data>> = HashMap::new();
    for (name, data) in seen.values().flat_map(|of| &of.assigns) {
        all.entry(name.clone()).or_default().push(data);
    }
    let one = |(name, data): (String, Vec<&Data>)| match data.as_slice() {
        [data] => Some((name, (*data).clone())),
        _ => None,
    };
    all.into_iter().filter_map(one).collect()
}

/// The places that every successful execution reads.
type Places = BTreeSet<super::data::Path>;

/// What no way from the start to a good end can do without. From the inside out: what a scope needs, the state needs that it is
/// in; of a Map that is said of its items.
fn needed(scopes: &[std::rc::Rc<Scope<'_>>], seen: &HashMap<String, Seen>) -> Places {
    let mut of_scopes: HashMap<String, Places> = HashMap::new();
    for scope in scopes.iter().rev() {
        let places = of_scope(scope, seen, &of_scopes);
        of_scopes.insert(scope.pointer.clone(), places);
    }
    of_scopes.remove("").unwrap_or_default()
}

fn sure(reads: &[Read], into: &mut Places) {
    for read in reads.iter().filter(|read| read.needed) {
        // What is above it has to be there too.
        into.extend((1..=read.path.len()).map(|end| read.path[..end].to_vec()));
    }
}

fn of_scope(
    scope: &Scope<'_>,
    seen: &HashMap<String, Seen>,
    inner: &HashMap<String, Places>,
) -> Places {
    let Some(start) = scope.start_at else {
        return Places::new();
    };
    // What each state needs itself, and what on each of its ways.
    struct Node {
        own: Places,
        ways: Vec<(Option<usize>, Places, bool)>,
        fails: bool,
    }
    let nodes: Vec<Option<Node>> = scope
        .states
        .iter()
        .map(|(name, state)| {
            let of = seen.get(&scope.state_pointer(name))?;
            let mut own = Places::new();
            sure(&of.reads, &mut own);
            for (pointer, _) in &of.entries {
                if let Some(places) = inner.get(pointer) {
                    own.extend(places.iter().cloned());
                }
            }
            let ways = of
                .ways
                .iter()
                .filter_map(|way| {
                    let mut places = Places::new();
                    sure(&way.reads, &mut places);
                    match &way.target {
                        None => Some((None, places, way.forgiving)),
                        Some(target) => {
                            let target = scope.states.position(target)?;
                            Some((Some(target), places, way.forgiving))
                        }
                    }
                })
                .collect();
            let fails = matches!(state, State::Fail(_));
            Some(Node { own, ways, fails })
        })
        .collect();
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        for (target, ..) in node.iter().flat_map(|node| &node.ways) {
            if let Some(target) = target {
                before[*target].push(at);
            }
        }
    }
    // None: no way from here ends well, as far as is known yet.
    let mut all: Vec<Option<Places>> = vec![None; nodes.len()];
    // The last first: what a state needs is known from those behind it.
    let mut open: VecDeque<usize> = (0..nodes.len()).rev().collect();
    let mut budget = nodes.len() * 16 + 64;
    while let Some(at) = open.pop_front() {
        let Some(node) = &nodes[at] else { continue };
        if node.fails {
            continue;
        }
        if budget == 0 {
            // Nothing is said rather than something that may be wrong.
            return Places::new();
        }
        budget -= 1;
        let mut met: Option<Places> = None;
        for (target, reads, forgiving) in &node.ways {
            let below = match target {
                None => Some(Places::new()),
                Some(target) => all[*target].clone(),
            };
            let Some(mut places) = below else { continue };
            places.extend(reads.iter().cloned());
            if !forgiving {
                places.extend(node.own.iter().cloned());
            }
            met = Some(match met {
                None => places,
                Some(before) => before.intersection(&places).cloned().collect(),
            });
        }
        let Some(places) = met else { continue };
        if all[at].as_ref() != Some(&places) {
            all[at] = Some(places);
            open.extend(before[at].iter().copied());
        }
    }
    let start = scope.states.position(start);
    start.and_then(|at| all[at].take()).unwrap_or_default()
}
