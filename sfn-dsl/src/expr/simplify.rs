//! Simplification of an operation on its way into the tree: a member of an object just built is what was put there, nested
//! merges and conjunctions are laid flat, neighbouring texts become one.

use super::function;
use super::node::Node;
use super::op::{Op, Presence};

/// What an author would have written: `Ok` is a node that exists, `Err` the operation to intern.
pub(super) fn simplify(op: Op) -> Result<Node, Op> {
    match op {
        // A part of what may be missing may be missing.
        Op::Field(of, name) if matches!(of.op(), Op::Maybe(_)) => Ok(of.sure().field(name).maybe()),
        Op::Index(of, i) if matches!(of.op(), Op::Maybe(_)) => {
            Ok(Node::new(Op::Index(of.sure(), i)).maybe())
        }
        // A member of an object just built is what was put there.
        Op::Field(of, name) => match of.op() {
            Op::Object(members) => match members.iter().find(|(n, _)| *n == name) {
                Some((_, node)) => Ok(*node),
                None => Ok(Node::intern(Op::Absent)),
            },
            Op::Merge(parts) => {
                let mut opaque = None;
                for part in parts.iter().rev() {
                    match part.op() {
                        Op::Object(members) => {
                            if let Some((_, node)) = members.iter().find(|(n, _)| *n == name)
                                && opaque.is_none()
                            {
                                return Ok(*node);
                            }
                        }
                        // Two parts that could both hold the member: leave it to run time.
                        _ if opaque.is_some() => return Err(Op::Field(of, name)),
                        _ => opaque = Some(*part),
                    }
                }
                match opaque {
                    Some(part) => Ok(part.field(name)),
                    None => Ok(Node::intern(Op::Absent)),
                }
            }
            _ => Err(Op::Field(of, name)),
        },
        // What is known is not missing, and once is enough.
        Op::Maybe(of) => match of.op() {
            Op::Root(_) | Op::Field(..) | Op::Index(..) | Op::Call(..) | Op::Raw(..) => {
                Err(Op::Maybe(of))
            }
            _ => Ok(of),
        },
        Op::Test(Presence::Some, of) => match of.op() {
            Op::Call(f, arguments) if **f == function::SOME_IF => Ok(arguments[0]),
            _ => Err(Op::Test(Presence::Some, of.sure())),
        },
        Op::Test(what, of) => Err(Op::Test(what, of.sure())),
        Op::Index(of, i) => match of.op() {
            Op::Array(items) if (i as usize) < items.len() => Ok(match items[i as usize].op() {
                Op::AsItem(inner) => *inner,
                _ => items[i as usize],
            }),
            _ => Err(Op::Index(of, i)),
        },
        Op::Merge(parts) => {
            // Neighbouring objects become one, nested merges are laid flat.
            let mut flat: Vec<Node> = Vec::with_capacity(parts.len());
            let mut todo: Vec<Node> = parts.iter().rev().copied().collect();
            while let Some(part) = todo.pop() {
                match (part.op(), flat.last().map(|n| n.op())) {
                    (Op::Merge(inner), _) => todo.extend(inner.iter().rev()),
                    (Op::Absent, _) => {}
                    // Two flattened parts of one object are that object.
                    _ if flat.last() == Some(&part) => {}
                    (Op::Object(new), _) if new.is_empty() => {}
                    (Op::Object(new), Some(Op::Object(old))) => {
                        let mut members = old.to_vec();
                        for (name, node) in new {
                            match members.iter_mut().find(|(n, _)| n == name) {
                                Some(slot) => slot.1 = *node,
                                None => members.push((name.clone(), *node)),
                            }
                        }
                        flat.pop();
                        flat.push(Node::object(members));
                    }
                    _ => flat.push(part),
                }
            }
            match flat.as_slice() {
                [] => Ok(Node::object([])),
                [one] => Ok(*one),
                _ => Err(Op::Merge(flat.into())),
            }
        }
        Op::And(items) => flatten(
            &items,
            |op| if let Op::And(v) = op { Some(v) } else { None },
        )
        .map_or_else(|v| Err(Op::And(v)), Ok),
        Op::Or(items) => flatten(&items, |op| if let Op::Or(v) = op { Some(v) } else { None })
            .map_or_else(|v| Err(Op::Or(v)), Ok),
        Op::Concat(items) => {
            let flat = match flatten(&items, |op| {
                if let Op::Concat(v) = op {
                    Some(v)
                } else {
                    None
                }
            }) {
                Ok(one) => return Err(Op::Concat([one].into())),
                Err(flat) => flat,
            };
            let mut out: Vec<Node> = Vec::with_capacity(flat.len());
            for node in flat {
                if let (Op::Text(b), Some(Op::Text(a))) = (node.op(), out.last().map(|n| n.op())) {
                    let joined = Node::text(format!("{a}{b}"));
                    out.pop();
                    out.push(joined);
                } else {
                    out.push(node);
                }
            }
            match out.as_slice() {
                [one] if matches!(one.op(), Op::Text(_)) => Ok(*one),
                _ => Err(Op::Concat(out.into())),
            }
        }
        Op::Not(of) => match of.op() {
            Op::Not(inner) => Ok(*inner),
            Op::Bool(b) => Err(Op::Bool(!b)),
            _ => Err(Op::Not(of)),
        },
        op => Err(op),
    }
}

/// Longer lists are not copied again into a longer one: a text built in a loop would take quadratic memory.
const MAX_FLAT: usize = 64;

/// Lays nested operations of the same kind flat.
fn flatten(
    items: &[Node],
    same: fn(&'static Op) -> Option<&'static Box<[Node]>>,
) -> Result<Node, Box<[Node]>> {
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        // One level is enough: what is below was flattened when it was made.
        match same(item.op()) {
            Some(inner) if inner.len() < MAX_FLAT => out.extend(inner.iter().copied()),
            _ => out.push(*item),
        }
    }
    match out.as_slice() {
        [one] => Ok(*one),
        _ => Err(out.into()),
    }
}
