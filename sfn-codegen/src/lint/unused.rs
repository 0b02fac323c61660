//! What is made and never read: variables, and fields that are replaced before anybody looks.

use super::Found;
use super::context::{Context, Graph};
use super::reads::leading;
use super::texts::{Of, Read, Text};
use sfn_asl::json::Object;
use sfn_asl::jsonata::{Kind, Node};
use sfn_asl::jsonpath::{self, JsonPath, Root};
use sfn_asl::model::{Nullable, State, Transition, Visit, is_expression};
use std::collections::{BTreeSet, HashSet, VecDeque};

pub(super) fn variables(context: &Context<'_>, found: &mut Found<'_>) {
    // The names that the states of each scope read, and those of the scopes in it: they see what is outside.
    let mut read: Vec<HashSet<&str>> = vec![HashSet::new(); context.scopes.len()];
    let mut unreadable = false;
    for (state, _) in context.states.iter().enumerate() {
        let scope = context.place[state].0;
        for text in context.texts(state) {
            match &text.read {
                Read::Expression(expression) => {
                    let mut open = vec![&expression.root];
                    while let Some(node) = open.pop() {
                        if let Kind::Variable(name) = &node.kind {
                            read[scope].insert(name.as_str());
                        }
                        node.each_child(&mut |child| open.push(child));
                    }
                }
                Read::Path(path) => path.each_path(&mut |path| {
                    read[scope].extend(path.variable());
                }),
                Read::Call(call) => call.each_path(&mut |path| {
                    read[scope].extend(path.variable());
                }),
                // What a text says that cannot be read may be any variable.
                Read::Nothing => unreadable = true,
            }
        }
    }
    if unreadable {
        return;
    }
    // A scope sees what is set around it. INVARIANT: an inner scope comes after the one that it is in.
    let parents = parents(context);
    for inner in (0..read.len()).rev() {
        if let Some(outer) = parents[inner] {
            let names: Vec<&str> = read[inner].iter().copied().collect();
            read[outer].extend(names);
        }
    }
    for (state, visit) in context.states.iter().enumerate() {
        let scope = context.place[state].0;
        for (place, assign) in assigned(visit) {
            for key in assign.keys() {
                let name = if visit.is_jsonata() {
                    key.as_str()
                } else {
                    key.strip_suffix(".$").unwrap_or(key)
                };
                if name.contains("${") || read[scope].contains(name) {
                    continue;
                }
                found.add(
                    sfn_asl::pointer::join(&format!("{}{place}", visit.pointer), key),
                    format!("the variable `{name}` is set, and nothing reads it"),
                    "remove it, or read it where it was meant to be read",
                );
            }
        }
    }
}

/// The scope around each.
fn parents(context: &Context<'_>) -> Vec<Option<usize>> {
    let mut parents = vec![None; context.scopes.len()];
    for (owner, inner) in &context.inner {
        for scope in inner {
            parents[*scope] = Some(context.place[*owner].0);
        }
    }
    parents
}

/// Every set of variables that a state can assign, and where it stands below the state.
fn assigned<'d>(visit: &Visit<'d>) -> Vec<(String, &'d Object)> {
    let own = visit
        .state
        .assign()
        .map(|assign| ("/Assign".to_owned(), assign));
    let rules = visit.state.choices().iter().enumerate();
    let rules = rules
        .filter_map(|(at, rule)| Some((format!("/Choices/{at}/Assign"), rule.assign.as_ref()?)));
    let catchers = visit.state.catch().iter().enumerate();
    let catchers = catchers.filter_map(|(at, catcher)| {
        Some((format!("/Catch/{at}/Assign"), catcher.assign.as_ref()?))
    });
    own.into_iter().chain(rules).chain(catchers).collect()
}

/// What of data somebody may still read: all of it, or these paths.
#[derive(Clone, Debug, PartialEq)]
enum Live {
    All,
    Paths(BTreeSet<Vec<String>>),
}

/// With more paths than this all of the data counts as read.
const MAX_PATHS: usize = 64;

impl Live {
    fn nothing() -> Self {
        Self::Paths(BTreeSet::new())
    }

    /// Adds what another says; tells whether that was more.
    fn join(&mut self, other: Self) -> bool {
        match (&mut *self, other) {
            (Self::All, _) => false,
            (_, Self::All) => {
                *self = Self::All;
                true
            }
            (Self::Paths(own), Self::Paths(other)) => {
                let before = own.len();
                own.extend(other);
                let more = own.len() > before;
                if own.len() > MAX_PATHS {
                    *self = Self::All;
                }
                more
            }
        }
    }

    fn read(&mut self, names: Vec<String>) {
        let one = if names.is_empty() {
            Self::All
        } else {
            Self::Paths(BTreeSet::from([names]))
        };
        self.join(one);
    }

    /// Without what is put at the end of names.
    fn without(self, names: &[String]) -> Self {
        match self {
            Self::All => Self::All,
            Self::Paths(paths) => {
                let rest = paths.into_iter().filter(|path| !path.starts_with(names));
                Self::Paths(rest.collect())
            }
        }
    }

    fn reads(&self, names: &[String]) -> bool {
        match self {
            Self::All => true,
            Self::Paths(paths) => paths
                .iter()
                .any(|path| path.starts_with(names) || names.starts_with(path)),
        }
    }
}

pub(super) fn fields(context: &Context<'_>, found: &mut Found<'_>) {
    for graph in &context.scopes {
        let live = after(context, graph);
        for (at, state) in graph.states.iter().enumerate() {
            let visit = &context.states[*state];
            for (place, names) in made(visit) {
                if live[at].reads(&names) {
                    continue;
                }
                found.add(
                    format!("{}{place}", visit.pointer),
                    format!(
                        "`{}` is written by `{}`, and replaced before anything reads it",
                        names.join("."),
                        visit.name.as_str()
                    ),
                    if visit.is_jsonata() {
                        "leave it out; or hand it on where the next result takes its place"
                    } else {
                        "drop it, with \"ResultPath\": null for a result; or keep it where the next result takes its place"
                    },
                );
            }
        }
    }
}

/// The fields that a state puts into its output by name, and where it says so.
fn made(visit: &Visit<'_>) -> Vec<(String, Vec<String>)> {
    // What OutputPath selects has other names.
    if visit.state.output_path().is_some() || visit.state.is_terminal() {
        return Vec::new();
    }
    let keys = |object: Option<&Object>, place: &str| {
        let keys = object.into_iter().flat_map(|object| object.keys());
        keys.map(|key| {
            let name = key.strip_suffix(".$").filter(|_| !visit.is_jsonata());
            let at = sfn_asl::pointer::join(place, key);
            (at, vec![name.unwrap_or(key).to_owned()])
        })
        .collect()
    };
    if visit.is_jsonata() {
        return keys(
            visit.state.output().and_then(|output| output.as_object()),
            "/Output",
        );
    }
    match visit.state.result_path() {
        Some(Nullable::Value(path)) => match whole(path.as_str()) {
            Some(names) if !names.is_empty() => vec![("/ResultPath".to_owned(), names)],
            _ => Vec::new(),
        },
        None if matches!(visit.state, State::Pass(_)) => keys(
            visit.state.parameters().and_then(|of| of.as_object()),
            "/Parameters",
        ),
        _ => Vec::new(),
    }
}

fn whole(path: &str) -> Option<Vec<String>> {
    let path = jsonpath::parse(path).ok()?;
    let (names, whole) = leading(&path);
    (whole && path.root == Root::Input).then_some(names)
}

/// What of the output of each state may still be read, from the ends backwards.
fn after(context: &Context<'_>, graph: &Graph<'_>) -> Vec<Live> {
    let own: Vec<Live> = graph
        .states
        .iter()
        .map(|state| own_reads(context, *state))
        .collect();
    let mut live: Vec<Live> = graph
        .states
        .iter()
        .map(|state| {
            let state = context.states[*state].state;
            if state.is_terminal() || matches!(state, State::Unknown(_)) {
                Live::All
            } else {
                Live::nothing()
            }
        })
        .collect();
    // Who hands its data on to each: those that an error leads here from hand on another one.
    let mut from: Vec<Vec<usize>> = vec![Vec::new(); graph.states.len()];
    for (at, ways) in graph.ways.iter().enumerate() {
        for (way, to) in ways {
            if !matches!(way, Transition::Catch(_)) && from[*to].last() != Some(&at) {
                from[*to].push(at);
            }
        }
    }
    let mut open: VecDeque<usize> = (0..graph.states.len()).rev().collect();
    let mut waiting = vec![true; graph.states.len()];
    while let Some(at) = open.pop_front() {
        waiting[at] = false;
        let visit = &context.states[graph.states[at]];
        let wanted = before(visit, &own[at], &live[at]);
        for from in &from[at] {
            if live[*from].join(wanted.clone()) && !waiting[*from] {
                waiting[*from] = true;
                open.push_back(*from);
            }
        }
    }
    live
}

/// What of the input of a state is read, by it or after it.
fn before(visit: &Visit<'_>, own: &Live, after: &Live) -> Live {
    let mut live = own.clone();
    let state = visit.state;
    // What an error leads to may want all of the input.
    if !state.catch().is_empty() {
        return Live::All;
    }
    if matches!(state, State::Fail(_)) {
        return live;
    }
    let worker = matches!(state, State::Task(_) | State::Parallel(_) | State::Map(_));
    if visit.is_jsonata() {
        let whole = |output: &sfn_asl::Json| output.as_str().is_some_and(is_input);
        match state.output() {
            None if worker => {}
            Some(output) if !whole(output) => {}
            _ => {
                live.join(after.clone());
            }
        }
        return live;
    }
    if state.input_path().is_some() || state.output_path().is_some() {
        return Live::All;
    }
    let passes = !worker && !matches!(state, State::Pass(_));
    let rest = match state.result_path() {
        Some(Nullable::Null) => after.clone(),
        Some(Nullable::Value(path)) => match whole(path.as_str()) {
            Some(names) if !names.is_empty() => after.clone().without(&names),
            Some(_) => Live::nothing(),
            None => Live::All,
        },
        None if passes => after.clone(),
        // A Pass without anything else hands its input on.
        None if matches!(state, State::Pass(pass) if pass.result.is_none() && pass.parameters.is_none()) => {
            after.clone()
        }
        None => Live::nothing(),
    };
    live.join(rest);
    live
}

fn is_input(text: &str) -> bool {
    is_expression(text) && text[2..text.len() - 2].trim() == "$states.input"
}

/// What of its input a state itself reads, or may read.
fn own_reads(context: &Context<'_>, state: usize) -> Live {
    let visit = &context.states[state];
    let mut live = Live::nothing();
    // What is handed to a task, a branch or an item when nothing says what.
    let given = match visit.state {
        State::Task(_) | State::Parallel(_) if visit.is_jsonata() => {
            visit.state.arguments().is_some()
        }
        State::Task(_) | State::Parallel(_) => visit.state.parameters().is_some(),
        State::Map(map) if visit.is_jsonata() => map.items.is_some() || map.item_reader.is_some(),
        State::Map(map) => map.items_path.is_some() || map.item_reader.is_some(),
        State::Unknown(_) => false,
        _ => true,
    };
    if !given {
        return Live::All;
    }
    for text in context.texts(state) {
        read_by(text, &mut live);
    }
    live
}

fn read_by(text: &Text<'_>, live: &mut Live) {
    let mut path = |path: &JsonPath| {
        if path.root == Root::Input && matches!(text.of, Of::Input | Of::Given) {
            live.read(leading(path).0);
        }
    };
    match &text.read {
        Read::Path(one) => one.each_path(&mut path),
        Read::Call(call) => call.each_path(&mut path),
        Read::Expression(expression) => states_reads(&expression.root, live),
        Read::Nothing => live.read(Vec::new()),
    }
}

fn states_reads(root: &Node, live: &mut Live) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if let Kind::Path(path) = &node.kind
            && matches!(path.steps.first().map(|step| &step.node.kind), Some(Kind::Variable(name)) if name == "states")
        {
            let names: Vec<&str> = path.steps[1..]
                .iter()
                .map_while(|step| match &step.node.kind {
                    Kind::Name(name) => Some(name.as_str()),
                    _ => None,
                })
                .collect();
            match names.as_slice() {
                ["input", rest @ ..] => {
                    live.read(rest.iter().map(|name| (*name).to_owned()).collect())
                }
                ["result" | "errorOutput" | "context", ..] => {}
                _ => live.read(Vec::new()),
            }
            // The first step was looked at; what is in the others may be anything.
            let rest = path.steps[1..].iter();
            open.extend(rest.map(|step| &step.node));
            for stage in path.steps.iter().flat_map(|step| &step.stages) {
                if let sfn_asl::jsonata::Stage::Filter(predicate) = stage {
                    open.push(predicate);
                }
            }
            for (key, value) in path.group.iter().flatten() {
                open.extend([key, value]);
            }
            continue;
        }
        if matches!(&node.kind, Kind::Variable(name) if name == "states") {
            live.read(Vec::new());
        }
        node.each_child(&mut |child| open.push(child));
    }
}
