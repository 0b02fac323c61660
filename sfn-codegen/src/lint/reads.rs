//! Which fields of its input a state reads for certain.
//!
//! A path that is only asked after (a choice rule, `$exists`) is no reading: it may be about what is not there.

use sfn_asl::json::Json;
use sfn_asl::jsonata::{self, Kind, Node};
use sfn_asl::jsonpath::{self, JsonPath, Root, Selector};
use sfn_asl::model::{Nullable, State, Visit, is_expression};

/// A place that reads a field of the state's input.
pub(super) struct Read {
    pub(super) pointer: String,
    pub(super) names: Vec<String>,
    pub(super) text: String,
}

/// Every field of its input that a state reads for certain.
pub(super) fn reads(visit: &Visit<'_>) -> Vec<Read> {
    let mut out = Vec::new();
    if visit.is_jsonata() {
        let json = visit.state.to_json();
        // What a Parallel or Map has in it reads other data.
        for field in [
            "Arguments",
            "Items",
            "ItemSelector",
            "Output",
            "Assign",
            "Condition",
            "Choices",
            "Error",
            "Cause",
            "Seconds",
            "Timestamp",
        ] {
            if let Some(value) = json.get(field) {
                expressions(value, &format!("{}/{field}", visit.pointer), &mut out);
            }
        }
        return out;
    }
    let mut path = |text: &str, field: &str| {
        if let Ok(path) = jsonpath::parse(text)
            && path.root == Root::Input
        {
            let (names, _) = leading(&path);
            if !names.is_empty() {
                out.push(Read {
                    pointer: format!("{}/{field}", visit.pointer),
                    names,
                    text: text.to_owned(),
                });
            }
        }
    };
    if let Some(Nullable::Value(text)) = visit.state.input_path() {
        path(text.as_str(), "InputPath");
    }
    // Anything else is read from what InputPath selects.
    if visit.state.input_path().is_some() {
        return out;
    }
    if let State::Map(map) = visit.state
        && let Some(items) = &map.items_path
    {
        path(items.as_str(), "ItemsPath");
    }
    if let Some(template) = visit.state.parameters()
        && !matches!(visit.state, State::Map(_))
    {
        template_paths(template, &format!("{}/Parameters", visit.pointer), &mut out);
    }
    out
}

fn template_paths(template: &Json, pointer: &str, out: &mut Vec<Read>) {
    let mut open = vec![(template, pointer.to_owned())];
    while let Some((json, pointer)) = open.pop() {
        match json {
            Json::Object(members) => {
                for (name, value) in members {
                    let here = sfn_asl::pointer::join(&pointer, name);
                    match value {
                        Json::String(text) if name.ends_with(".$") && text.starts_with('$') => {
                            if let Ok(path) = jsonpath::parse(text)
                                && path.root == Root::Input
                                && !leading(&path).0.is_empty()
                            {
                                out.push(Read {
                                    pointer: here,
                                    names: leading(&path).0,
                                    text: text.clone(),
                                });
                            }
                        }
                        value => open.push((value, here)),
                    }
                }
            }
            Json::Array(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(at, item)| (item, format!("{pointer}/{at}"))));
            }
            _ => {}
        }
    }
}

/// The paths from the input in every expression of a value.
fn expressions(value: &Json, pointer: &str, out: &mut Vec<Read>) {
    let mut open = vec![(value, pointer.to_owned())];
    while let Some((json, pointer)) = open.pop() {
        match json {
            Json::String(text) if is_expression(text) => {
                let inner = &text[2..text.len() - 2];
                if let Ok(expression) = jsonata::parse(inner) {
                    input_paths(&expression.root, inner, &pointer, out);
                }
            }
            Json::Object(members) => {
                let members = members.iter();
                open.extend(
                    members.map(|(name, value)| (value, sfn_asl::pointer::join(&pointer, name))),
                );
            }
            Json::Array(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(at, item)| (item, format!("{pointer}/{at}"))));
            }
            _ => {}
        }
    }
}

fn input_paths(root: &Node, text: &str, pointer: &str, out: &mut Vec<Read>) {
    // An expression that asks whether something is there may ask for what is not.
    let careful = ["$exists", "?", "$type", "null", "$boolean", "$not"]
        .iter()
        .any(|word| text.contains(word));
    if careful {
        return;
    }
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if let Kind::Path(path) = &node.kind {
            let plain: Vec<&str> = path
                .steps
                .iter()
                .map_while(|step| match &step.node.kind {
                    Kind::Variable(name) | Kind::Name(name) => Some(name.as_str()),
                    _ => None,
                })
                .collect();
            let is_input = matches!(
                path.steps.first().map(|step| &step.node.kind),
                Some(Kind::Variable(_))
            );
            if let (true, ["states", "input", names @ ..]) = (is_input, plain.as_slice())
                && !names.is_empty()
            {
                out.push(Read {
                    pointer: pointer.to_owned(),
                    names: names.iter().map(|name| (*name).to_owned()).collect(),
                    text: text
                        .get(node.span.start..node.span.end)
                        .unwrap_or(text)
                        .trim()
                        .to_owned(),
                });
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
                found.push(names[0].clone())
            }
            _ => return (found, false),
        }
    }
    (found, true)
}
