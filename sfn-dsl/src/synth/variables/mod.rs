//! What types cannot see of variables: whether one has a value where it is read.
//!
//! Works on the finished document, on what each state reads and assigns, and on where that was written. `graph` is the workflow
//! as ways from state to state, `sfn_asl::flow` finds the reads that a way leads to without an assignment, `scopes` and `declared`
//! check what does not depend on ways, `report` puts it into words. Nothing here recurses.

mod declared;
mod graph;
mod hidden;
mod report;
mod scopes;
mod text;
mod uses;

use std::collections::HashMap;

use sfn_asl::StateMachine;

use super::{Annotations, SynthesisError};
use crate::expr::node::Name;
use graph::Graph;
pub(super) use uses::Uses;

/// Everything that is wrong with the variables of a workflow.
pub(super) fn check(
    machine: &StateMachine,
    annotations: &Annotations,
    uses: &HashMap<Name, Uses>,
) -> Vec<SynthesisError> {
    // Without a variable of ours there is nothing to say: what only raw text does is for the validator.
    if uses
        .values()
        .all(|uses| uses.reads.is_empty() && uses.writes.is_empty())
    {
        return Vec::new();
    }
    let graph = Graph::of(machine, annotations, uses);
    let mut errors = declared::check(&graph);
    errors.extend(scopes::check(&graph));
    errors.extend(report::unassigned(&graph));
    errors.extend(hidden::check(&graph));
    errors
}
