//! Saga: several services are changed, or none.
//!
//! **Problem.** An order reserves stock, charges a card and books a parcel, in three services that share no transaction.
//! When the parcel cannot be booked, the charge has to be refunded and the stock released, in that order; and when the
//! refund fails as well, somebody has to know.
//!
//! ```
//! use sfn_dsl::patterns::saga::{self, Stuck};
//! use sfn_dsl::patterns::Failed;
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Order { id: String, cents: u64 }
//! #[derive(Shape)] pub struct Reservation { reservation_id: String }
//! #[derive(Shape)] pub struct Charge { charge_id: String }
//! // What is known after each step: everything before, and the step's result.
//! #[derive(Shape)] pub struct Reserved { #[serde(flatten)] order: Order, reservation: Reservation }
//! #[derive(Shape)] pub struct Paid { #[serde(flatten)] reserved: Reserved, charge: Charge }
//!
//! #[lambda("reserve-stock")] fn reserve_stock(order: Order) -> Reservation;
//! #[lambda("release-stock")] fn release_stock(reservation: Reservation);
//! #[lambda("charge-card")] fn charge_card(order: Order) -> Charge;
//! #[lambda("refund-card")] fn refund_card(charge: Charge);
//! #[lambda("book-parcel")] fn book_parcel(paid: Paid) -> Paid;
//! static ALERTS: Topic = Topic::named("alerts");
//!
//! fn checkout() -> StateFn<Order, String> {
//!     saga::step("ReserveStock", |order: Expr<Order>| {
//!         reserve_stock(order).output(|reservation| ReservedExpr { order, reservation })
//!     })
//!     .undo("ReleaseStock", |reserved| release_stock(reserved.reservation))
//!     .step("ChargeCard", |reserved: Expr<Reserved>| {
//!         charge_card(reserved.order).output(|charge| PaidExpr { reserved, charge })
//!     })
//!     .undo("RefundCard", |paid| refund_card(paid.charge))
//!     .step("BookParcel", |paid: Expr<Paid>| book_parcel(paid).discard_result(paid))
//!     .ends(saga::Ends { done: confirm, undone: cancelled, stuck: page })
//! }
//!
//! #[state]
//! fn confirm(paid: Expr<Paid>) -> Flow<String> { succeed(paid.charge.charge_id) }
//! #[state]
//! fn cancelled(failed: Expr<Failed<Order>>) -> Flow<String> {
//!     fail("CheckoutCancelled", text!("order {}: {}", failed.data.id, failed.failure.cause))
//! }
//! #[state]
//! fn page(stuck: Expr<Stuck<Order>>) -> Flow<String> {
//!     sns::publish(&ALERTS, text!("order {}: {} failed", stuck.data.id, stuck.undo))
//!         .next(half_done)
//! }
//! #[state]
//! fn half_done<T: Shape>(_: Expr<T>) -> Flow<String> { fail("CheckoutStuck", "an undo failed, see the alert") }
//!
//! let synthesis = Workflow::new("checkout", checkout()).synthesize().unwrap();
//! let states: Vec<_> = synthesis.document.states.keys().collect();
//! assert_eq!(states, [
//!     "ReserveStock", "ChargeCard", "BookParcel", "Confirm", "RefundCard", "ReleaseStock", "Cancelled", "Page", "HalfDone",
//! ]);
//! ```
//!
//! **What it makes.** One state for each step and one for each undo, by the names given, and nothing else:
//!
//! ```text
//! ReserveStock ──> ChargeCard ──> BookParcel ──> Confirm
//!      │ fails         │ fails         │ fails
//!      v               v               v
//!  Cancelled <── ReleaseStock <── RefundCard
//!                      │ fails         │ fails
//!                      └───────┬───────┘
//!                              v
//!                            Page
//! ```
//!
//! - A step that fails (`States.ALL`, after its own retries and catchers) goes to the undo of the last step before it that
//!   has one, with the error in `failure`.
//! - An undo is tried again after 2, 4, 8, 16 and 32 seconds, at random within these (full jitter), unless it has a retrier
//!   for `States.ALL` of its own. Then it goes to `stuck`, with its error in `undo_failure` and its name in `undo`: nothing
//!   further is undone, a person has to look.
//! - [`undo`](Saga::undo) gets all that is known after its step, by type: what its step did not make is not there to be
//!   read. [`undo_attempt`](Saga::undo_attempt) is for a step that may have happened although it failed, a charge that ran
//!   into its timeout: it gets what was known before the step, and runs when the step itself fails as well.
//!
//! **Data.** Each step hands on a struct that keeps what was there before, flattened, with its own result beside it
//! ([`Keeps`]). The data only grows, so each undo finds what it needs and nothing is copied. It has to be a struct.
//!
//! **Cost.** A transition for each step; when step *n* fails, one more for each undo before it.
//!
//! **Limits.** Both query languages. In JSONPath a Lambda's result can be put beside the data when its fields are all
//! required, or the function is declared `direct`; and there the name of an undo that failed is put beside its error by a Pass
//! state of its own, `RefundCardFailed`. Steps run one after the other: for some that run side by side make one
//! step of a `parallel(..)`. `States.DataLimitExceeded` and `States.Runtime` cannot be caught, and so undo nothing.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::rc::Rc;

use super::{Call, Failed, FailedExpr, Step, beside, state_at};
use crate::expr::node::Name;
use crate::flow::def::language;
use crate::flow::{Flow, Given, OneEnd, OneKind, QueryLanguage, State, erased};
use crate::{ErrorOutput, Expr, Keeps, Object, Retry, Shape, StateFn, errors, pass, some};

/// A saga that could not be undone either: the data it began with, what went wrong first, and what went wrong undoing it.
///
/// On the wire everything that the steps made is still there.
#[derive(Clone, Debug, Shape)]
pub struct Stuck<T> {
    /// What the saga began with.
    #[serde(flatten)]
    pub data: T,
    /// Why the saga was to be undone.
    pub failure: ErrorOutput,
    /// Why it was not.
    pub undo_failure: ErrorOutput,
    /// The state that was to undo it.
    pub undo: String,
}

/// The undo that failed puts its error beside what it got,
#[derive(Shape)]
struct UndoFailed<T> {
    #[serde(flatten)]
    failed: Failed<T>,
    undo_failure: ErrorOutput,
}

/// and its name.
#[derive(Shape)]
struct HalfUndone<T> {
    #[serde(flatten)]
    failed: Failed<T>,
    undo_failure: ErrorOutput,
    undo: Option<String>,
}

/// Where a saga goes on.
#[derive(Clone, Copy, Debug)]
pub struct Ends<Done, Undone, Page> {
    /// After the last step: a state that takes what it handed on.
    pub done: Done,
    /// After a step failed and everything before it was undone: a state that takes a [`Failed`] of what the saga began with.
    pub undone: Undone,
    /// After an undo failed for good: a state that takes a [`Stuck`] and sees to it that a person looks.
    pub stuck: Page,
}

/// A state whose data the types of the saga vouch for: each step's data is part of the next one's.
type Any<O, K> = StateFn<(), O, K>;

/// A call: given its data, where to go when it fails, and what follows.
type Run<O, K> = Rc<dyn Fn(Expr<()>, Any<O, K>, Any<O, K>) -> Flow<O, K>>;

/// What a step or an undo does.
struct Act<O, K> {
    name: Name,
    location: &'static Location<'static>,
    run: Run<O, K>,
}

/// How a step is undone.
enum Undoing<O, K> {
    Not,
    /// When a later step failed.
    Done(Act<O, K>),
    /// When this or a later one failed.
    Attempted(Act<O, K>),
}

/// Nothing was said yet on how to undo the last step.
#[derive(Clone, Copy, Debug)]
pub struct Undecided;

/// The last step has its undo.
#[derive(Clone, Copy, Debug)]
pub struct Decided;

/// Whether the last step can still be given an undo.
#[diagnostic::on_unimplemented(
    message = "this step has its undo already: a step is undone by one call",
    label = "the second undo of the step",
    note = "an undo of several calls is a `parallel(..)`, or one call that does all of it; the next `.step(..)` has an undo of its own"
)]
pub trait CanBeUndone {}
#[diagnostic::do_not_recommend]
impl CanBeUndone for Undecided {}

/// A saga under construction: it began with an `In`, its last step takes a `Before` and hands on an `After`, and its flow
/// ends in an `O` in a workflow of kind `K`.
#[must_use = "finish the saga with `.ends(saga::Ends { .. })`"]
pub struct Saga<In, Before, After, O, K, Last = Undecided> {
    steps: Vec<(Act<O, K>, Undoing<O, K>)>,
    #[allow(clippy::type_complexity)]
    of: PhantomData<fn() -> (In, Before, After, Last)>,
}

impl<In, B, A, O, K, L> fmt::Debug for Saga<In, B, A, O, K, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.steps.iter().map(|(step, _)| &step.name);
        f.debug_list().entries(names).finish()
    }
}

/// Begins a saga with its first step: the name of its state, and the call it makes.
///
/// The call hands on what the next step is to know: a struct that keeps the data of `In`, flattened, with the result
/// beside it, `.output(|reservation| ReservedExpr { order, reservation })`.
#[track_caller]
pub fn step<In, S, O, K>(
    name: impl Into<Name>,
    run: impl Fn(Expr<In>) -> S + 'static,
) -> Saga<In, In, S::Result, O, K>
where
    In: Object,
    O: 'static,
    K: 'static,
    S: Step<O, K>,
    S::Result: Keeps<In>,
{
    Saga {
        steps: vec![(act(name.into(), Location::caller(), run), Undoing::Not)],
        of: PhantomData,
    }
}

fn act<D: Shape, O: 'static, K: 'static, S: Step<O, K>>(
    name: Name,
    location: &'static Location<'static>,
    run: impl Fn(Expr<D>) -> S + 'static,
) -> Act<O, K> {
    let run: Run<O, K> = Rc::new(move |data, undo, next| {
        let data: Expr<D> = data.cast();
        let failed = |failure| FailedExpr { data, failure }.into();
        let flow = run(data).guarded::<Failed<D>>(failed, erased(undo), erased(next));
        beside::<D, _, _>(&["failure"], flow)
    });
    Act {
        name,
        location,
        run,
    }
}

fn undo_act<D: Shape, O: 'static, K: 'static, U: Call<O, K>>(
    name: Name,
    location: &'static Location<'static>,
    undo: impl Fn(Expr<D>) -> U + 'static,
) -> Act<O, K> {
    let own_name = name.clone();
    let run: Run<O, K> = Rc::new(move |failed, stuck, next| {
        let failed: Expr<Failed<D>> = failed.cast();
        let call = undo(failed.data).handing_on(failed).retrying(again());
        let flow = match language() {
            QueryLanguage::Jsonata => {
                let half_undone = |undo_failure| HalfUndoneExpr {
                    failed,
                    undo_failure,
                    undo: some(&*own_name),
                };
                let half_undone = |failure| half_undone(failure).into();
                call.guarded::<HalfUndone<D>>(half_undone, erased(stuck), erased(next))
            }
            // A catcher can hand on the error alone: the name is put beside it by a state of its own.
            QueryLanguage::JsonPath => {
                let undo_failed = |undo_failure| UndoFailedExpr {
                    failed,
                    undo_failure,
                };
                let undo_failed = |failure| undo_failed(failure).into();
                let named = named::<D, O, K>(own_name.clone(), location, stuck);
                call.guarded::<UndoFailed<D>>(undo_failed, named, erased(next))
            }
        };
        beside::<D, _, _>(&["undo_failure", "undo"], flow)
    });
    Act {
        name,
        location,
        run,
    }
}

/// A state that puts the name of an undo beside its error.
fn named<D: Shape, O: 'static, K: 'static>(
    undo: Name,
    location: &'static Location<'static>,
    stuck: Any<O, K>,
) -> StateFn<UndoFailed<D>, O, K> {
    state_at(
        location,
        format!("{undo}Failed"),
        move |half: Expr<UndoFailed<D>>| {
            let half: Expr<HalfUndone<D>> = half.cast();
            let stuck = erased::<HalfUndone<D>, O, K, _, (), O, K>(stuck.clone());
            pass(half.with(|half| half.undo, &*undo)).next(stuck)
        },
    )
}

/// What an undo does before it is given up.
fn again() -> Retry {
    Retry::on(errors::ALL)
        .interval_seconds(2)
        .max_attempts(5)
        .backoff_rate(2.0)
        .full_jitter()
}

impl<In, B, A, O, K, L> Saga<In, B, A, O, K, L>
where
    In: Shape,
    B: Shape,
    A: Shape,
    O: 'static,
    K: 'static,
{
    /// The next step; see [`step`].
    #[track_caller]
    pub fn step<S>(
        mut self,
        name: impl Into<Name>,
        run: impl Fn(Expr<A>) -> S + 'static,
    ) -> Saga<In, A, S::Result, O, K>
    where
        S: Step<O, K>,
        S::Result: Keeps<A>,
    {
        let act = act(name.into(), Location::caller(), run);
        self.steps.push((act, Undoing::Not));
        Saga {
            steps: self.steps,
            of: PhantomData,
        }
    }

    /// How the step is undone when a later one fails: the name of the state, and the call, which gets all that is known
    /// after the step. Its result is left behind.
    ///
    /// Unless it has a retrier for `States.ALL`, the call is tried again five times.
    #[track_caller]
    pub fn undo<U: Call<O, K>>(
        self,
        name: impl Into<Name>,
        undo: impl Fn(Expr<A>) -> U + 'static,
    ) -> Saga<In, B, A, O, K, Decided>
    where
        L: CanBeUndone,
    {
        let act = undo_act(name.into(), Location::caller(), undo);
        self.undone_by(Undoing::Done(act))
    }

    /// How the step is undone when it or a later one fails: for a step that may have happened although it failed, because
    /// it ran into its timeout for instance. The call gets what was known before the step, and has to cope with there
    /// being nothing to undo.
    #[track_caller]
    pub fn undo_attempt<U: Call<O, K>>(
        self,
        name: impl Into<Name>,
        undo: impl Fn(Expr<B>) -> U + 'static,
    ) -> Saga<In, B, A, O, K, Decided>
    where
        L: CanBeUndone,
    {
        let act = undo_act(name.into(), Location::caller(), undo);
        self.undone_by(Undoing::Attempted(act))
    }

    fn undone_by(mut self, undoing: Undoing<O, K>) -> Saga<In, B, A, O, K, Decided> {
        if let Some((_, last)) = self.steps.last_mut() {
            *last = undoing;
        }
        Saga {
            steps: self.steps,
            of: PhantomData,
        }
    }

    /// Says where the saga goes on, and makes its first state.
    pub fn ends<S, S2, S3, O2, K2, O3, K3>(self, ends: Ends<S, S2, S3>) -> StateFn<In, O, K>
    where
        S: State<A, O, K>,
        S2: State<Failed<In>, O2, K2>,
        Given<S2>: OneEnd<O, O2> + OneKind<K, K2>,
        S3: State<Stuck<In>, O3, K3>,
        Given<S3>: OneEnd<O, O3> + OneKind<K, K3>,
        O2: 'static,
        K2: 'static,
        O3: 'static,
        K3: 'static,
    {
        let done = erased::<_, _, _, S, A, O, K>(ends.done);
        let undone = erased::<_, _, _, S2, Failed<In>, O2, K2>(ends.undone);
        let stuck = erased::<_, _, _, S3, Stuck<In>, O3, K3>(ends.stuck);
        erased(link(self.steps, done, undone, stuck))
    }
}

/// The first state. Two loops and no recursion: a program can make as many steps as it likes.
fn link<O: 'static, K: 'static>(
    steps: Vec<(Act<O, K>, Undoing<O, K>)>,
    done: Any<O, K>,
    undone: Any<O, K>,
    stuck: Any<O, K>,
) -> Any<O, K> {
    // What undoes everything that was done so far.
    let mut undo = undone;
    let mut ready = Vec::new();
    for (step, undoing) in steps {
        let on_failure = match undoing {
            Undoing::Not => undo.clone(),
            Undoing::Done(own) => {
                let comment = format!("Undoes {}", step.name);
                let before = undo.clone();
                undo = state_of(own, stuck.clone(), undo).comment(comment);
                before
            }
            Undoing::Attempted(own) => {
                let comment = format!("Undoes {}, whether it happened or not", step.name);
                undo = state_of(own, stuck.clone(), undo).comment(comment);
                undo.clone()
            }
        };
        ready.push((step, on_failure));
    }
    ready
        .into_iter()
        .rev()
        .fold(done, |next, (step, on_failure)| {
            state_of(step, on_failure, next)
        })
}

fn state_of<O: 'static, K: 'static>(
    act: Act<O, K>,
    on_failure: Any<O, K>,
    next: Any<O, K>,
) -> Any<O, K> {
    let Act {
        name,
        location,
        run,
    } = act;
    state_at(location, name, move |data| {
        run(data, on_failure.clone(), next.clone())
    })
}
