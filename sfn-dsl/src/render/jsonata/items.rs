//! What stands in a list, or where nothing must not stand: JSONata drops what is missing and lays lists flat.

use super::{binding, power, write, write_bare};
use crate::Unsupported;
use crate::expr::function::{self, Function, Jsonata, unmarked};
use crate::expr::node::{Node, Op, Presence};
use crate::expr::some_if;

/// A value that may be missing as one that is null when it is.
pub(in crate::render) fn or_null(value: Node) -> Node {
    let present = Node::new(Op::Test(Presence::Some, value));
    Node::new(Op::If(present, value, Node::new(Op::Null)))
}

/// What stands where nothing must not stand: a missing branch would make the whole expression missing, a missing item
/// the list shorter.
pub(super) fn settled(node: Node) -> Node {
    match unmarked(node).op() {
        Op::Maybe(inner) => or_null(*inner),
        _ => node,
    }
}

/// Whether the text is a list constructor, which stays one item inside another one; with an index after it, it still is
/// one to JSONata.
pub(super) fn is_constructor(node: Node) -> bool {
    match node.op() {
        Op::Array(_) | Op::AsItem(_) => true,
        Op::Index(of, _) | Op::Maybe(of) => is_constructor(*of),
        Op::Call(function, arguments) => match function.jsonata {
            Some(Jsonata::Itself) => is_constructor(arguments[0]),
            // An index too, and the last place.
            Some(Jsonata::Form(text)) if text.starts_with("{.}[") => is_constructor(arguments[0]),
            _ => function.is_constructor(),
        },
        _ => false,
    }
}

/// The items of a list constructor, where what is missing would drop out and lists would be laid flat.
pub(super) fn items(items: &[Node], out: &mut String) -> Result<(), Unsupported> {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        match item.op() {
            Op::Call(mark, marked) if mark.is_mark() => laid_flat(marked[0], mark, out)?,
            _ => write(settled(*item), power::NONE, out)?,
        }
    }
    Ok(())
}

/// What may be a list, in a constructor of its own where it is one, so that laying it flat gives it back.
fn laid_flat(node: Node, mark: &'static Function, out: &mut String) -> Result<(), Unsupported> {
    let one = |node: Node, out: &mut String| {
        out.push('[');
        write_bare(Node::new(Op::AsItem(node)), out)?;
        out.push(']');
        Ok(())
    };
    match node.op() {
        Op::Array(_) => one(node, out),
        Op::Call(option, arguments) if **option == function::SOME_IF => {
            laid_flat(some_if(arguments), mark, out)
        }
        Op::If(condition, then, otherwise) => {
            write(*condition, power::CONDITIONAL + 1, out)?;
            out.push_str(" ? ");
            let nested = binding(*then) <= power::CONDITIONAL || !then.op().is_known();
            out.push_str(if nested { "(" } else { "" });
            laid_flat(*then, mark, out)?;
            out.push_str(if nested { ")" } else { "" });
            out.push_str(" : ");
            laid_flat(*otherwise, mark, out)
        }
        op if op.is_known() => write(node, power::NONE, out),
        // Collected: a list, and never null.
        Op::Call(..) if is_constructor(node) => one(node, out),
        _ => {
            let value = node.sure();
            if *mark == function::LIST_OR_NULL {
                write(value, power::COMPARE + 1, out)?;
                out.push_str(" != null ? ");
                one(value, out)?;
                out.push_str(" : null");
            } else {
                out.push_str("$type(");
                write(value, power::NONE, out)?;
                out.push_str(") = \"array\" ? ");
                one(value, out)?;
                out.push_str(" : ");
                write(settled(node), power::CONDITIONAL, out)?;
            }
            Ok(())
        }
    }
}
