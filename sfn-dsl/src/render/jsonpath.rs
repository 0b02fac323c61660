//! JSONPath: reference paths, context paths and intrinsic functions.

use sfn_asl::Json;
use sfn_asl::json::Object;

use crate::Unsupported;
use crate::expr::function::{self, Intrinsic};
use crate::expr::node::{Arithmetic, Dialect, Node, Op, Root};
use crate::expr::some_if;

/// Intrinsic functions nest at most this deep.
const MAX_NESTED_INTRINSICS: usize = 10;

/// The text of a path or an intrinsic function.
pub(crate) fn expression(node: Node) -> Result<String, Unsupported> {
    match super::any_path(node) {
        Some(path) => Ok(path),
        None => intrinsic(node, 1),
    }
}

/// The path of a node that is one.
pub(crate) fn path(node: Node) -> Option<String> {
    let mut steps = Vec::new();
    let mut at = node;
    let root = loop {
        match at.op() {
            Op::Field(of, name) => {
                steps.push(step(name));
                at = *of;
            }
            Op::Index(of, i) => {
                steps.push(format!("[{i}]"));
                at = *of;
            }
            Op::Root(root) => break root,
            Op::AsItem(inner) => at = *inner,
            Op::Call(mark, marked) if mark.is_mark() => at = marked[0],
            Op::Raw(Dialect::JsonPath, text, arguments)
                if arguments.is_empty() && text.starts_with('$') =>
            {
                steps.push(text.to_string());
                steps.reverse();
                return Some(steps.concat());
            }
            _ => return None,
        }
    };
    steps.push(match root {
        Root::Input(_) | Root::Result(_) | Root::ErrorOutput(_) => "$".to_owned(),
        Root::TaskToken(_) => "$$.Task.Token".to_owned(),
        Root::MapItemValue(_) => "$$.Map.Item.Value".to_owned(),
        Root::MapItemIndex(_) => "$$.Map.Item.Index".to_owned(),
        Root::MapItemKey(_) => "$$.Map.Item.Key".to_owned(),
        Root::MapItemSource(_) => "$$.Map.Item.Source".to_owned(),
        Root::Context("") => "$$".to_owned(),
        Root::Context(path) => format!("$$.{path}"),
        Root::Variable(variable) => format!("${}", variable.name),
        Root::Parameter(_) => return None,
    });
    steps.reverse();
    Some(steps.concat())
}

/// A step to a member.
pub(crate) fn step(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
    if plain {
        format!(".{name}")
    } else {
        format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
    }
}

fn none(what: impl Into<String>) -> Unsupported {
    Unsupported::new(
        what,
        "make the state JSONata (`#[state(query_language = \"JSONata\")]`, or the whole workflow), or compute it in a Lambda",
    )
}

fn intrinsic(node: Node, nesting: usize) -> Result<String, Unsupported> {
    if nesting > MAX_NESTED_INTRINSICS {
        return Err(none(format!(
            "intrinsic functions nest at most {MAX_NESTED_INTRINSICS} deep in JSONPath"
        )));
    }
    let call = |name: &str, arguments: &[Node]| -> Result<String, Unsupported> {
        let arguments: Result<Vec<_>, _> = arguments
            .iter()
            .map(|a| argument(*a, nesting + 1))
            .collect();
        Ok(format!("{name}({})", arguments?.join(", ")))
    };
    match node.op() {
        Op::Concat(parts) => format_call(parts, nesting),
        Op::Array(items) => call("States.Array", items),
        Op::AsItem(inner) => intrinsic(*inner, nesting),
        Op::Maybe(inner) => match may_be_missing(*inner) {
            Some(what) => Err(Unsupported::new(
                format!("{what} may be missing, and in JSONPath that fails the state when it runs"),
                "branch with `choice_on(..)`, vouch that the member is always written, `.assume_present()`, or make the state JSONata",
            )),
            None => intrinsic(*inner, nesting),
        },
        Op::Arithmetic(Arithmetic::Add, a, b) => {
            int32(*a)?;
            int32(*b)?;
            call("States.MathAdd", &[*a, *b])
        }
        Op::Arithmetic(Arithmetic::Sub, a, b) => match b.op() {
            Op::Number(n) => {
                let negative = n
                    .strip_prefix('-')
                    .map_or_else(|| format!("-{n}"), str::to_owned);
                let negative = Node::new(Op::Number(negative.into()));
                int32(*a)?;
                int32(negative)?;
                call("States.MathAdd", &[*a, negative])
            }
            _ => Err(none("JSONPath can subtract a literal, not data")),
        },
        Op::Arithmetic(..) => Err(none(
            "JSONPath can add numbers, but not multiply or divide them",
        )),
        Op::Call(mark, _) if **mark == function::FRACTION => Err(none(
            "JSONPath can add whole numbers of 32 bits only, and this is a number with a fraction",
        )),
        Op::Call(option, arguments) if **option == function::SOME_IF => {
            intrinsic(some_if(arguments), nesting)
        }
        // Division is refused further down.
        Op::Call(mark, marked) if mark.is_mark() || **mark == function::DIV => {
            intrinsic(marked[0], nesting)
        }
        Op::Call(function, arguments) => match &function.intrinsic {
            Some(_) if **function == function::SPLIT => match arguments[1].op() {
                Op::Text(text) if text.chars().count() == 1 => {
                    call("States.StringSplit", arguments)
                }
                _ => Err(none(
                    "JSONPath splits at any of the characters that it is given, so at a single literal one only",
                )),
            },
            Some(Intrinsic::Call("States.JsonToString")) if path(arguments[0]).is_none() => Err(
                none("JSONPath can write a field as JSON, not something computed"),
            ),
            Some(Intrinsic::Call(name)) => call(name, arguments),
            Some(Intrinsic::With(name, last)) => {
                let call = call(name, arguments)?;
                Ok(format!(
                    "{}, {last})",
                    call.strip_suffix(')').unwrap_or(&call)
                ))
            }
            None => {
                let what = format!("JSONPath has no intrinsic function for `{}`", function.name);
                Err(match function.instead {
                    Some(instead) => Unsupported::new(what, instead),
                    None => none(what),
                })
            }
        },
        // An item of something computed.
        Op::Index(of, i) if path(*of).is_none() => call(
            "States.ArrayGetItem",
            &[*of, Node::new(Op::Number(i.to_string().into()))],
        ),
        Op::Merge(_) => Err(none(
            "JSONPath cannot merge data here: only a state's result can be put into its input, as one field",
        )),
        // Without the value the state fails as well, if with fewer words.
        Op::If(_, value, otherwise) if raises(*otherwise) => intrinsic(*value, nesting),
        Op::If(..) => Err(Unsupported::new(
            "JSONPath cannot choose between two values inside a state",
            "branch with `choice_on(..)` or `choice(..)`, or make the state JSONata",
        )),
        Op::Compare(..) | Op::And(_) | Op::Or(_) | Op::Not(_) | Op::Test(..) => {
            Err(Unsupported::new(
                "JSONPath cannot compute a condition as data",
                "branch with `choice(..)`, or make the state JSONata",
            ))
        }
        Op::Lambda(..) | Op::Root(_) => {
            Err(none("JSONPath has no functions over the items of a list"))
        }
        Op::Field(..) | Op::Index(..) => Err(none(
            "JSONPath can take a field of data, not of something computed",
        )),
        Op::Object(_) => Err(none("JSONPath cannot make an object inside a function")),
        Op::Raw(Dialect::JsonPath, text, arguments) => {
            let mut out = String::new();
            let mut rest = text.as_ref();
            for a in arguments {
                let Some(at) = rest.find("{}") else {
                    return Err(Unsupported::new(
                        format!("`{text}` has fewer `{{}}` than arguments"),
                        "write one `{}` for each argument",
                    ));
                };
                out.push_str(&rest[..at]);
                out.push_str(&argument(*a, nesting + 1)?);
                rest = &rest[at + 2..];
            }
            Ok(out + rest)
        }
        Op::Raw(Dialect::Jsonata, text, _) => Err(Unsupported::new(
            format!("`{text}` is JSONata, and this state is in JSONPath"),
            "write it with `Expr::raw_jsonpath`, or make the state JSONata",
        )),
        Op::Null | Op::Bool(_) | Op::Number(_) | Op::Text(_) | Op::Absent => {
            Err(none("a literal cannot stand where JSONPath wants a path"))
        }
    }
}

/// Whether this only fails the state: there is no value then.
fn raises(node: Node) -> bool {
    matches!(node.op(), Op::Call(function, _) if **function == function::RAISE)
}

/// What may not be there, in words.
fn may_be_missing(node: Node) -> Option<String> {
    match node.op() {
        Op::Index(of, _) if path(*of).is_none() => Some("the item".to_owned()),
        Op::Call(function, _) if **function == function::GET_ITEM => Some("the item".to_owned()),
        _ => path(node).map(|path| format!("`{path}`")),
    }
}

/// Refuses a literal that `States.MathAdd` does not take.
fn int32(node: Node) -> Result<(), Unsupported> {
    match node.op() {
        Op::Number(n) if n.parse::<i32>().is_err() => Err(none(format!(
            "JSONPath can add whole numbers of 32 bits only, and `{n}` is none"
        ))),
        _ => Ok(()),
    }
}

fn argument(node: Node, nesting: usize) -> Result<String, Unsupported> {
    if let Some(path) = super::any_path(node) {
        return Ok(path);
    }
    match node.op() {
        Op::Number(n) => Ok(n.to_string()),
        Op::Null => Ok("null".to_owned()),
        Op::Text(text) => Ok(format!("'{}'", escaped(text, false))),
        Op::Bool(_) => Err(none("intrinsic functions take no boolean literals")),
        _ => intrinsic(node, nesting),
    }
}

/// A text between apostrophes. In the template of `States.Format` braces are escaped too.
fn escaped(text: &str, template: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // A placeholder is replaced at deployment, which wants it as it is.
        if let Some(placeholder) = placeholder(rest) {
            out.push_str(placeholder);
            rest = &rest[placeholder.len()..];
            continue;
        }
        if matches!(c, '\'' | '\\') || (template && matches!(c, '{' | '}')) {
            out.push('\\');
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The placeholder that the text begins with, `${AWS::Region}`.
fn placeholder(text: &str) -> Option<&str> {
    let name = text.strip_prefix("${")?.split('}').next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '.' | '-');
    let end = 2 + name.len() + 1;
    (!name.is_empty() && name.chars().all(plain) && end <= text.len()).then(|| &text[..end])
}

fn format_call(parts: &[Node], nesting: usize) -> Result<String, Unsupported> {
    let (mut template, mut arguments) = (String::new(), Vec::new());
    for part in parts {
        match part.op() {
            Op::Text(text) => template.push_str(&escaped(text, true)),
            Op::Number(n) => template.push_str(n),
            Op::Bool(b) => template.push_str(if *b { "true" } else { "false" }),
            _ => {
                template.push_str("{}");
                arguments.push(argument(*part, nesting + 1)?);
            }
        }
    }
    let mut out = format!("States.Format('{template}'");
    for argument in arguments {
        out.push_str(", ");
        out.push_str(&argument);
    }
    out.push(')');
    Ok(out)
}

/// A payload template: literals stay JSON, a member with data gets a name that ends in `.$`.
///
/// Only objects and lists of them are templates; a path alone is for the caller to place.
pub(crate) fn template(node: Node) -> Result<Json, Unsupported> {
    if let Some(e) = super::too_deep(node) {
        return Err(e);
    }
    match node.op() {
        Op::Object(members) => {
            let mut object = Object::default();
            for (name, member) in members {
                if name.ends_with(".$") {
                    return Err(Unsupported::new(
                        format!(
                            "JSONPath would take the member `{name}` for a path, because its name ends in `.$`"
                        ),
                        "rename the field, or make the state JSONata",
                    ));
                }
                if is_template(*member) {
                    object.insert(name.to_string(), template(*member)?);
                } else {
                    object.insert(format!("{name}.$"), Json::String(expression(*member)?));
                }
            }
            Ok(Json::Object(object))
        }
        Op::Array(items) => Ok(Json::Array(
            items
                .iter()
                .map(|n| template(*n))
                .collect::<Result<_, _>>()?,
        )),
        Op::AsItem(inner) => template(*inner),
        Op::Null | Op::Absent => Ok(Json::Null),
        Op::Bool(b) => Ok(Json::from(*b)),
        Op::Number(n) => Ok(super::jsonata_template::number(n)),
        Op::Text(text) => Ok(Json::from(text.as_ref())),
        _ => Err(Unsupported::new(
            "JSONPath wants an object here, whose members can be data, and not data by itself",
            "wrap it in a struct, or make the state JSONata",
        )),
    }
}

/// Whether a payload template can say this without `.$`.
fn is_template(node: Node) -> bool {
    match node.op() {
        Op::Object(_) => true,
        // A list may hold objects with data in them, but no data itself.
        Op::Array(items) => items.iter().all(|n| is_template(*n)),
        Op::AsItem(inner) => is_template(*inner),
        _ => node.is_literal() || matches!(node.op(), Op::Absent),
    }
}
