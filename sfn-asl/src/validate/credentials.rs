//! The role that a Task is called with: one, in the form of the state's language.

use super::fields::misspelt;
use super::{Context, intrinsic};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{State, Visit, has_placeholder, is_expression, shorten};
use crate::pointer::Path;

pub(super) fn rules(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let State::Task(task) = visit.state else {
        return;
    };
    let Some(credentials) = &task.credentials else {
        return;
    };
    let state = Path::At(&visit.pointer);
    let here = state.key("Credentials");
    match (&credentials.role_arn, &credentials.role_arn_path) {
        (None, None) => {
            let layout = &credentials.layout;
            let wrong = layout.get("RoleArn").is_some() || layout.get("RoleArn.$").is_some();
            if !wrong && !misspelt(layout, "RoleArn") {
                let help = "add RoleArn, or remove Credentials";
                out.push(
                    Diagnostic::error(Code::MissingField, here, "RoleArn is missing")
                        .with_help(help),
                );
            }
        }
        (Some(_), Some(_)) => out.push(
            Diagnostic::error(
                Code::ForbiddenField,
                here.key("RoleArn.$"),
                "the role is either RoleArn or RoleArn.$, not both",
            )
            .with_help("keep one of them"),
        ),
        (Some(role), None) => literal(visit, role, &here.key("RoleArn"), out),
        (None, Some(role)) => dynamic(visit, role, &here.key("RoleArn.$"), out),
    }
}

fn literal(visit: &Visit<'_>, role: &str, place: &Path<'_>, out: &mut Vec<Diagnostic>) {
    // Half an expression was reported as that.
    let expression = role.contains("{%") || role.contains("%}");
    if visit.is_jsonata() && expression || role.starts_with("arn:") {
        return;
    }
    if has_placeholder(role) {
        return;
    }
    let help = if !visit.is_jsonata() && (role.starts_with('$') || is_expression(role)) {
        "name the member RoleArn.$ and give it a path, or a call such as States.Format('..', $.a)"
    } else {
        "write the whole ARN of the role"
    };
    let message = format!("`{}` is no ARN of a role", shorten(role));
    out.push(Diagnostic::warning(Code::InvalidValue, place, message).with_help(help));
}

fn dynamic(visit: &Visit<'_>, role: &str, place: &Path<'_>, out: &mut Vec<Diagnostic>) {
    if visit.is_jsonata() {
        out.push(
            Diagnostic::error(
                Code::WrongQueryLanguage,
                place,
                "RoleArn.$ belongs to JSONPath, and this state uses JSONata",
            )
            .with_help("use an expression in RoleArn"),
        );
        return;
    }
    if has_placeholder(role) {
        return;
    }
    let problem = if crate::jsonpath::called(role).is_some() {
        intrinsic::call(role).err()
    } else {
        intrinsic::path(role).err()
    };
    if let Some(reason) = problem {
        let message = format!("the value of `RoleArn.$` is neither a path nor a call: {reason}");
        let help = "write a path such as $.role, or a call such as States.Format('..', $.a)";
        out.push(Diagnostic::error(Code::InvalidTemplate, place, message).with_help(help));
    }
}
