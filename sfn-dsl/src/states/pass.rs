//! Pass states.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::common::going_on;
use crate::flow::def::{Assignment, Body, StateDef};
use crate::flow::{Flow, State, Transition};
use crate::shape::Shape;
use crate::variable::{AssignTo, Variable};
use crate::{Expr, IntoExpr};

/// A Pass state under construction: it hands on data built from its input.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html>
#[must_use = "finish the state with `.next(state)` or `.end()`"]
pub struct Pass<T> {
    def: StateDef,
    of: PhantomData<fn() -> T>,
}

going_on!(Pass);

impl<T> fmt::Debug for Pass<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pass").field(&self.def).finish()
    }
}

/// Hands on this data: the input as it is, or anything built from it.
///
/// JSONata writes `Output`; JSONPath `Parameters`, `Result` (a literal), `InputPath` or `ResultPath`.
#[track_caller]
pub fn pass<T: Shape>(data: impl IntoExpr<T>) -> Pass<T> {
    let output: Expr<T> = data.into_expr();
    Pass {
        def: StateDef::new(Body::Pass, output.node(), Location::caller()),
        of: PhantomData,
    }
}
