//! Reads of variables that have no value yet, in words: with the way that leads there.

use std::collections::HashMap;

use super::declared::is_name;
use super::graph::{Graph, How};
use crate::synth::SynthesisError;
use sfn_asl::flow::{Found, open_reads, way, ways};

/// The way is looked for for at most so many variables; past that the mistakes are told without.
const MAX_WAYS: usize = 100;
/// So many states of a way are shown from its beginning, and as many from its end.
const SHOWN: usize = 5;

/// Every read of a variable that some way leads to without an assignment.
pub(super) fn unassigned(graph: &Graph<'_>) -> Vec<SynthesisError> {
    let found = open_reads(&graph.nodes, graph.variables.len());
    if found.is_empty() {
        return Vec::new();
    }
    // The states that assign each variable.
    let mut assigning: Vec<Vec<usize>> = vec![Vec::new(); graph.variables.len()];
    for (state, place) in graph.places.iter().enumerate() {
        for variable in &place.assigns {
            assigning[*variable].push(state);
        }
    }
    let mut all_ways = HashMap::new();
    let mut errors = Vec::new();
    for found in found {
        if !is_name(graph.variables[found.variable]) {
            continue;
        }
        let before = match all_ways.len() {
            MAX_WAYS.. => all_ways.get(&found.variable),
            _ => Some(
                &*all_ways
                    .entry(found.variable)
                    .or_insert_with(|| ways(&graph.nodes, found.variable)),
            ),
        };
        let way = before.map(|before| way(before, found.state));
        let assigned = Assigned::of(graph, found, &assigning[found.variable]);
        errors.extend(say(graph, found, way.unwrap_or_default(), &assigned));
    }
    errors
}

/// Where a variable is assigned, as seen from a state that reads it.
#[derive(Default)]
struct Assigned {
    /// By states that could come before.
    reachable: Vec<usize>,
    /// Around the Distributed Map that the state is inside of.
    of_parent: Vec<usize>,
    /// Inside of a Map or a Parallel that the state is not in.
    inside: Vec<usize>,
}

impl Assigned {
    fn of(graph: &Graph<'_>, found: Found, assigning: &[usize]) -> Assigned {
        let around: HashMap<usize, bool> = graph.around(graph.places[found.state].scope).collect();
        let mut assigned = Assigned::default();
        for state in assigning {
            let known = match around.get(&graph.places[*state].scope) {
                Some(false) => &mut assigned.reachable,
                Some(true) => &mut assigned.of_parent,
                None => &mut assigned.inside,
            };
            // A state can assign it in several ways.
            if known.last() != Some(state) {
                known.push(*state);
            }
        }
        assigned
    }
}

fn say(
    graph: &Graph<'_>,
    found: Found,
    way: Vec<(usize, usize)>,
    assigned: &Assigned,
) -> Option<SynthesisError> {
    let variable = graph.variables[found.variable];
    let state = graph.places[found.state].name;
    let read = graph.read(found.state, found.variable);
    let location = read
        .map(|read| read.location)
        .or_else(|| graph.location(found.state))
        .or_else(|| {
            let owner = graph.scopes[graph.places[found.state].scope].owner?;
            graph.location(owner)
        })?;
    let what = match read {
        Some(read) => format!("the {} of state `{state}`", read.what),
        None => format!("state `{state}`"),
    };
    let error =
        |code, message, help: &str| SynthesisError::new(code, state, location, message, help);

    if !assigned.reachable.is_empty() {
        return Some(not_on_every_way(
            graph,
            found,
            &way,
            &assigned.reachable,
            error(
                "variable-not-assigned",
                format!(
                    "{what} reads the variable `${variable}`, {}",
                    along(graph, found, &way)
                ),
                "assign it on this way too: `.assign(&VARIABLE, value)` on one of its states, the first one for a first value; one that may be absent is a `Variable<Option<_>>` that begins with `none()`",
            ),
        ));
    }
    let scope = graph.places[found.state].scope;
    if let Some(other) = assigned.of_parent.first() {
        let apart = graph
            .around(scope)
            .find(|(scope, _)| graph.scopes[*scope].separate);
        let map = apart.and_then(|(scope, _)| graph.scopes[scope].owner)?;
        let map = graph.places[map].name;
        return Some(assigned_at(
            graph,
            found.variable,
            *other,
            error(
                "variable-of-parent-execution",
                format!(
                    "{what} reads the variable `${variable}` of the states around `{map}`, and the children of a Distributed Map are executions of their own, which do not see it"
                ),
                "hand the value to the children with their items, in the Map's selector or batch input",
            ),
        ));
    }
    if let Some(other) = assigned.inside.first() {
        let owner = graph.scopes[graph.places[*other].scope].owner?;
        let owner = graph.places[owner].name;
        return Some(assigned_at(
            graph,
            found.variable,
            *other,
            error(
                "variable-of-inner-scope",
                format!(
                    "{what} reads the variable `${variable}`, which is assigned inside of `{owner}` only and is gone outside of it"
                ),
                &format!(
                    "hand the value out in the result of `{owner}`, or assign the variable from that result"
                ),
            ),
        ));
    }
    let error = error(
        "variable-not-assigned",
        format!("{what} reads the variable `${variable}`, which no state assigns"),
        "assign it in a state before: `.assign(&VARIABLE, value)`",
    );
    Some(match read {
        Some(read) => error.related(read.variable.location, "the variable is declared here"),
        None => error,
    })
}

/// The states of the way, those in the middle left out if there are many.
fn along(graph: &Graph<'_>, found: Found, way: &[(usize, usize)]) -> String {
    if way.is_empty() {
        return "and nothing is assigned before it: it is where the way begins".to_owned();
    }
    let states = way.iter().map(|(state, _)| *state).chain([found.state]);
    let names: Vec<String> = states
        .map(|state| format!("`{}`", graph.places[state].name))
        .collect();
    let shown = if names.len() > 2 * SHOWN {
        let left_out = names.len() - 2 * SHOWN;
        format!(
            "{} -> .. {left_out} more .. -> {}",
            names[..SHOWN].join(" -> "),
            names[names.len() - SHOWN..].join(" -> ")
        )
    } else {
        names.join(" -> ")
    };
    format!("which is not assigned on the way {shown}")
}

/// Adds each step of the way, and where the variable is assigned on others.
fn not_on_every_way(
    graph: &Graph<'_>,
    found: Found,
    way: &[(usize, usize)],
    assigned: &[usize],
    mut error: SynthesisError,
) -> SynthesisError {
    let variable = graph.variables[found.variable];
    for (at, (state, edge)) in way.iter().enumerate() {
        if at >= SHOWN && at + SHOWN < way.len() {
            continue;
        }
        let place = &graph.places[*state];
        let from = place.name;
        let to = graph.places[graph.nodes[*state].edges[*edge].to].name;
        let (location, what) = match place.how[*edge] {
            How::Next => (None, format!("`{from}` goes on to `{to}`")),
            How::Rule => (None, format!("`{from}` chooses `{to}`")),
            How::Default => (None, format!("`{from}` goes to `{to}` otherwise")),
            How::Inside => (None, format!("`{to}` begins inside of `{from}`")),
            How::Catch(catcher) => {
                let own = graph.places[*state].state.assign();
                let own = own.is_some_and(|own| {
                    own.contains_key(variable) || own.contains_key(&format!("{variable}.$"))
                });
                let note = if own {
                    ": a state that fails assigns nothing, but its catcher can"
                } else {
                    ""
                };
                (
                    graph.catcher(*state, catcher),
                    format!("`{from}` fails and goes to `{to}`{note}"),
                )
            }
        };
        if let Some(location) = location.or_else(|| graph.location(*state)) {
            error = error.related(location, what);
        }
    }
    for state in assigned.iter().take(3) {
        if *state == found.state {
            let location = graph
                .write(*state, found.variable)
                .map(|found| found.location);
            if let Some(location) = location.or_else(|| graph.location(*state)) {
                let what = "what a state assigns can be read from the next state on: here its values are still those from before";
                error = error.related(location, what);
            }
        } else {
            error = assigned_at(graph, found.variable, *state, error);
        }
    }
    error
}

fn assigned_at(
    graph: &Graph<'_>,
    variable: usize,
    state: usize,
    error: SynthesisError,
) -> SynthesisError {
    let written = graph.write(state, variable).map(|found| found.location);
    match written.or_else(|| graph.location(state)) {
        Some(location) => error.related(
            location,
            format!("it is assigned in state `{}`", graph.places[state].name),
        ),
        None => error,
    }
}
