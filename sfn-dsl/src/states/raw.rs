//! The escape hatch for a whole state.

use std::borrow::Cow;
use std::panic::Location;

use super::pass::Pass;
use crate::shape::Shape;

/// A state written as ASL, for what the typed builders do not have yet: the state as it stands in a document, without
/// `Next` and `End`. The author says what it hands on, `T`. It takes part in transitions, IAM and validation like any
/// other.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[state]
/// fn tag(order: Expr<String>) -> Flow<String> {
///     raw_state::<String>(r#"{ "Type": "Pass", "Output": "{% $states.input & '-' & $uuid() %}" }"#).end()
/// }
/// # Workflow::new("w", tag).synthesize().unwrap();
/// ```
#[track_caller]
pub fn raw_state<T: Shape>(asl: impl Into<Cow<'static, str>>) -> Pass<T> {
    Pass::raw(asl.into(), Location::caller())
}
