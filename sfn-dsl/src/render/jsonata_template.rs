//! JSONata in a document: literals stay JSON, objects and lists stay what they are, the rest becomes `{% .. %}`.

use sfn_asl::Json;
use sfn_asl::json::Object;

use super::jsonata::{delimited, or_null};
use crate::Unsupported;
use crate::expr::node::{Node, Op};

/// A value of a document: literals stay JSON, objects and lists stay objects and lists, the rest becomes `{% .. %}`.
pub(crate) fn template(node: Node) -> Result<Json, Unsupported> {
    if let Some(e) = super::too_deep(node) {
        return Err(e);
    }
    Ok(match node.op() {
        Op::Null | Op::Absent => Json::Null,
        Op::Bool(b) => Json::from(*b),
        Op::Number(n) => number(n),
        // A text that looks like part of an expression has to be one: the service refuses half of one.
        Op::Text(text) if !text.contains("{%") && !text.contains("%}") => Json::from(text.as_ref()),
        Op::Object(members) => {
            let mut object = Object::with_capacity(members.len());
            for (name, member) in members {
                object.insert(name.to_string(), template(*member)?);
            }
            Json::Object(object)
        }
        Op::Array(items) => Json::Array(
            items
                .iter()
                .map(|n| template(*n))
                .collect::<Result<_, _>>()?,
        ),
        Op::AsItem(inner) => template(*inner)?,
        Op::Call(mark, marked) if mark.is_mark() => template(marked[0])?,
        Op::Maybe(inner) => template(or_null(*inner))?,
        _ => Json::String(delimited(node)?),
    })
}

/// A literal as JSON, whatever its strings look like: for places where nothing is evaluated.
pub(crate) fn literal(node: Node) -> Result<Json, Unsupported> {
    if let Some(e) = super::too_deep(node) {
        return Err(e);
    }
    Ok(match node.op() {
        Op::Text(text) => Json::from(text.as_ref()),
        Op::Object(members) => {
            let mut object = Object::with_capacity(members.len());
            for (name, member) in members {
                object.insert(name.to_string(), literal(*member)?);
            }
            Json::Object(object)
        }
        Op::Array(items) => Json::Array(
            items
                .iter()
                .map(|n| literal(*n))
                .collect::<Result<_, _>>()?,
        ),
        Op::AsItem(inner) => literal(*inner)?,
        _ => template(node)?,
    })
}

/// A number in its own spelling.
pub(crate) fn number(spelling: &str) -> Json {
    sfn_asl::json::Number::parse(spelling).map_or(Json::Null, Json::Number)
}
