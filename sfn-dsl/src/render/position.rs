//! Which data can be read where.

use crate::expr::literal_marks::{NOT_A_FIELD, NOT_A_REGEX, NOT_JSON};
use crate::expr::node::{Dialect, Node, NodeSet, Op, Parameter, Root, Scope, Summary};

/// A place in a state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    pub(crate) scope: Scope,
    /// The data that can be read there: bits of [`Summary`].
    pub(crate) reads: u8,
}

/// Data read where it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Misplaced {
    /// It belongs to another state.
    OfAnotherState(Scope),
    /// It does not exist at this place.
    NotHere(&'static str, &'static str),
    /// It is what another closure was given.
    Parameter(Parameter),
    /// The closure of a `with` did not return a field.
    NotAField,
    /// A constant that serde could not turn into JSON.
    NotJson(String),
    /// What JSONata cannot take for a regular expression.
    NotARegex(String),
    /// JSONata of the author's that cannot be JSONata.
    Malformed(String),
}

/// What keeps a text from being JSONata, as far as its brackets and quotes tell; the rest is for the service to say.
fn malformed(text: &str) -> Option<String> {
    if text.contains("%}") {
        return Some("it has `%}` in it, which ends an expression".to_owned());
    }
    if text.contains("$eval(") {
        return Some("Step Functions has no `$eval`".to_owned());
    }
    let mut open = Vec::new();
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some('"' | '\''), '\\') => {
                chars.next();
            }
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            // What is in a regular expression is not looked into.
            (None, '/') => return None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, '{') => open.push('}'),
            (None, ')' | ']' | '}') if open.pop() != Some(c) => {
                return Some(format!("its `{c}` closes nothing"));
            }
            _ => {}
        }
    }
    match (quote, open.pop()) {
        (Some(q), _) => Some(format!("a {q} is missing")),
        (None, Some(c)) => Some(format!("a `{c}` is missing")),
        (None, None) => None,
    }
}

/// Everything that `node` reads and cannot read at `position`.
// A node is hashed and compared by its address, which never changes.
#[allow(clippy::mutable_key_type)]
pub(crate) fn check(node: Node, position: Position) -> Vec<Misplaced> {
    let summary = node.summary();
    let own = !summary.mixed && summary.scope.is_none_or(|scope| scope == position.scope);
    if own
        && summary.kinds & !(position.reads | Summary::VARIABLE) == 0
        && node.free_parameters().is_empty()
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    found.extend(
        node.free_parameters()
            .iter()
            .map(|p| Misplaced::Parameter(*p)),
    );
    let mut seen = NodeSet::default();
    let mut todo = vec![node];
    // Not recursive: this also runs on trees that are too deep to render.
    while let Some(node) = todo.pop() {
        if !seen.insert(node) {
            continue;
        }
        let misplaced = match node.op() {
            Op::Root(root) => misplaced(root, position),
            Op::Raw(_, text, _) if text == NOT_A_FIELD => Some(Misplaced::NotAField),
            Op::Raw(dialect, text, _) => match text.strip_prefix(NOT_JSON) {
                Some(e) => Some(Misplaced::NotJson(e.to_owned())),
                None if text.starts_with(NOT_A_REGEX) => Some(Misplaced::NotARegex(
                    text.trim_start_matches(NOT_A_REGEX).to_owned(),
                )),
                None if *dialect == Dialect::Jsonata => malformed(text).map(Misplaced::Malformed),
                None => None,
            },
            _ => None,
        };
        if let Some(misplaced) = misplaced
            && !found.contains(&misplaced)
        {
            found.push(misplaced);
        }
        node.op().for_each_child(|child| todo.push(child));
    }
    found
}

fn misplaced(root: &Root, position: Position) -> Option<Misplaced> {
    if let Some(scope) = root.scope()
        && scope != position.scope
    {
        return Some(Misplaced::OfAnotherState(scope));
    }
    if Summary::kind(root) & !position.reads == 0 {
        return None;
    }
    let (data, help) = match root {
        Root::Result(_) => (
            "the state's result",
            "a result exists only after the call: read it in `.output(|result| ..)`",
        ),
        Root::ErrorOutput(_) => (
            "a catcher's error",
            "an error exists only in the closure of its `catch_with`",
        ),
        Root::TaskToken(_) => (
            "a task token",
            "a token exists only in the arguments of the call inside its `wait_for_task_token`",
        ),
        Root::MapItemValue(_)
        | Root::MapItemIndex(_)
        | Root::MapItemKey(_)
        | Root::MapItemSource(_) => (
            "a Map item",
            "an item exists only in the selector of its `map_select`, or the `.select(..)` of its `distributed_map`",
        ),
        // There everywhere.
        Root::Input(_) | Root::Context(_) | Root::Variable(_) | Root::Parameter(_) => return None,
    };
    Some(Misplaced::NotHere(data, help))
}

/// Whether `node` reads data of these kinds: bits of [`Summary`].
pub(crate) fn reads(node: Node, kinds: u8) -> bool {
    node.summary().kinds & kinds != 0
}
