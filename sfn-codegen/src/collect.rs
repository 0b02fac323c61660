//! Several workflows at once: their names are checked, and errors of all are collected before anything is written.

use crate::error::{Error, Errors};
use sfn_dsl::AnyWorkflow;

/// Synthesizes every workflow, or gives the errors of all.
pub(crate) fn synthesize_all<'w, T>(
    workflows: impl IntoIterator<Item = &'w AnyWorkflow>,
    synthesize: impl Fn(&AnyWorkflow) -> Result<T, Errors>,
) -> Result<Vec<T>, Errors> {
    let mut errors = Errors::default();
    let mut all = Vec::new();
    for workflow in workflows {
        match synthesize(workflow) {
            Ok(made) => all.push(made),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() {
        Ok(all)
    } else {
        Err(errors)
    }
}

/// Checks that every workflow has a name of its own that can be the name of a directory on any machine.
pub(crate) fn check_names(workflows: &[AnyWorkflow]) -> Result<(), Errors> {
    let mut errors = Vec::new();
    for (at, workflow) in workflows.iter().enumerate() {
        let name = workflow.name();
        if let Some(reason) = unsafe_name(name) {
            errors.push(
                Error::new(
                    "invalid-workflow-name",
                    format!("`{name}` cannot be the name of a workflow: {reason}"),
                )
                .help("use letters, digits, `-`, `_` and `.`, at most 80 of them"),
            );
        }
        // Some file systems do not tell capitals from small letters.
        if let Some(first) = workflows[..at]
            .iter()
            .find(|other| other.name().eq_ignore_ascii_case(name))
        {
            let what = if first.name() == name {
                format!("there are two workflows called `{name}`")
            } else {
                format!(
                    "the workflows `{}` and `{name}` differ only in capitals",
                    first.name()
                )
            };
            errors
                .push(Error::new("duplicate-workflow", what).help("give one of them another name"));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors.into())
    }
}

fn unsafe_name(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("it is empty");
    }
    if name.len() > 80 {
        return Some("it is longer than 80 characters");
    }
    if name.starts_with('.') || name.ends_with('.') {
        return Some("it begins or ends with a dot");
    }
    let odd = |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    name.bytes()
        .any(odd)
        .then_some("it has a character that a state machine or a directory cannot have")
}

#[cfg(test)]
mod tests {
    use super::unsafe_name;

    #[test]
    fn names_are_safe_or_not() {
        for name in ["order-processing", "a.b_c", "X1"] {
            assert_eq!(unsafe_name(name), None, "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            "a/b",
            "a b",
            "a\\b",
            ".hidden",
            "ü",
            &"x".repeat(81),
        ] {
            assert!(unsafe_name(name).is_some(), "{name}");
        }
    }
}
