//! JSONata, as an expert would write it by hand: no parentheses that precedence does not ask for.

use crate::Unsupported;
use crate::expr::function::{self, Function, Jsonata, unmarked};
use crate::expr::node::{Arithmetic, Comparison, Dialect, Node, Op, Presence, Root, ValueKind};

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
    let mut out = String::new();
    write(node, power::NONE, &mut out)?;
    Ok(out)
}

/// The text of an expression with `{% %}` around it.
pub(crate) fn delimited(node: Node) -> Result<String, Unsupported> {
    let mut out = String::from("{% ");
    write(node, power::NONE, &mut out)?;
    out.push_str(" %}");
    Ok(out)
}

/// A string literal. JSON's escapes are JSONata's.
fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
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

/// A value that may be missing as one that is null when it is.
pub(super) fn or_null(value: Node) -> Node {
    let present = Node::new(Op::Test(Presence::Some, value));
    Node::new(Op::If(present, value, Node::new(Op::Null)))
}

/// What stands where nothing must not stand: a missing branch would make the whole expression missing, a missing item
/// the list shorter.
fn settled(node: Node) -> Node {
    match unmarked(node).op() {
        Op::Maybe(inner) => or_null(*inner),
        _ => node,
    }
}

/// Whether the text is a list constructor, which stays one item inside another one; with an index after it, it still is
/// one to JSONata.
fn is_constructor(node: Node) -> bool {
    match node.op() {
        Op::Array(_) | Op::AsItem(_) => true,
        Op::Index(of, _) | Op::Maybe(of) => is_constructor(*of),
        Op::Call(function, arguments) => match function.jsonata {
            Some(Jsonata::Itself) => is_constructor(arguments[0]),
            Some(Jsonata::Call(name)) => is_collected(name),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a function's results come one by one. A single one would come back as itself: a constructor keeps it a list.
fn is_collected(name: &str) -> bool {
    matches!(name, "$map" | "$keys")
}

/// Whether a closure gives what may be a list.
fn may_give_a_list(function: Node) -> bool {
    match function.op() {
        Op::Lambda(_, body) => match body.op() {
            Op::Array(_) | Op::AsItem(_) => true,
            Op::Call(mark, _) => mark.is_mark(),
            _ => false,
        },
        _ => false,
    }
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
        Op::Call(function, arguments) => match function.jsonata {
            Some(Jsonata::Itself) => binding(arguments[0]),
            Some(Jsonata::MemberOf) => power::COMPARE,
            Some(Jsonata::Negate) => power::NEGATE,
            _ => u8::MAX,
        },
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

/// The items of a list constructor, where what is missing would drop out and lists would be laid flat.
fn items(items: &[Node], out: &mut String) -> Result<(), Unsupported> {
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
            write(*of, power::PATH, out)?;
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
            write_compared(*a, *kind, out)?;
            out.push_str(match how {
                Comparison::Eq => " = ",
                Comparison::Ne => " != ",
                Comparison::Lt => " < ",
                Comparison::Le => " <= ",
                Comparison::Gt => " > ",
                Comparison::Ge => " >= ",
            });
            write_compared(*b, *kind, out)?;
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
        Op::Call(function, arguments) => match &function.jsonata {
            Some(Jsonata::Call(name)) => {
                let keep_list = is_collected(name);
                if keep_list {
                    out.push('[');
                }
                out.push_str(name);
                out.push('(');
                list(arguments, out)?;
                out.push(')');
                // The constructor would lay a single result flat that is a list itself.
                if arguments.last().is_some_and(|last| may_give_a_list(*last)) {
                    out.push_str("[]");
                }
                if keep_list {
                    out.push(']');
                }
            }
            Some(Jsonata::MemberOf) => {
                if let [list, item] = &**arguments {
                    write(settled(*item), power::COMPARE + 1, out)?;
                    out.push_str(" in ");
                    write(*list, power::COMPARE + 1, out)?;
                }
            }
            Some(Jsonata::HasEqual(kind)) => {
                if let [list, item] = &**arguments {
                    out.push_str("$exists(");
                    write(*list, power::PATH, out)?;
                    out.push_str(match kind {
                        ValueKind::Timestamp => "[$toMillis($) = ",
                        _ => "[$ = ",
                    });
                    write_compared(settled(*item), *kind, out)?;
                    out.push_str("])");
                }
            }
            Some(Jsonata::Itself) => write_bare(arguments[0], out)?,
            Some(Jsonata::Negate) => {
                out.push('-');
                list_at(arguments, power::NEGATE + 1, out)?;
            }
            None => {
                return Err(Unsupported::new(
                    format!("JSONata has no `{}`", function.name),
                    "write it with `Expr::raw_jsonata`, or do it in a Lambda",
                ));
            }
        },
        Op::Lambda(parameter, body) => {
            out.push_str("function(");
            write_parameter(*parameter, out);
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

fn list_at(items: &[Node], min: u8, out: &mut String) -> Result<(), Unsupported> {
    items.iter().try_for_each(|item| write(*item, min, out))
}

fn write_compared(node: Node, kind: ValueKind, out: &mut String) -> Result<(), Unsupported> {
    if kind == ValueKind::Timestamp {
        // As moments: the same one can be written in several ways.
        out.push_str("$toMillis(");
        write(node, power::NONE, out)?;
        out.push(')');
        return Ok(());
    }
    write(node, power::COMPARE + 1, out)
}

fn write_root(root: &Root, out: &mut String) {
    match root {
        Root::Input(_) => out.push_str("$states.input"),
        Root::Result(_) => out.push_str("$states.result"),
        Root::ErrorOutput(_) => out.push_str("$states.errorOutput"),
        Root::TaskToken(_) => out.push_str("$states.context.Task.Token"),
        Root::MapItemValue(_) => out.push_str("$states.context.Map.Item.Value"),
        Root::MapItemIndex(_) => out.push_str("$states.context.Map.Item.Index"),
        Root::MapItemKey(_) => out.push_str("$states.context.Map.Item.Key"),
        Root::MapItemSource(_) => out.push_str("$states.context.Map.Item.Source"),
        Root::Context(path) => {
            out.push_str("$states.context.");
            out.push_str(path);
        }
        Root::Variable(variable) => {
            out.push('$');
            out.push_str(&variable.name);
        }
        Root::Parameter(n) => write_parameter(*n, out),
    }
}

fn write_parameter(n: u32, out: &mut String) {
    out.push_str("$item");
    if n > 0 {
        out.push_str(&(u64::from(n) + 1).to_string());
    }
}

/// A step to a member.
fn field(name: &str, out: &mut String) {
    let plain = name
        .chars()
        .enumerate()
        .all(|(i, c)| c == '_' || c.is_ascii_alphabetic() || (i > 0 && c.is_ascii_digit()));
    let keyword = matches!(
        name,
        "and" | "or" | "in" | "true" | "false" | "null" | "function"
    );
    out.push('.');
    if plain && !keyword && !name.is_empty() {
        out.push_str(name);
    } else if name.contains('`') {
        // Backquotes cannot be escaped between backquotes.
        out.push_str("$lookup($, ");
        quote(name, out);
        out.push(')');
    } else {
        out.push('`');
        out.push_str(name);
        out.push('`');
    }
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
