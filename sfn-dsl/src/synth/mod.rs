//! From a workflow's first state to its ASL document.
//!
//! `walk` follows transitions with a worklist and finds every state once; `lower` writes a single state in its dialect;
//! `place` decides how JSONPath says where a result goes. Everything wrong is collected and reported together.

mod error;
mod lower;
mod place;
mod walk;

use std::collections::BTreeMap;
use std::panic::Location;

pub use error::{Errors, SynthesisError};
pub(crate) use walk::walk;

use crate::WorkflowKind;

/// What authoring knows beyond the document, keyed by where in the document it belongs. Every analysis works without
/// it, and better with it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Annotations {
    /// Where each state was written, by its JSON pointer: `/States/Check`, `/States/Pack/ItemProcessor/States/PackOne`.
    pub locations: BTreeMap<String, &'static Location<'static>>,
}

impl Annotations {
    /// Where the state was written that holds this place of the document.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[state] fn only(text: Expr<String>) -> Flow<String> { succeed(text) }
    /// let synthesis = Workflow::new("w", only).synthesize().unwrap();
    /// assert!(synthesis.annotations.location_of("/States/Only/Type").is_some());
    /// ```
    #[must_use]
    pub fn location_of(&self, pointer: &str) -> Option<&'static Location<'static>> {
        let mut at = pointer;
        loop {
            if let Some(location) = self.locations.get(at) {
                return Some(location);
            }
            at = &at[..at.rfind('/')?];
        }
    }
}

/// A synthesized workflow: the document, and what authoring knows beyond it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Synthesis {
    /// The name of the workflow.
    pub name: String,
    /// Its kind.
    pub kind: WorkflowKind,
    /// The ASL document.
    pub document: sfn_asl::StateMachine,
    /// The JSON Schema of the input, if its type derives `schemars::JsonSchema`.
    pub input_schema: Option<serde_json::Value>,
    /// The JSON Schema of the output, if its type derives `schemars::JsonSchema`.
    pub output_schema: Option<serde_json::Value>,
    /// Source locations.
    pub annotations: Annotations,
}
