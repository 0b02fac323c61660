//! What a whole document shows and a single state does not: handlers that never act, times that an Express workflow does
//! not have.
//!
//! Knows the document and where its parts were written. Only what is certain is an error: what may be is left alone.
//! States written as text are looked at like any others.

mod express;
mod handlers;
mod raises;

use std::collections::HashMap;

use sfn_asl::model::{State, StateMachine, Visit};

use super::Annotations;
use super::error::SynthesisError;
use crate::WorkflowKind;
use raises::Raises;

/// Looks the document over.
pub(crate) fn check(
    document: &StateMachine,
    kind: WorkflowKind,
    annotations: &Annotations,
) -> Vec<SynthesisError> {
    let visits: Vec<Visit<'_>> = document.walk().collect();
    let around = raised_inside(&visits);
    let mut out = Report {
        annotations,
        errors: Vec::new(),
    };
    for visit in &visits {
        if handles(visit) {
            let of_all = around.get(visit.name.as_str()).copied();
            handlers::check(visit, of_all.unwrap_or_else(|| Raises::by(visit)), &mut out);
        }
        if express::is_express(visit, kind) {
            express::check(visit, &mut out);
        }
    }
    out.errors
}

fn handles(visit: &Visit<'_>) -> bool {
    !visit.state.retry().is_empty() || !visit.state.catch().is_empty()
}

/// What the states raise that handle errors and have others inside of them, theirs included.
fn raised_inside<'a>(visits: &[Visit<'a>]) -> HashMap<&'a str, Raises> {
    let around = |visit: &&Visit<'a>| {
        handles(visit) && matches!(visit.state, State::Parallel(_) | State::Map(_))
    };
    let mut all: HashMap<&str, Raises> = visits
        .iter()
        .filter(around)
        .map(|visit| (visit.name.as_str(), Raises::by(visit)))
        .collect();
    if all.is_empty() {
        return all;
    }
    for visit in visits.iter().filter(|visit| visit.depth() > 0) {
        let own = Raises::by(visit);
        for (name, _) in visit.scope.ancestors().filter_map(|scope| scope.owner) {
            if let Some(of_all) = all.get_mut(name.as_str()) {
                of_all.add(own);
            }
        }
    }
    all
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
