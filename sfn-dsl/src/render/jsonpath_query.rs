//! What JSONPath says about the items of a list in the path itself: `$.items[*].sku`, `$.items[?(@.price > 10)]`.
//!
//! Such a path gives a list, of any length. It can be data of a payload template and an argument of an intrinsic function; it
//! is no reference path, so nothing can be put there, and a choice cannot ask about it.

use super::jsonpath::{path, step};
use crate::expr::function;
use crate::expr::node::{Arithmetic, Comparison, Node, Op, Parameter, Presence, Root, ValueKind};

/// The path to something of every item, to the items for which something holds, or to both.
pub(super) fn query(node: Node) -> Option<String> {
    let Op::Call(function, arguments) = node.op() else {
        return None;
    };
    let list = *arguments.first()?;
    if [&function::FILTER, &function::FILTER_LISTS].contains(function) {
        if let Some(slice) = slice(arguments[1], list) {
            return Some(format!("{}[{slice}]", path(list)?));
        }
        let (parameter, condition) = lambda(arguments[1])?;
        let condition = test(condition, parameter)?;
        let list = match query(list) {
            // The items of every list; of other finds it would look at their members.
            Some(items) => items.strip_suffix("[*]")?.to_owned(),
            None => path(list)?,
        };
        return Some(format!("{list}[?({condition})]"));
    }
    let items = match query(list) {
        Some(items) => items,
        None => format!("{}[*]", path(list)?),
    };
    match &**arguments {
        // The list first, and what it is folded into.
        [_, combine, _] if **function == function::FLAT_MAP => {
            let (parameter, body) = flat_mapped(*combine)?;
            Some(format!("{items}{}[*]", steps(body, parameter)?))
        }
        [_, each] if [&function::MAP, &function::MAP_LISTS].contains(function) => {
            let (parameter, body) = lambda(*each)?;
            Some(format!("{items}{}", steps(body, parameter)?))
        }
        _ => None,
    }
}

/// What is between the brackets, where items are taken by their place: `1:`, `:3`, `-3:`.
fn slice(holds: Node, list: Node) -> Option<String> {
    let Op::Lambda(parameters, body) = holds.op() else {
        return None;
    };
    let ([_, place], Op::Compare(how, _, of, bound)) = (&**parameters, body.op()) else {
        return None;
    };
    if *of != Node::root(Root::Parameter(*place)) {
        return None;
    }
    match (how, bound.op()) {
        (Comparison::Ge, Op::Number(from)) => Some(format!("{from}:")),
        (Comparison::Lt, Op::Number(to)) => Some(format!(":{to}")),
        (Comparison::Ge, Op::Arithmetic(Arithmetic::Sub, length, count)) => {
            match (length.op(), count.op()) {
                // `-0:` would be the whole list.
                (Op::Call(len, of), Op::Number(count))
                    if **len == function::LEN && of[0] == list && **count != *"0" =>
                {
                    Some(format!("-{count}:"))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The parameter and the body of a function of one item.
fn lambda(node: Node) -> Option<(Parameter, Node)> {
    match node.op() {
        Op::Lambda(parameters, body) => match &**parameters {
            [parameter] => Some((*parameter, *body)),
            _ => None,
        },
        _ => None,
    }
}

/// The item and what is appended to the list so far.
fn flat_mapped(node: Node) -> Option<(Parameter, Node)> {
    let Op::Lambda(parameters, body) = node.op() else {
        return None;
    };
    match (&**parameters, body.op()) {
        ([_, item], Op::Call(append, arguments)) if **append == function::CONCAT => {
            Some((*item, arguments[1]))
        }
        _ => None,
    }
}

/// The steps from the item to a part of it that is surely there.
fn steps(mut node: Node, parameter: Parameter) -> Option<String> {
    let mut steps = Vec::new();
    loop {
        match function::unmarked(node).op() {
            Op::Root(Root::Parameter(p)) if *p == parameter => break,
            Op::Field(of, name) => {
                steps.push(step(name));
                node = *of;
            }
            Op::Index(of, i) => {
                steps.push(format!("[{i}]"));
                node = *of;
            }
            _ => return None,
        }
    }
    steps.reverse();
    Some(steps.concat())
}

/// A condition on an item, as a filter says it.
fn test(node: Node, item: Parameter) -> Option<String> {
    match node.op() {
        Op::And(parts) => joined(parts, item, " && "),
        Op::Or(parts) => joined(parts, item, " || ").map(|any| format!("({any})")),
        Op::Not(inner) => Some(format!("!({})", test(*inner, item)?)),
        Op::Compare(how, kind, a, b) if *kind != ValueKind::Timestamp => {
            let sign = match how {
                Comparison::Eq => "==",
                Comparison::Ne => "!=",
                Comparison::Lt => "<",
                Comparison::Le => "<=",
                Comparison::Gt => ">",
                Comparison::Ge => ">=",
            };
            Some(format!(
                "{} {sign} {}",
                operand(*a, item)?,
                operand(*b, item)?
            ))
        }
        // What is missing is not null to a filter, so only what is there can be asked.
        Op::Test(Presence::Present, of) => Some(format!("@{}", steps(*of, item)?)),
        Op::Field(..) => Some(format!("@{} == true", steps(node, item)?)),
        _ => None,
    }
}

fn joined(parts: &[Node], item: Parameter, by: &str) -> Option<String> {
    let parts: Option<Vec<_>> = parts.iter().map(|part| test(*part, item)).collect();
    parts.map(|parts| parts.join(by))
}

fn operand(node: Node, item: Parameter) -> Option<String> {
    match node.op() {
        Op::Number(n) => Some(n.to_string()),
        Op::Bool(b) => Some(b.to_string()),
        Op::Text(text) if !text.contains(['\\', '\'']) => Some(format!("'{text}'")),
        _ => steps(node, item).map(|steps| format!("@{steps}")),
    }
}
