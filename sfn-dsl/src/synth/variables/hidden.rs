//! Variables that are called like something that an expression names.
//!
//! To JSONata a function is data under a name: with a variable `$count`, `$count(..)` would call the variable. And the
//! parameter of a closure hides a variable of its name, where the author wrote the closure as text: the parameters of the
//! typed ones give way to the variables that are read in them.

use std::collections::HashSet;

use super::graph::{Graph, for_each_text};
use super::text;
use crate::synth::SynthesisError;

pub(super) fn check(graph: &Graph<'_>) -> Vec<SynthesisError> {
    let mut assigned: HashSet<(usize, &str)> = HashSet::new();
    for place in &graph.places {
        for variable in &place.assigns {
            assigned.insert((place.scope, graph.variables[*variable]));
        }
    }
    let mut errors = Vec::new();
    for (state, place) in graph.places.iter().enumerate() {
        if !place.jsonata {
            continue;
        }
        let visible = |name: &str| {
            graph
                .around(place.scope)
                .take_while(|(_, apart)| !apart)
                .any(|(scope, _)| assigned.contains(&(scope, name)))
        };
        let reads = |name: &str| {
            let mut reads = graph.nodes[state].reads.iter();
            reads.any(|variable| graph.variables[*variable] == name)
        };
        let mut told: HashSet<String> = HashSet::new();
        for_each_text(place, |expression, _| {
            let words = text::jsonata(expression);
            for (name, called) in (words.called.iter().map(|name| (name, true)))
                .chain(words.parameters.iter().map(|name| (name, false)))
            {
                let clash = visible(name) && (called || (place.has_own_closures() && reads(name)));
                if clash && told.insert((*name).to_owned()) {
                    errors.extend(hidden(graph, state, name, called));
                }
            }
        });
    }
    errors
}

fn hidden(graph: &Graph<'_>, state: usize, name: &str, called: bool) -> Option<SynthesisError> {
    let of_state = graph.places[state].name;
    let (message, help) = if called {
        (
            format!(
                "state `{of_state}` calls the function `${name}` of JSONata, and the variable `${name}` hides it"
            ),
            "give the variable another name, such as what it counts or sums: `orderCount`",
        )
    } else {
        (
            format!(
                "state `{of_state}` reads the variable `${name}` in an expression with a closure, whose parameter is called `${name}` too"
            ),
            "give the variable another name",
        )
    };
    let declared = graph.uses().find(|(_, found)| found.variable.name == name);
    let location = graph.location(state);
    let mut error = SynthesisError::new(
        "variable-hides-function",
        of_state,
        location.or(declared.map(|(_, found)| found.location))?,
        message,
        help,
    );
    if let Some((_, found)) = declared {
        error = error.related(found.variable.location, "the variable is declared here");
    }
    Some(error)
}
