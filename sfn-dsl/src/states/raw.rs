//! The escape hatch for a whole state.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::common::{Catching, EndsIn, ErrorOutput, NoCatch, shared_methods};
use super::retry::Retry;
use crate::errors::{Any, ErrorNames, RaisedBy};
use crate::expr::node::{Name, Root};
use crate::flow::def::{self, Body, Catcher, StateDef};
use crate::flow::{Flow, Given, OneEnd, OneKind, State, Transition};
use crate::shape::Shape;
use crate::{Expr, IntoExpr};

/// A state written as ASL, under construction; the author says that it hands on a `T`.
///
/// It has no `.output(..)`: what it hands on is in the text, which nobody but its author understands.
#[must_use = "finish the state with `.next(state)` or `.end()`"]
pub struct Raw<T, C = NoCatch> {
    def: StateDef,
    of: PhantomData<fn() -> (T, C)>,
}

shared_methods!(Raw [] errors Any, kind K [K]);

impl<T, C> fmt::Debug for Raw<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Raw").field(&self.def).finish()
    }
}

/// A state written as ASL, for what the typed builders do not have yet: the state as it stands in a document, without
/// `Next` and `End`. The author says what it hands on, `T`. It takes part in transitions, retries, catches, IAM and
/// validation like any other.
///
/// Retriers and catchers given here come after those of the text. Only a Task, a Parallel and a Map have them: with any
/// other `Type` they are an error of synthesis.
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
pub fn raw_state<T: Shape>(asl: impl Into<Name>) -> Raw<T> {
    Raw {
        def: StateDef::new(Body::Raw(asl.into()), def::input(), Location::caller()),
        of: PhantomData,
    }
}
