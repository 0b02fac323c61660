//! `Option`: data that may not be there, and what then.

use super::function::{self, unmarked};
use super::node::{Node, Op, Presence};
use super::{Expr, IntoExpr, query_error};
use crate::shape::{DataType, Shape};

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
        let value = self.inside().node();
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

    /// The value where it is known to be there.
    fn inside(self) -> Expr<T> {
        Expr::from_node(match self.node().op() {
            Op::Call(function, arguments) if **function == function::SOME_IF => arguments[1],
            _ => self.node().sure(),
        })
    }

    /// Something of the value, if there is one: `order.coupon.map(|c| c.code)`. Missing stays missing.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Coupon { percent: u32 }
    /// # #[derive(Shape)] struct Order { coupon: Option<Coupon> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let left: Expr<u32> = order.coupon.map(|c| lit::<u32>(100) - c.percent).unwrap_or(100);
    /// assert_eq!(
    ///     left.to_jsonata().unwrap(),
    ///     "$states.context.Execution.Input.coupon != null \
    ///      ? 100 - $states.context.Execution.Input.coupon.percent : 100",
    /// );
    /// ```
    #[must_use]
    pub fn map<U: Shape, E: IntoExpr<U>>(self, f: impl FnOnce(Expr<T>) -> E) -> Expr<Option<U>> {
        let mapped = f(self.inside()).into_expr().node();
        if let Some(path) = self.path_to(mapped) {
            return path;
        }
        match U::data_type() {
            // Something that is there may still be null.
            DataType::Optional(_) | DataType::Any | DataType::Null => {
                Expr::new(Op::If(self.is_some().node(), mapped, Node::new(Op::Null)))
            }
            _ => Expr::from_node(function::call(
                &function::SOME_IF,
                [self.is_some().node(), mapped],
            )),
        }
    }

    /// Something optional of the value, if there is one.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Payer { phone: Option<String> }
    /// # #[derive(Shape)] struct Order { payer: Option<Payer> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let phone: Expr<Option<String>> = order.payer.and_then(|payer| payer.phone);
    /// # let _ = phone;
    /// ```
    #[must_use]
    pub fn and_then<U: Shape>(self, f: impl FnOnce(Expr<T>) -> Expr<Option<U>>) -> Expr<Option<U>> {
        let mapped = f(self.inside()).node();
        if let Some(path) = self.path_to(mapped) {
            return path;
        }
        let is_some = self.is_some();
        match mapped.op() {
            Op::Call(function, arguments) if **function == function::SOME_IF => {
                let both = is_some.and(Expr::<bool>::from_node(arguments[0]));
                Expr::from_node(function::call(
                    &function::SOME_IF,
                    [both.node(), arguments[1]],
                ))
            }
            _ => Expr::new(Op::If(is_some.node(), mapped, Node::new(Op::Null))),
        }
    }

    /// A path through something missing is missing; anything computed from it would not be.
    fn path_to<U>(self, mapped: Node) -> Option<Expr<Option<U>>> {
        let value = self.node().sure();
        let mut at = mapped;
        loop {
            at = unmarked(at);
            if at == value && !matches!(at.op(), Op::Call(f, _) if **f == function::SOME_IF) {
                return Some(Expr::from_node(mapped.maybe()));
            }
            match at.op() {
                Op::Field(of, _) | Op::Index(of, _) | Op::Maybe(of) => at = *of,
                _ => return None,
            }
        }
    }

    /// Whether there is a value for which this holds: `order.coupon.is_some_and(|c| c.percent.gt(50))`.
    #[must_use]
    pub fn is_some_and(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        self.is_some().and(f(self.inside()))
    }

    /// The value, if there is one and this holds for it. JSONPath has no such thing.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { discount: Option<f64> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let discount: Expr<Option<f64>> = order.discount.filter(|d| d.lt(50.0));
    /// # let _ = discount;
    /// ```
    #[must_use]
    pub fn filter(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<Option<T>> {
        self.is_some_and(f).then_some(self.inside())
    }

    /// The value, or else that one, if there is one. JSONPath has no such thing.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { phone: Option<String>, mobile: Option<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let number: Expr<Option<String>> = order.mobile.or(order.phone);
    /// # let _ = number;
    /// ```
    #[must_use]
    pub fn or(self, other: Expr<Option<T>>) -> Expr<Option<T>> {
        let value: Self = Expr::from_node(self.inside().node());
        self.is_some().then_else(value, other)
    }

    /// Something of the value, or this where there is none. JSONPath has no such thing.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { note: Option<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let length: Expr<u64> = order.note.map_or(0, |note| note.len());
    /// # let _ = length;
    /// ```
    #[must_use]
    pub fn map_or<U: Shape, E: IntoExpr<U>>(
        self,
        default: impl IntoExpr<U>,
        f: impl FnOnce(Expr<T>) -> E,
    ) -> Expr<U> {
        self.is_some().then_else(f(self.inside()), default)
    }

    /// Whether there is no value, or one for which this holds.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { limit: Option<f64>, total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// let affordable: Expr<bool> = order.limit.is_none_or(|limit| order.total.le(limit));
    /// # let _ = affordable;
    /// ```
    #[must_use]
    pub fn is_none_or(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        self.is_none().or(f(self.inside()))
    }

    /// The value; where there is none, the state fails with `States.QueryEvaluationError` and this message. JSONata
    /// `$error`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { payer: Option<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let payer: Expr<String> = order.payer.expect("nobody pays");
    /// assert_eq!(
    ///     payer.to_jsonata().unwrap(),
    ///     "$states.context.Execution.Input.payer != null ? $states.context.Execution.Input.payer : $error(\"nobody pays\")",
    /// );
    /// ```
    #[must_use]
    pub fn expect(self, message: impl IntoExpr<String>) -> Expr<T> {
        self.unwrap_or(query_error(message))
    }
}
