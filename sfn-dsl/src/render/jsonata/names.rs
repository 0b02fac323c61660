//! Data and its members, and strings.

use crate::expr::node::Root;

/// A string literal. JSON's escapes are JSONata's.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

pub(super) fn write_root(root: &Root, out: &mut String) {
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
            out.push_str("$states.context");
            if !path.is_empty() {
                out.push('.');
                out.push_str(path);
            }
        }
        Root::Variable(variable) => {
            out.push('$');
            out.push_str(&variable.name);
        }
        Root::Parameter(parameter) => out.push_str(&parameter.to_string()),
    }
}

/// A step to a member.
pub(super) fn field(name: &str, out: &mut String) {
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
