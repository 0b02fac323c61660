//! States and transitions: law 1, a state is a function and a transition is its name.
//!
//! Knows how states lead to one another. What a single state holds is [`def`]; the builders are in `states`.

mod closure;
pub(crate) mod def;
pub(crate) mod distributed;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::rc::Rc;

pub use closure::{StateFn, state};
pub(crate) use closure::{erased, state_told_at};
pub(crate) use def::StateDef;

use crate::expr::node::Name;
use crate::shape::Shape;
use crate::variable::{AssignTo, AssignsByItself, CanStillAssign, Variable};
use crate::{Expr, Standard};

/// A language for paths and expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryLanguage {
    /// `{% .. %}` expressions, `Arguments` and `Output`. The default of a new workflow.
    Jsonata,
    /// `Parameters`, `ResultSelector`, `ResultPath`, `OutputPath` and intrinsic functions.
    JsonPath,
}
pub use QueryLanguage::{JsonPath, Jsonata};

/// What a state is called and where it was written.
#[derive(Clone, Debug)]
pub struct StateMeta {
    pub(crate) name: Name,
    pub(crate) comment: Option<Cow<'static, str>>,
    pub(crate) query_language: Option<QueryLanguage>,
    pub(crate) location: &'static Location<'static>,
}

impl StateMeta {
    /// A state's name (at most 80 characters, unique in the whole workflow) and place in the source.
    #[must_use]
    pub fn new(name: impl Into<Name>, location: &'static Location<'static>) -> Self {
        StateMeta {
            name: name.into(),
            comment: None,
            query_language: None,
            location,
        }
    }

    /// The state's `Comment`.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<Cow<'static, str>>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// The state's own `QueryLanguage`.
    #[must_use]
    pub fn query_language(mut self, language: QueryLanguage) -> Self {
        self.query_language = Some(language);
        self
    }
}

/// Something that has a name as a state: what `#[state]` writes, whatever data it takes.
pub trait StateItem: Sized + 'static {
    /// Name, comment and place.
    fn meta(&self) -> StateMeta;

    /// Tells closures apart that were made at one place of the source.
    #[doc(hidden)]
    fn allocation(&self) -> Option<usize> {
        None
    }

    /// The same state under another name, to use it a second time in one workflow: names are unique over the whole
    /// workflow, Map bodies and Parallel branches included.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] pub struct Order { id: String }
    /// #[state]
    /// fn give_up<T: Shape>(_: Expr<T>) -> Flow<Order> {
    ///     fail("GaveUp", "nothing more to try")
    /// }
    ///
    /// #[state]
    /// fn check(order: Expr<Order>) -> Flow<Order> {
    ///     choice(order)
    ///         .when(order.id.eq("1"), give_up.named("GiveUpOnTheFirst"))
    ///         .otherwise(give_up)
    /// }
    /// # Workflow::new("w", check).synthesize().unwrap();
    /// ```
    fn named(self, name: impl Into<Name>) -> Named<Self> {
        Named {
            state: self,
            name: name.into(),
        }
    }

    /// Never: it says where a variable is assigned.
    #[doc(hidden)]
    fn assign<T: Shape>(self, _: &Variable<T>, _: impl AssignTo<T>) -> Self
    where
        Self: AssignsByItself,
    {
        self
    }
}

/// A state that takes `In` and whose whole flow from there on ends in `Out`, in a workflow of kind `K`.
///
/// `#[state]` implements it for a function, [`state`] for a closure. A workflow, the body of a Map and the branch of a
/// Parallel are just their first state.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a state that takes `{In}`",
    label = "`{In}` arrives here",
    note = "what arrives is what the state before hands on: change it there with `.output(..)`, `.put(..)` or `.discard_result(..)` (a catcher's with `.catch_with(..)`, a Map's with `map_select(..)`), or take an `Expr<..>` of that type in the state that is to follow",
    note = "a state is a function with `#[state]` on it, given by its bare name; a Lambda function is called inside of one"
)]
pub trait State<In, Out, K = Standard>: StateItem {
    /// What the state does with its input.
    fn define(&self, input: Expr<In>) -> Flow<Out, K>;
}

/// Whether two flows that meet end in the same type: a state's own and the one it leads to, a choice's targets, a
/// catcher's handler.
///
/// Implemented for `()` and not for one of the two, so that whichever is known tells the other, as an equality does; and
/// not written as an equality, so that a difference is told in these words, at the state that differs. It is asked of
/// `Given`, which is `()` once the state is known: before that the compiler would take the state to be of
/// the kind that is wanted here, and find then that there is no such state.
#[diagnostic::on_unimplemented(
    message = "this flow ends in `{Here}`, and the state named here leads to an end in `{There}`",
    label = "leads to an end in `{There}`",
    note = "all ends of a flow have one type: the one in `Flow<..>`, of every state on the way and of every catcher's handler"
)]
pub trait OneEnd<Here, There> {}
#[diagnostic::do_not_recommend]
impl<T> OneEnd<T, T> for () {}

/// Whether two flows that meet are for the same kind of workflow; see [`OneEnd`].
#[diagnostic::on_unimplemented(
    message = "this flow is of kind `{Here}`, and the state named here is of kind `{There}`",
    label = "this state is of kind `{There}`",
    note = "`Flow<Out>` is short for `Flow<Out, Standard>`: write the same kind everywhere, or make the state serve both with `fn name<K: Kind>(..) -> Flow<Out, K>`"
)]
pub trait OneKind<Here, There> {}
#[diagnostic::do_not_recommend]
impl<T> OneKind<T, T> for () {}

/// `()`, once the state `S` is known; see [`OneEnd`].
pub(crate) type Given<S> = <S as WhenKnown>::Given;

#[doc(hidden)]
pub trait WhenKnown {
    type Given;
}
impl<S> WhenKnown for S {
    type Given = ();
}

/// A state under another name; see [`StateItem::named`].
#[derive(Clone, Debug)]
pub struct Named<S> {
    state: S,
    name: Name,
}

impl<S: StateItem> StateItem for Named<S> {
    fn meta(&self) -> StateMeta {
        StateMeta {
            name: self.name.clone(),
            ..self.state.meta()
        }
    }

    fn allocation(&self) -> Option<usize> {
        self.state.allocation()
    }
}

#[diagnostic::do_not_recommend]
impl<S: State<In, Out, K>, In, Out, K> State<In, Out, K> for Named<S> {
    fn define(&self, input: Expr<In>) -> Flow<Out, K> {
        self.state.define(input)
    }
}

/// The rest of a workflow from one state on: it ends in an `Out`.
///
/// Every builder of a state turns into one with `.next(state)`, `.end()`, or, for a choice, `.otherwise(state)`.
#[must_use = "a state function returns its flow"]
pub struct Flow<Out, K = Standard> {
    pub(crate) def: Box<StateDef>,
    of: PhantomData<fn() -> (Out, K)>,
}

impl<Out, K> Flow<Out, K> {
    pub(crate) fn new(def: StateDef) -> Self {
        Flow {
            def: Box::new(def),
            of: PhantomData,
        }
    }

    /// Never: it says that this is too late.
    #[doc(hidden)]
    pub fn assign<T: Shape>(self, _: &Variable<T>, _: impl AssignTo<T>) -> Self
    where
        Self: CanStillAssign,
    {
        self
    }
}

impl<Out, K> fmt::Debug for Flow<Out, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Flow").field(&self.def).finish()
    }
}

/// The parts of a [`Flow`] type; lets `#[state]` read them through a type alias.
#[diagnostic::on_unimplemented(
    message = "a state returns a flow, not `{Self}`",
    label = "write `Flow<..>` with the type that the whole workflow ends in",
    note = "the last state of a flow ends it with `succeed(data)`, any other with `.end()` or `.next(state)`"
)]
pub trait IsFlow {
    /// What the flow ends in.
    type Out;
    /// The kind of workflow.
    type Kind;

    /// The flow itself.
    #[doc(hidden)]
    fn into_flow(self) -> Flow<Self::Out, Self::Kind>;
}
impl<Out, K> IsFlow for Flow<Out, K> {
    type Out = Out;
    type Kind = K;

    fn into_flow(self) -> Flow<Out, K> {
        self
    }
}

/// What tells two uses of a state name apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Identity {
    /// A `#[state]` function, by its type: the same one always defines the same state.
    Function(&'static str),
    /// A closure, by its allocation: another one may hold other data.
    Closure(usize),
}

/// A step from one state to another.
#[derive(Clone)]
pub(crate) struct Transition {
    pub(crate) meta: StateMeta,
    pub(crate) identity: Identity,
    pub(crate) define: Rc<dyn Fn() -> StateDef>,
    /// Where the transition was written.
    pub(crate) from: &'static Location<'static>,
}

impl fmt::Debug for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "-> {}", self.meta.name)
    }
}

impl Transition {
    #[track_caller]
    pub(crate) fn to<In: 'static, Out: 'static, K: 'static, S: State<In, Out, K>>(
        state: S,
    ) -> Transition {
        let meta = state.meta();
        let identity = match state.allocation() {
            Some(address) => Identity::Closure(address),
            None => Identity::Function(std::any::type_name::<(S, In, Out, K)>()),
        };
        Transition {
            meta,
            identity,
            define: Rc::new(move || *state.define(Expr::from_node(def::input())).def),
            from: Location::caller(),
        }
    }
}
