//! From a workflow written in Rust to what comes out of it.

use crate::artifacts::{Artifacts, Beyond, of_document};
use crate::error::{Error, Errors};
use crate::settings::Settings;
use sfn_dsl::{AnyWorkflow, SynthesisError};

/// What comes out of a workflow: the one function behind [`App`](crate::App), [`build`](crate::build) and every
/// program that defines workflows.
///
/// ```
/// use sfn_codegen::{Settings, synthesize};
/// use sfn_dsl::prelude::*;
///
/// #[state]
/// fn done(text: Expr<String>) -> Flow<String> {
///     succeed(text)
/// }
///
/// let artifacts = synthesize(&Workflow::new("echo", done), &Settings::new()).unwrap();
/// assert_eq!(artifacts.name, "echo");
/// assert!(artifacts.policy.statements.is_empty());
/// ```
///
/// # Errors
/// What authoring finds wrong, what the service would reject, and every call to something that does not exist, each
/// with the place in the source.
pub fn synthesize(
    workflow: &impl AsRef<AnyWorkflow>,
    settings: &Settings,
) -> Result<Artifacts, Errors> {
    let workflow = workflow.as_ref();
    let synthesis = workflow.synthesize().map_err(|errors| -> Errors {
        let errors: Vec<Error> = errors
            .into_iter()
            .map(|error| Error::from(error).in_workflow(workflow.name()))
            .collect();
        errors.into()
    })?;
    let annotations = synthesis.annotations;
    let mut artifacts = of_document(
        &synthesis.name,
        synthesis.kind,
        synthesis.document,
        settings,
        Beyond {
            grants: annotations.grants(),
            placeholders: annotations.placeholders().clone(),
        },
        Vec::new(),
    )
    .map_err(|errors| -> Errors {
        let located = errors.into_iter().map(|mut error| {
            error.location = error
                .location
                .or_else(|| annotations.location_of(error.pointer.as_deref()?));
            error
        });
        located.collect::<Vec<_>>().into()
    })?;
    artifacts.input_schema = synthesis.input_schema;
    artifacts.output_schema = synthesis.output_schema;
    Ok(artifacts)
}

impl From<SynthesisError> for Error {
    fn from(error: SynthesisError) -> Self {
        let mut own = Self::new(error.code, error.message);
        own.pointer = error.state.map(|state| format!("state `{state}`"));
        own.location = error.location;
        own.related = error.related;
        own.help = error.help;
        own
    }
}
