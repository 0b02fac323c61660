//! A document with its name, and what is known of it beyond what it says.

use crate::error::Error;
use crate::iam::{Deployment, Policy};
use serde_json::Value;
use sfn_asl::{StateMachine, WorkflowKind};
use sfn_dsl::Annotations;

/// A document that a command works on.
pub(crate) struct Named {
    /// What people call it: the workflow, the file, or the resource in a template.
    pub(crate) name: String,
    /// Where it comes from, as messages say it.
    pub(crate) place: String,
    /// The kind of workflow, where that is said beside the document.
    pub(crate) kind: Option<WorkflowKind>,
    pub(crate) document: StateMachine,
    /// How it is deployed.
    pub(crate) deployment: Deployment,
    /// What it was written with in Rust, when it was.
    pub(crate) authored: Option<Authored>,
}

/// What authoring knows beyond the document.
pub(crate) struct Authored {
    /// Where its parts were written.
    pub(crate) annotations: Annotations,
    /// The schemas of what goes in and comes out, of types that have them.
    pub(crate) input: Option<Value>,
    pub(crate) output: Option<Value>,
    /// What its execution role may do.
    pub(crate) policy: Policy,
}

impl Named {
    /// An error with the line of the source, when it has one.
    pub(crate) fn located(&self, mut error: Error) -> Error {
        let annotations = self.authored.as_ref().map(|of| &of.annotations);
        error.location = error
            .location
            .or_else(|| annotations?.location_of(error.pointer.as_deref()?));
        if annotations.is_some() {
            error = error.in_workflow(&self.name);
        }
        error
    }
}
