//! Data flow: which fields a state's data can have, on all the ways that lead to it, and which it reads.
//!
//! Only what is certain is told. Data of an execution, of a call or of an expression may be anything; what a document makes
//! itself, with a payload template, a Pass or an object in JSONata, has the fields that stand there.

use super::reads::{leading, reads};
use super::shape::Shape;
use super::{Context, Found};
use sfn_asl::json::Json;
use sfn_asl::jsonpath::{self, Root};
use sfn_asl::model::{Nullable, Scope, State, Visit, is_expression};
use std::collections::{HashMap, VecDeque};

pub(super) fn unknown_paths(context: &Context<'_>, found: &mut Found<'_>) {
    report(context, found, false);
}

pub(super) fn replaced(context: &Context<'_>, found: &mut Found<'_>) {
    report(context, found, true);
}

/// Tells the paths that nothing provides: those that a result has replaced, or the others.
fn report(context: &Context<'_>, found: &mut Found<'_>, replaced: bool) {
    let inputs = context.inputs.get_or_init(|| Flows::of(context).inputs);
    for visit in &context.states {
        let Some(input) = inputs.get(&visit.pointer) else {
            continue;
        };
        for read in reads(visit) {
            let Err((missing, beside)) = input.at(&read.names) else {
                continue;
            };
            let field = &read.names[missing];
            let lost = lost(context, inputs, visit, &read.names);
            match (lost, replaced) {
                (Some(by), true) => found.add(
                    read.pointer,
                    format!("`{}` is read, and the result of `{by}` has taken the place of what held `{field}`", read.text),
                    format!("give `{by}` a ResultPath, or an Output in JSONata, that keeps its input"),
                ),
                (None, false) => {
                    let near = crate::nearest::nearest(field, beside.iter().map(|name| name.as_str()));
                    let help = match (near, beside.as_slice()) {
                        (Some(near), _) => format!("did you mean `{near}`?"),
                        (None, []) => "the data has no fields here".to_owned(),
                        (None, beside) => {
                            let names: Vec<String> = beside.iter().take(6).map(|name| format!("`{name}`")).collect();
                            format!("there are {}", names.join(", "))
                        }
                    };
                    found.add(
                        read.pointer,
                        format!("`{}` is read, and nothing before `{}` provides `{field}`", read.text, visit.name.as_str()),
                        help,
                    );
                }
                _ => {}
            }
        }
    }
}

/// What is known of the input of every state that can be reached.
struct Flows<'c, 'd> {
    context: &'c Context<'d>,
    inputs: HashMap<String, Shape>,
}

impl<'c, 'd> Flows<'c, 'd> {
    fn of(context: &'c Context<'d>) -> Self {
        let mut flows = Self {
            context,
            inputs: HashMap::new(),
        };
        // Outer scopes come first: what they hand in is known.
        for scope in context.document.scopes() {
            flows.scope(&scope);
        }
        flows
    }

    fn scope(&mut self, scope: &Scope<'d>) {
        let Some(start) = scope.start_at else { return };
        let first = self.entry_of(scope);
        let mut open = VecDeque::from([(scope.state_pointer(start), first)]);
        let mut rounds: HashMap<String, u32> = HashMap::new();
        while let Some((pointer, shape)) = open.pop_front() {
            let Some(visit) = self.visit(&pointer) else {
                continue;
            };
            let known = self.inputs.get(&pointer);
            let mut joined = known.map_or_else(|| shape.clone(), |known| known.or(&shape));
            if known == Some(&joined) {
                continue;
            }
            let round = rounds.entry(pointer.clone()).or_default();
            *round += 1;
            if *round > 32 {
                joined = Shape::Any;
            }
            self.inputs.insert(pointer, joined.clone());
            for (target, shape) in outputs(visit, &joined) {
                open.push_back((scope.state_pointer(target), shape));
            }
        }
    }

    /// What the first state of a scope gets.
    fn entry_of(&self, scope: &Scope<'d>) -> Shape {
        let (Some((name, owner)), Some(parent)) = (scope.owner, scope.parent.as_deref()) else {
            return Shape::Any;
        };
        let pointer = parent.state_pointer(name);
        let (Some(input), Some(visit)) = (self.inputs.get(&pointer), self.visit(&pointer)) else {
            return Shape::Any;
        };
        match owner {
            State::Parallel(_) => given(visit, input),
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

    fn visit(&self, pointer: &str) -> Option<&'c Visit<'d>> {
        let at = self.context.by_pointer.get(pointer)?;
        self.context.states.get(*at)
    }
}

/// The state whose result took the place of data that held what is read: on the only way to the state.
fn lost(
    context: &Context<'_>,
    inputs: &HashMap<String, Shape>,
    visit: &Visit<'_>,
    names: &[String],
) -> Option<String> {
    let scope = &visit.scope;
    let mut here = visit.pointer.clone();
    // The way back as long as there is only one.
    for _ in 0..64 {
        let mut before = context.states.iter().filter(|other| {
            let leads_here = |target: &str| scope.state_pointer(target) == here;
            other.scope.pointer == scope.pointer
                && other
                    .state
                    .transitions()
                    .any(|(_, target)| leads_here(target))
        });
        let (Some(one), None) = (before.next(), before.next()) else {
            return None;
        };
        // It was there, or may have been: an input of unknown form held it.
        if inputs.get(&one.pointer)?.at(names).is_ok() {
            let result = matches!(
                one.state,
                State::Task(_) | State::Parallel(_) | State::Map(_)
            );
            return result.then(|| one.name.to_string());
        }
        here.clone_from(&one.pointer);
    }
    None
}

/// What a state hands to each state that it leads to.
fn outputs<'v>(visit: &'v Visit<'_>, input: &Shape) -> Vec<(&'v str, Shape)> {
    let state = visit.state;
    let error = || {
        let fields = ["Error", "Cause"].map(|name| (name.to_owned(), Shape::Any));
        Shape::Fields(fields.into_iter().collect())
    };
    let after = if visit.is_jsonata() {
        after_jsonata(visit, input)
    } else {
        after_jsonpath(visit, input)
    };
    let mut out: Vec<(&str, Shape)> = Vec::new();
    if let Some(next) = state.next() {
        out.push((next, after.clone()));
    }
    if let State::Choice(choice) = state {
        for rule in &choice.choices {
            if let Some(next) = &rule.next {
                let shape = rule
                    .output
                    .as_ref()
                    .map_or_else(|| after.clone(), of_output);
                out.push((next, shape));
            }
        }
        if let Some(next) = &choice.default {
            out.push((next, after.clone()));
        }
    }
    for catcher in state.catch() {
        let Some(next) = &catcher.next else { continue };
        let shape = if visit.is_jsonata() {
            catcher.output.as_ref().map_or_else(error, of_output)
        } else {
            match &catcher.result_path {
                None => error(),
                Some(Nullable::Null) => input.clone(),
                Some(Nullable::Value(path)) => match names(path.as_str()) {
                    Some(names) if names.is_empty() => error(),
                    Some(names) => input.clone().with(&names, error()),
                    None => Shape::Any,
                },
            }
        };
        out.push((next, shape));
    }
    out
}

fn after_jsonata(visit: &Visit<'_>, input: &Shape) -> Shape {
    match visit.state.output() {
        Some(output) => of_output_with(output, input),
        None => match visit.state {
            State::Task(_) | State::Parallel(_) | State::Map(_) => Shape::Any,
            _ => input.clone(),
        },
    }
}

/// The data that a state works on: its input through InputPath and a payload template.
fn given(visit: &Visit<'_>, input: &Shape) -> Shape {
    if visit.is_jsonata() {
        return visit
            .state
            .arguments()
            .map_or_else(|| input.clone(), of_template);
    }
    let selected = match visit.state.input_path() {
        None => input.clone(),
        Some(Nullable::Null) => Shape::empty(),
        Some(Nullable::Value(path)) => follow(input, path.as_str()),
    };
    match visit.state.parameters() {
        Some(template) if !matches!(visit.state, State::Map(_)) => of_template(template),
        _ => selected,
    }
}

fn after_jsonpath(visit: &Visit<'_>, input: &Shape) -> Shape {
    let state = visit.state;
    let result = match state {
        State::Task(_) | State::Parallel(_) | State::Map(_) => {
            state.result_selector().map_or(Shape::Any, of_template)
        }
        State::Pass(pass) => match &pass.result {
            Some(result) => of_literal(result),
            None => given(visit, input),
        },
        _ => given(visit, input),
    };
    let placed = match state.result_path() {
        None => result,
        Some(Nullable::Null) => input.clone(),
        Some(Nullable::Value(path)) => match names(path.as_str()) {
            Some(names) if names.is_empty() => result,
            Some(names) => input.clone().with(&names, result),
            None => Shape::Any,
        },
    };
    match state.output_path() {
        None => placed,
        Some(Nullable::Null) => Shape::empty(),
        Some(Nullable::Value(path)) => follow(&placed, path.as_str()),
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

/// The fields that a payload template has.
fn of_template(template: &Json) -> Shape {
    let Some(members) = template.as_object() else {
        return Shape::Any;
    };
    let field = |(name, value): (&String, &Json)| match name.strip_suffix(".$") {
        Some(name) => (name.to_owned(), Shape::Any),
        None if value.as_object().is_some() => (name.clone(), of_template(value)),
        None => (name.clone(), Shape::Any),
    };
    Shape::Fields(members.iter().map(field).collect())
}

fn of_literal(value: &Json) -> Shape {
    match value.as_object() {
        Some(members) => {
            let field = |(name, value): (&String, &Json)| (name.clone(), of_literal(value));
            Shape::Fields(members.iter().map(field).collect())
        }
        None => Shape::Any,
    }
}

fn of_output(output: &Json) -> Shape {
    of_output_with(output, &Shape::Any)
}

fn of_output_with(output: &Json, input: &Shape) -> Shape {
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
