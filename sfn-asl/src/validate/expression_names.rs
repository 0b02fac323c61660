//! What a JSONata expression reads, calls and sets, by name.

use super::places::{Payload, each};
use crate::json::Json;
use crate::jsonata::{self, Kind, Node};
use crate::model::{Visit, has_placeholder, is_expression};
use crate::pointer::Path;
use std::collections::HashSet;

/// A call of something by name.
#[derive(Clone, Copy)]
pub(super) struct Called<'e> {
    pub(super) name: &'e str,
    /// How many arguments it gets.
    pub(super) given: usize,
    pub(super) node: &'e Node,
}

/// The names in an expression. Where in it they are bound does not matter: what is bound anywhere is taken as bound.
#[derive(Default)]
pub(super) struct Names<'e> {
    /// What is bound: by `:=`, as parameter of a function, by `@` and `#`.
    pub(super) set: HashSet<&'e str>,
    pub(super) read: Vec<(&'e str, &'e Node)>,
    pub(super) calls: Vec<Called<'e>>,
    /// The fields of `$states` that are read.
    pub(super) states: Vec<(Option<&'e str>, &'e Node)>,
    /// The members of the context object that are read, by their names.
    pub(super) context: Vec<(Vec<&'e str>, &'e Node)>,
}

impl<'e> Names<'e> {
    /// INVARIANT: recurses no deeper than an expression is high.
    pub(super) fn collect(&mut self, node: &'e Node, piped: Option<usize>) {
        match &node.kind {
            Kind::Variable(name) if name == "states" => self.states.push((None, node)),
            Kind::Variable(name) if !name.is_empty() && name != "$" => self.read.push((name, node)),
            Kind::Bind { name, .. } => drop(self.set.insert(name)),
            Kind::Lambda { parameters, .. } => {
                self.set.extend(parameters.iter().map(String::as_str))
            }
            Kind::Call {
                function,
                arguments,
            } => {
                let given = arguments.len() + piped.unwrap_or(0);
                if let Kind::Variable(name) = &function.kind {
                    self.calls.push(Called {
                        name,
                        given,
                        node: function,
                    });
                } else {
                    self.collect(function, None);
                }
                for argument in arguments {
                    self.collect(argument, None);
                }
                return;
            }
            Kind::Apply { left, right } => {
                self.collect(left, None);
                self.collect(right, Some(1));
                return;
            }
            Kind::Path(path) => {
                for step in &path.steps {
                    self.set.extend(step.focus.as_deref());
                    self.set.extend(step.index.as_deref());
                    for stage in &step.stages {
                        if let jsonata::Stage::Index(name) = stage {
                            self.set.insert(name);
                        }
                    }
                }
                if let [first, rest @ ..] = &path.steps[..]
                    && matches!(&first.node.kind, Kind::Variable(name) if name == "states")
                {
                    let field = match rest.first().map(|step| &step.node.kind) {
                        Some(Kind::Name(field)) => Some(field.as_str()),
                        _ => None,
                    };
                    self.states.push((field, &first.node));
                    if field == Some("context") {
                        let names = rest[1..].iter().map_while(|step| match &step.node.kind {
                            Kind::Name(name) => Some(name.as_str()),
                            _ => None,
                        });
                        self.context.push((names.collect(), &first.node));
                    }
                    let mut first = true;
                    node.each_child(&mut |child| {
                        if !std::mem::take(&mut first) {
                            self.collect(child, None);
                        }
                    });
                    return;
                }
            }
            _ => {}
        }
        node.each_child(&mut |child| self.collect(child, None));
    }
}

/// Shows what the expressions of a JSONata state read of the context object, by names.
pub(super) fn each_context_read(visit: &Visit<'_>, see: &mut dyn FnMut(&[&str], &Path<'_>)) {
    if !visit.is_jsonata() {
        return;
    }
    each(visit, &mut |payload, path, _| match payload {
        Payload::Value(value) => context_reads(value, path, see),
        Payload::Members(members) => {
            for (key, value) in members {
                context_reads(value, &path.key(key), see);
            }
        }
        Payload::Text(text) | Payload::Expression(text) => context_read(text, path, see),
    });
}

/// INVARIANT: recurses no deeper than the document is nested.
fn context_reads(value: &Json, path: &Path<'_>, see: &mut dyn FnMut(&[&str], &Path<'_>)) {
    match value {
        Json::String(text) => context_read(text, path, see),
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                context_reads(item, &path.index(at), see);
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                context_reads(value, &path.key(key), see);
            }
        }
        _ => {}
    }
}

fn context_read(text: &str, path: &Path<'_>, see: &mut dyn FnMut(&[&str], &Path<'_>)) {
    // Few expressions do, and reading one takes its time.
    if !text.contains("context") || !is_expression(text) || has_placeholder(text) {
        return;
    }
    let Ok(expression) = jsonata::parse(&text[2..text.len() - 2]) else {
        return;
    };
    let mut names = Names::default();
    names.collect(&expression.root, None);
    if !names.set.contains("states") {
        for (members, _) in &names.context {
            see(members, path);
        }
    }
}

/// The variables that an expression reads: those that it does not set itself, and that are no functions.
pub(super) fn variables(text: &str) -> Vec<String> {
    if !is_expression(text) || has_placeholder(text) {
        return Vec::new();
    }
    let Ok(expression) = jsonata::parse(&text[2..text.len() - 2]) else {
        return Vec::new();
    };
    let mut names = Names::default();
    names.collect(&expression.root, None);
    let own = |name: &&str| !names.set.contains(name) && jsonata::function(name).is_none();
    let read = names.read.iter().map(|(name, _)| *name).filter(own);
    read.map(str::to_owned).collect()
}
