//! The data on all ways through a definition, and what no way can do without.

use super::data::Data;
use super::read::Read;
use super::state::{Known, Seen, see};
use sfn_asl::StateMachine;
use sfn_asl::model::{Scope, State, Visit};
use std::collections::{BTreeSet, HashMap, VecDeque};

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
        known = next;
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
    let Some(start) = scope.start_at else { return };
    let mut inputs: HashMap<String, (Data, u32)> = HashMap::new();
    let mut open = VecDeque::from([(scope.state_pointer(start), entry)]);
    while let Some((pointer, data)) = open.pop_front() {
        let Some(visit) = visits.get(&pointer) else {
            continue;
        };
        let (data, changes) = match inputs.get(&pointer) {
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
        inputs.insert(pointer.clone(), (data, changes));
        for way in &of.ways {
            if let Some(target) = &way.target {
                open.push_back((scope.state_pointer(target), way.data.clone()));
            }
        }
        seen.insert(pointer, of);
    }
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
    let mut open: VecDeque<usize> = (0..nodes.len()).collect();
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
