//! States made by closures, so that libraries and loops can generate states.

use std::borrow::Cow;
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
    StateFn {
        meta: StateMeta::new(name, Location::caller()),
        define: Rc::new(define),
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
