//! From a workflow written in Rust to what comes out of it.

use crate::artifacts::{Artifacts, Beyond, Files, assemble, in_workflow, role};
use crate::error::{Error, Errors};
use crate::settings::Settings;
use sfn_asl::StateMachine;
use sfn_dsl::{Annotations, AnyWorkflow, SynthesisError};

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
    let (artifacts, _) = synthesize_annotated(workflow.as_ref(), settings)?;
    Ok(artifacts)
}

/// What comes out of a workflow, and where its parts were written.
pub(crate) fn synthesize_annotated(
    workflow: &AnyWorkflow,
    settings: &Settings,
) -> Result<(Artifacts, Annotations), Errors> {
    let (artifacts, annotations, ()) = synthesize_and(workflow, settings, |_| ())?;
    Ok((artifacts, annotations))
}

/// What comes out of a workflow, and its files. The text of a large definition is written while the definition is checked.
pub(crate) fn synthesize_files(
    workflow: &AnyWorkflow,
    settings: &Settings,
) -> Result<(Artifacts, Files), Errors> {
    // The environment has yet to be put into the definition, where there is one.
    let final_text = settings.environment.is_none();
    let text = |document: &StateMachine| final_text.then(|| document.to_string_pretty());
    let (artifacts, _, definition) = synthesize_and(workflow, settings, text)?;
    let files = artifacts.files_with(definition);
    Ok((artifacts, files))
}

/// What comes out of a workflow, where its parts were written, and what `also` makes of its document.
fn synthesize_and<T>(
    workflow: &AnyWorkflow,
    settings: &Settings,
    also: impl FnOnce(&StateMachine) -> T,
) -> Result<(Artifacts, Annotations, T), Errors> {
    let name = workflow.name();
    let made = workflow.synthesize_beside(|document, annotations| {
        let beyond = Beyond {
            grants: annotations.grants(),
            placeholders: annotations.placeholders().clone(),
        };
        (role(name, document, settings, beyond), also(document))
    });
    let (synthesis, (role, also)) = made.map_err(|errors| {
        let errors = errors.into_iter().map(Error::from);
        in_workflow(name, errors.collect())
    })?;
    let role = role.map_err(|errors| {
        let annotations = &synthesis.annotations;
        let located = errors.into_iter().map(|mut error| {
            error.location = error
                .location
                .or_else(|| annotations.location_of(error.pointer.as_deref()?));
            error
        });
        in_workflow(name, located.collect())
    })?;
    let mut artifacts = assemble(name, synthesis.kind, synthesis.document, settings, role)?;
    artifacts.input_schema = synthesis.input_schema;
    artifacts.output_schema = synthesis.output_schema;
    Ok((artifacts, synthesis.annotations, also))
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
