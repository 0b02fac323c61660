//! How many transitions an execution makes: at least, likely, at most.
//!
//! Every state that is entered counts one, a Parallel or Map state itself too, and what is in it on top; a retry counts
//! one more. Works scope by scope from the inside out, so nothing recurses over what somebody nested.

use super::Assumptions;
use crate::components::components;
use sfn_asl::StateMachine;
use sfn_asl::model::{ExecutionType, ItemBatcher, Map, Numeric, Retrier, Scope, State};
use std::collections::HashMap;

/// The transitions of one execution.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Paths {
    /// On the shortest way to an end.
    pub least: f64,
    /// On average, when nothing fails and every way out of a Choice is as likely as the others.
    pub likely: f64,
    /// On the longest way with every state of a loop entered once, every error caught at the worst place and every
    /// retrier used up.
    pub most: f64,
    /// How many Express executions the Distributed Maps of one execution start, when they start such.
    pub express_children: f64,
    /// States that lead back to themselves: what they cost depends on how often.
    pub loops: Vec<String>,
    /// Maps that no assumption names: how many items they get was taken from the default.
    pub assumed_items: Vec<String>,
    /// What keeps it from being an Express workflow: states, and why.
    pub not_in_express: Vec<(String, &'static str)>,
}

/// What the states of a scope come to.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    least: f64,
    likely: f64,
    most: f64,
    children: f64,
}

/// Counts the transitions of an execution.
///
/// ```
/// use sfn_asl::StateMachine;
/// use sfn_codegen::cost::{Assumptions, paths};
///
/// let document = StateMachine::from_json_str(r#"{"StartAt": "Is", "States": {
///     "Is": {"Type": "Choice", "Choices": [{"Variable": "$.ok", "BooleanEquals": true, "Next": "Done"}], "Default": "Mend"},
///     "Mend": {"Type": "Pass", "Next": "Done"},
///     "Done": {"Type": "Succeed"}}}"#).unwrap();
/// let counted = paths(&document, &Assumptions::default());
/// assert_eq!((counted.least, counted.likely, counted.most), (2.0, 2.5, 3.0));
/// ```
#[must_use]
pub fn paths(document: &StateMachine, assumptions: &Assumptions) -> Paths {
    let mut found = Paths::default();
    let mut done: HashMap<String, Counts> = HashMap::new();
    // From the inside out: what is in a state is known when the state is counted.
    for scope in document.scopes().iter().rev() {
        let counts = self::scope(scope, &done, assumptions, &mut found);
        done.insert(scope.pointer.clone(), counts);
    }
    let whole = done.get("").copied().unwrap_or_default();
    (found.least, found.likely, found.most) = (whole.least, whole.likely, whole.most);
    found.express_children = whole.children;
    for visit in document.walk() {
        if let Some(why) = not_in_express(visit.state) {
            found.not_in_express.push((visit.name.to_string(), why));
        }
    }
    found.loops.sort();
    found.assumed_items.sort();
    found
}

/// One state of a scope, as a node of its graph.
struct Node {
    own: Counts,
    /// Where it leads when nothing fails.
    ways: Vec<usize>,
    /// Where it leads when something does.
    caught: Vec<usize>,
    ends: bool,
}

fn scope(
    scope: &Scope<'_>,
    done: &HashMap<String, Counts>,
    assumptions: &Assumptions,
    found: &mut Paths,
) -> Counts {
    let Some(start) = scope.start_at.and_then(|name| scope.states.position(name)) else {
        return Counts::default();
    };
    let nodes: Vec<Node> = scope
        .states
        .iter()
        .map(|(name, state)| {
            let pointer = scope.state_pointer(name);
            let target = |name| scope.states.position(name);
            Node {
                own: own(name, state, &pointer, done, assumptions, found),
                ways: state
                    .next()
                    .into_iter()
                    .chain(state.choices().iter().filter_map(|rule| rule.next.as_ref()))
                    .chain(state.as_choice().and_then(|choice| choice.default.as_ref()))
                    .filter_map(|name| target(name))
                    .collect(),
                caught: state
                    .catch()
                    .iter()
                    .filter_map(|catcher| target(catcher.next.as_ref()?))
                    .collect(),
                ends: state.is_terminal(),
            }
        })
        .collect();
    let ways = |node: &Node| node.ways.iter().chain(&node.caught).copied().collect();
    let components = components(&nodes.iter().map(ways).collect::<Vec<_>>());
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    for component in &components {
        *sizes.entry(*component).or_default() += 1;
    }
    for (at, (name, _)) in scope.states.iter().enumerate() {
        let node = &nodes[at];
        let itself = node.ways.contains(&at) || node.caught.contains(&at);
        if itself || sizes[&components[at]] > 1 {
            found.loops.push(name.to_string());
        }
    }
    let visits = visits(&nodes, start);
    let sum = |of: fn(&Counts) -> f64| -> f64 {
        let each = nodes.iter().zip(&visits);
        each.map(|(node, visits)| of(&node.own) * visits).sum()
    };
    Counts {
        least: least(&nodes, start),
        likely: sum(|own| own.likely),
        most: most(&nodes, &components, start),
        children: sum(|own| own.children),
    }
}

/// What entering the state once comes to.
fn own(
    name: &str,
    state: &State,
    pointer: &str,
    done: &HashMap<String, Counts>,
    assumptions: &Assumptions,
    found: &mut Paths,
) -> Counts {
    let mut own = Counts {
        least: 1.0,
        likely: 1.0,
        most: 1.0,
        children: 0.0,
    };
    let mut inside = |part: String, times: f64, billed: bool| {
        let part = done.get(&part).copied().unwrap_or_default();
        if billed {
            own.least += part.least * times;
            own.likely += part.likely * times;
            own.most += part.most * times;
        }
        own.children += part.children * times;
    };
    match state {
        State::Parallel(parallel) => {
            for at in 0..parallel.branches.len() {
                inside(format!("{pointer}/Branches/{at}"), 1.0, true);
            }
        }
        State::Map(map) => {
            if !assumptions.items_of.iter().any(|(known, _)| known == name) {
                found.assumed_items.push(name.to_owned());
            }
            let items = assumptions.items(name) as f64;
            let runs = if map.is_distributed() {
                (items / batch(map)).ceil()
            } else {
                items
            };
            let express = has_express_children(map);
            let member = if map.item_processor.is_some() {
                "ItemProcessor"
            } else {
                "Iterator"
            };
            inside(format!("{pointer}/{member}"), runs, !express);
            if express {
                own.children += runs;
            }
        }
        _ => {}
    }
    let again: f64 = state.retry().iter().map(attempts).sum();
    own.most *= 1.0 + again;
    own
}

/// How many items go into one child execution.
fn batch(map: &Map) -> f64 {
    let most = |batcher: &ItemBatcher| {
        let most = batcher
            .max_items_per_batch
            .as_ref()
            .and_then(Numeric::as_i64);
        most.filter(|most| *most > 0)
    };
    map.item_batcher.as_ref().and_then(most).unwrap_or(1) as f64
}

fn has_express_children(map: &Map) -> bool {
    let config = map
        .processor()
        .and_then(|processor| processor.processor_config.as_ref());
    map.is_distributed()
        && config.is_some_and(|config| config.execution_type == Some(ExecutionType::Express))
}

/// How often a retrier tries again; three times when it does not say.
fn attempts(retrier: &Retrier) -> f64 {
    let attempts = retrier.max_attempts.as_ref().and_then(Numeric::as_i64);
    attempts.unwrap_or(3).max(0) as f64
}

fn not_in_express(state: &State) -> Option<&'static str> {
    match state {
        State::Task(task) => {
            let resource = task.resource.as_ref()?.as_str();
            if resource.ends_with(".waitForTaskToken") {
                Some("it waits for a callback")
            } else if resource.contains(".sync") {
                Some("it waits for a job")
            } else if resource.contains(":activity:") {
                Some("it is an activity")
            } else {
                None
            }
        }
        State::Map(map) if map.is_distributed() => Some("it is a Distributed Map"),
        _ => None,
    }
}

/// The shortest way to an end, by the weights of states.
fn least(nodes: &[Node], start: usize) -> f64 {
    let mut best = vec![f64::INFINITY; nodes.len()];
    let mut open = std::collections::BTreeSet::new();
    // Weights are counts of transitions, whole as a rule: thousandths are close enough to sort by.
    let key = |weight: f64| (weight * 1_000.0) as u64;
    best[start] = nodes[start].own.least;
    open.insert((key(best[start]), start));
    while let Some((_, at)) = open.pop_first() {
        if nodes[at].ends {
            return best[at];
        }
        for next in &nodes[at].ways {
            let weight = best[at] + nodes[*next].own.least;
            if weight < best[*next] {
                open.remove(&(key(best[*next]), *next));
                best[*next] = weight;
                open.insert((key(weight), *next));
            }
        }
    }
    // No end can be reached: as far as it goes.
    best.into_iter()
        .filter(|weight| weight.is_finite())
        .fold(0.0, f64::max)
}

/// How often each state is entered on average when nothing fails.
fn visits(nodes: &[Node], start: usize) -> Vec<f64> {
    // Loops go on until next to nothing is left in them, or this long.
    let rounds = nodes.len() + 10_000;
    let mut visits = vec![0.0; nodes.len()];
    let mut here: HashMap<usize, f64> = HashMap::from([(start, 1.0)]);
    let mut work = 0_usize;
    for _ in 0..rounds {
        let mut next: HashMap<usize, f64> = HashMap::new();
        let mut order: Vec<(usize, f64)> = here.into_iter().collect();
        // Sums do not depend on the order of a table.
        order.sort_by_key(|(at, _)| *at);
        for (at, share) in order {
            visits[at] += share;
            let ways = &nodes[at].ways;
            work += ways.len() + 1;
            for to in ways {
                *next.entry(*to).or_default() += share / ways.len() as f64;
            }
        }
        next.retain(|_, share| *share > 1e-9);
        // A hundred thousand states in a loop are not gone through ten thousand times.
        if next.is_empty() || work > 20_000_000 {
            break;
        }
        here = next;
    }
    visits
}

/// The heaviest way, each loop gone through once.
fn most(nodes: &[Node], components: &[usize], start: usize) -> f64 {
    let count = components.iter().max().map_or(0, |last| last + 1);
    let mut own = vec![0.0; count];
    for (at, node) in nodes.iter().enumerate() {
        own[components[at]] += node.own.most;
    }
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, node) in nodes.iter().enumerate() {
        for to in node.ways.iter().chain(&node.caught) {
            if components[at] != components[*to] {
                after[components[at]].push(components[*to]);
            }
        }
    }
    // INVARIANT: a component is numbered after those that it leads to.
    let mut heaviest: Vec<f64> = vec![0.0; count];
    for component in 0..count {
        let rest = after[component].iter().map(|to| heaviest[*to]);
        heaviest[component] = own[component] + rest.fold(0.0, f64::max);
    }
    heaviest[components[start]]
}
