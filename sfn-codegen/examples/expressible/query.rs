//! Expressions of JSONata.

use std::collections::BTreeSet;

use sfn_asl::json::Json;
use sfn_asl::jsonata::{Kind, Node, Stage, parse};

use crate::Finding;
use crate::paths::never;
use crate::states::Place;
use crate::typed::{Language, deployed, typed};

/// What is found in the expressions of a value.
pub fn value(json: &Json, place: &Place, found: &mut Vec<Finding>) {
    match json {
        Json::Object(members) => members.values().for_each(|m| value(m, place, found)),
        Json::Array(items) => items.iter().for_each(|item| value(item, place, found)),
        Json::String(text) if sfn_asl::model::is_expression(text) => {
            expression(&text[2..text.len() - 2], place, found);
        }
        _ => {}
    }
}

fn expression(text: &str, place: &Place, found: &mut Vec<Finding>) {
    let expression = match parse(&deployed(text)) {
        Ok(expression) => expression,
        Err(error) => return never(found, format!("JSONata that cannot be read: {error}")),
    };
    let mut nodes = vec![&expression.root];
    let mut bound = BTreeSet::new();
    let mut at = 0;
    while let Some(node) = nodes.get(at).copied() {
        match &node.kind {
            Kind::Bind { name, value } => {
                bound.insert(name.as_str());
                if calls(value, name) {
                    never(found, "a function of JSONata that calls itself");
                }
            }
            Kind::Lambda { parameters, .. } => bound.extend(parameters.iter().map(String::as_str)),
            _ => {}
        }
        node.each_child(&mut |child| nodes.push(child));
        at += 1;
    }
    for node in nodes {
        look(node, &bound, place, found);
    }
}

/// Whether a function with this name is called in it.
fn calls(node: &Node, name: &str) -> bool {
    let mut todo = vec![node];
    while let Some(node) = todo.pop() {
        if let Kind::Call { function, .. } = &node.kind
            && called(function) == Some(name)
        {
            return true;
        }
        node.each_child(&mut |child| todo.push(child));
    }
    false
}

/// The name of what is called.
fn called(function: &Node) -> Option<&str> {
    match &function.kind {
        Kind::Variable(name) => Some(name),
        Kind::Path(path) => match path.steps.as_slice() {
            [step] => called(&step.node),
            _ => None,
        },
        _ => None,
    }
}

fn look(node: &Node, bound: &BTreeSet<&str>, place: &Place, found: &mut Vec<Finding>) {
    let mut needs = |row: &str| {
        if !typed().has(Language::Jsonata, row) {
            never(found, format!("JSONata's `{row}`"));
        }
    };
    match &node.kind {
        Kind::Regex(_) => needs("/regex/"),
        Kind::Wildcard => needs("*"),
        Kind::Descendant => needs("**"),
        Kind::Parent(_) => needs("% (parent)"),
        Kind::Sort(_) => needs("list^(key)"),
        Kind::Filter { predicates, .. } => predicates.iter().for_each(|p| needs(filtered(p))),
        Kind::Group { .. } => needs("list{key: value}"),
        Kind::Negate(_) => needs("- (of one)"),
        Kind::Array(_) => needs("[a, b]"),
        Kind::Range { .. } => needs("[a..b]"),
        Kind::Object(_) => needs("{\"k\": v}"),
        Kind::Block(parts) if parts.len() > 1 => needs("(a; b)"),
        Kind::Condition { .. } => needs("? :"),
        Kind::Bind { .. } => needs("$v := value"),
        Kind::Placeholder => needs("f(?)"),
        Kind::Lambda { .. } => needs("function($a) {}"),
        Kind::Apply { .. } => needs("~>"),
        Kind::Transform { .. } => needs("~> |path|update|"),
        Kind::Binary { operator, .. } => needs(match operator.text() {
            "-" => "- (of two)",
            "*" => "* (of numbers)",
            "%" => "% (of numbers)",
            text => text,
        }),
        Kind::Call { function, .. } => match called(function) {
            Some(name) if !bound.contains(name) => needs(&format!("${name}")),
            _ => {}
        },
        Kind::Path(path) => {
            if path.group.is_some() {
                needs("list{key: value}");
            }
            for step in &path.steps {
                if step.focus.is_some() || step.index.is_some() {
                    needs("@$v, #$i");
                }
                for stage in &step.stages {
                    match stage {
                        Stage::Filter(predicate) => needs(filtered(predicate)),
                        Stage::Index(_) => needs("@$v, #$i"),
                    }
                }
            }
            let names = path.steps.iter().map(|step| match &step.node.kind {
                Kind::Variable(name) if name == "states" => Some("states".to_owned()),
                Kind::Name(name) => Some(name.clone()),
                _ => None,
            });
            let names: Vec<String> = names.map_while(|name| name).collect();
            if let [states, context, members @ ..] = names.as_slice()
                && states == "states"
                && context == "context"
                && matches!(&path.steps[0].node.kind, Kind::Variable(_))
            {
                place.context(members, found);
            }
        }
        _ => {}
    }
}

/// The row of a predicate.
fn filtered(predicate: &Node) -> &'static str {
    match &predicate.kind {
        Kind::Number(_) => "list[0]",
        Kind::Negate(_) => "list[-1]",
        _ => "list[condition]",
    }
}
