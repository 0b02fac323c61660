//! The body of a Map and the branch of a Parallel read the variables around them, and have to leave them as they are.

use std::collections::HashMap;

use super::graph::Graph;
use crate::synth::SynthesisError;

pub(super) fn check(graph: &Graph<'_>) -> Vec<SynthesisError> {
    // The first state of each scope that assigns each variable.
    let mut assigned: HashMap<(usize, usize), usize> = HashMap::new();
    for (state, place) in graph.places.iter().enumerate() {
        for variable in &place.assigns {
            assigned.entry((place.scope, *variable)).or_insert(state);
        }
    }
    let mut errors = Vec::new();
    for (state, place) in graph.places.iter().enumerate() {
        let mut variables = place.assigns.clone();
        variables.sort_unstable();
        variables.dedup();
        for variable in variables {
            let outer = graph
                .around(place.scope)
                .skip(1)
                .take_while(|(_, apart)| !apart)
                .find_map(|(scope, _)| assigned.get(&(scope, variable)));
            if let Some(outer) = outer {
                errors.extend(shadowing(graph, state, variable, *outer));
            }
        }
    }
    errors
}

fn shadowing(
    graph: &Graph<'_>,
    state: usize,
    variable: usize,
    outer: usize,
) -> Option<SynthesisError> {
    let name = graph.variables[variable];
    let inner = graph.places[state].name;
    let owner = graph.scopes[graph.places[state].scope].owner?;
    let owner_name = graph.places[owner].name;
    let outer_name = graph.places[outer].name;
    let location = |state| {
        graph
            .write(state, variable)
            .map_or(graph.location(state), |found| Some(found.location))
    };
    let mut error = SynthesisError::new(
        "variable-of-outer-scope",
        inner,
        location(state).or(graph.location(owner))?,
        format!(
            "state `{inner}` is inside of `{owner_name}` and assigns the variable `${name}`, which belongs to the states around `{owner_name}`"
        ),
        format!(
            "assign a variable of another name inside, and hand its value out in the result of `{owner_name}`; the runs of a Map and the branches of a Parallel go on side by side"
        ),
    );
    if let Some(location) = location(outer) {
        error = error.related(location, format!("state `{outer_name}` assigns it outside"));
    }
    Some(error)
}
