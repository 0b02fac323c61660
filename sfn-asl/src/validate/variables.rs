//! Variables: their names, who may set them, and who can read them.

use super::places::{Payload, each};
use super::{Context, context_object, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, Object};
use crate::jsonpath::{self, JsonPath, Root, Selector};
use crate::model::{
    ChoiceRule, Nullable, Operator, Scope, State, Test, VariableName, Visit, has_placeholder,
    shorten,
};
use crate::pointer::Path;
use std::collections::HashMap;

/// Which variables each scope sets, and where.
#[derive(Debug, Default)]
pub(super) struct Variables<'a> {
    /// Names and the states that set each, by the pointer of the scope; none is set by no state.
    set: HashMap<String, HashMap<&'a str, Vec<String>>>,
    /// Where a name is set in any scope: the first place in the order of texts.
    first: HashMap<&'a str, String>,
    /// Whether a name is known only at deployment, so that any variable may be that one.
    pub(super) late: bool,
}

impl<'a> Variables<'a> {
    pub(super) fn of(states: &[Visit<'a>]) -> Self {
        let mut variables = Self::default();
        for visit in states {
            for (_, assign) in assigned(visit) {
                if !variables.set.contains_key(&visit.scope.pointer) {
                    let scope = visit.scope.pointer.clone();
                    variables.set.insert(scope, HashMap::new());
                }
                let scope = variables.set.get_mut(&visit.scope.pointer);
                let Some(scope) = scope else { continue };
                for key in assign.keys() {
                    let name = variable(key, visit);
                    variables.late |= has_placeholder(name);
                    scope.entry(name).or_default().push(visit.pointer.clone());
                }
            }
        }
        for (name, setters) in variables.set.values().flatten() {
            let Some(setter) = setters.first() else {
                continue;
            };
            let first = variables
                .first
                .entry(name)
                .or_insert_with(|| setter.clone());
            if setter < first {
                first.clone_from(setter);
            }
        }
        variables
    }

    fn in_scope(&self, scope: &Scope<'_>, name: &str) -> Option<&str> {
        let setters = self.set.get(&scope.pointer)?.get(name)?;
        setters.first().map(String::as_str)
    }

    /// Where a variable is set in a scope by another state than the one around `inner`, which sets its own when all in it is
    /// over and gone.
    fn beside(&self, scope: &Scope<'_>, inner: &Scope<'_>, name: &str) -> Option<&str> {
        let setters = self.set.get(&scope.pointer)?.get(name)?;
        let around = |setter: &&String| {
            inner
                .pointer
                .strip_prefix(setter.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        };
        setters
            .iter()
            .find(|setter| !around(setter))
            .map(String::as_str)
    }

    /// Where a variable is set that a scope can read: in it, or in those it is in. The children of a Distributed Map are
    /// executions of their own, and see none.
    pub(super) fn visible(&self, scope: &Scope<'_>, name: &str) -> Option<&str> {
        reachable(scope).find_map(|scope| self.in_scope(scope, name))
    }

    /// Where a variable is set at all; the first place in the order of the text.
    fn anywhere(&self, name: &str) -> Option<&str> {
        self.first.get(name).map(String::as_str)
    }
}

/// A scope and those it is in, as far as variables reach.
fn reachable<'s, 'a>(scope: &'s Scope<'a>) -> impl Iterator<Item = &'s Scope<'a>> {
    let mut last = false;
    scope.ancestors().take_while(move |scope| {
        let taken = !last;
        last = scope.is_distributed();
        taken
    })
}

/// Every set of variables that a state can assign, and where it stands below the state.
pub(super) fn assigned<'a>(visit: &Visit<'a>) -> Vec<(String, &'a Object)> {
    let own = visit
        .state
        .assign()
        .map(|assign| (String::from("/Assign"), assign));
    let rules = visit.state.choices().iter().enumerate();
    let catchers = visit.state.catch().iter().enumerate();
    own.into_iter()
        .chain(rules.filter_map(|(at, rule)| {
            Some((format!("/Choices/{at}/Assign"), rule.assign.as_ref()?))
        }))
        .chain(catchers.filter_map(|(at, catcher)| {
            Some((format!("/Catch/{at}/Assign"), catcher.assign.as_ref()?))
        }))
        .collect()
}

/// The variable that a member of `Assign` sets.
pub(super) fn variable<'k>(key: &'k str, visit: &Visit<'_>) -> &'k str {
    if visit.is_jsonata() {
        key
    } else {
        key.strip_suffix(".$").unwrap_or(key)
    }
}

pub(super) fn names(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    for (below, assign) in assigned(visit) {
        for key in assign.keys() {
            if let Err(error) = VariableName::try_from(variable(key, visit)) {
                let pointer = crate::pointer::join(&format!("{}{below}", visit.pointer), key);
                let help = "begin with a letter, go on with letters, digits and `_`";
                out.push(
                    Diagnostic::error(Code::InvalidVariable, pointer, error.to_string())
                        .with_help(help),
                );
            }
        }
    }
}

/// A scope reads the variables of those it is in, but may not set them.
pub(super) fn scopes(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for visit in context.states.iter().filter(|visit| visit.depth() > 0) {
        for (below, assign) in assigned(visit) {
            for key in assign.keys() {
                let name = variable(key, visit);
                let outer = reachable(&visit.scope)
                    .skip(1)
                    .find_map(|scope| context.variables.beside(scope, &visit.scope, name));
                if let Some(outer) = outer {
                    let pointer = crate::pointer::join(&format!("{}{below}", visit.pointer), key);
                    out.push(
                        Diagnostic::error(
                            Code::InvalidVariable,
                            pointer,
                            format!("the variable `{}` belongs to an outer scope", shorten(name)),
                        )
                        .with_related(outer, "it is set here")
                        .with_help("use another name, and hand the value out in the result"),
                    );
                }
            }
        }
    }
}

/// A state reads a variable. The service takes a definition whose variables nothing sets; its executions fail there.
pub(super) fn read(
    context: &Context<'_>,
    visit: &Visit<'_>,
    name: &str,
    place: impl std::fmt::Display,
    span: Option<(usize, usize)>,
    out: &mut Vec<Diagnostic>,
) {
    let variables = &context.variables;
    if variables.late || has_placeholder(name) || variables.visible(&visit.scope, name).is_some() {
        return;
    }
    let shown = shorten(name);
    let mut diagnostic = match variables.anywhere(name) {
        Some(elsewhere) => {
            let distributed = visit.scope.ancestors().any(Scope::is_distributed);
            let (message, help) = if distributed {
                (
                    format!(
                        "the variable `{shown}` is not seen by the children of a Distributed Map"
                    ),
                    "hand its value in with ItemSelector or BatchInput",
                )
            } else {
                (
                    format!("the variable `{shown}` is set in another scope, and gone after it"),
                    "hand its value out in the result of that scope",
                )
            };
            Diagnostic::warning(Code::UnassignedVariable, place, message)
                .with_related(elsewhere, "it is set here")
                .with_help(help)
        }
        None => {
            // Of more names none is suggested, so no more are looked at; of names equally near it is always the same.
            let mut known: Vec<&str> = reachable(&visit.scope)
                .filter_map(|scope| variables.set.get(&scope.pointer))
                .flat_map(|names| names.keys().copied())
                .take(suggest::MOST + 1)
                .collect();
            known.sort_unstable();
            let help = match suggest::closest(name, known.into_iter()) {
                Some(meant) => format!("did you mean `${meant}`?"),
                None => "set it with Assign in a state before this one".to_owned(),
            };
            let message = format!("no state sets the variable `{shown}`");
            Diagnostic::warning(Code::UnassignedVariable, place, message).with_help(help)
        }
    };
    diagnostic.span = span;
    out.push(diagnostic);
}

/// The variables that paths and templates of a JSONPath state read, and what they read of the context object.
pub(super) fn reads(context: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    each_path(visit, &mut |found, path| {
        if let Some(name) = found.variable() {
            read(context, visit, name, path, None, out);
        } else if found.root == Root::Context {
            let names = plain_names(found);
            context_object::read(visit, &names, path, None, out);
        }
    });
}

type SeePath<'s> = &'s mut dyn FnMut(&JsonPath, &Path<'_>);

/// Shows every path of a JSONPath state that reads a variable or the context object, also those in calls and filters.
pub(super) fn each_path(visit: &Visit<'_>, see: SeePath<'_>) {
    if visit.is_jsonata() {
        return;
    }
    each(visit, &mut |payload, path, _| match payload {
        Payload::Value(value) => template(value, path, see),
        Payload::Members(all) => members(all, path, see),
        Payload::Text(_) | Payload::Expression(_) => {}
    });
    for (below, found) in paths(visit.state) {
        let pointer = format!("{}/{below}", visit.pointer);
        text(found, &Path::At(&pointer), see);
    }
    let here = Path::At(&visit.pointer);
    let choices = here.key("Choices");
    for (at, found) in visit.state.choices().iter().enumerate() {
        rule(found, &choices.index(at), see);
    }
}

/// The fields of a state that hold a path or a call, by where they are below the state.
fn paths(state: &State) -> Vec<(&'static str, &str)> {
    let mut all: Vec<(&'static str, &str)> = Vec::new();
    for (name, path) in [
        ("InputPath", state.input_path()),
        ("OutputPath", state.output_path()),
    ] {
        all.extend(
            path.and_then(Nullable::value)
                .map(|path| (name, path.as_str())),
        );
    }
    let dynamic = super::paths::dynamic(state);
    all.extend(
        dynamic
            .into_iter()
            .filter_map(|(name, path)| Some((name, path?.as_str()))),
    );
    if let State::Task(task) = state {
        let credentials = task.credentials.as_ref();
        let role = credentials.and_then(|of| of.role_arn_path.as_deref());
        all.extend(role.map(|text| ("Credentials/RoleArn.$", text)));
    }
    if let State::Fail(fail) = state {
        all.extend(fail.error_path.as_deref().map(|text| ("ErrorPath", text)));
        all.extend(fail.cause_path.as_deref().map(|text| ("CausePath", text)));
    }
    all
}

/// INVARIANT: recurses no deeper than the document is nested; the same holds for the other two.
fn template(value: &Json, path: &Path<'_>, see: SeePath<'_>) {
    match value {
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                template(item, &path.index(at), see);
            }
        }
        Json::Object(all) => members(all, path, see),
        _ => {}
    }
}

fn members(members: &Object, path: &Path<'_>, see: SeePath<'_>) {
    for (key, value) in members {
        match value.as_str() {
            Some(found) if key.ends_with(".$") => text(found, &path.key(key), see),
            _ => template(value, &path.key(key), see),
        }
    }
}

fn rule(found: &ChoiceRule, path: &Path<'_>, see: SeePath<'_>) {
    if let Some(variable) = &found.variable {
        text(variable, &path.key("Variable"), see);
    }
    match &found.test {
        Some(Test::Compare(operator, Json::String(operand))) if operator.takes_path() => {
            text(operand, &path.key(operator.name()), see);
        }
        Some(test @ (Test::And(rules) | Test::Or(rules))) => {
            let here = path.key(test.name());
            for (at, inner) in rules.iter().enumerate() {
                rule(inner, &here.index(at), see);
            }
        }
        Some(Test::Not(inner)) => rule(inner, &path.key("Not"), see),
        _ => {}
    }
}

/// The variables of which the rules of a JSONPath Choice ask whether they are there.
pub(super) fn asked<'a>(visit: &Visit<'a>) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut todo: Vec<&'a ChoiceRule> = visit.state.choices().iter().collect();
    while let Some(rule) = todo.pop() {
        match &rule.test {
            Some(Test::Compare(Operator::IsPresent, _)) => {
                let variable = rule
                    .variable
                    .as_deref()
                    .and_then(|path| path.strip_prefix('$'));
                let name = variable.map(|rest| rest.split(['.', '[']).next().unwrap_or(rest));
                found.extend(name.filter(|name| !name.is_empty()));
            }
            Some(Test::And(rules) | Test::Or(rules)) => todo.extend(rules),
            Some(Test::Not(inner)) => todo.push(inner),
            _ => {}
        }
    }
    found
}

/// What cannot be read was reported by the rule of its field.
fn text(text: &str, path: &Path<'_>, see: SeePath<'_>) {
    let mut after = text.split('$').skip(1);
    let may_read = text.contains("$$") || after.any(|rest| rest.starts_with(char::is_alphabetic));
    if !may_read || has_placeholder(text) {
        return;
    }
    if jsonpath::called(text).is_some() {
        if let Ok(call) = jsonpath::parse_call(text) {
            call.each_path(&mut |found| see(found, path));
        }
    } else if let Ok(found) = jsonpath::parse(text) {
        found.each_path(&mut |found| see(found, path));
    }
}

/// The names at the beginning of a path, as far as each step is one.
pub(super) fn plain_names(path: &JsonPath) -> Vec<&str> {
    path.segments
        .iter()
        .take_while(|segment| !segment.descendant)
        .map_while(|segment| match &segment.selector {
            Selector::Names(names) if names.len() == 1 => names.first().map(String::as_str),
            _ => None,
        })
        .collect()
}
