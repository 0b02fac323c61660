//! The validator of `sfn-asl`, asked as synthesis asks it: only what makes a document unusable counts.

use crate::error::Error;
use sfn_asl::{StateMachine, ValidateOptions, WorkflowKind, validate};

/// What the service would reject the document for.
pub(crate) fn errors(document: &StateMachine, kind: WorkflowKind) -> Vec<Error> {
    let found = validate(document, &ValidateOptions::new(kind));
    found
        .into_iter()
        .filter(sfn_asl::Diagnostic::is_error)
        .map(Error::from)
        .collect()
}

/// Checks a document that was read: the rules of the language, and what is known of integrations. Adds to its diagnostics.
#[must_use]
pub fn check(parsed: sfn_asl::Parsed, options: &ValidateOptions) -> sfn_asl::Parsed {
    sfn_asl::check_parsed(parsed, options)
}
