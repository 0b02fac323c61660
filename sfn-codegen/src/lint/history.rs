//! The history of an execution: what uses up its events.
//!
//! How many events a state makes is an estimate of AWS's documentation: five for a task, two for most others, and two for
//! each item of a Map.

use super::Found;
use super::called::Called;
use super::context::{Context, Graph};
use super::retries::time;
use sfn_asl::Json;
use sfn_asl::jsonata::{Kind, Node, Operator};
use sfn_asl::model::{ChoiceRule, Condition, Map, Numeric, State, Test};
use sfn_asl::model::{Operator as Comparison, Wait};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// The events that a history has. A hard limit.
const MAX_EVENTS: u64 = 25_000;
/// A list that is longer than that is not rare.
const MANY_ITEMS: u64 = 1_000;
/// How many items an inner Map is thought to have.
const SOME_ITEMS: u64 = 10;
/// Something that is waited for is there by then, as a rule: half a day.
const LONG: u64 = 43_200;

/// About how many events entering a state makes, without what is in it.
fn own_events(state: &State) -> u64 {
    match state {
        State::Task(task) => {
            let called = Called::of(task);
            5 + u64::from(called.waits_for_job() || called.waits_for_somebody())
        }
        State::Map(_) | State::Parallel(_) => 4,
        _ => 2,
    }
}

/// About how many events the heaviest way through each scope makes, by the place of the scope.
fn heaviest(context: &Context<'_>) -> Vec<u64> {
    let mut done = vec![0; context.scopes.len()];
    // From the inside out: an inner scope comes after the one that it is in.
    for at in (0..context.scopes.len()).rev() {
        let graph = &context.scopes[at];
        let weights: Vec<u64> = graph
            .states
            .iter()
            .map(|state| events(context, *state, &done))
            .collect();
        done[at] = heaviest_way(graph, &weights);
    }
    done
}

/// About how many events entering a state makes.
fn events(context: &Context<'_>, state: usize, scopes: &[u64]) -> u64 {
    let inner = context.inner.get(&state).into_iter().flatten();
    let inside: u64 = inner.fold(0, |sum, scope| sum.saturating_add(scopes[*scope]));
    let visited = context.states[state].state;
    let times = match visited {
        State::Map(map) if map.is_distributed() => 0,
        State::Map(map) => items(map).unwrap_or(SOME_ITEMS),
        _ => 1,
    };
    own_events(visited).saturating_add(inside.saturating_mul(times))
}

/// How many items a Map has, where that is written out.
fn items(map: &Map) -> Option<u64> {
    match &map.items {
        Some(Json::Array(items)) => Some(items.len() as u64),
        _ => None,
    }
}

/// The heaviest way through a scope, each loop gone through once.
fn heaviest_way(graph: &Graph<'_>, weights: &[u64]) -> u64 {
    let count = graph.component.iter().max().map_or(0, |last| last + 1);
    let mut own = vec![0_u64; count];
    let mut after: Vec<u64> = vec![0; count];
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, weight) in weights.iter().enumerate() {
        let component = graph.component[at];
        own[component] = own[component].saturating_add(*weight);
        members[component].push(at);
    }
    // INVARIANT: a component is numbered after those that it leads to.
    for component in 0..count {
        let ways = members[component].iter().flat_map(|at| &graph.ways[*at]);
        let next = ways
            .map(|(_, to)| graph.component[*to])
            .filter(|to| *to != component)
            .map(|to| after[to]);
        after[component] = own[component].saturating_add(next.max().unwrap_or(0));
    }
    graph.start.map_or(0, |start| after[graph.component[start]])
}

pub(super) fn maps(context: &Context<'_>, found: &mut Found<'_>) {
    let scopes = heaviest(context);
    for (at, visit) in context.states.iter().enumerate() {
        let State::Map(map) = visit.state else {
            continue;
        };
        // The history of an Express execution has no limit, and a list that is written out is as long as it is.
        if map.is_distributed() || context.is_express(at) || items(map).is_some() {
            continue;
        }
        let inner = context.inner.get(&at).into_iter().flatten();
        let each: u64 = inner.fold(2, |sum, scope| sum.saturating_add(scopes[*scope]));
        let most = MAX_EVENTS / each;
        if most < MANY_ITEMS {
            found.add(
                &visit.pointer,
                format!(
                    "an item of `{}` makes about {each} events, so that {most} items use up the history",
                    visit.name.as_str()
                ),
                "use a Distributed Map, whose items have histories of their own, or bound the list",
            );
        }
    }
}

pub(super) fn loops(context: &Context<'_>, found: &mut Found<'_>) {
    let mut scopes: Option<Vec<u64>> = None;
    for graph in context.scopes.iter().filter(|graph| !graph.express) {
        let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
        for at in (0..graph.states.len()).filter(|at| graph.in_loop[*at]) {
            members.entry(graph.component[at]).or_default().push(at);
        }
        let mut all: Vec<Vec<usize>> = members.into_values().collect();
        all.sort();
        for members in all {
            if is_bounded(context, graph, &members) {
                continue;
            }
            let scopes = scopes.get_or_insert_with(|| heaviest(context));
            tell(context, graph, &members, scopes, found);
        }
    }
}

fn tell(
    context: &Context<'_>,
    graph: &Graph<'_>,
    members: &[usize],
    scopes: &[u64],
    found: &mut Found<'_>,
) {
    let wait = |at: &usize| match context.states[graph.states[*at]].state {
        State::Wait(wait) => Some(&**wait),
        _ => None,
    };
    let from = members.iter().find(|at| wait(at).is_some());
    let from = *from.unwrap_or(&members[0]);
    let weight = |at: usize| events(context, graph.states[at], scopes);
    let Some((turn, way)) = shortest_turn(graph, from, &weight) else {
        return;
    };
    let waits: Option<Vec<u64>> = way.iter().filter_map(wait).map(seconds).collect();
    // How long it waits may be said only when it runs.
    let Some(waits) = waits else { return };
    let pause: u64 = waits.iter().fold(0, |sum, one| sum.saturating_add(*one));
    let turns = MAX_EVENTS / turn.max(1);
    let lasts = turns.saturating_mul(pause);
    let timeout = context.document.timeout_seconds.as_ref();
    let timeout = timeout.and_then(Numeric::as_i64).unwrap_or(i64::MAX);
    let ends = pause > 0 && u64::try_from(timeout).unwrap_or(0) <= lasts;
    if lasts > LONG || ends {
        return;
    }
    let visit = &context.states[graph.states[from]];
    let name = visit.name.as_str();
    let message = if pause > 0 {
        format!(
            "the loop of `{name}` has no end of its own: a turn makes about {turn} events, so the history is full after {turns} turns, in {}",
            time(lasts as f64)
        )
    } else {
        format!(
            "the loop of `{name}` has no end of its own: a turn makes about {turn} events, so the history is full after {turns} turns"
        )
    };
    found.add(
        &visit.pointer,
        message,
        "count the turns and stop, wait longer, or go on in a new execution",
    );
}

/// How long a Wait waits, where that is written out.
fn seconds(wait: &Wait) -> Option<u64> {
    let seconds = wait.seconds.as_ref().and_then(Numeric::as_i64)?;
    u64::try_from(seconds).ok()
}

/// The lightest way from a state back to itself: its weight, and the states on it.
fn shortest_turn(
    graph: &Graph<'_>,
    from: usize,
    weight: &dyn Fn(usize) -> u64,
) -> Option<(u64, Vec<usize>)> {
    let inside = |to: &usize| graph.component[*to] == graph.component[from];
    let mut best: HashMap<usize, (u64, usize)> = HashMap::new();
    let mut open = BinaryHeap::from([Reverse((0_u64, from))]);
    while let Some(Reverse((so_far, at))) = open.pop() {
        if at == from && so_far > 0 {
            let mut way = vec![from];
            let mut here = best[&from].1;
            while here != from {
                way.push(here);
                here = best[&here].1;
            }
            return Some((so_far, way));
        }
        if at != from && best[&at].0 < so_far {
            continue;
        }
        for (_, to) in graph.ways[at].iter().filter(|(_, to)| inside(to)) {
            let sum = so_far.saturating_add(weight(*to));
            if best.get(to).is_none_or(|known| sum < known.0) {
                best.insert(*to, (sum, at));
                open.push(Reverse((sum, *to)));
            }
        }
    }
    None
}

/// Whether something in a loop ends it after some turns: a number that is compared, data that comes to an end, or somebody
/// who takes his time.
pub(super) fn is_bounded(context: &Context<'_>, graph: &Graph<'_>, members: &[usize]) -> bool {
    let state = |at: &usize| context.states[graph.states[*at]].state;
    let waits = members.iter().any(|at| matches!(state(at), State::Wait(_)));
    members.iter().any(|at| {
        let state = graph.states[*at];
        match context.states[state].state {
            State::Task(task) => {
                let called = Called::of(task);
                called.waits_for_somebody() || called.waits_for_job()
            }
            State::Choice(choice) => choice.choices.iter().any(|rule| counts(rule, waits)),
            State::Map(map) if map.is_distributed() => true,
            // What is in there may take any time.
            State::Map(_) | State::Parallel(_) => inner_waits(context, state),
            _ => false,
        }
    })
}

/// Whether a Map or Parallel has a task in it that waits for a job or somebody.
fn inner_waits(context: &Context<'_>, state: usize) -> bool {
    let mut open = vec![state];
    while let Some(state) = open.pop() {
        for scope in context.inner.get(&state).into_iter().flatten() {
            for inner in &context.scopes[*scope].states {
                match context.states[*inner].state {
                    State::Task(task) => {
                        let called = Called::of(task);
                        if called.waits_for_somebody() || called.waits_for_job() {
                            return true;
                        }
                    }
                    State::Map(map) if map.is_distributed() => return true,
                    State::Map(_) | State::Parallel(_) => open.push(*inner),
                    _ => {}
                }
            }
        }
    }
    false
}

/// Whether a rule compares numbers or times, or asks whether there is more. In a loop that waits, whether something is done
/// yet is another question than whether there is more to do.
fn counts(rule: &ChoiceRule, waits: bool) -> bool {
    let mut open = vec![rule];
    while let Some(rule) = open.pop() {
        match &rule.condition {
            Some(Condition::Expression(text)) if compares(text) => return true,
            _ => {}
        }
        match &rule.test {
            Some(Test::And(rules) | Test::Or(rules)) => open.extend(rules),
            Some(Test::Not(rule)) => open.push(rule),
            Some(Test::Compare(operator, operand)) => {
                let name = operator.name();
                let number = name.starts_with("Numeric") || name.starts_with("Timestamp");
                let more = matches!(operator, Comparison::IsPresent | Comparison::IsNull);
                // A function says whether to go on: that is how loops were counted before there was arithmetic.
                let goes_on = *operator == Comparison::BooleanEquals
                    && matches!(operand, Json::Bool(_))
                    && (!waits || rule.variable.as_deref().is_some_and(is_about_going_on));
                if number || more || goes_on {
                    return true;
                }
            }
            None => {}
        }
    }
    false
}

fn is_about_going_on(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path).to_ascii_lowercase();
    [
        "continue",
        "more",
        "remaining",
        "exhausted",
        "empty",
        "next",
        "left",
        "expired",
        "exceeded",
        "last",
    ]
    .iter()
    .any(|word| name.contains(word))
}

fn compares(text: &str) -> bool {
    let inner = text
        .strip_prefix("{%")
        .and_then(|text| text.strip_suffix("%}"));
    let Some(Ok(expression)) = inner.map(sfn_asl::jsonata::parse) else {
        return true;
    };
    let mut open: Vec<&Node> = vec![&expression.root];
    while let Some(node) = open.pop() {
        match &node.kind {
            Kind::Binary {
                operator:
                    Operator::Less
                    | Operator::LessOrEqual
                    | Operator::Greater
                    | Operator::GreaterOrEqual,
                ..
            } => return true,
            Kind::Call { function, .. } => {
                if let Kind::Variable(name) = &function.kind
                    && matches!(name.as_str(), "exists" | "count")
                {
                    return true;
                }
            }
            _ => {}
        }
        node.each_child(&mut |child| open.push(child));
    }
    false
}
