//! Wait states.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::common::going_on;
use crate::expr::node::Node;
use crate::flow::def::{Assignment, Body, StateDef, Timer};
use crate::flow::{Flow, State, Transition};
use crate::shape::{Moment, Shape};
use crate::variable::{AssignTo, Variable};
use crate::{Expr, IntoExpr};

/// A Wait state that does not know yet how long: say it with `.seconds(..)` or `.until(..)`.
#[derive(Debug)]
#[must_use = "say how long with `.seconds(..)` or `.until(..)`"]
pub struct Wait<T> {
    data: Expr<T>,
    location: &'static Location<'static>,
}

/// A Wait state under construction.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html>
#[must_use = "finish the state with `.next(state)` or `.end()`"]
pub struct Waiting<T> {
    def: StateDef,
    of: PhantomData<fn() -> T>,
}

going_on!(Waiting);

impl<T> fmt::Debug for Waiting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Waiting").field(&self.def).finish()
    }
}

/// Waits, then hands on this data.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] pub struct Order { id: String, delay: u64, release_at: Timestamp }
/// #[state]
/// fn cool_down(order: Expr<Order>) -> Flow<Order> {
///     wait(order).seconds(30).next(hold)
/// }
/// #[state]
/// fn hold(order: Expr<Order>) -> Flow<Order> {
///     wait(order).until(order.release_at).end()
/// }
/// # Workflow::new("w", cool_down).synthesize().unwrap();
/// ```
#[track_caller]
pub fn wait<T: Shape>(data: Expr<T>) -> Wait<T> {
    Wait {
        data,
        location: Location::caller(),
    }
}

impl<T: Shape> Wait<T> {
    fn timed(self, timer: Timer) -> Waiting<T> {
        Waiting {
            def: StateDef::new(Body::Wait(timer), self.data.node(), self.location),
            of: PhantomData,
        }
    }

    /// For this many seconds, 0 to 99,999,999: a literal (`Seconds`) or data (`SecondsPath`).
    pub fn seconds(self, seconds: impl IntoExpr<u64>) -> Waiting<T> {
        let seconds: Node = seconds.into_expr().node();
        self.timed(Timer::Seconds(seconds))
    }

    /// Until this moment: an RFC 3339 literal (`Timestamp`) or data (`TimestampPath`).
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// #[state]
    /// fn hold_until_christmas(order: Expr<String>) -> Flow<String> {
    ///     // The text by itself; `timestamp(..)` is for comparisons, where the other side says which type of moment it is.
    ///     wait(order).until("2026-12-24T18:00:00Z").end()
    /// }
    /// # Workflow::new("w", hold_until_christmas).synthesize().unwrap();
    /// ```
    pub fn until<M: Moment>(self, moment: impl IntoMoment<M>) -> Waiting<T> {
        let moment = moment.into_moment().node();
        self.timed(Timer::Timestamp(moment))
    }
}

/// A moment to wait for: timestamp data, or an RFC 3339 literal such as `"2026-12-24T18:00:00Z"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a moment to wait for",
    label = "a timestamp is needed here",
    note = "give an `Expr<Timestamp>` (or a type of `chrono` or `jiff`, with the feature of that name), or an RFC 3339 literal"
)]
pub trait IntoMoment<M> {
    /// The expression.
    #[doc(hidden)]
    fn into_moment(self) -> Expr<M>;
}
#[diagnostic::do_not_recommend]
impl<M: Moment> IntoMoment<M> for Expr<M> {
    fn into_moment(self) -> Expr<M> {
        self
    }
}
#[diagnostic::do_not_recommend]
impl IntoMoment<crate::Timestamp> for &str {
    fn into_moment(self) -> Expr<crate::Timestamp> {
        Expr::from_node(Node::text(self.to_owned()))
    }
}
