//! From a workflow's first state to its ASL document.
//!
//! `walk` follows transitions with a worklist and finds every state once; `lower` writes a single state in its dialect;
//! `place` decides how JSONPath says where a result goes; `variables` follows every way through the finished graph, and
//! `check` looks the whole over. Everything wrong is collected and reported together.

mod check;
mod error;
mod lower;
mod place;
mod variables;
mod walk;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::panic::Location;

pub(crate) use check::check;
pub use error::{Errors, SynthesisError};
pub(crate) use walk::walk;

use crate::WorkflowKind;
use crate::expr::node::{Hashed, Name};

/// What authoring knows beyond the document, by the names of states, which are unique in all of it, and by placeholders.
/// Every analysis works without it, and better with it.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    states: HashMap<Name, StateSource, Hashed>,
    placeholders: BTreeMap<String, String>,
}

/// Where a state was written.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StateSource {
    /// The state itself.
    pub location: &'static Location<'static>,
    /// Its retriers, in the order of the document.
    pub retry: Vec<&'static Location<'static>>,
    /// Its catchers.
    pub catch: Vec<&'static Location<'static>>,
    /// What its author says about its permissions.
    pub grants: Vec<crate::Grant>,
    /// What it assigns, by the place below the state: `Assign/attempts`, `Catch/0/Assign/attempts`.
    assigned: Vec<(String, &'static Location<'static>)>,
}

impl Annotations {
    /// Where the state with this name was written.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<&StateSource> {
        self.states.get(name)
    }

    /// What authors say about the permissions of states, with the states' names, in the order of the names.
    #[must_use]
    pub fn grants(&self) -> Vec<(String, crate::Grant)> {
        let of = |(name, source): (&Name, &StateSource)| {
            let name = name.to_string();
            let grants = source.grants.iter().cloned();
            grants
                .map(|grant| (name.clone(), grant))
                .collect::<Vec<_>>()
        };
        let mut grants: Vec<_> = self.states.iter().flat_map(of).collect();
        grants.sort_by(|a, b| a.0.cmp(&b.0));
        grants
    }

    /// What is known of placeholders: a text that is one, `${OrdersQueueUrl}`, and an ARN that says more of the same
    /// resource, `${OrdersQueueArn}`. The permissions of the execution role are derived from the latter.
    #[must_use]
    pub fn placeholders(&self) -> &BTreeMap<String, String> {
        &self.placeholders
    }

    /// Where this place of the document was written, by its JSON pointer: a state with anything in it, one of its retriers or
    /// catchers, a variable that it assigns.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[state] fn only(text: Expr<String>) -> Flow<String> { succeed(text) }
    /// let synthesis = Workflow::new("w", only).synthesize().unwrap();
    /// assert!(synthesis.annotations.location_of("/States/Only/Type").is_some());
    /// ```
    #[must_use]
    pub fn location_of(&self, pointer: &str) -> Option<&'static Location<'static>> {
        let steps: Vec<Cow<'_, str>> = pointer
            .split('/')
            .skip(1)
            .map(sfn_asl::pointer::unescape)
            .collect();
        // The innermost state: a name behind `States`, where states are, and not in somebody's data of that name.
        let mut found = None;
        let mut at = 0;
        while steps.get(at).is_some_and(|step| step == "States") {
            let Some(source) = steps.get(at + 1).and_then(|name| self.state(name)) else {
                break;
            };
            found = Some((source, at + 2));
            at += match steps.get(at + 2).map(AsRef::as_ref) {
                Some("ItemProcessor") => 3,
                Some("Branches") => 4,
                _ => break,
            };
        }
        let (source, rest) = found?;
        // The variable's own member, whatever of its value the pointer goes on to.
        let below = &steps[rest.min(steps.len())..];
        if let Some(at) = below.iter().position(|step| step == "Assign")
            && let Some(key) = below.get(at + 1)
        {
            let name = key.strip_suffix(".$").unwrap_or(key);
            let place = [&below[..=at].join("/"), "/", name].concat();
            let found = source.assigned.iter().find(|(known, _)| *known == place);
            if let Some((_, location)) = found {
                return Some(location);
            }
        }
        let part = match steps.get(rest).map(AsRef::as_ref) {
            Some("Retry") => source.retry.as_slice(),
            Some("Catch") => source.catch.as_slice(),
            _ => &[],
        };
        let place = steps
            .get(rest + 1)
            .and_then(|step| step.parse::<usize>().ok());
        Some(
            place
                .and_then(|place| part.get(place))
                .copied()
                .unwrap_or(source.location),
        )
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
