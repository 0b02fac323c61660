//! What a whole document shows and a single state does not: handlers that never act, times that an Express workflow does
//! not have, misspelt members of the context object.
//!
//! `sfn-asl` finds them, in any document; here they get the words and the places of Rust. Only what is certain is an error:
//! what may be is left alone. States written as text are looked at like any others.

mod express;
mod handlers;

use sfn_asl::handlers::dead_handlers;
use sfn_asl::model::{StateMachine, Visit};
use sfn_asl::{longer_than_express, misspelt_context_members};

use super::Annotations;
use super::error::SynthesisError;
use crate::WorkflowKind;

/// Looks the document over.
pub(crate) fn check(
    document: &StateMachine,
    kind: WorkflowKind,
    annotations: &Annotations,
) -> Vec<SynthesisError> {
    let mut out = Report {
        annotations,
        errors: Vec::new(),
    };
    for found in &dead_handlers(document) {
        handlers::tell(found, &mut out);
    }
    for found in &misspelt_context_members(document) {
        let state = found.visit.name;
        let message = format!(
            "state `{state}` reads `{}` of the context object, which has none",
            found.path
        );
        let help = format!("did you mean `{}`?", found.meant);
        out.error(
            "unknown-context-member",
            &found.visit,
            &found.pointer,
            message,
            help,
        );
    }
    for found in &longer_than_express(document, kind) {
        express::tell(found, &mut out);
    }
    out.errors
}

/// What was found.
struct Report<'a> {
    annotations: &'a Annotations,
    errors: Vec<SynthesisError>,
}

impl Report<'_> {
    /// Something wrong at this place of the document.
    fn error(
        &mut self,
        code: &'static str,
        visit: &Visit<'_>,
        pointer: &str,
        message: String,
        help: impl Into<String>,
    ) -> &mut SynthesisError {
        let location = self.annotations.location_of(pointer);
        let mut error = SynthesisError {
            code,
            state: Some(visit.name.to_string()),
            location,
            message,
            related: Vec::new(),
            help: Some(help.into()),
        };
        let state = self.annotations.location_of(&visit.pointer);
        if let Some(state) = state.filter(|state| Some(*state) != location) {
            error = error.related(state, format!("in state `{}`", visit.name));
        }
        let at = self.errors.len();
        self.errors.push(error);
        &mut self.errors[at]
    }
}
