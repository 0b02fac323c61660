//! Approval: a person decides, and may not answer.
//!
//! **Problem.** An expense waits for somebody's yes or no, for days perhaps. The first who is asked may be on holiday, so
//! after a deadline somebody else is asked; and when nobody answers at all, that is an outcome too.
//!
//! ```
//! use sfn_dsl::patterns::Failed;
//! use sfn_dsl::patterns::approval::{self, Answered};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Expense { id: String, cents: u64 }
//! #[derive(Shape)] pub struct Question { expense: Expense, task_token: TaskToken }
//! #[derive(Shape)]
//! #[serde(tag = "decision", rename_all = "snake_case")]
//! pub enum Decision { Approved { by: String }, Rejected { by: String, reason: String } }
//!
//! static MANAGERS: Queue = Queue::named("expenses-managers");
//! static DIRECTORS: Queue = Queue::named("expenses-directors");
//!
//! fn approve() -> StateFn<Expense, String> {
//!     approval::ask("AskManager", |expense: Expr<Expense>, task_token| {
//!         sqs::send_message(&MANAGERS, QuestionExpr { expense, task_token })
//!     })
//!     .escalate_after_seconds(86_400, "AskDirector", |expense, task_token| {
//!         sqs::send_message(&DIRECTORS, QuestionExpr { expense, task_token })
//!     })
//!     .give_up_after_seconds(172_800)
//!     .ends(approval::Ends { answered: decide, unanswered: nobody_answered, failed: not_asked })
//! }
//!
//! #[state]
//! fn decide(answered: Expr<Answered<Expense, Decision>>) -> Flow<String> {
//!     choice_on(answered.answer, |decision| match decision {
//!         DecisionCase::Approved { by } => to(by, pay_out),
//!         DecisionCase::Rejected { reason, .. } => to(reason, turned_down),
//!     })
//! }
//! #[state]
//! fn pay_out(by: Expr<String>) -> Flow<String> { succeed(by) }
//! #[state]
//! fn turned_down(reason: Expr<String>) -> Flow<String> { fail("Rejected", reason) }
//! #[state]
//! fn nobody_answered(expense: Expr<Expense>) -> Flow<String> { fail("Unanswered", expense.id) }
//! #[state]
//! fn not_asked(failed: Expr<Failed<Expense>>) -> Flow<String> { fail("NotAsked", failed.failure.cause) }
//!
//! let synthesis = Workflow::new("expenses", approve()).synthesize().unwrap();
//! let states: Vec<_> = synthesis.document.states.keys().collect();
//! assert_eq!(states, [
//!     "AskManager", "Decide", "PayOut", "TurnedDown", "AskDirector", "NobodyAnswered", "NotAsked",
//! ]);
//! ```
//!
//! **What it makes.** One state for each person asked, by the name given: a callback task (`.waitForTaskToken`) with its
//! deadline as `TimeoutSeconds`.
//!
//! ```text
//! AskManager ──answer──────────────> Decide
//!      │ States.Timeout                ^
//!      v                               │
//! AskDirector ──answer─────────────────┘
//!      │ States.Timeout
//!      v
//! NobodyAnswered          (any other error of either: NotAsked)
//! ```
//!
//! **The answer** is whatever the approver's tool gives to `SendTaskSuccess`, and arrives beside the request as
//! [`Answered`]: an enum of the team's own, so that `match` sees to every answer, or the [`Decision`] here. A tool that
//! calls `SendTaskFailure` ends in `failed`, as does a message that could not be sent. One that answers after its deadline
//! gets `TaskTimedOut` from Step Functions: the question has been passed on.
//!
//! **Heartbeats.** With [`heartbeat_seconds`](Approval::heartbeat_seconds) the tool says that it is still there
//! (`SendTaskHeartbeat`); when it falls silent the next person is asked at once.
//!
//! **Retries** of the call are tried when a message cannot be sent. A retrier for `States.ALL` or `States.Timeout` would ask
//! the same person again after the deadline.
//!
//! **Cost.** One transition for each person asked; waiting is free.
//!
//! **Limits.** Standard workflows only, which the compiler sees to, and so a year in all. Both query languages.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::rc::Rc;

use super::{Failed, FailedExpr, beside, state_at};
use crate::errors::{self, RaisedBy};
use crate::expr::node::Name;
use crate::flow::{Flow, Given, OneEnd, OneKind, State, erased};
use crate::kind::{AllowedIn, Callback, CanWaitForTaskToken, RequestResponse, WaitForTaskToken};
use crate::{Expr, IntoExpr, Object, Shape, StateFn, Task, TaskToken, wait_for_task_token};

/// A request with the answer to it. On the wire it is the request with one more member, `answer`.
#[derive(Clone, Debug, Shape)]
pub struct Answered<T, A> {
    /// What was asked.
    #[serde(flatten)]
    pub request: T,
    /// What the approver's tool gave to `SendTaskSuccess`.
    pub answer: A,
}

/// Yes or no, for when there is nothing more to say: `{"decision": "approved", "by": ".."}`.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// Yes.
    Approved {
        /// Who said so.
        by: String,
    },
    /// No.
    Rejected {
        /// Who said so.
        by: String,
        /// Why.
        reason: String,
    },
}

/// Where an approval goes on.
#[derive(Clone, Copy, Debug)]
pub struct Ends<Yes, Nobody, Broken> {
    /// Somebody answered: a state that takes an [`Answered`].
    pub answered: Yes,
    /// Nobody did before the last deadline: a state that takes the request.
    pub unanswered: Nobody,
    /// A question could not be asked, or a tool reported a failure: a state that takes a [`Failed`].
    pub failed: Broken,
}

/// The ways out that all questions share.
struct Ways<T, A, O, K> {
    answered: StateFn<Answered<T, A>, O, K>,
    failed: StateFn<Failed<T>, O, K>,
}

/// A question: given its data, its times, the ways out, and who is asked when nobody answers.
type Ask<T, A, O, K> =
    Rc<dyn Fn(Expr<T>, Times, &Ways<T, A, O, K>, StateFn<T, O, K>) -> Flow<O, K>>;

#[derive(Clone, Copy)]
struct Times {
    deadline: Expr<u64>,
    heartbeat: Option<u64>,
}

type Deadline<T> = Rc<dyn Fn(Expr<T>) -> Expr<u64>>;

struct Question<T, A, O, K> {
    name: Name,
    location: &'static Location<'static>,
    ask: Ask<T, A, O, K>,
    deadline: Option<Deadline<T>>,
    heartbeat: Option<u64>,
}

/// The last question waits without end yet.
#[derive(Clone, Copy, Debug)]
pub struct Open;

/// Every question has its deadline.
#[derive(Clone, Copy, Debug)]
pub struct Limited;

/// Whether every question has its deadline.
#[diagnostic::on_unimplemented(
    message = "the last person asked has no deadline: say `.give_up_after_seconds(..)` before `.ends(..)`",
    label = "this approval could wait for a year",
    note = "or ask somebody else after a while, `.escalate_after_seconds(86_400, \"AskDirector\", ..)`, and give up after that"
)]
pub trait HasDeadlines {}
#[diagnostic::do_not_recommend]
impl HasDeadlines for Limited {}

/// An approval of a `T` under construction, answered by an `A`.
#[must_use = "say when to give up with `.give_up_after_seconds(..)`, and finish with `.ends(approval::Ends { .. })`"]
pub struct Approval<T, A, O, K, Last = Open> {
    questions: Vec<Question<T, A, O, K>>,
    last: PhantomData<Last>,
}

impl<T, A, O, K, L> fmt::Debug for Approval<T, A, O, K, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.questions.iter().map(|question| &question.name);
        f.debug_list().entries(names).finish()
    }
}

/// Asks somebody: the name of the state, and the call that sends the question with the task token to answer with.
#[track_caller]
pub fn ask<T, A, O, K, Raw, I, E>(
    name: impl Into<Name>,
    call: impl Fn(Expr<T>, Expr<TaskToken>) -> Task<Raw, I, RequestResponse, E> + 'static,
) -> Approval<T, A, O, K>
where
    T: Object,
    A: Shape,
    O: 'static,
    K: CanWaitForTaskToken + 'static,
    I: Callback,
    errors::Any: RaisedBy<E>,
{
    Approval {
        questions: vec![question(name.into(), Location::caller(), call)],
        last: PhantomData,
    }
}

fn question<T, A, O, K, Raw, I, E>(
    name: Name,
    location: &'static Location<'static>,
    call: impl Fn(Expr<T>, Expr<TaskToken>) -> Task<Raw, I, RequestResponse, E> + 'static,
) -> Question<T, A, O, K>
where
    T: Shape,
    A: Shape,
    O: 'static,
    K: 'static,
    WaitForTaskToken: AllowedIn<K>,
    I: Callback,
    errors::Any: RaisedBy<E>,
{
    let ask: Ask<T, A, O, K> = Rc::new(move |request, times, ways, late| {
        let mut task = wait_for_task_token(|token| call(request, token))
            .timeout_seconds(times.deadline)
            .output(|answer: Expr<A>| AnsweredExpr { request, answer });
        if let Some(seconds) = times.heartbeat {
            task = task.heartbeat_seconds(seconds);
        }
        let failed = |failure| FailedExpr {
            data: request,
            failure,
        };
        // A missing heartbeat is one as well.
        let flow = task
            .catch_with(errors::TIMEOUT, |_| request, late)
            .catch_with(errors::ALL, failed, ways.failed.clone())
            .next(ways.answered.clone());
        beside::<T, _, _>(&["answer", "failure"], flow)
    });
    Question {
        name,
        location,
        ask,
        deadline: None,
        heartbeat: None,
    }
}

impl<T, A, O, K> Approval<T, A, O, K>
where
    T: Shape,
    A: Shape,
    O: 'static,
    K: 'static,
{
    /// The longest between two heartbeats of the tool that asks the last person named (`HeartbeatSeconds`), below the
    /// deadline. When none comes, the next person is asked.
    pub fn heartbeat_seconds(mut self, seconds: u64) -> Self {
        if let Some(question) = self.questions.last_mut() {
            question.heartbeat = Some(seconds);
        }
        self
    }

    /// Asks somebody else when nobody answered within so many seconds.
    #[track_caller]
    pub fn escalate_after_seconds<Raw, I: Callback, E>(
        self,
        seconds: u64,
        name: impl Into<Name>,
        call: impl Fn(Expr<T>, Expr<TaskToken>) -> Task<Raw, I, RequestResponse, E> + 'static,
    ) -> Self
    where
        WaitForTaskToken: AllowedIn<K>,
        errors::Any: RaisedBy<E>,
    {
        self.escalate_after(move |_| seconds.into_expr(), name, call)
    }

    /// Like [`escalate_after_seconds`](Self::escalate_after_seconds), with the seconds taken from the request.
    #[track_caller]
    pub fn escalate_after<Raw, I: Callback, E>(
        self,
        seconds: impl Fn(Expr<T>) -> Expr<u64> + 'static,
        name: impl Into<Name>,
        call: impl Fn(Expr<T>, Expr<TaskToken>) -> Task<Raw, I, RequestResponse, E> + 'static,
    ) -> Self
    where
        WaitForTaskToken: AllowedIn<K>,
        errors::Any: RaisedBy<E>,
    {
        let next = question(name.into(), Location::caller(), call);
        let mut limited = self.give_up_after(seconds);
        limited.questions.push(next);
        Approval {
            questions: limited.questions,
            last: PhantomData,
        }
    }

    /// Gives up when the last person did not answer within so many seconds either.
    pub fn give_up_after_seconds(self, seconds: u64) -> Approval<T, A, O, K, Limited> {
        self.give_up_after(move |_| seconds.into_expr())
    }

    /// Like [`give_up_after_seconds`](Self::give_up_after_seconds), with the seconds taken from the request.
    pub fn give_up_after(
        mut self,
        seconds: impl Fn(Expr<T>) -> Expr<u64> + 'static,
    ) -> Approval<T, A, O, K, Limited> {
        if let Some(question) = self.questions.last_mut() {
            question.deadline = Some(Rc::new(seconds));
        }
        Approval {
            questions: self.questions,
            last: PhantomData,
        }
    }
}

impl<T, A, O, K, L> Approval<T, A, O, K, L>
where
    T: Shape,
    A: Shape,
    O: 'static,
    K: 'static,
{
    /// Says where the approval goes on, and makes its first state.
    pub fn ends<S, S2, S3, O2, K2, O3, K3>(self, ends: Ends<S, S2, S3>) -> StateFn<T, O, K>
    where
        L: HasDeadlines,
        S: State<Answered<T, A>, O, K>,
        S2: State<T, O2, K2>,
        Given<S2>: OneEnd<O, O2> + OneKind<K, K2>,
        S3: State<Failed<T>, O3, K3>,
        Given<S3>: OneEnd<O, O3> + OneKind<K, K3>,
        O2: 'static,
        K2: 'static,
        O3: 'static,
        K3: 'static,
    {
        let ways = Rc::new(Ways {
            answered: erased::<_, _, _, S, Answered<T, A>, O, K>(ends.answered),
            failed: erased::<_, _, _, S3, Failed<T>, O3, K3>(ends.failed),
        });
        let nobody = erased::<T, O, K, S2, T, O2, K2>(ends.unanswered);
        // From the last to be asked to the first.
        self.questions
            .into_iter()
            .rev()
            .fold(nobody, |late, question| {
                let ways = Rc::clone(&ways);
                let Question {
                    name,
                    location,
                    ask,
                    deadline,
                    heartbeat,
                } = question;
                state_at(location, name, move |request| {
                    // INVARIANT: every question has its deadline once the approval is `Limited`.
                    let deadline = deadline
                        .as_ref()
                        .map_or_else(|| 0.into_expr(), |d| d(request));
                    let times = Times {
                        deadline,
                        heartbeat,
                    };
                    ask(request, times, &ways, late.clone())
                })
            })
    }
}
