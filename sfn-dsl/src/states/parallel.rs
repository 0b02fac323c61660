//! Parallel states.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::common::{Catching, EndsIn, ErrorOutput, NoCatch, output_methods, shared_methods};
use super::retry::Retry;
use crate::errors::{Any, ErrorNames, RaisedBy};
use crate::expr::node::Root;
use crate::flow::def::{self, Body, Catcher, StateDef};
use crate::flow::{Flow, Given, OneEnd, OneKind, State, Transition};
use crate::shape::Shape;
use crate::{Expr, IntoExpr};

/// A Parallel state under construction: branches that run side by side, with the list of their results, `R`.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html>
#[must_use = "finish the state with `.next(state)` or `.end()`"]
pub struct Parallel<R, PI, KP, C = NoCatch> {
    def: StateDef,
    #[allow(clippy::type_complexity)]
    of: PhantomData<fn() -> (R, PI, KP, C)>,
}

shared_methods!(Parallel [PI, KP] errors Any, kind KP []);
output_methods!(Parallel [PI, KP]);

impl<R, PI, KP, C> fmt::Debug for Parallel<R, PI, KP, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Parallel").field(&self.def).finish()
    }
}

/// A Parallel state without branches yet: add one with `.branch(state)`.
#[must_use = "a Parallel state needs branches: add them with `.branch(state)`"]
pub struct EmptyParallel<In> {
    def: StateDef,
    of: PhantomData<fn() -> In>,
}

impl<In> fmt::Debug for EmptyParallel<In> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EmptyParallel").field(&self.def).finish()
    }
}

#[track_caller]
fn build(
    argument: impl FnOnce() -> crate::expr::node::Node,
    branches: Vec<Transition>,
) -> StateDef {
    StateDef::new(
        Body::Parallel {
            argument: argument(),
            branches,
        },
        def::result(),
        Location::caller(),
    )
}

/// Runs branches side by side on the same data and goes on with a tuple of their results, in the order of the branches.
/// Up to 12; [`parallel_all`] takes any number of the same type.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String, total: f64 }
///
/// #[state]
/// fn fan_out(order: Expr<Order>) -> Flow<String> {
///     parallel(order).branch(confirm).branch(count).next(join)
/// }
/// #[state]
/// fn confirm(order: Expr<Order>) -> Flow<String> { succeed(order.id) }
/// #[state]
/// fn count(order: Expr<Order>) -> Flow<f64> { succeed(order.total) }
/// #[state]
/// fn join(results: Expr<(String, f64)>) -> Flow<String> { succeed(results.0) }
/// # Workflow::new("w", fan_out).synthesize().unwrap();
/// ```
#[track_caller]
pub fn parallel<In: Shape>(data: impl IntoExpr<In>) -> EmptyParallel<In> {
    EmptyParallel {
        def: build(|| data.into_expr().node(), Vec::new()),
        of: PhantomData,
    }
}

/// Runs any number of branches of the same type side by side and goes on with the list of their results. The branches
/// can be made at run time; none at all is an error of synthesis.
#[track_caller]
pub fn parallel_all<In: Shape, O: Shape, K: 'static, S: State<In, O, K>>(
    data: impl IntoExpr<In>,
    branches: impl IntoIterator<Item = S>,
) -> Parallel<Vec<O>, In, K> {
    // Not in the closure of `map`, which would hide where this function was called.
    let mut transitions = Vec::new();
    for branch in branches {
        transitions.push(Transition::to::<In, O, K, S>(branch));
    }
    Parallel {
        def: build(|| data.into_expr().node(), transitions),
        of: PhantomData,
    }
}

impl<In: Shape> EmptyParallel<In> {
    /// Adds the first branch.
    #[track_caller]
    pub fn branch<O: Shape, K: 'static, S: State<In, O, K>>(
        mut self,
        first: S,
    ) -> Parallel<(O,), In, K> {
        push(&mut self.def, Transition::to::<In, O, K, S>(first));
        Parallel {
            def: self.def,
            of: PhantomData,
        }
    }
}

fn push(def: &mut StateDef, branch: Transition) {
    if let Body::Parallel { branches, .. } = &mut def.body {
        branches.push(branch);
    }
}

macro_rules! branches {
    ($(($($T:ident),+))*) => {$(
        impl<$($T: Shape,)+ In: Shape, KP: 'static> Parallel<($($T,)+), In, KP> {
            /// Adds a branch.
            #[track_caller]
            pub fn branch<O: Shape, K: 'static, S: State<In, O, K>>(
                mut self,
                branch: S,
            ) -> Parallel<($($T,)+ O,), In, KP>
            where
                Given<S>: OneKind<KP, K>,
            {
                push(&mut self.def, Transition::to::<In, O, K, S>(branch));
                Parallel { def: self.def, of: PhantomData }
            }
        }
    )*};
}
branches! {
    (A)
    (A, B)
    (A, B, C)
    (A, B, C, D)
    (A, B, C, D, E)
    (A, B, C, D, E, F)
    (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H)
    (A, B, C, D, E, F, G, H, I)
    (A, B, C, D, E, F, G, H, I, J)
    (A, B, C, D, E, F, G, H, I, J, L)
}
