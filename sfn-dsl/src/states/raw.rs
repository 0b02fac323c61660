//! The escape hatch for a whole state.

use std::panic::Location;

use super::pass::Pass;
use crate::shape::Shape;

/// A state written as ASL, for what the typed builders do not have yet: its fields as they stand in the document, without
/// `Next` and `End`. The author says what it hands on, `T`. It takes part in transitions, IAM and validation like any
/// other.
#[track_caller]
pub fn raw_state<T: Shape>(fields: impl Into<sfn_asl::Json>) -> Pass<T> {
    Pass::raw(fields.into(), Location::caller())
}
