//! Payloads: templates in JSONPath, values with expressions in JSONata.

use super::{Context, intrinsic};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, Object};
use crate::model::{State, Visit, has_placeholder, is_expression, shorten};
use crate::pointer::Path;

/// A payload, or an object of them.
enum Payload<'a> {
    Value(&'a Json),
    Members(&'a Object),
    Text(&'a str),
}

/// Shows a function every payload of a state, with its place.
fn each<'a>(visit: &Visit<'a>, see: &mut dyn FnMut(Payload<'a>, &Path<'_>)) {
    let state = visit.state;
    let here = Path::At(&visit.pointer);
    let values = [
        ("Parameters", state.parameters()),
        ("Arguments", state.arguments()),
        ("ResultSelector", state.result_selector()),
        ("Output", state.output()),
    ];
    for (name, value) in values {
        if let Some(value) = value {
            see(Payload::Value(value), &here.key(name));
        }
    }
    if let Some(members) = state.assign() {
        see(Payload::Members(members), &here.key("Assign"));
    }
    let catch = here.key("Catch");
    for (at, catcher) in state.catch().iter().enumerate() {
        inner(
            catcher.assign.as_ref(),
            catcher.output.as_ref(),
            &catch.index(at),
            see,
        );
    }
    let choices = here.key("Choices");
    for (at, rule) in state.choices().iter().enumerate() {
        inner(
            rule.assign.as_ref(),
            rule.output.as_ref(),
            &choices.index(at),
            see,
        );
    }
    match state {
        State::Map(map) => {
            let mut value = |value: Option<&'a Json>, path: &Path<'_>| {
                if let Some(value) = value {
                    see(Payload::Value(value), path);
                }
            };
            value(map.item_selector.as_ref(), &here.key("ItemSelector"));
            value(map.items.as_ref(), &here.key("Items"));
            if let Some(batcher) = &map.item_batcher {
                value(
                    batcher.batch_input.as_ref(),
                    &here.key("ItemBatcher").key("BatchInput"),
                );
            }
            if let Some(reader) = &map.item_reader {
                value(
                    reader.parameters.as_ref(),
                    &here.key("ItemReader").key("Parameters"),
                );
                value(
                    reader.arguments.as_ref(),
                    &here.key("ItemReader").key("Arguments"),
                );
            }
            if let Some(writer) = &map.result_writer {
                value(
                    writer.parameters.as_ref(),
                    &here.key("ResultWriter").key("Parameters"),
                );
                value(
                    writer.arguments.as_ref(),
                    &here.key("ResultWriter").key("Arguments"),
                );
            }
        }
        State::Fail(fail) => {
            for (name, text) in [("Error", &fail.error), ("Cause", &fail.cause)] {
                if let Some(text) = text {
                    see(Payload::Text(text), &here.key(name));
                }
            }
        }
        _ => {}
    }
}

fn inner<'a>(
    assign: Option<&'a Object>,
    output: Option<&'a Json>,
    path: &Path<'_>,
    see: &mut dyn FnMut(Payload<'a>, &Path<'_>),
) {
    if let Some(members) = assign {
        see(Payload::Members(members), &path.key("Assign"));
    }
    if let Some(value) = output {
        see(Payload::Value(value), &path.key("Output"));
    }
}

pub(super) fn templates(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if visit.is_jsonata() {
        return;
    }
    each(visit, &mut |payload, path| match payload {
        Payload::Value(value) => template(value, path, out),
        Payload::Members(members) => template_members(members, path, out),
        Payload::Text(_) => {}
    });
}

/// INVARIANT: recurses no deeper than the document is nested.
fn template(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    match value {
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                template(item, &path.index(at), out);
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

/// A member whose value is taken as it stands, and looks as if it should not be.
fn literal(key: &str, text: &str, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    let looks_like_path =
        text.starts_with("$.") || text.starts_with("$$.") || text.starts_with("$[");
    let looks_like_call = crate::jsonpath::called(text).is_some() && intrinsic::call(text).is_ok();
    if looks_like_path && intrinsic::path(text).is_ok() || looks_like_call {
        let key = shorten(key);
        let message = format!("`{}` is taken as text, not evaluated", shorten(text));
        let help = format!("name the member `{key}.$` to evaluate it");
        out.push(Diagnostic::warning(Code::InvalidTemplate, path, message).with_help(help));
    } else if is_expression(text) {
        let message = "a JSONata expression is taken as text here: this state uses JSONPath";
        let help = "set \"QueryLanguage\": \"JSONata\" for the state";
        out.push(Diagnostic::warning(Code::InvalidExpression, path, message).with_help(help));
    }
}

pub(super) fn expressions(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if !visit.is_jsonata() {
        return;
    }
    each(visit, &mut |payload, path| match payload {
        Payload::Value(value) => expression(value, path, out),
        Payload::Members(members) => {
            for (key, value) in members {
                expression(value, &path.key(key), out);
            }
        }
        Payload::Text(text) => expression_text(text, path, out),
    });
}

/// INVARIANT: recurses no deeper than the document is nested.
fn expression(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    match value {
        Json::String(text) => expression_text(text, path, out),
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                expression(item, &path.index(at), out);
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                expression(value, &path.key(key), out);
            }
        }
        _ => {}
    }
}

fn expression_text(text: &str, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    let help = "let the string begin with `{%` and end with `%}`, with no blank outside; join text with `&` inside";
    // With blanks outside the service takes it as text, which is hardly meant but no error.
    let (opens, closes) = (text.starts_with("{%"), text.ends_with("%}"));
    if is_expression(text) {
        if text[2..text.len() - 2].trim().is_empty() {
            let message = "the expression is empty";
            out.push(
                Diagnostic::error(Code::InvalidExpression, path, message)
                    .with_help("write an expression in it"),
            );
        }
    } else if opens || closes {
        let message = format!("`{}` is not wholly an expression", shorten(text));
        out.push(Diagnostic::error(Code::InvalidExpression, path, message).with_help(help));
    } else if text.contains("{%") && text.contains("%}") {
        let message = format!("`{}` is taken as text, not evaluated", shorten(text));
        out.push(Diagnostic::warning(Code::InvalidExpression, path, message).with_help(help));
    }
}
