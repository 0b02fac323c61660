//! `Option`: data that may not be there, and what then.

use super::function::unmarked;
use super::node::{Node, Op, Presence};
use super::{Expr, IntoExpr};
use crate::shape::Shape;

/// A value that is there, for an optional field of a struct literal.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let note: Expr<Option<String>> = some("gift");
/// # let _ = note;
/// ```
#[must_use]
pub fn some<T>(value: impl IntoExpr<T>) -> Expr<Option<T>> {
    Expr::from_node(value.into_expr().node())
}

/// A value that is not there. In a struct literal the member is left out, which serde reads as `None`.
#[must_use]
pub fn none<T>() -> Expr<Option<T>> {
    Expr::new(Op::Absent)
}

#[diagnostic::do_not_recommend]
impl<T> From<Expr<T>> for Expr<Option<T>> {
    fn from(value: Expr<T>) -> Self {
        Expr::from_node(value.node())
    }
}

impl<T: Shape> Expr<Option<T>> {
    fn test(self, what: Presence) -> Expr<bool> {
        Expr::new(Op::Test(what, self.node()))
    }

    /// Whether there is a value: the member exists and is not null. JSONata `x != null` (which is false when `x` is
    /// missing); JSONPath `IsPresent` and not `IsNull`.
    #[must_use]
    pub fn is_some(self) -> Expr<bool> {
        self.test(Presence::Some)
    }

    /// Whether there is no value: the member is missing or null.
    #[must_use]
    pub fn is_none(self) -> Expr<bool> {
        !self.is_some()
    }

    /// Whether the member is there at all, null or not. JSONata `$exists(x)`; JSONPath `IsPresent`.
    #[must_use]
    pub fn is_present(self) -> Expr<bool> {
        self.test(Presence::Present)
    }

    /// Whether the member is there and null. JSONata `x = null`; JSONPath `IsPresent` and `IsNull`.
    #[must_use]
    pub fn is_null(self) -> Expr<bool> {
        self.test(Presence::Null)
    }

    /// The value, or this where there is none. JSONPath has no such thing: branch with
    /// [`choice_on`](crate::choice_on) instead.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { currency: Option<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let currency: Expr<String> = order.currency.unwrap_or("EUR");
    /// # let _ = currency;
    /// ```
    #[must_use]
    pub fn unwrap_or(self, default: impl IntoExpr<T>) -> Expr<T> {
        let value = self.node().sure();
        Expr::new(Op::If(
            self.is_some().node(),
            value,
            default.into_expr().node(),
        ))
    }

    /// The value, taken to be there. Where it is not, the state fails when it runs (`States.QueryEvaluationError` in
    /// JSONata, `States.ParameterPathFailure` in JSONPath); so only after a Choice that made sure of it, and
    /// [`choice_on`](crate::choice_on) does that with types.
    #[must_use]
    pub fn assume_some(self) -> Expr<T> {
        Expr::from_node(self.node().sure())
    }

    /// The same option, its member taken to be there, null or not: what serde writes for an `Option` without
    /// `skip_serializing_if`. JSONPath can hand it on then; a member that is missing fails the state when it runs.
    #[must_use]
    pub fn assume_present(self) -> Self {
        Expr::from_node(self.node().sure())
    }

    /// Something of the value, if there is one: `order.coupon.map(|c| c.code)`. Missing stays missing.
    #[must_use]
    pub fn map<U: Shape, E: IntoExpr<U>>(self, f: impl FnOnce(Expr<T>) -> E) -> Expr<Option<U>> {
        self.and_then(|value| Expr::from_node(f(value).into_expr().node()))
    }

    /// Something optional of the value, if there is one.
    #[must_use]
    pub fn and_then<U: Shape>(self, f: impl FnOnce(Expr<T>) -> Expr<Option<U>>) -> Expr<Option<U>> {
        let mapped = f(self.assume_some()).node();
        // A path through something missing is missing; anything computed from it would not be.
        if is_path(mapped) {
            return Expr::from_node(mapped.maybe());
        }
        Expr::new(Op::If(self.is_some().node(), mapped, Node::new(Op::Null)))
    }

    /// Whether there is a value for which this holds: `order.coupon.is_some_and(|c| c.percent.gt(50))`.
    #[must_use]
    pub fn is_some_and(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        self.is_some().and(f(self.assume_some()))
    }
}

fn is_path(mut node: Node) -> bool {
    loop {
        node = unmarked(node);
        match node.op() {
            Op::Root(_) => return true,
            Op::Field(of, _) | Op::Index(of, _) | Op::Maybe(of) => node = *of,
            _ => return false,
        }
    }
}
