//! Which fields of data a state reads for certain.
//!
//! A path that is only asked after (`IsPresent`, `$exists`) is no reading: it may be about what is not there.

use super::context::Context;
use super::texts::{Of, Read as Form, Text};
use sfn_asl::Json;
use sfn_asl::jsonata::{Kind, Node};
use sfn_asl::jsonpath::{JsonPath, Root, Selector};
use sfn_asl::model::{ChoiceRule, Operator, State, Test, Visit};

/// A place that reads a field.
pub(super) struct Read<'c> {
    /// Where it stands, below the state.
    pub(super) place: &'c str,
    /// Of what.
    pub(super) of: Of,
    pub(super) names: Vec<String>,
    pub(super) text: &'c str,
}

/// Every field that a state reads for certain.
pub(super) fn reads<'c>(context: &'c Context<'_>, state: usize) -> Vec<Read<'c>> {
    let visit = &context.states[state];
    let asked = asked_after(visit);
    let mut out = Vec::new();
    for text in context.texts(state) {
        let mut read = |of: Of, names: Vec<String>, words: &'c str| {
            if !names.is_empty() {
                out.push(Read {
                    place: &text.place,
                    of,
                    names,
                    text: words,
                });
            }
        };
        match &text.read {
            Form::Expression(expression) => {
                input_paths(&expression.root, text, &mut read);
            }
            Form::Path(path) if path.root == Root::Input => {
                let (names, _) = leading(path);
                if !asked.iter().any(|asked| names.starts_with(asked)) {
                    read(text.of, names, text.text);
                }
            }
            Form::Call(call) => call.each_path(&mut |path| {
                if path.root == Root::Input {
                    read(text.of, leading(path).0, text.text);
                }
            }),
            _ => {}
        }
    }
    out
}

/// The paths of a Choice that one of its rules asks after.
fn asked_after(visit: &Visit<'_>) -> Vec<Vec<String>> {
    let State::Choice(choice) = visit.state else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut open: Vec<&ChoiceRule> = choice.choices.iter().collect();
    while let Some(rule) = open.pop() {
        match &rule.test {
            Some(Test::Compare(Operator::IsPresent, _)) => {
                let path = rule.variable.as_deref().map(sfn_asl::jsonpath::parse);
                if let Some(Ok(path)) = path {
                    out.push(leading(&path).0);
                }
            }
            Some(Test::And(rules) | Test::Or(rules)) => open.extend(rules),
            Some(Test::Not(rule)) => open.push(rule),
            _ => {}
        }
    }
    out
}

fn input_paths<'c>(root: &Node, text: &Text<'c>, read: &mut dyn FnMut(Of, Vec<String>, &'c str)) {
    let words = &text.text[2..text.text.len() - 2];
    // An expression that asks whether something is there may ask for what is not.
    let careful = [
        "$exists", "?", "$type", "null", "$boolean", "$not", "$count", "[]",
    ]
    .iter()
    .any(|word| words.contains(word));
    if careful {
        return;
    }
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if let Kind::Path(path) = &node.kind
            && let Some(Kind::Variable(first)) = path.steps.first().map(|step| &step.node.kind)
            && first == "states"
        {
            let names: Vec<&str> = path.steps[1..]
                .iter()
                .map_while(|step| match &step.node.kind {
                    Kind::Name(name) => Some(name.as_str()),
                    _ => None,
                })
                .collect();
            let of = match names.first() {
                Some(&"input") => Some(Of::Input),
                Some(&"result") => Some(Of::Result),
                _ => None,
            };
            if let Some(of) = of {
                let names = names[1..].iter().map(|name| (*name).to_owned()).collect();
                let part = words.get(node.span.start..node.span.end);
                read(of, names, part.unwrap_or(words).trim());
            }
        }
        node.each_child(&mut |child| open.push(child));
    }
}

/// The names that a path begins with, and whether they are all of it.
pub(super) fn leading(path: &JsonPath) -> (Vec<String>, bool) {
    let mut found = Vec::new();
    for segment in &path.segments {
        match &segment.selector {
            Selector::Names(names) if !segment.descendant && names.len() == 1 => {
                found.push(names[0].clone());
            }
            _ => return (found, false),
        }
    }
    (found, true)
}

/// Whether a value is an expression that reads a variable of `$states`, such as `result`.
pub(super) fn mentions(value: &Json, words: &str) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Json::String(text) if text.contains(words) => return true,
            Json::Object(members) => open.extend(members.values()),
            Json::Array(items) => open.extend(items),
            _ => {}
        }
    }
    false
}
