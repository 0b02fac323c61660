//! Pass states.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use crate::expr::node::Name;
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

impl<T: Shape> Pass<T> {
    /// The state's `Comment`, in place of its doc comment.
    pub fn comment(mut self, comment: impl Into<Name>) -> Self {
        self.def.comment = Some(comment.into());
        self
    }

    /// Assigns a variable when the state is done (`Assign`). All values are read before any variable is assigned: see
    /// [`Variable`](crate::Variable).
    #[track_caller]
    pub fn assign<V: Shape>(mut self, variable: &Variable<V>, value: impl AssignTo<V>) -> Self {
        self.def.assign.push(Assignment::new(variable, value));
        self
    }

    /// Goes on with this state, which gets the data.
    #[track_caller]
    pub fn next<O: 'static, K: 'static, S: State<T, O, K>>(mut self, state: S) -> Flow<O, K> {
        self.def.next = Some(Transition::to::<T, O, K, S>(state));
        Flow::new(self.def)
    }

    /// Ends the flow with the data.
    pub fn end<K>(self) -> Flow<T, K> {
        Flow::new(self.def)
    }
}
