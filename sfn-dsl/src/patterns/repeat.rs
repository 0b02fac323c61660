//! Bounded loop: again until it is good, but not for ever.
//!
//! **Problem.** A draft is improved until a reviewer's score is high enough; an agent calls tools until it has an answer.
//! Each turn costs money, and nothing promises that there is a last one.
//!
//! ```
//! use sfn_dsl::patterns::{Failed, repeat};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Draft { text: String, score: f64 }
//!
//! #[lambda("improve-draft")] fn improve_draft(draft: Draft) -> Draft;
//!
//! fn improve() -> StateFn<Draft, String> {
//!     repeat::at_most(5)
//!         .until(|draft: Expr<Draft>| draft.score.ge(0.9))
//!         .step("ImproveDraft", |draft| improve_draft(draft).timeout_seconds(60))
//!         .ends(repeat::Ends { done: publish, exhausted: good_enough, failed: keep })
//! }
//!
//! #[state]
//! fn publish(draft: Expr<Draft>) -> Flow<String> { succeed(draft.text) }
//! #[state]
//! fn good_enough(draft: Expr<Draft>) -> Flow<String> { fail("NotGoodEnough", draft.text) }
//! #[state]
//! fn keep(failed: Expr<Failed<Draft>>) -> Flow<String> { fail("NotImproved", failed.failure.cause) }
//!
//! let synthesis = Workflow::new("drafts", improve()).synthesize().unwrap();
//! let states: Vec<_> = synthesis.document.states.keys().collect();
//! assert_eq!(states, [
//!     "BeginImproveDraft", "ImproveDraft", "IsImproveDraftDone", "Publish", "GoodEnough", "Keep",
//! ]);
//! ```
//!
//! A turn of several states is given by its first one. What ends a turn leads to `again`, the state that decides:
//!
//! ```
//! # use sfn_dsl::patterns::repeat;
//! # use sfn_dsl::prelude::*;
//! # #[derive(Shape)] pub struct Talk { answer: Option<String>, call: Option<String> }
//! # #[lambda("decide")] fn think(talk: Talk) -> Talk;
//! # #[lambda("call-tool")] fn use_tool(talk: Talk) -> Talk;
//! # #[state] fn tell(talk: Expr<Talk>) -> Flow<String> { succeed(talk.answer.unwrap_or("")) }
//! # #[state] fn give_up<T: Shape>(_: Expr<T>) -> Flow<String> { fail("TooManyTurns", "the agent found no answer") }
//! fn agent() -> StateFn<Talk, String> {
//!     repeat::at_most(20)
//!         .until(|talk: Expr<Talk>| talk.answer.is_some())
//!         .states("Agent", |again| {
//!             let call = state("CallTool", move |talk: Expr<Talk>| use_tool(talk).next(again.clone()));
//!             state("Think", move |talk: Expr<Talk>| think(talk).next(call.clone()))
//!         })
//!         .ends(repeat::Exits { done: tell, exhausted: give_up })
//! }
//! # let synthesis = Workflow::new("agent", agent()).synthesize().unwrap();
//! # let states: Vec<_> = synthesis.document.states.keys().collect();
//! # assert_eq!(states, ["BeginAgent", "Think", "CallTool", "IsAgentDone", "Tell", "GiveUp"]);
//! ```
//!
//! **What it makes.** The states of the turn between two more, and a variable that counts the turns, `$improve_draft_turns`:
//!
//! ```text
//! BeginImproveDraft (Pass) ──> ImproveDraft ──> IsImproveDraftDone (Choice)
//!   turns = 1                   ^     │ fails      │ score >= 0.9 ──> Publish
//!                               │     v            │ turns >= 5 ────> GoodEnough
//!                               │   Keep           │
//!                               └──────────────────┘ turns = turns + 1
//! ```
//!
//! The turn runs at least once. What it hands on is what the next one gets: one type, the state of the loop. It is done when
//! the condition holds after a turn, the last one too.
//!
//! **Cost.** One transition, and for each turn its own states and one more.
//!
//! **Limits.** Both query languages, Standard and Express. Some 7 events of history for a turn of one task: for more than a
//! few thousand turns see [`continue_as_new`](super::continue_as_new).

use std::fmt;
use std::panic::Location;
use std::rc::Rc;

use super::{Failed, FailedExpr, Step, beside, snake_case, state_at};
use crate::expr::node::Name;
use crate::flow::{Given, OneEnd, OneKind, State, erased};
use crate::{Expr, Object, Shape, StateFn, Variable, choice, pass, to};

/// Where a loop of one step goes on.
#[derive(Clone, Copy, Debug)]
pub struct Ends<Done, Exhausted, Broken> {
    /// The condition holds: a state that takes the state of the loop.
    pub done: Done,
    /// It does not after the last turn: a state that takes the state of the loop.
    pub exhausted: Exhausted,
    /// A turn failed: a state that takes a [`Failed`] of what the turn began with.
    pub failed: Broken,
}

/// Where a loop of several states goes on. What happens when one of them fails is theirs to say.
#[derive(Clone, Copy, Debug)]
pub struct Exits<Done, Exhausted> {
    /// The condition holds: a state that takes the state of the loop.
    pub done: Done,
    /// It does not after the last turn: a state that takes the state of the loop.
    pub exhausted: Exhausted,
}

/// Whether what a turn hands on is what the next one takes.
#[diagnostic::on_unimplemented(
    message = "a turn of this loop hands on `{Self}`, and the next one takes `{L}`",
    label = "the step hands on `{Self}`",
    note = "build the state of the loop from the result: `.output(|score| DraftExpr {{ score, text: draft.text }})`, or keep the data and fill in one field: `.put(draft, |draft| draft.score)`"
)]
pub trait HandedTo<L> {}
#[diagnostic::do_not_recommend]
impl<L> HandedTo<L> for L {}

/// A loop that knows how often it runs.
#[derive(Clone, Copy, Debug)]
#[must_use = "say when it is done with `.until(..)`"]
pub struct Turns(u64);

/// Runs this many turns at most.
pub fn at_most(turns: u64) -> Turns {
    Turns(turns)
}

impl Turns {
    /// What holds when the loop is done.
    pub fn until<L: Shape>(self, done: impl Fn(Expr<L>) -> Expr<bool> + 'static) -> Repeat<L> {
        Repeat {
            turns: self.0,
            done: Rc::new(done),
        }
    }
}

/// A loop over an `L` that does not know yet what it does.
#[must_use = "say what a turn does with `.step(name, ..)`"]
pub struct Repeat<L> {
    turns: u64,
    done: Rc<dyn Fn(Expr<L>) -> Expr<bool>>,
}

impl<L> fmt::Debug for Repeat<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Repeat").field(&self.turns).finish()
    }
}

/// A loop whose turn is one step.
#[must_use = "finish with `.ends(repeat::Ends { .. })`"]
pub struct Stepping<L, S> {
    repeat: Repeat<L>,
    name: Name,
    location: &'static Location<'static>,
    step: Rc<dyn Fn(Expr<L>) -> S>,
}

type Body<L, O, K> = Rc<dyn Fn(StateFn<L, O, K>) -> StateFn<L, O, K>>;

/// A loop whose turn is several states.
#[must_use = "finish with `.ends(repeat::Exits { .. })`"]
pub struct Turning<L, O, K> {
    repeat: Repeat<L>,
    name: Name,
    location: &'static Location<'static>,
    body: Body<L, O, K>,
}

impl<L, S> fmt::Debug for Stepping<L, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stepping").field(&self.name).finish()
    }
}
impl<L, O, K> fmt::Debug for Turning<L, O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Turning").field(&self.name).finish()
    }
}

impl<L: Shape> Repeat<L> {
    /// A turn of one step: the name of its state, and the call, which hands on what the next turn gets.
    #[track_caller]
    pub fn step<S>(
        self,
        name: impl Into<Name>,
        step: impl Fn(Expr<L>) -> S + 'static,
    ) -> Stepping<L, S>
    where
        L: Object,
    {
        Stepping {
            repeat: self,
            name: name.into(),
            location: Location::caller(),
            step: Rc::new(step),
        }
    }

    /// A turn of several states: what the loop is called in the names of the states around it, and a closure that gives the
    /// first of the turn. It gets the state that the last one is to lead to, which decides.
    #[track_caller]
    pub fn states<S, O, K>(
        self,
        name: impl Into<Name>,
        first: impl Fn(StateFn<L, O, K>) -> S + 'static,
    ) -> Turning<L, O, K>
    where
        S: State<L, O, K>,
        O: 'static,
        K: 'static,
    {
        Turning {
            repeat: self,
            name: name.into(),
            location: Location::caller(),
            body: Rc::new(move |again| erased::<L, O, K, S, L, O, K>(first(again))),
        }
    }
}

impl<L: Shape, S: 'static> Stepping<L, S> {
    /// Says where the loop goes on, and makes its first state.
    pub fn ends<O, K, S1, S2, S3, O2, K2, O3, K3>(self, ends: Ends<S1, S2, S3>) -> StateFn<L, O, K>
    where
        S: Step<O, K>,
        S::Result: HandedTo<L>,
        S1: State<L, O, K>,
        S2: State<L, O2, K2>,
        Given<S2>: OneEnd<O, O2> + OneKind<K, K2>,
        S3: State<Failed<L>, O3, K3>,
        Given<S3>: OneEnd<O, O3> + OneKind<K, K3>,
        O: 'static,
        K: 'static,
        O2: 'static,
        K2: 'static,
        O3: 'static,
        K3: 'static,
    {
        let failed = erased::<Failed<L>, O, K, S3, Failed<L>, O3, K3>(ends.failed);
        let (name, location, step) = (self.name.clone(), self.location, self.step);
        let body: Body<L, O, K> = Rc::new(move |again| {
            let (step, failed) = (Rc::clone(&step), failed.clone());
            state_at(location, name.clone(), move |data| {
                let broken = |failure| FailedExpr { data, failure }.into();
                let flow = step(data).guarded(broken, failed.clone(), erased(again.clone()));
                beside::<L, _, _>(&["failure"], flow)
            })
        });
        let turning = Turning {
            repeat: self.repeat,
            name: self.name,
            location,
            body,
        };
        turning.ends(Exits {
            done: ends.done,
            exhausted: ends.exhausted,
        })
    }
}

impl<L: Shape, O: 'static, K: 'static> Turning<L, O, K> {
    /// Says where the loop goes on, and makes its first state.
    pub fn ends<S1, S2, O2, K2>(self, exits: Exits<S1, S2>) -> StateFn<L, O, K>
    where
        S1: State<L, O, K>,
        S2: State<L, O2, K2>,
        Given<S2>: OneEnd<O, O2> + OneKind<K, K2>,
        O2: 'static,
        K2: 'static,
    {
        let loops = Rc::new(Loop {
            turns: Variable::from_name(format!("{}_turns", snake_case(&self.name))),
            turning: self,
            done: erased::<L, O, K, S1, L, O, K>(exits.done),
            exhausted: erased::<L, O, K, S2, L, O2, K2>(exits.exhausted),
        });
        let (location, name) = (loops.turning.location, &loops.turning.name);
        state_at(location, format!("Begin{name}"), move |data| {
            pass(data)
                .assign(&loops.turns, 1)
                .next(Rc::clone(&loops).turn())
        })
    }
}

/// All of a loop. Its states lead to one another, so each is made when the one before it is.
struct Loop<L, O, K> {
    turning: Turning<L, O, K>,
    turns: Variable<u64>,
    done: StateFn<L, O, K>,
    exhausted: StateFn<L, O, K>,
}

impl<L: Shape, O: 'static, K: 'static> Loop<L, O, K> {
    fn turn(self: Rc<Self>) -> StateFn<L, O, K> {
        (self.turning.body)(Rc::clone(&self).decide())
    }

    fn decide(self: Rc<Self>) -> StateFn<L, O, K> {
        let (location, name) = (self.turning.location, &self.turning.name);
        state_at(location, format!("Is{name}Done"), move |data| {
            let Repeat { turns, done } = &self.turning.repeat;
            let next = to(data, Rc::clone(&self).turn());
            choice(data)
                .when(done(data), self.done.clone())
                .when(self.turns.get().ge(*turns), self.exhausted.clone())
                .otherwise_to(next.assign(&self.turns, self.turns.get() + 1))
        })
    }
}
