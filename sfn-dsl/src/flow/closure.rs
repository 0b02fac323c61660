//! States made by closures, so that libraries and loops can generate states.

use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::panic::Location;
use std::rc::Rc;

use super::{Flow, QueryLanguage, State, StateItem, StateMeta};
use crate::expr::node::Name;
use crate::{Expr, Standard};

/// A state made by a closure; see [`state`].
pub struct StateFn<In, Out, K = Standard> {
    meta: StateMeta,
    define: Rc<dyn Fn(Expr<In>) -> Flow<Out, K>>,
}

/// A state from a closure, with a name made at run time.
///
/// The closure runs when the workflow is synthesized, once; states may lead back to one another through functions that
/// make them. It can hold whatever the program knows: configuration, a tenant, the next state of a list.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// /// A chain of as many pauses as asked for.
/// fn pauses(n: u32) -> StateFn<String, String> {
///     state(format!("Pause{n}"), move |id| match n {
///         0 => wait(id).seconds(1).end(),
///         _ => wait(id).seconds(1).next(pauses(n - 1)),
///     })
/// }
///
/// let synthesis = Workflow::new("pauses", pauses(3)).synthesize().unwrap();
/// assert_eq!(synthesis.document.states.len(), 4);
/// ```
#[track_caller]
pub fn state<In: 'static, Out: 'static, K: 'static>(
    name: impl Into<Name>,
    define: impl Fn(Expr<In>) -> Flow<Out, K> + 'static,
) -> StateFn<In, Out, K> {
    let define = InTurn(Some(define));
    StateFn {
        meta: StateMeta::new(name, Location::caller()),
        define: Rc::new(move |input| define.define(input)),
    }
}

/// A closure that is dropped after the one that held it, not inside of it: in a chain that was made from its end each
/// closure holds the next, and dropping them one inside another would take stack for every state.
struct InTurn<F: 'static>(Option<F>);

impl<F> InTurn<F> {
    fn define<In, Out, K>(&self, input: Expr<In>) -> Flow<Out, K>
    where
        F: Fn(Expr<In>) -> Flow<Out, K>,
    {
        match &self.0 {
            Some(define) => define(input),
            // INVARIANT: only `drop` takes it.
            None => unreachable!("a closure that was dropped"),
        }
    }
}

thread_local! {
    /// Closures that wait until the one being dropped is gone; `None` while none is being dropped.
    static WAITING: RefCell<Option<Vec<Box<dyn Any>>>> = const { RefCell::new(None) };
}

impl<F: 'static> Drop for InTurn<F> {
    fn drop(&mut self) {
        let mut closure = self.0.take();
        let wait = |waiting: &RefCell<Option<Vec<Box<dyn Any>>>>| {
            let mut waiting = waiting.borrow_mut();
            match &mut *waiting {
                Some(others) => {
                    others.push(Box::new(closure.take()));
                    false
                }
                None => {
                    *waiting = Some(Vec::new());
                    true
                }
            }
        };
        // At the end of a thread there is no list any more.
        let first = WAITING.try_with(wait).unwrap_or(false);
        drop(closure);
        if first {
            let next = || WAITING.with(|waiting| waiting.borrow_mut().as_mut().and_then(Vec::pop));
            while let Some(closure) = next() {
                drop(closure);
            }
            WAITING.set(None);
        }
    }
}

/// Any state as a [`StateFn`], for functions that hold states of many types; and with the types that the caller knows
/// to be the same data.
pub(crate) fn erased<In, Out, K, S, In2, Out2, K2>(state: S) -> StateFn<In, Out, K>
where
    In: 'static,
    Out: 'static,
    K: 'static,
    In2: 'static,
    Out2: 'static,
    K2: 'static,
    S: State<In2, Out2, K2>,
{
    StateFn {
        meta: state.meta(),
        define: Rc::new(move |input| {
            let flow = state.define(Expr::from_node(input.node()));
            Flow::new(*flow.def)
        }),
    }
}

/// Like [`state`], for states that a function makes for its caller: what is written in the folder `library` is told at
/// `location`.
pub(crate) fn state_told_at<In: 'static, Out: 'static, K: 'static>(
    location: &'static Location<'static>,
    library: &'static str,
    name: impl Into<Name>,
    define: impl Fn(Expr<In>) -> Flow<Out, K> + 'static,
) -> StateFn<In, Out, K> {
    let define = InTurn(Some(define));
    StateFn {
        meta: StateMeta::new(name, location),
        define: Rc::new(move |input| {
            let mut flow = define.define(input);
            flow.def.tell_at(library, location);
            flow
        }),
    }
}

impl<In, Out, K> StateFn<In, Out, K> {
    /// The state's `Comment`.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<Cow<'static, str>>) -> Self {
        self.meta = self.meta.comment(comment);
        self
    }

    /// The state's own `QueryLanguage`.
    #[must_use]
    pub fn query_language(mut self, language: QueryLanguage) -> Self {
        self.meta = self.meta.query_language(language);
        self
    }
}

impl<In, Out, K> Clone for StateFn<In, Out, K> {
    fn clone(&self) -> Self {
        StateFn {
            meta: self.meta.clone(),
            define: Rc::clone(&self.define),
        }
    }
}

impl<In, Out, K> fmt::Debug for StateFn<In, Out, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StateFn").field(&self.meta.name).finish()
    }
}

impl<In: 'static, Out: 'static, K: 'static> StateItem for StateFn<In, Out, K> {
    fn meta(&self) -> StateMeta {
        self.meta.clone()
    }

    fn allocation(&self) -> Option<usize> {
        Some(Rc::as_ptr(&self.define).addr())
    }
}

#[diagnostic::do_not_recommend]
impl<In: 'static, Out: 'static, K: 'static> State<In, Out, K> for StateFn<In, Out, K> {
    fn define(&self, input: Expr<In>) -> Flow<Out, K> {
        (self.define)(input)
    }
}
