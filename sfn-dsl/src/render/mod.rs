//! From the expression tree to the text of a dialect.
//!
//! Knows nodes and dialects. Knows nothing of states: where an expression stands is a [`Position`], which says what data
//! can be read there.

mod condition;
mod jsonata;
mod jsonata_template;
mod jsonpath;
mod jsonpath_query;
mod position;

pub(crate) use condition::choice_rule;
pub(crate) use jsonata_template::{
    literal as jsonata_template_of_literal, template as jsonata_template,
};
pub(crate) use jsonpath::{path, step, template as jsonpath_template};
pub(crate) use position::{Misplaced, Position, check, reads};

use crate::Unsupported;
use crate::expr::node::Node;

/// An expression nests at most this deep: deeper ones would be unreadable to people, and rendering recurses.
pub(crate) const MAX_DEPTH: u32 = 256;

/// An expression written out is at most about this long: twice what a whole definition may have. What is used twice is
/// written twice, so doubling something a few dozen times would fill all memory.
const MAX_SIZE: u64 = 2 * 1024 * 1024;

pub(crate) fn too_deep(node: Node) -> Option<Unsupported> {
    if node.depth() > MAX_DEPTH {
        return Some(Unsupported::new(
            format!(
                "this expression nests {} operations deep, and {MAX_DEPTH} is the limit",
                node.depth()
            ),
            "compute it in several Pass states, or in a Lambda",
        ));
    }
    (node.size() > MAX_SIZE).then(|| {
        Unsupported::new(
            format!(
                "this expression would be about {} characters long, because its parts are used again and again",
                node.size()
            ),
            "compute the part that is used often in a Pass state before, or in a Lambda",
        )
    })
}

/// The path of data, also one that leads to many places: for fields that take more than a reference path.
pub(crate) fn any_path(node: Node) -> Option<String> {
    path(node).or_else(|| jsonpath_query::query(node))
}

/// The text of a JSONata expression.
pub(crate) fn jsonata(node: Node) -> Result<String, Unsupported> {
    match too_deep(node) {
        Some(e) => Err(e),
        None => jsonata::expression(node),
    }
}

/// The text of a path or an intrinsic function.
pub(crate) fn jsonpath(node: Node) -> Result<String, Unsupported> {
    match too_deep(node) {
        Some(e) => Err(e),
        None => jsonpath::expression(node),
    }
}
