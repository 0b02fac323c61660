//! Everything that is known to be wrong with a document: the rules of the language, which `sfn-asl` has, and whether what its
//! tasks call exists and takes what it is given, which the tables here know.

mod api;
mod integrations;
mod parameters;
mod tables;

use crate::error::Error;
use sfn_asl::{Diagnostic, Parsed, StateMachine, ValidateOptions, WorkflowKind, validate};

/// What the service would reject the document for.
pub(crate) fn errors(document: &StateMachine, kind: WorkflowKind) -> Vec<Error> {
    let found = validate(document, &ValidateOptions::new(kind));
    found
        .into_iter()
        .filter(Diagnostic::is_error)
        .map(Error::from)
        .collect()
}

/// Checks a document: the rules of the language and of the integrations.
///
/// ```
/// use sfn_asl::model::{StateMachine, Task};
/// use sfn_asl::ValidateOptions;
///
/// let document = StateMachine::new("A").state("A", Task::new("arn:aws:states:::sqs:sendMesage").end());
/// let found = sfn_codegen::check_document(&document, &ValidateOptions::default());
/// assert_eq!(found[0].to_string(), "error[unknown-integration]: there is no integration `sqs:sendMesage` at /States/A/Resource\n  \
///     help: did you mean `sqs:sendMessage`?");
/// ```
#[must_use]
pub fn check_document(document: &StateMachine, options: &ValidateOptions) -> Vec<Diagnostic> {
    let mut found = validate(document, options);
    integrations::check(document, &mut found);
    found
}

/// Checks a document that was read, see [`check_document`]. Adds to its diagnostics, in the order of the text.
///
/// ```
/// use sfn_asl::{Limits, ValidateOptions, parse};
///
/// let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.async", "End": true}}}"#;
/// let checked = sfn_codegen::check(parse(text, &Limits::default()), &ValidateOptions::default());
/// assert_eq!(checked.diagnostics[0].code.as_str(), "unknown-integration");
/// ```
#[must_use]
pub fn check(parsed: Parsed, options: &ValidateOptions) -> Parsed {
    let mut parsed = sfn_asl::check_parsed(parsed, options);
    if let Some(document) = &parsed.document {
        let before = parsed.diagnostics.len();
        integrations::check(document, &mut parsed.diagnostics);
        if parsed.diagnostics.len() > before {
            parsed.places.locate(&mut parsed.diagnostics);
            parsed
                .diagnostics
                .sort_by_key(|diagnostic| diagnostic.position);
        }
    }
    parsed
}
