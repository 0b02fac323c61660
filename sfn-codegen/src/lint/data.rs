//! Data flow: which fields a state's data can have, on all the ways that lead to it, and which it reads.
//!
//! Only what is certain is told. Data of an execution, of a call or of an expression may be anything; what a document makes
//! itself, with a payload template, a Pass or an object in JSONata, has the fields that stand there, and so have the answers
//! of services that always have the same ones.

use super::Found;
use super::answers::answer;
use super::called::Called;
use super::context::Context;
use super::reads::{Read, leading, reads};
use super::shape::{At, Shape};
use super::texts::Of;
use sfn_asl::json::Json;
use sfn_asl::jsonpath::{self, Root};
use sfn_asl::model::{Catcher, Nullable, State, Transition, Visit, is_expression};
use std::borrow::Cow;
use std::collections::VecDeque;

pub(super) fn unknown_paths(context: &Context<'_>, found: &mut Found<'_>) {
    report(context, found, false);
}

pub(super) fn replaced(context: &Context<'_>, found: &mut Found<'_>) {
    report(context, found, true);
}

/// Tells the paths that nothing provides: those that a result has replaced, or the others.
fn report(context: &Context<'_>, found: &mut Found<'_>, replaced: bool) {
    for (state, visit) in context.states.iter().enumerate() {
        let Some(input) = context.flows().input(state) else {
            continue;
        };
        // What is read of, made once for all that is read of it.
        let mut known: Vec<(Of, Cow<'_, Shape>)> = Vec::new();
        for read in reads(context, state) {
            // Errors are all alike.
            let alike =
                |of: Of| of == read.of || matches!((of, read.of), (Of::Error(_), Of::Error(_)));
            let at = known.iter().position(|(of, _)| alike(*of));
            let at = at.unwrap_or_else(|| {
                let shape = match read.of {
                    Of::Input => Cow::Borrowed(input),
                    Of::Given => Cow::Owned(selected(visit, input)),
                    Of::Result => Cow::Owned(result(visit)),
                    Of::Output => Cow::Owned(placed(visit, input)),
                    Of::Error(_) => Cow::Owned(error()),
                };
                known.push((read.of, shape));
                known.len() - 1
            });
            let shape = &*known[at].1;
            let Err((missing, beside)) = look(visit, shape, &read.names) else {
                continue;
            };
            let pointer = format!("{}{}", visit.pointer, read.place);
            let field = &read.names[missing];
            // Whether what the function gave was meant, or what it was given, only its author knows.
            let envelope = beside.iter().any(|name| *name == "Payload");
            let lost = lost(context, state, &read).filter(|_| !envelope);
            match (lost, replaced) {
                (Some((by, what, who)), true) => found.add(
                    pointer,
                    format!("`{}` is read, and the {what} of `{by}` has taken the place of what held `{field}`", read.text),
                    format!("give {who} a ResultPath, or an Output in JSONata, that keeps its input"),
                ),
                (None, false) => {
                    let message = match read.of {
                        Of::Result => format!("`{}` is read, and what is called here does not answer with a `{field}`", read.text),
                        Of::Error(_) => format!("`{}` is read, and an error has no `{field}`", read.text),
                        _ => format!("`{}` is read, and nothing before `{}` provides `{field}`", read.text, visit.name.as_str()),
                    };
                    found.add(pointer, message, help(field, shape, &beside, missing));
                }
                _ => {}
            }
        }
    }
}

fn help(field: &str, shape: &Shape, beside: &[&String], missing: usize) -> String {
    let near = crate::nearest::nearest(field, beside.iter().map(|name| name.as_str()));
    match (near, beside) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, beside) if beside.iter().any(|name| *name == "Payload") => {
            "what the function gave is in `Payload`; take it out where it is called, or put it beside the input with a ResultPath".to_owned()
        }
        (None, []) if missing == 0 && *shape == Shape::List => {
            "the data is a list here: begin with an index, as in `$[0]`".to_owned()
        }
        (None, []) => "the data has no fields here".to_owned(),
        (None, beside) => {
            let names = beside.iter().filter(|name| !name.starts_with("Sdk"));
            let names: Vec<String> = names.take(6).map(|name| format!("`{name}`")).collect();
            format!("there are {}", names.join(", "))
        }
    }
}

fn look<'s>(visit: &Visit<'_>, shape: &'s Shape, names: &[String]) -> At<'s> {
    if visit.is_jsonata() {
        shape.of_each(names)
    } else {
        shape.at(names)
    }
}

/// What is known of the input of every state that can be reached.
pub(super) struct Flows {
    inputs: Vec<Option<Shape>>,
}

impl Flows {
    /// What is known of the input of a state; none when nothing leads to it.
    pub(super) fn input(&self, state: usize) -> Option<&Shape> {
        self.inputs[state].as_ref()
    }

    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut flows = Self {
            inputs: vec![None; context.states.len()],
        };
        // Outer scopes come first: what they hand in is known.
        for scope in 0..context.scopes.len() {
            flows.scope(context, scope);
        }
        flows
    }

    fn scope(&mut self, context: &Context<'_>, scope: usize) {
        let graph = &context.scopes[scope];
        let Some(start) = graph.start else { return };
        let first = self.entry_of(context, scope);
        let mut open = VecDeque::from([(start, first)]);
        let mut rounds = vec![0_u32; graph.states.len()];
        while let Some((at, shape)) = open.pop_front() {
            let state = graph.states[at];
            let known = self.inputs[state].as_ref();
            let mut joined = known.map_or_else(|| shape.clone(), |known| known.or(&shape));
            if known == Some(&joined) {
                continue;
            }
            rounds[at] += 1;
            if rounds[at] > 32 {
                joined = Shape::Any;
            }
            for (way, shape) in outputs(&context.states[state], &joined, &graph.ways[at]) {
                open.push_back((way, shape));
            }
            self.inputs[state] = Some(joined);
        }
    }

    /// What the first state of a scope gets.
    fn entry_of(&self, context: &Context<'_>, scope: usize) -> Shape {
        let scope = &context.scopes[scope].scope;
        let (Some((name, owner)), Some(parent)) = (scope.owner, scope.parent.as_deref()) else {
            return Shape::Any;
        };
        let Some(state) = context.at(&parent.state_pointer(name)) else {
            return Shape::Any;
        };
        let Some(input) = self.input(state) else {
            return Shape::Any;
        };
        match owner {
            State::Parallel(_) => given(&context.states[state], input),
            State::Map(map) => {
                let selector = map.item_selector.as_ref().or(map.parameters.as_ref());
                match selector {
                    Some(template) if map.item_batcher.is_none() => of_template(template),
                    _ => Shape::Any,
                }
            }
            _ => Shape::Any,
        }
    }
}

/// The state whose result took the place of data that held what is read, on the only way to the state: its name, what of it
/// took the place, and who is to keep the data.
fn lost(
    context: &Context<'_>,
    state: usize,
    read: &Read<'_>,
) -> Option<(String, &'static str, String)> {
    if !matches!(read.of, Of::Input | Of::Given) {
        return None;
    }
    // What InputPath selects has other names.
    if read.of == Of::Given && context.states[state].state.input_path().is_some() {
        return None;
    }
    let (scope, mut here) = context.place[state];
    let graph = &context.scopes[scope];
    // The way back as long as there is only one.
    for _ in 0..64 {
        let &[before] = graph.before[here].as_slice() else {
            return None;
        };
        let visit = &context.states[graph.states[before]];
        // It was there, or may have been: an input of unknown form held it.
        let input = context.flows().input(graph.states[before])?;
        if input.at(&read.names).is_ok() {
            let name = visit.name.to_string();
            let catches = !visit.state.catch().is_empty();
            let mut ways = graph.ways[before].iter().filter(|(_, to)| *to == here);
            if catches && ways.all(|(way, _)| matches!(way, Transition::Catch(_))) {
                let who = format!("the catcher of `{name}`");
                return Some((name, "error", who));
            }
            let result = matches!(
                visit.state,
                State::Task(_) | State::Parallel(_) | State::Map(_)
            );
            let who = format!("`{name}`");
            return result.then_some((name, "result", who));
        }
        here = before;
    }
    None
}

/// What a state hands to each state that it leads to.
fn outputs(visit: &Visit<'_>, input: &Shape, ways: &[(Transition, usize)]) -> Vec<(usize, Shape)> {
    let after = after(visit, input);
    let to = |(way, to): &(Transition, usize)| {
        let shape = match way {
            Transition::Next | Transition::Default => after.clone(),
            Transition::Choice(at) => match &visit.state.choices()[*at].output {
                Some(output) => of_output(output, input),
                None => after.clone(),
            },
            Transition::Catch(at) => caught(visit, &visit.state.catch()[*at], input),
        };
        (*to, shape)
    };
    ways.iter().map(to).collect()
}

/// What a catcher hands on.
fn caught(visit: &Visit<'_>, catcher: &Catcher, input: &Shape) -> Shape {
    if visit.is_jsonata() {
        let output = catcher.output.as_ref();
        return output.map_or_else(error, |output| of_output(output, input));
    }
    match &catcher.result_path {
        None => error(),
        Some(Nullable::Null) => input.clone(),
        Some(Nullable::Value(path)) => put(input, path.as_str(), error()),
    }
}

/// What a catcher takes.
fn error() -> Shape {
    Shape::of(["Error", "Cause"].map(|name| (name.to_owned(), Shape::Any)))
}

/// What a state hands on when all goes well.
fn after(visit: &Visit<'_>, input: &Shape) -> Shape {
    if visit.is_jsonata() {
        return match visit.state.output() {
            Some(output) => of_output(output, input),
            None => match visit.state {
                State::Task(_) | State::Parallel(_) | State::Map(_) => result(visit),
                _ => input.clone(),
            },
        };
    }
    let placed = placed(visit, input);
    match visit.state.output_path() {
        None => placed,
        Some(Nullable::Null) => Shape::empty(),
        Some(Nullable::Value(path)) => follow(&placed, path.as_str()),
    }
}

/// The result of what a state does.
fn result(visit: &Visit<'_>) -> Shape {
    match visit.state {
        State::Task(task) => answer(Called::of(task)),
        State::Parallel(_) => Shape::List,
        // A Distributed Map that writes its results says where they are.
        State::Map(map) if !map.is_distributed() => Shape::List,
        _ => Shape::Any,
    }
}

/// What InputPath selects.
fn selected(visit: &Visit<'_>, input: &Shape) -> Shape {
    match visit.state.input_path() {
        None => input.clone(),
        Some(Nullable::Null) => Shape::empty(),
        Some(Nullable::Value(path)) => follow(input, path.as_str()),
    }
}

/// The data that a state works on: its input through InputPath and a payload template.
fn given(visit: &Visit<'_>, input: &Shape) -> Shape {
    if visit.is_jsonata() {
        return visit
            .state
            .arguments()
            .map_or_else(|| input.clone(), |arguments| of_output(arguments, input));
    }
    match visit.state.parameters() {
        Some(template) if !matches!(visit.state, State::Map(_)) => of_template(template),
        _ => selected(visit, input),
    }
}

/// What is there after ResultPath, in JSONPath.
fn placed(visit: &Visit<'_>, input: &Shape) -> Shape {
    let state = visit.state;
    let result = match state {
        State::Task(_) | State::Parallel(_) | State::Map(_) => state
            .result_selector()
            .map_or_else(|| result(visit), of_template),
        State::Pass(pass) => match &pass.result {
            Some(result) => of_literal(result),
            None => given(visit, input),
        },
        _ => given(visit, input),
    };
    match state.result_path() {
        None => result,
        // In the whole input, whatever InputPath selects.
        Some(Nullable::Null) => input.clone(),
        Some(Nullable::Value(path)) => put(input, path.as_str(), result),
    }
}

/// Data with something put at the end of a path.
fn put(data: &Shape, path: &str, value: Shape) -> Shape {
    match names(path) {
        Some(names) if names.is_empty() => value,
        Some(names) => data.clone().with(&names, value),
        None => Shape::Any,
    }
}

fn follow(shape: &Shape, path: &str) -> Shape {
    match names(path) {
        Some(names) => shape.at(&names).map_or(Shape::Any, Clone::clone),
        None => Shape::Any,
    }
}

/// The names of a path that is nothing but names.
fn names(path: &str) -> Option<Vec<String>> {
    let path = jsonpath::parse(path)
        .ok()
        .filter(|path| path.root == Root::Input)?;
    let (names, whole) = leading(&path);
    whole.then_some(names)
}

/// The fields that a payload template has. INVARIANT: recurses no deeper than the document is nested.
fn of_template(template: &Json) -> Shape {
    let Some(members) = template.as_object() else {
        return Shape::Any;
    };
    let field = |(name, value): (&String, &Json)| match name.strip_suffix(".$") {
        Some(name) => (name.to_owned(), Shape::Any),
        None if value.as_object().is_some() => (name.clone(), of_template(value)),
        None => (name.clone(), Shape::Any),
    };
    Shape::of(members.iter().map(field))
}

/// INVARIANT: recurses no deeper than the document is nested.
fn of_literal(value: &Json) -> Shape {
    match value.as_object() {
        Some(members) => {
            let field = |(name, value): (&String, &Json)| (name.clone(), of_literal(value));
            Shape::of(members.iter().map(field))
        }
        None => Shape::Any,
    }
}

/// What an Output in JSONata gives.
fn of_output(output: &Json, input: &Shape) -> Shape {
    match output {
        Json::Object(_) => of_template(output),
        Json::String(text) if is_expression(text) => {
            let inner = text.trim_start_matches("{%").trim_end_matches("%}").trim();
            if inner == "$states.input" {
                input.clone()
            } else {
                Shape::Any
            }
        }
        _ => Shape::Any,
    }
}
