//! Payload templates: the members that JSONPath states evaluate.

use super::places::{Payload, each};
use super::{Context, intrinsic};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, Object};
use crate::model::{State, Visit, has_placeholder, is_expression, shorten};
use crate::pointer::Path;

pub(super) fn templates(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if visit.is_jsonata() {
        return;
    }
    each(visit, &mut |payload, path, _| match payload {
        Payload::Value(Json::String(text)) => whole(text, path, out),
        Payload::Value(value) => template(value, path, out),
        Payload::Members(members) => template_members(members, path, out),
        Payload::Text(_) | Payload::Expression(_) => {}
    });
}

/// INVARIANT: recurses no deeper than the document is nested.
fn template(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    match value {
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                match item.as_str() {
                    Some(text) => in_list(text, &path.index(at), out),
                    None => template(item, &path.index(at), out),
                }
            }
        }
        Json::Object(members) => template_members(members, path, out),
        _ => {}
    }
}

fn template_members(members: &Object, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    for (key, value) in members {
        let here = path.key(key);
        match key.strip_suffix(".$") {
            Some(plain) => {
                dynamic(key, value, &here, out);
                if members.contains_key(plain) {
                    let message = format!(
                        "there is also a member `{}`, both give the same name",
                        shorten(plain)
                    );
                    let help = "keep one of them";
                    out.push(
                        Diagnostic::error(Code::InvalidTemplate, here, message).with_help(help),
                    );
                }
            }
            None => {
                if let Some(text) = value.as_str() {
                    literal(key, text, &here, out);
                }
                template(value, &here, out);
            }
        }
    }
}

/// A member whose name ends with `.$`: its value is evaluated.
fn dynamic(key: &str, value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    let problem = match value {
        Json::String(text) if has_placeholder(text) => return,
        Json::String(text) if crate::jsonpath::called(text).is_some() => {
            intrinsic::call(text).err()
        }
        Json::String(text) => intrinsic::path(text).err(),
        other => Some(format!("it is {}", other.kind())),
    };
    if let Some(reason) = problem {
        let message = format!(
            "the value of `{}` is neither a path nor a call: {reason}",
            shorten(key)
        );
        let help = "write a path such as $.order.id or $$.Execution.Id, or a call such as States.Format('..', $.a); for a \
                    literal value take `.$` from the name";
        out.push(Diagnostic::error(Code::InvalidTemplate, path, message).with_help(help));
    }
}

/// A whole template that is text, and looks as if it should not be.
fn whole(text: &str, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    if looks_like_path(text) || looks_like_call(text) {
        let message = format!("`{}` is taken as text, not evaluated", shorten(text));
        let help = "write an object with members whose names end with `.$`; InputPath takes a part of the input as it is";
        out.push(Diagnostic::warning(Code::PathTakenAsText, path, message).with_help(help));
    }
}

/// An item of a list, which has no name that could end with `.$`.
fn in_list(text: &str, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    if looks_like_path(text) || looks_like_call(text) {
        let message = format!("`{}` is taken as text, not evaluated", shorten(text));
        let help = "make the whole list with a member whose name ends with `.$`, as in \"items.$\": \"States.Array($.a, $.b)\"";
        out.push(Diagnostic::warning(Code::PathTakenAsText, path, message).with_help(help));
    }
}

fn looks_like_call(text: &str) -> bool {
    crate::jsonpath::called(text).is_some() && intrinsic::call(text).is_ok()
}

/// A member whose value is taken as it stands, and looks as if it should not be.
fn literal(key: &str, text: &str, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    if looks_like_path(text) || looks_like_call(text) {
        let key = shorten(key);
        let message = format!("`{}` is taken as text, not evaluated", shorten(text));
        let help = format!("name the member `{key}.$` to evaluate it");
        out.push(Diagnostic::warning(Code::PathTakenAsText, path, message).with_help(help));
    } else if is_expression(text) {
        let message = "a JSONata expression is taken as text here: this state uses JSONPath";
        let help = "set \"QueryLanguage\": \"JSONata\" for the state";
        out.push(Diagnostic::warning(Code::InvalidExpression, path, message).with_help(help));
    }
}

/// Whether a text is hardly anything but a path.
pub(super) fn looks_like_path(text: &str) -> bool {
    let begins = ["$.", "$$.", "$["]
        .iter()
        .any(|start| text.starts_with(start));
    begins && !has_placeholder(text) && intrinsic::path(text).is_ok()
}

/// The result of a Pass state is taken as it stands.
pub(super) fn result(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if let State::Pass(pass) = visit.state
        && let Some(result) = &pass.result
        && !visit.is_jsonata()
    {
        literal_result(result, &Path::At(&visit.pointer).key("Result"), out);
    }
}

/// INVARIANT: recurses no deeper than the document is nested.
fn literal_result(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    match value {
        Json::String(text) if looks_like_path(text) => {
            let message = format!(
                "`{}` is taken as text: nothing in a Result is evaluated",
                shorten(text)
            );
            let help = "use Parameters, with `.$` at the end of the member's name";
            out.push(Diagnostic::warning(Code::StaticResult, path, message).with_help(help));
        }
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                literal_result(item, &path.index(at), out);
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                literal_result(value, &path.key(key), out);
            }
        }
        _ => {}
    }
}
