//! Catching what a function declares by a Rust `match`, which rustc checks for exhaustiveness.

use std::marker::PhantomData;

use super::choice::Goto;
use super::common::{Catching, ErrorOutput, NoCatch};
use super::task::Task;
use crate::Expr;
use crate::errors::{DeclaredErrors, LambdaError, Undeclared};
use crate::expr::node::{Name, Root};
use crate::flow::def::{self, Catcher, StateDef};
use crate::flow::{Given, OneEnd, OneKind};
use crate::shape::Shape;

/// An arm of a [`catch_each`](Task::catch_each): [`to`](crate::to) a handler, or, as an `Option`, to none.
#[diagnostic::on_unimplemented(
    message = "an arm says where to go on, and `{Self}` does not",
    label = "an arm gives this",
    note = "name the handler with what it gets, `to(error, declined)`; `None` leaves an error uncaught, and then the other arms are `Some(to(..))`"
)]
pub trait Arm<O, K> {
    /// Where to, if anywhere.
    #[doc(hidden)]
    fn goto(self) -> Option<Goto<O, K>>;
}
#[diagnostic::do_not_recommend]
impl<O, K> Arm<O, K> for Goto<O, K> {
    fn goto(self) -> Option<Goto<O, K>> {
        Some(self)
    }
}
#[diagnostic::do_not_recommend]
impl<O, K> Arm<O, K> for Option<Goto<O, K>> {
    fn goto(self) -> Option<Goto<O, K>> {
        self
    }
}

/// Adds a catcher for each place that the errors lead to: those that lead to the same handler with the same data are one.
fn add(def: &mut StateDef, arms: Vec<(&'static str, Goto<(), ()>)>) {
    let first = def.catch.len();
    for (name, goto) in arms {
        let name = Name::Borrowed(name);
        let (data, target, assign) = (goto.data, goto.transition, goto.assign);
        let comment = goto.comment;
        let same = |c: &&mut Catcher| {
            c.data == data
                && c.assign.is_empty()
                && assign.is_empty()
                && c.comment == comment
                && c.target.identity == target.identity
                && c.target.meta.name == target.meta.name
        };
        match def.catch[first..].iter_mut().find(same) {
            Some(catcher) => catcher.errors.push(name),
            None => def.catch.push(Catcher {
                errors: vec![name],
                data,
                location: target.from,
                target,
                assign,
                comment,
            }),
        }
    }
}

/// Runs the closure for each error of the type.
fn each<E: DeclaredErrors, O, K, A: Arm<O, K>>(
    mut arms: impl FnMut(E::Case, Expr<ErrorOutput>) -> A,
) -> Vec<(&'static str, Goto<(), ()>)> {
    let error = Expr::from_node(def::root(Root::ErrorOutput));
    let goto = |(name, case)| Some((name, arms(case, error).goto()?.erased()));
    E::named_cases().into_iter().filter_map(goto).collect()
}

impl<R, I, P, C> Task<R, I, P, Undeclared, C> {
    /// Says which errors this task raises, where nothing declares them: those that whoever holds a task token reports with
    /// `SendTaskFailure`, or those of an API. They are then retried and caught by name, and matched by
    /// [`catch_each`](Task::catch_each).
    ///
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(LambdaError)]
    /// pub enum ReadError {
    ///     // The errors of an SDK call begin with the service and end in `Exception`.
    ///     #[lambda_error(name = "S3.NoSuchKeyException")]
    ///     NoSuchKey,
    ///     #[lambda_error(name = "S3.InvalidObjectStateException")]
    ///     Archived,
    /// }
    ///
    /// #[state]
    /// fn read(key: Expr<String>) -> Flow<String> {
    ///     aws_sdk::call::<String>("s3", "getObject")
    ///         .with("Bucket", "documents")
    ///         .with("Key", key)
    ///         .raises::<ReadError>()
    ///         .catch_each(|error, _| match error {
    ///             ReadError::NoSuchKey => to(key, not_there),
    ///             ReadError::Archived => to(key, restore),
    ///         })
    ///         .end()
    /// }
    /// #[state]
    /// fn not_there(key: Expr<String>) -> Flow<String> { fail("NotThere", key) }
    /// #[state]
    /// fn restore(key: Expr<String>) -> Flow<String> { fail("Archived", key) }
    /// # Workflow::new("w", read).synthesize().unwrap();
    /// ```
    pub fn raises<E: LambdaError>(self) -> Task<R, I, P, E, C> {
        Task {
            def: self.def,
            of: PhantomData,
        }
    }
}

impl<R: Shape, I, P, E> Task<R, I, P, E, NoCatch> {
    /// Hands each error that the callee declares to the handler that a Rust `match` says. The closure runs once for each
    /// variant when the workflow is synthesized; an error that is forgotten is rustc's E0004.
    ///
    /// It gets which error it is and, as [`to`](crate::to)'s data, what the error says. A handler takes that, or anything
    /// built from it and from what is in reach; `to(..).assign(..)` assigns a variable on the way. Errors with the same
    /// handler and the same data share a catcher, unless they assign. `None` leaves an
    /// error uncaught, with `Some(to(..))` in the other arms.
    ///
    /// Of an error type whose variants hold data the closure gets the kind, an enum of the same variants without their
    /// data: `PaymentErrorKind` for `PaymentError`.
    ///
    /// What is not declared goes to the catchers after it: `.catch(errors::ALL, handler)`.
    ///
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(Shape)] pub struct Order { id: String }
    /// #[derive(Shape)] pub struct Review { order_id: String, why: String }
    ///
    /// #[derive(LambdaError)]
    /// pub enum PaymentError { CardDeclined, Expired, Fraud }
    ///
    /// #[lambda("charge")]
    /// fn charge(order: Order) -> Result<String, PaymentError>;
    ///
    /// #[state]
    /// fn pay(order: Expr<Order>) -> Flow<String> {
    ///     charge(order)
    ///         .catch_each(|error, said| match error {
    ///             PaymentError::CardDeclined | PaymentError::Expired => to(order, ask_for_another_card),
    ///             PaymentError::Fraud => to(ReviewExpr { order_id: order.id, why: said.cause }, review),
    ///         })
    ///         .end()
    /// }
    /// #[state]
    /// fn ask_for_another_card(order: Expr<Order>) -> Flow<String> { succeed(order.id) }
    /// #[state]
    /// fn review(suspect: Expr<Review>) -> Flow<String> { fail("Fraud", suspect.why) }
    ///
    /// let document = Workflow::new("w", pay).synthesize().unwrap().document.to_json();
    /// let catchers = document.pointer("/States/Pay/Catch").unwrap();
    /// assert_eq!(catchers.pointer("/0/ErrorEquals").unwrap().to_string(), r#"["CardDeclined","Expired"]"#);
    /// assert_eq!(catchers.pointer("/1/ErrorEquals").unwrap().to_string(), r#"["Fraud"]"#);
    /// ```
    #[track_caller]
    pub fn catch_each<O: 'static, K: 'static, K2: 'static, A: Arm<O, K2>>(
        mut self,
        arms: impl FnMut(E::Case, Expr<ErrorOutput>) -> A,
    ) -> Task<R, I, P, E, Catching<O, K>>
    where
        E: DeclaredErrors,
        Given<A>: OneKind<K, K2>,
    {
        add(&mut self.def, each::<E, O, K2, A>(arms));
        Task {
            def: self.def,
            of: PhantomData,
        }
    }
}

impl<R: Shape, I, P, E, O: 'static, KC: 'static> Task<R, I, P, E, Catching<O, KC>> {
    /// Hands each error that the callee declares to a handler, after the catchers so far; see the first `catch_each`.
    #[track_caller]
    pub fn catch_each<O2: 'static, K2: 'static, A: Arm<O2, K2>>(
        mut self,
        arms: impl FnMut(E::Case, Expr<ErrorOutput>) -> A,
    ) -> Self
    where
        E: DeclaredErrors,
        Given<A>: OneEnd<O, O2> + OneKind<KC, K2>,
    {
        add(&mut self.def, each::<E, O2, K2, A>(arms));
        self
    }
}
