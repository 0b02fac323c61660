//! Choice states: over conditions, and over the cases of a type by a Rust `match`.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use crate::expr::node::{Name, Node, Op};
use crate::flow::def::{Assignment, Body, Rule, StateDef};
use crate::flow::{Flow, Given, OneEnd, OneKind, State, Transition};
use crate::shape::{Cases, Shape};
use crate::variable::{AssignTo, AssignsOnAllWays, Variable};
use crate::{Expr, IntoExpr};

/// A Choice state under construction: rules are tried in the order given.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html>
#[must_use = "finish the choice with `.otherwise(state)`"]
pub struct Choice<In, O, K> {
    data: Expr<In>,
    rules: Vec<Rule>,
    comment: Option<Name>,
    location: &'static Location<'static>,
    of: PhantomData<fn() -> (O, K)>,
}

impl<In, O, K> fmt::Debug for Choice<In, O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Choice").field(&self.rules).finish()
    }
}

/// Decides where to go on; every target gets this data.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String, total: f64 }
///
/// #[state]
/// fn by_size(order: Expr<Order>) -> Flow<String> {
///     choice(order)
///         .when(order.total.gt(1000.0).and(order.id.ne("test")), ask_first)
///         .otherwise(accept)
/// }
/// #[state]
/// fn ask_first(_: Expr<Order>) -> Flow<String> { fail("NotAsked", "nobody to ask") }
/// #[state]
/// fn accept(order: Expr<Order>) -> Flow<String> { succeed(order.id) }
/// # Workflow::new("w", by_size).synthesize().unwrap();
/// ```
#[track_caller]
pub fn choice<In: Shape, O, K>(data: Expr<In>) -> Choice<In, O, K> {
    Choice {
        data,
        rules: Vec::new(),
        comment: None,
        location: Location::caller(),
        of: PhantomData,
    }
}

impl<In: Shape, O: 'static, K: 'static> Choice<In, O, K> {
    /// Goes to this state if the condition holds and no earlier one did.
    #[track_caller]
    pub fn when<O2: 'static, K2: 'static, S: State<In, O2, K2>>(
        mut self,
        condition: impl IntoExpr<bool>,
        state: S,
    ) -> Self
    where
        Given<S>: OneEnd<O, O2> + OneKind<K, K2>,
    {
        self.rules.push(Rule {
            condition: condition.into_expr().node(),
            data: self.data.node(),
            target: Transition::to::<In, O2, K2, S>(state),
            assign: Vec::new(),
            comment: None,
        });
        self
    }

    /// Goes to where [`to`] points if the condition holds, with data of its own.
    #[track_caller]
    pub fn when_to(mut self, condition: impl IntoExpr<bool>, target: Goto<O, K>) -> Self {
        self.rules.push(Rule {
            condition: condition.into_expr().node(),
            data: target.data,
            target: target.transition,
            assign: target.assign,
            comment: target.comment,
        });
        self
    }

    /// Never: it says where a variable is assigned.
    #[doc(hidden)]
    pub fn assign<V: Shape>(self, _: &Variable<V>, _: impl AssignTo<V>) -> Self
    where
        Self: AssignsOnAllWays,
    {
        self
    }

    /// The state's `Comment`, in place of its doc comment.
    pub fn comment(mut self, comment: impl Into<Name>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Goes to this state if no condition held (`Default`).
    #[track_caller]
    pub fn otherwise<O2: 'static, K2: 'static, S: State<In, O2, K2>>(self, state: S) -> Flow<O, K>
    where
        Given<S>: OneEnd<O, O2> + OneKind<K, K2>,
    {
        let default = Goto::new(self.data.node(), Transition::to::<In, O2, K2, S>(state));
        self.finish(Some(default))
    }

    /// Goes to where [`to`] points if no condition held.
    pub fn otherwise_to(self, target: Goto<O, K>) -> Flow<O, K> {
        self.finish(Some(target))
    }

    /// Fails with `States.NoChoiceMatched` if no condition held.
    pub fn or_no_choice_matched(self) -> Flow<O, K> {
        self.finish(None)
    }

    fn finish(self, default: Option<Goto<O, K>>) -> Flow<O, K> {
        let mut def = decided(self.rules, default, self.data.node(), self.location);
        def.comment = self.comment;
        Flow::new(def)
    }
}

/// A Choice state: what its default assigns, the state assigns.
fn decided<O, K>(
    rules: Vec<Rule>,
    default: Option<Goto<O, K>>,
    data: Node,
    location: &'static Location<'static>,
) -> StateDef {
    let (default, assign) = match default {
        Some(default) => (Some((default.data, default.transition)), default.assign),
        None => (None, Vec::new()),
    };
    let mut def = StateDef::new(Body::Choice { rules, default }, data, location);
    def.assign = assign;
    def
}

/// A target with the data it gets: of a choice's rule or default, an arm of a [`choice_on`] or of a
/// [`catch_each`](crate::Task::catch_each), a catcher.
#[must_use = "give it to `.when_to(..)`, `.otherwise_to(..)` or `.catch_to(..)`, or return it from an arm"]
pub struct Goto<O, K> {
    pub(super) data: Node,
    pub(super) transition: Transition,
    pub(super) assign: Vec<Assignment>,
    pub(super) comment: Option<Name>,
    of: PhantomData<fn() -> (O, K)>,
}

impl<O, K> Goto<O, K> {
    fn new(data: Node, transition: Transition) -> Self {
        Goto {
            data,
            transition,
            assign: Vec::new(),
            comment: None,
            of: PhantomData,
        }
    }

    /// Assigns a variable on the way (`Assign` of the choice's rule, of its default or of the catcher). All values are read
    /// before any variable is assigned: see [`Variable`].
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// static ATTEMPTS: Variable<u32> = Variable::named("attempts");
    ///
    /// #[state]
    /// fn start(id: Expr<String>) -> Flow<String> { pass(id).assign(&ATTEMPTS, 1).next(again) }
    /// #[state]
    /// fn again(id: Expr<String>) -> Flow<String> {
    ///     choice(id)
    ///         .when_to(ATTEMPTS.get().lt(3), to(id, again).assign(&ATTEMPTS, ATTEMPTS.get() + 1))
    ///         .otherwise(done)
    /// }
    /// #[state]
    /// fn done(id: Expr<String>) -> Flow<String> { succeed(id) }
    /// # Workflow::new("w", start).synthesize().unwrap();
    /// ```
    #[track_caller]
    pub fn assign<V: Shape>(mut self, variable: &Variable<V>, value: impl AssignTo<V>) -> Self {
        self.assign.push(Assignment::new(variable, value));
        self
    }

    /// The `Comment` of the choice's rule or of the catcher. A default has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// #[state]
    /// fn start(total: Expr<f64>) -> Flow<f64> {
    ///     choice(total)
    ///         .when_to(total.gt(100.0), to(total, done).comment("A person looks at these."))
    ///         .otherwise(done)
    /// }
    /// #[state]
    /// fn done(total: Expr<f64>) -> Flow<f64> { succeed(total) }
    /// # Workflow::new("w", start).synthesize().unwrap();
    /// ```
    pub fn comment(mut self, comment: impl Into<Name>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Whatever it ends in.
    pub(super) fn erased(self) -> Goto<(), ()> {
        Goto {
            data: self.data,
            transition: self.transition,
            assign: self.assign,
            comment: self.comment,
            of: PhantomData,
        }
    }
}

impl<O, K> fmt::Debug for Goto<O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Goto").field(&self.transition).finish()
    }
}

/// Goes to this state with this data.
#[track_caller]
pub fn to<In: Shape, O: 'static, K: 'static, S: State<In, O, K>>(
    data: impl IntoExpr<In>,
    state: S,
) -> Goto<O, K> {
    Goto::new(
        data.into_expr().node(),
        Transition::to::<In, O, K, S>(state),
    )
}

/// Decides by the cases of an enum, an `Option` or a boolean, with a Rust `match` that rustc checks for exhaustiveness.
///
/// The closure runs once for each case when the workflow is synthesized, with expressions for the case's data. A case
/// that is forgotten is rustc's E0004; there is no forgotten `Default`. Data that is none of an enum's cases when the
/// workflow runs fails with `States.NoChoiceMatched`.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String, coupon: Option<Coupon> }
/// #[derive(Shape)] pub struct Coupon { code: String }
///
/// #[state]
/// fn price(order: Expr<Order>) -> Flow<String> {
///     choice_on(order.coupon, |coupon| match coupon {
///         Some(coupon) => to(coupon, redeem),
///         None => to(order, full_price),
///     })
/// }
/// #[state]
/// fn redeem(coupon: Expr<Coupon>) -> Flow<String> { succeed(coupon.code) }
/// #[state]
/// fn full_price(order: Expr<Order>) -> Flow<String> { succeed(order.id) }
/// # Workflow::new("w", price).synthesize().unwrap();
/// ```
#[track_caller]
pub fn choice_on<T: Cases, O, K>(
    value: Expr<T>,
    mut arms: impl FnMut(T::Case) -> Goto<O, K>,
) -> Flow<O, K> {
    let mut rules = Vec::new();
    for (condition, case) in T::cases(value) {
        let goto = arms(case);
        rules.push(Rule {
            condition: condition.node(),
            data: goto.data,
            target: goto.transition,
            assign: goto.assign,
            comment: goto.comment,
        });
    }
    let rest = if T::last_is_the_rest() {
        rules.pop()
    } else {
        None
    };
    let default = rest.map(|rule| Goto::<O, K> {
        assign: rule.assign,
        ..Goto::new(rule.data, rule.target)
    });
    Flow::new(decided(
        rules,
        default,
        Node::new(Op::Null),
        Location::caller(),
    ))
}
