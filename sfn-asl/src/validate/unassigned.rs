//! Variables that are set in the scope of a state, and not on every way to it.

use super::Context;
use super::references::{self, needed_by};
use super::variables::{assigned, variable};
use crate::diagnostic::{Code, Diagnostic};
use crate::flow::{Edge, Found, Node, open_reads, way, ways};
use crate::json::Object;
use crate::model::{Visit, has_placeholder, shorten};
use std::collections::HashMap;

/// Of how many variables the way without them is shown: looking for one goes through all states.
const MOST_WAYS: usize = 20;

/// The service takes them; the executions that take such a way fail.
pub(super) fn rule(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    // A variable whose name is known only at deployment may be any.
    if context.variables.late
        || !context
            .states
            .iter()
            .any(|visit| !assigned(visit).is_empty())
    {
        return;
    }
    let graph = Graph::of(context);
    // The ways to all states, of the variables that are told first.
    let mut known: HashMap<usize, HashMap<usize, Option<(usize, usize)>>> = HashMap::new();
    let mut places: (usize, HashMap<String, String>) = (usize::MAX, HashMap::new());
    for Found {
        state,
        variable: number,
    } in open_reads(&graph.nodes, graph.names.len())
    {
        let (visit, name) = (&context.states[state], graph.names[number]);
        // What is set nowhere, or not in a scope that is seen from here, was told as that.
        let Some(setter) = context.variables.visible(&visit.scope, name) else {
            continue;
        };
        if places.0 != state {
            let set = |name: &str| graph.numbers.contains_key(name);
            places = (state, references::places(visit, &set));
        }
        let Some(read) = places.1.get(name) else {
            continue;
        };
        if known.len() < MOST_WAYS {
            known
                .entry(number)
                .or_insert_with(|| ways(&graph.nodes, number));
        }
        let steps: Option<Vec<&str>> = known.get(&number).map(|before| {
            let steps = way(before, state).into_iter();
            steps
                .map(|(step, _)| context.states[step].name.as_str())
                .collect()
        });
        let name = shorten(name);
        let message = match steps.as_deref() {
            Some([]) => {
                format!("the variable `{name}` has no value yet: this is the first state")
            }
            Some(steps) => format!(
                "the variable `{name}` may have no value: nothing sets it on the way {}",
                shown(steps)
            ),
            None => format!(
                "the variable `{name}` may have no value: a way leads here that does not set it"
            ),
        };
        out.push(
            Diagnostic::warning(Code::UnassignedVariable, read, message)
                .with_related(setter, "it is set here")
                .with_help("set it on that way too, at the latest in the state before"),
        );
    }
}

/// The states of a way; of a long one its ends.
fn shown(steps: &[&str]) -> String {
    let quoted = |step: &&str| format!("`{}`", shorten(step));
    let names: Vec<String> = match steps {
        [first, second, .., last] if steps.len() > 4 => {
            vec![quoted(first), quoted(second), "..".to_owned(), quoted(last)]
        }
        steps => steps.iter().map(quoted).collect(),
    };
    names.join(", ")
}

/// The document in numbers: a state is its place in the list of states.
struct Graph<'c> {
    nodes: Vec<Node>,
    names: Vec<&'c str>,
    numbers: HashMap<&'c str, usize>,
}

/// The numbers of variables.
#[derive(Default)]
struct Numbers<'c> {
    known: HashMap<&'c str, usize>,
    names: Vec<&'c str>,
}

impl<'c> Numbers<'c> {
    fn of(&mut self, assign: Option<&'c Object>, visit: &Visit<'_>) -> Vec<usize> {
        let keys = assign.into_iter().flat_map(Object::keys);
        keys.map(|key| self.number(variable(key, visit))).collect()
    }

    fn number(&mut self, name: &'c str) -> usize {
        *self.known.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }
}

impl<'c> Graph<'c> {
    fn of(context: &'c Context<'c>) -> Self {
        let mut numbers = Numbers::default();
        let states = &context.states;
        let at: HashMap<(&str, &str), usize> = states
            .iter()
            .enumerate()
            .map(|(at, visit)| ((visit.scope.pointer.as_str(), visit.name.as_str()), at))
            .collect();
        let mut nodes: Vec<Node> = states
            .iter()
            .map(|visit| edges(visit, &at, &mut numbers))
            .collect();
        let by_pointer: HashMap<&str, usize> = states
            .iter()
            .enumerate()
            .map(|(at, visit)| (visit.pointer.as_str(), at))
            .collect();
        for scope in &context.scopes {
            let start = scope
                .start_at
                .and_then(|name| at.get(&(scope.pointer.as_str(), name.as_str())));
            let Some(start) = start.copied() else {
                continue;
            };
            match super::places::owner(&scope.pointer).and_then(|owner| by_pointer.get(owner)) {
                // What a Map or a Parallel sets it sets when it is done.
                Some(owner) if !scope.is_distributed() => nodes[*owner].edges.push(Edge {
                    to: start,
                    assigned: Vec::new(),
                }),
                _ => nodes[start].first = true,
            }
        }
        for (visit, node) in states.iter().zip(&mut nodes) {
            // A name that nothing sets is told as that.
            let reads = needed_by(visit, &|name| numbers.known.contains_key(name));
            node.reads = reads
                .iter()
                .filter_map(|name| numbers.known.get(&**name).copied())
                .collect();
        }
        Self {
            nodes,
            names: numbers.names,
            numbers: numbers.known,
        }
    }
}

fn edges<'c>(
    visit: &'c Visit<'c>,
    at: &HashMap<(&str, &str), usize>,
    numbers: &mut Numbers<'c>,
) -> Node {
    let state = visit.state;
    let own = numbers.of(state.assign(), visit);
    let mut ways = Vec::new();
    for rule in state.choices() {
        ways.push((
            rule.next.as_deref(),
            numbers.of(rule.assign.as_ref(), visit),
        ));
    }
    for catcher in state.catch() {
        ways.push((
            catcher.next.as_deref(),
            numbers.of(catcher.assign.as_ref(), visit),
        ));
    }
    if let Some(choice) = state.as_choice() {
        ways.push((choice.default.as_deref(), own.clone()));
    }
    ways.push((state.next().map(|next| &**next), own));
    let mut node = Node::default();
    for (target, assigned) in ways {
        let Some(target) = target.filter(|target| !has_placeholder(target)) else {
            continue;
        };
        if let Some(to) = at.get(&(visit.scope.pointer.as_str(), target)) {
            node.edges.push(Edge { to: *to, assigned });
        }
    }
    node
}
