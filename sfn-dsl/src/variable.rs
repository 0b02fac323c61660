//! Variables: data that a workflow keeps aside while it goes from state to state.
//!
//! Knows how one is declared, read and assigned. Which states may read it is found out by synthesis, `synth::variables`.

use std::any::{TypeId, type_name};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{self, Deref};
use std::panic::Location;

use crate::expr::node::{Declaration, Name, Node, Op, Root};
use crate::flow::def::Assignment;
use crate::shape::Shape;
use crate::{Expr, IntoExpr, TextPart, Textual, ToText};

/// A variable of a workflow that holds a `T`: declared once, assigned by states, read by any state after that.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String, total: f64 }
/// #[derive(Shape)] pub struct Receipt { charge_id: String }
///
/// #[lambda("charge")]
/// fn charge(order: Order) -> Receipt;
///
/// static ATTEMPTS: Variable<u32> = Variable::named("attempts");
/// static ORDER: Variable<Order> = Variable::named("order");
///
/// #[state]
/// fn start(order: Expr<Order>) -> Flow<String> {
///     pass(order).assign(&ATTEMPTS, 0).assign(&ORDER, order).next(pay)
/// }
///
/// #[state]
/// fn pay(order: Expr<Order>) -> Flow<String> {
///     charge(order)
///         .catch_to(errors::TASK_FAILED, |error| {
///             to(error, again).assign(&ATTEMPTS, ATTEMPTS + 1)
///         })
///         .next(thank)
/// }
///
/// #[state]
/// fn again(error: Expr<ErrorOutput>) -> Flow<String> {
///     choice(error).when_to(ATTEMPTS.lt(3), to(ORDER, pay)).otherwise(give_up)
/// }
///
/// #[state]
/// fn thank(receipt: Expr<Receipt>) -> Flow<String> {
///     succeed(text!("order {} is paid: {}", ORDER.id, receipt.charge_id))
/// }
///
/// #[state]
/// fn give_up(error: Expr<ErrorOutput>) -> Flow<String> {
///     fail("NotPaid", text!("gave up after {} attempts: {}", ATTEMPTS, error.cause))
/// }
/// # Workflow::new("orders", start).synthesize().unwrap();
/// ```
///
/// - [`get`](Self::get) reads it, as an [`Expr`] like any other, in every state. Fields, methods and operators are there without
///   it, `ORDER.id`, `ATTEMPTS.lt(3)`, `ATTEMPTS + 1`, and where data is asked for `ORDER` will do. In both languages it is
///   written `$attempts`.
/// - `.assign(&ATTEMPTS, value)` is a method of every state that can assign (`Assign`): Task, Pass, Wait, Map, Parallel, a
///   raw state, and of the target of a choice or a catcher, `to(data, state)`. Succeed and Fail cannot.
///   `.assign_result(&RECEIPT, |receipt| receipt.charge_id)` assigns from the result of a Task, Map or Parallel.
/// - A value is read **before** the state assigns anything: `.assign(&ATTEMPTS, ATTEMPTS + 1)` counts on, and what a
///   state assigns can be read from the next state on. A state that fails assigns nothing; its catcher does, if told to.
/// - The body of a Map and the branch of a Parallel read the variables around them and cannot assign them; what is assigned
///   inside is gone outside, so hand it out in the result. The children of a Distributed Map see none of their parent's.
///
/// Synthesis follows every way through the workflow: reading a variable that is not assigned on all ways to the state is an
/// error that shows the way. For one that may be absent, assign `none()` to a `Variable<Option<_>>` first.
///
/// A name has up to 80 letters, digits and `_`, begins with a letter, and is not `states`. One value has up to 256 KiB, all
/// values of one state too, and all of an execution 10 MiB.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>
pub struct Variable<T> {
    name: &'static str,
    location: &'static Location<'static>,
    of: PhantomData<fn() -> T>,
}

impl<T: Shape> Variable<T> {
    /// A variable with this name, without the `$`.
    #[must_use]
    #[track_caller]
    pub const fn named(name: &'static str) -> Self {
        Variable {
            name,
            location: Location::caller(),
            of: PhantomData,
        }
    }

    /// Like [`named`](Self::named), with a name made at run time.
    #[must_use]
    #[track_caller]
    pub fn from_name(name: impl Into<String>) -> Self {
        // A text is kept once, however often it is made.
        let name = match Node::text(name.into()).op() {
            Op::Text(name) => name.as_ref(),
            // INVARIANT: nothing simplifies a text.
            _ => "",
        };
        Variable {
            name,
            location: Location::caller(),
            of: PhantomData,
        }
    }

    /// Its name, without the `$`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What it holds where this is read: `$attempts` in both languages.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// static ATTEMPTS: Variable<u32> = Variable::named("attempts");
    /// assert_eq!((ATTEMPTS.get() + 1).to_jsonata().unwrap(), "$attempts + 1");
    /// assert_eq!((ATTEMPTS.get() + 1).to_jsonpath().unwrap(), "States.MathAdd($attempts, 1)");
    /// ```
    #[must_use]
    pub fn get(&self) -> Expr<T> {
        Expr::new(Op::Root(Root::Variable(Box::new(self.declaration()))))
    }

    pub(crate) fn declaration(&self) -> Declaration {
        Declaration {
            name: Name::Borrowed(self.name),
            type_id: TypeId::of::<T>(),
            type_name: type_name::<T>(),
            location: self.location,
        }
    }
}

/// What it holds, with its fields and methods: `ORDER.id`, `ATTEMPTS.lt(3)`, `ATTEMPTS + 1`.
impl<T: Shape> Deref for Variable<T> {
    type Target = Expr<T>;

    fn deref(&self) -> &Expr<T> {
        let expr = self.get();
        expr.node().view(TypeId::of::<Expr<T>>(), || expr)
    }
}

/// A variable where its data is asked for.
#[diagnostic::do_not_recommend]
impl<T: Shape> IntoExpr<T> for Variable<T> {
    fn into_expr(self) -> Expr<T> {
        self.get()
    }
}

/// A variable in a text: `text!("{} attempts", ATTEMPTS)`.
#[diagnostic::do_not_recommend]
impl<T: Textual> ToText for Variable<T> {
    fn part(self) -> TextPart {
        self.get().part()
    }
}

macro_rules! operators {
    ($($Operator:ident $method:ident)*) => {$(
        /// As of what it holds: `ATTEMPTS + 1`.
        impl<T: Shape, R> ops::$Operator<R> for Variable<T>
        where
            Expr<T>: ops::$Operator<R>,
        {
            type Output = <Expr<T> as ops::$Operator<R>>::Output;

            fn $method(self, other: R) -> Self::Output {
                self.get().$method(other)
            }
        }
    )*};
}
operators!(Add add Sub sub Mul mul Div div Rem rem);

/// As of what it holds: `!READY`.
impl ops::Not for Variable<bool> {
    type Output = Expr<bool>;

    fn not(self) -> Expr<bool> {
        !self.get()
    }
}

impl<T> Clone for Variable<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Variable<T> {}

impl<T> fmt::Debug for Variable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Variable").field(&self.name).finish()
    }
}

/// What can be assigned to a variable that holds a `T`: all that [`IntoExpr<T>`] is.
#[diagnostic::on_unimplemented(
    message = "a variable of type `{T}` cannot be assigned `{Self}`",
    label = "this is `{Self}`, and the variable holds `{T}`",
    note = "a variable holds one type in all of a workflow: take the field that fits, declare a second variable, or declare it as `Variable<Option<..>>` and assign `some(..)` and `none()`"
)]
pub trait AssignTo<T> {
    /// The expression.
    #[doc(hidden)]
    fn value(self) -> Node;
}
#[diagnostic::do_not_recommend]
impl<T, X: IntoExpr<T>> AssignTo<T> for X {
    fn value(self) -> Node {
        self.into_expr().node()
    }
}

impl Assignment {
    #[track_caller]
    pub(crate) fn new<T: Shape>(variable: &Variable<T>, value: impl AssignTo<T>) -> Assignment {
        Assignment {
            variable: variable.declaration(),
            value: value.value(),
            location: Location::caller(),
        }
    }
}

/// Never: it is here for what it says of a state that cannot assign any more.
#[diagnostic::on_unimplemented(
    message = "this state is finished: it cannot assign a variable any more",
    label = "`.assign(..)` comes too late here",
    note = "assign before `.next(..)`, `.end()` and `.otherwise(..)`: `pass(order).assign(&ATTEMPTS, 0).next(pay)`",
    note = "a target of a choice or a catcher assigns for itself, `to(order, pay).assign(&ATTEMPTS, 0)`; `succeed(..)` and `fail(..)` cannot assign at all"
)]
pub trait CanStillAssign {}

/// Never: it is here for what it says of a state that is asked to assign.
#[diagnostic::on_unimplemented(
    message = "a state is only a name here: variables are assigned on the way to it",
    label = "`{Self}` cannot be told to assign",
    note = "in a choice and in a catcher: `to(order, pay).assign(&ATTEMPTS, 0)`, with `.when_to(condition, ..)`, `.otherwise_to(..)` or `.catch_to(errors, |error| ..)`; on the way to a `.next(..)` the state before assigns: `pass(order).assign(&ATTEMPTS, 0).next(pay)`"
)]
pub trait AssignsByItself {}

/// Never: it is here for what it says of a choice that is asked to assign.
#[diagnostic::on_unimplemented(
    message = "a choice assigns on each of its ways, and not on all of them at once",
    label = "`.assign(..)` belongs to a way",
    note = "with `.when_to(condition, to(order, pay).assign(&ATTEMPTS, 0))` and `.otherwise_to(to(order, wait).assign(&ATTEMPTS, 0))`; or assign in the state before"
)]
pub trait AssignsOnAllWays {}
