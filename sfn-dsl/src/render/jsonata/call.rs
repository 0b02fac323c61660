//! Calls of functions: their row says how they are spelt.

use super::items::settled;
use super::{list, power, write, write_bare};
use crate::Unsupported;
use crate::expr::function::{Function, Jsonata};
use crate::expr::node::{Node, Op, ValueKind};

/// How tightly the text of a call binds.
pub(super) fn binding(function: &Function, arguments: &[Node]) -> u8 {
    match &function.jsonata {
        Some(Jsonata::Itself) => super::binding(arguments[0]),
        Some(Jsonata::MemberOf) => power::COMPARE,
        Some(Jsonata::Negate) => power::NEGATE,
        Some(Jsonata::As(expand)) => super::binding(expand(arguments)),
        Some(Jsonata::Form(text)) if text.starts_with("{?}") => power::CONDITIONAL,
        _ => u8::MAX,
    }
}

pub(super) fn write_call(
    function: &'static Function,
    arguments: &[Node],
    out: &mut String,
) -> Result<(), Unsupported> {
    match &function.jsonata {
        Some(Jsonata::Call(name)) => named(name, arguments, out),
        Some(Jsonata::Collect(name)) => {
            out.push('[');
            named(name, arguments, out)?;
            out.push(']');
            Ok(())
        }
        Some(Jsonata::CollectLists(name)) => {
            out.push('[');
            named(name, arguments, out)?;
            out.push_str("[]]");
            Ok(())
        }
        Some(Jsonata::Form(text)) => form(text, arguments, out),
        Some(Jsonata::MemberOf) => match arguments {
            [list, item] => {
                write(settled(*item), power::COMPARE + 1, out)?;
                out.push_str(" in ");
                write(*list, power::COMPARE + 1, out)
            }
            _ => Ok(()),
        },
        Some(Jsonata::HasEqual(kind)) => match arguments {
            [list, item] => {
                out.push_str("$exists(");
                write(*list, power::PATH, out)?;
                out.push_str(match kind {
                    ValueKind::Timestamp => "[$toMillis($) = ",
                    _ => "[$ = ",
                });
                write_compared(settled(*item), *kind, out)?;
                out.push_str("])");
                Ok(())
            }
            _ => Ok(()),
        },
        Some(Jsonata::Itself) => write_bare(arguments[0], out),
        Some(Jsonata::Negate) => {
            out.push('-');
            write(arguments[0], power::NEGATE + 1, out)
        }
        Some(Jsonata::As(expand)) => write_bare(expand(arguments), out),
        None => Err(Unsupported::new(
            format!("JSONata has no `{}`", function.name),
            "write it with `Expr::raw_jsonata`, or do it in a Lambda",
        )),
    }
}

/// `$name(a, b)`.
fn named(name: &str, arguments: &[Node], out: &mut String) -> Result<(), Unsupported> {
    out.push_str(name);
    out.push('(');
    match arguments {
        // What comes one by one is counted one by one: it need not be made a list.
        [counted] if name == "$count" => match counted.op() {
            Op::Call(function, arguments) => match function.jsonata {
                Some(Jsonata::Collect(name)) => named(name, arguments, out)?,
                _ => list(&[*counted], out)?,
            },
            _ => list(&[*counted], out)?,
        },
        _ => list(arguments, out)?,
    }
    out.push(')');
    Ok(())
}

/// What a place is taken of where it comes one by one: that need not be made a list.
pub(super) fn write_found(node: Node, out: &mut String) -> Result<bool, Unsupported> {
    if let Op::Call(function, arguments) = node.op()
        && let Some(Jsonata::Collect(name)) = function.jsonata
    {
        named(name, arguments, out)?;
        return Ok(true);
    }
    Ok(false)
}

/// The places of a form and how tightly what stands there has to bind.
const PLACES: [(&str, u8); 4] = [
    ("{}", power::NONE),
    ("{.}", power::PATH),
    ("{+}", power::ADD),
    ("{?}", power::CONDITIONAL + 1),
];

fn form(text: &str, arguments: &[Node], out: &mut String) -> Result<(), Unsupported> {
    let mut arguments = arguments.iter();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match PLACES.iter().find(|(place, _)| rest.starts_with(place)) {
            Some((place, min)) => {
                if let Some(argument) = arguments.next() {
                    write(*argument, *min, out)?;
                }
                rest = &rest[place.len()..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Ok(())
}

pub(super) fn write_compared(
    node: Node,
    kind: ValueKind,
    out: &mut String,
) -> Result<(), Unsupported> {
    if kind == ValueKind::Timestamp {
        // As moments: the same one can be written in several ways.
        out.push_str("$toMillis(");
        write(node, power::NONE, out)?;
        out.push(')');
        return Ok(());
    }
    write(node, power::COMPARE + 1, out)
}
