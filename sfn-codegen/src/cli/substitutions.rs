//! `DefinitionSubstitutions`: whether each `${Placeholder}` of a definition in a template gets a value.
//!
//! What a function such as `Fn::Sub` holds is filled in by CloudFormation itself, and no business of ours.

use super::template::is_function;
use crate::nearest::nearest;
use sfn_asl::{Code, Diagnostic, Json, pointer};

/// The placeholders of a definition that nothing replaces, each once.
pub(super) fn check(properties: &Json, field: &str, at: &str, out: &mut Vec<Diagnostic>) {
    let given = &properties["DefinitionSubstitutions"];
    if is_function(given) {
        return;
    }
    let mut search = Search {
        given,
        told: Vec::new(),
        out,
    };
    if let Some(value) = properties.get(field) {
        search.value(value, &format!("{at}/Properties/{field}"));
    }
}

/// The placeholders of a file that nothing replaces, each once.
pub(super) fn of_file(given: &Json, definition: &Json, out: &mut Vec<Diagnostic>) {
    if is_function(given) {
        return;
    }
    let mut search = Search {
        given,
        told: Vec::new(),
        out,
    };
    search.value(definition, "");
}

struct Search<'s> {
    given: &'s Json,
    told: Vec<String>,
    out: &'s mut Vec<Diagnostic>,
}

impl Search<'_> {
    /// INVARIANT: recurses no deeper than the document is nested.
    fn value(&mut self, value: &Json, at: &str) {
        match value {
            Json::String(text) => self.text(text, at),
            Json::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.value(item, &format!("{at}/{number}"));
                }
            }
            Json::Object(members) if !is_function(value) => {
                for (key, value) in members {
                    self.value(value, &pointer::join(at, key));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: &str) {
        for (start, _) in text.match_indices("${") {
            let Some(name) = text[start + 2..]
                .split('}')
                .next()
                .filter(|name| is_name(name))
            else {
                continue;
            };
            if self.given.get(name).is_some() || self.told.iter().any(|told| told == name) {
                continue;
            }
            self.told.push(name.to_owned());
            let message = format!("nothing is put in the place of `${{{name}}}`");
            let help = if name.contains(':') {
                format!(
                    "`${{{name}}}` is known inside of Fn::Sub; give it to the definition under another name in DefinitionSubstitutions"
                )
            } else {
                let known = self.given.as_object().into_iter();
                let known = known.flat_map(|given| given.keys().map(|key| key.as_str()));
                match nearest(name, known) {
                    Some(meant) => format!("did you mean `${{{meant}}}`?"),
                    None => format!("add `{name}` to DefinitionSubstitutions"),
                }
            };
            self.out
                .push(Diagnostic::warning(Code::UnknownSubstitution, at, message).with_help(help));
        }
    }
}

/// Whether it is what a placeholder can be called, and not part of an expression.
fn is_name(name: &str) -> bool {
    let plain = name.strip_prefix("AWS::").unwrap_or(name);
    !plain.is_empty()
        && plain
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}
