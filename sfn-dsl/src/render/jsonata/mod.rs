//! JSONata, as an expert would write it by hand: no parentheses that precedence does not ask for.
//!
//! The operations are here; functions are `call`, what stands in a list `items`, data and members `names`.

mod call;
mod items;
mod names;

use crate::Unsupported;
use crate::expr::function::unmarked;
use crate::expr::node::{Arithmetic, Comparison, Dialect, Node, Op, Presence};
use items::{is_constructor, items, settled};
use names::{field, quote, write_root};

pub(super) use items::or_null;

/// How tightly the operators bind, loosest first.
mod power {
    pub(super) const NONE: u8 = 0;
    pub(super) const CONDITIONAL: u8 = 20;
    pub(super) const OR: u8 = 25;
    pub(super) const AND: u8 = 30;
    pub(super) const COMPARE: u8 = 40;
    pub(super) const ADD: u8 = 50;
    pub(super) const MULTIPLY: u8 = 60;
    pub(super) const NEGATE: u8 = 70;
    pub(super) const PATH: u8 = 75;
}

/// The text of an expression, without `{% %}` around it.
pub(crate) fn expression(node: Node) -> Result<String, Unsupported> {
    let mut out = String::with_capacity(room(node));
    write(node, power::NONE, &mut out)?;
    Ok(out)
}

/// The text of an expression with `{% %}` around it.
pub(crate) fn delimited(node: Node) -> Result<String, Unsupported> {
    let mut out = String::with_capacity(room(node) + "{%  %}".len());
    out.push_str("{% ");
    write(node, power::NONE, &mut out)?;
    out.push_str(" %}");
    Ok(out)
}

/// About how long the text will be, where that is short.
fn room(node: Node) -> usize {
    node.size().min(256) as usize
}

fn write(node: Node, min: u8, out: &mut String) -> Result<(), Unsupported> {
    let own = binding(node);
    if own < min {
        out.push('(');
        write_bare(node, out)?;
        out.push(')');
        return Ok(());
    }
    write_bare(node, out)
}

fn binding(node: Node) -> u8 {
    match node.op() {
        Op::Maybe(inner) => binding(*inner),
        Op::If(..) => power::CONDITIONAL,
        Op::Or(_) => power::OR,
        Op::And(_) => power::AND,
        Op::Compare(..) | Op::Test(Presence::Some | Presence::Null, _) => power::COMPARE,
        Op::Concat(items) if items.len() > 1 => power::ADD,
        Op::Arithmetic(Arithmetic::Add | Arithmetic::Sub, ..) => power::ADD,
        Op::Arithmetic(..) => power::MULTIPLY,
        Op::Number(n) if n.starts_with('-') => power::NEGATE,
        Op::Call(function, arguments) => call::binding(function, arguments),
        // The author's text may be anything.
        Op::Raw(_, text, _) if text.chars().any(|c| " ?+-*/%&<>=~|".contains(c)) => {
            power::CONDITIONAL
        }
        _ => u8::MAX,
    }
}

fn infix(parts: &[Node], operator: &str, min: u8, out: &mut String) -> Result<(), Unsupported> {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push_str(operator);
        }
        write(*part, min, out)?;
    }
    Ok(())
}

fn list(items: &[Node], out: &mut String) -> Result<(), Unsupported> {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        write(*item, power::NONE, out)?;
    }
    Ok(())
}

fn write_bare(node: Node, out: &mut String) -> Result<(), Unsupported> {
    match node.op() {
        Op::Root(root) => write_root(root, out),
        Op::Null | Op::Absent => out.push_str("null"),
        Op::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Op::Number(n) => out.push_str(n),
        Op::Text(text) => quote(text, out),
        Op::Field(of, name) => {
            write(*of, power::PATH, out)?;
            field(name, out);
        }
        Op::Index(of, i) => {
            if !call::write_found(*of, out)? {
                write(*of, power::PATH, out)?;
            }
            out.push_str(&format!("[{i}]"));
        }
        Op::Object(members) => {
            out.push('{');
            for (i, (name, member)) in members.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                quote(name, out);
                out.push_str(": ");
                write(*member, power::NONE, out)?;
            }
            out.push('}');
        }
        Op::Array(all) => {
            out.push('[');
            items(all, out)?;
            out.push(']');
        }
        // As a member of an object what is missing is left out.
        Op::Maybe(inner) => write_bare(*inner, out)?,
        // A list inside a list constructor would be laid flat; in a constructor of its own it stays one item.
        Op::AsItem(inner) if is_constructor(*inner) => write_bare(*inner, out)?,
        Op::AsItem(inner) => {
            // The author's own constructor is made an expression like any other.
            let own = matches!(inner.op(), Op::Raw(_, text, _) if text.starts_with('['));
            out.push_str(if own { "[(" } else { "[" });
            write(*inner, power::NONE, out)?;
            out.push_str(if own { ")]" } else { "]" });
        }
        Op::Merge(parts) => {
            out.push_str("$merge([");
            list(parts, out)?;
            out.push_str("])");
        }
        Op::Compare(how, kind, a, b) => {
            call::write_compared(*a, *kind, out)?;
            out.push_str(match how {
                Comparison::Eq => " = ",
                Comparison::Ne => " != ",
                Comparison::Lt => " < ",
                Comparison::Le => " <= ",
                Comparison::Gt => " > ",
                Comparison::Ge => " >= ",
            });
            call::write_compared(*b, *kind, out)?;
        }
        Op::And(parts) => infix(parts, " and ", power::AND + 1, out)?,
        Op::Or(parts) => infix(parts, " or ", power::OR + 1, out)?,
        Op::Not(inner) => {
            out.push_str("$not(");
            write(*inner, power::NONE, out)?;
            out.push(')');
        }
        // A comparison with something missing is false, so this covers missing and null alike.
        Op::Test(Presence::Some, of) => {
            write(*of, power::COMPARE + 1, out)?;
            out.push_str(" != null");
        }
        Op::Test(Presence::Null, of) => {
            write(*of, power::COMPARE + 1, out)?;
            out.push_str(" = null");
        }
        Op::Test(Presence::Present, of) => {
            out.push_str("$exists(");
            write(*of, power::NONE, out)?;
            out.push(')');
        }
        Op::Arithmetic(how, a, b) => {
            let (sign, own) = match how {
                Arithmetic::Add => (" + ", power::ADD),
                Arithmetic::Sub => (" - ", power::ADD),
                Arithmetic::Mul => (" * ", power::MULTIPLY),
                Arithmetic::Div => (" / ", power::MULTIPLY),
                Arithmetic::Rem => (" % ", power::MULTIPLY),
            };
            write(*a, own, out)?;
            out.push_str(sign);
            write(*b, own + 1, out)?;
        }
        Op::Concat(parts) => match &**parts {
            [one] => {
                out.push_str("$string(");
                write(*one, power::NONE, out)?;
                out.push(')');
            }
            parts => infix(parts, " & ", power::ADD + 1, out)?,
        },
        Op::If(condition, then, otherwise) => {
            write(*condition, power::CONDITIONAL + 1, out)?;
            out.push_str(" ? ");
            write(settled(*then), power::CONDITIONAL + 1, out)?;
            out.push_str(" : ");
            write(settled(*otherwise), power::CONDITIONAL, out)?;
        }
        Op::Call(function, arguments) => call::write_call(function, arguments, out)?,
        Op::Lambda(parameters, body) => {
            out.push_str("function(");
            for (i, parameter) in parameters.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                out.push_str(&parameter.to_string());
            }
            out.push_str(") { ");
            // No mark on a result: `[]` after the call keeps lists.
            write(settled(unmarked(*body)), power::NONE, out)?;
            out.push_str(" }");
        }
        Op::Raw(Dialect::Jsonata, text, arguments) => raw(text, arguments, out)?,
        Op::Raw(Dialect::JsonPath, text, _) => {
            return Err(Unsupported::new(
                format!("`{text}` is JSONPath, and this state is in JSONata"),
                "write it with `Expr::raw_jsonata`, or make the state JSONPath",
            ));
        }
    }
    Ok(())
}

fn raw(text: &str, arguments: &[Node], out: &mut String) -> Result<(), Unsupported> {
    let mut rest = text;
    for argument in arguments {
        let Some(at) = rest.find("{}") else {
            return Err(Unsupported::new(
                format!("`{text}` has fewer `{{}}` than arguments"),
                "write one `{}` for each argument",
            ));
        };
        out.push_str(&rest[..at]);
        write(*argument, power::PATH, out)?;
        rest = &rest[at + 2..];
    }
    out.push_str(rest);
    Ok(())
}
