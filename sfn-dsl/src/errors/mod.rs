//! Error names: what Retry and Catch react to.
//!
//! The names that are given by Step Functions are constants, each with what raises it and what matches it; those of a
//! function are written by [`LambdaError`](macro@crate::LambdaError); [`custom`] makes any other.
//!
//! A retrier or a catcher that can never act is an error of synthesis: one before it takes all that it names, or nothing
//! in that state raises what it names.
//!
//! | retrier or catcher of | matches |
//! | --- | --- |
//! | [`ALL`] | everything except [`DATA_LIMIT_EXCEEDED`] and [`RUNTIME`] |
//! | [`TASK_FAILED`] | any failure of a task except a [`TIMEOUT`], and none of the two above |
//! | [`TIMEOUT`] | a task's timeout, and a missing heartbeat |
//! | [`RUNTIME`] | nothing: it ends the execution |
//! | any other name | the error of that name |
//!
//! Retriers are tried in the order given, and the first that names the error is the one that acts: when its attempts are
//! used up, the catchers are next, not the retriers after it.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>

pub(crate) mod predefined;

use std::fmt;
use std::marker::PhantomData;

pub use predefined::*;

use crate::expr::node::Name;

/// Any task can raise it: the errors of Step Functions itself, those of services, and custom names.
#[derive(Clone, Copy, Debug)]
pub struct Any;

/// A task whose errors are not declared.
#[derive(Clone, Copy, Debug)]
pub struct Undeclared;

/// Nothing handles it: see [`RUNTIME`].
#[derive(Clone, Copy, Debug)]
pub struct CannotBeHandled;

/// The name of an error. `E` says who raises it: an error enum that derives [`LambdaError`](macro@crate::LambdaError), or [`Any`].
pub struct ErrorName<E = Any> {
    name: Name,
    of: PhantomData<fn() -> E>,
}

impl<E> ErrorName<E> {
    /// A name declared by an error type.
    #[doc(hidden)]
    #[must_use]
    pub const fn declared(name: &'static str) -> Self {
        ErrorName {
            name: Name::Borrowed(name),
            of: PhantomData,
        }
    }

    /// The name as it stands in `ErrorEquals`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

impl<E> Clone for ErrorName<E> {
    fn clone(&self) -> Self {
        ErrorName {
            name: self.name.clone(),
            of: PhantomData,
        }
    }
}
impl<E> fmt::Debug for ErrorName<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorName").field(&self.name).finish()
    }
}

/// An error that is not in any list: the class name that a function in another language raises, say.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// const DECLINED: ErrorName = errors::custom("PaymentFailedException");
/// # let _ = DECLINED;
/// ```
#[must_use]
pub const fn custom(name: &'static str) -> ErrorName {
    ErrorName::declared(name)
}

/// Like [`custom`], for a name made at run time.
#[must_use]
pub fn custom_name(name: impl Into<String>) -> ErrorName {
    ErrorName {
        name: Name::Owned(name.into()),
        of: PhantomData,
    }
}

/// An answer of an HTTPS endpoint with this status, from 400 to 599: `States.Http.StatusCode.404`.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// assert_eq!(errors::http_status(404).as_str(), "States.Http.StatusCode.404");
/// ```
#[must_use]
pub fn http_status(status: u16) -> ErrorName {
    custom_name(format!("States.Http.StatusCode.{status:03}"))
}

/// All that an error type declares, in one list: `Retry::on(errors::declared_by::<PaymentError>())`.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// #[derive(LambdaError)]
/// enum PaymentError { CardDeclined, Fraud }
///
/// let names = errors::declared_by::<PaymentError>();
/// assert_eq!(names[1].as_str(), "Fraud");
/// ```
#[must_use]
pub fn declared_by<E: LambdaError>() -> Vec<ErrorName<E>> {
    E::NAMES.iter().copied().map(ErrorName::declared).collect()
}

/// The errors that a function declares; derive it on the enum that the handler returns as `Err`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which errors there are",
    label = "an enum with a variant for each error is needed here",
    note = "put `#[derive(LambdaError)]` on the enum that names them"
)]
pub trait LambdaError: 'static {
    /// The names, in the order of the variants.
    const NAMES: &'static [&'static str];

    /// The name that this error is reported under. The handler has to report it by this name.
    fn error_name(&self) -> &'static str;
}

/// What a `catch_each` matches on; comes with [`LambdaError`](macro@crate::LambdaError).
#[diagnostic::on_unimplemented(
    message = "this task declares no errors to match on",
    label = "`.catch_each(..)` needs the errors that the task declares",
    note = "declare them with an enum that derives `LambdaError`: `#[lambda(..)] fn charge(order: Order) -> Result<Receipt, PaymentError>;`, `Activity<Order, Receipt, PaymentError>`, or `.raises::<PaymentError>()` here; what is not declared is caught with `.catch(errors::custom(\"Name\"), handler)`"
)]
pub trait DeclaredErrors {
    /// Which error it is: the type itself when its variants hold no data, otherwise an enum of the same variants without
    /// it, `PaymentErrorKind` for `PaymentError`.
    type Case;

    /// Each of them with its name.
    #[doc(hidden)]
    fn named_cases() -> Vec<(&'static str, Self::Case)>;
}

/// Whether a task that declares the errors `E` can raise this one.
#[diagnostic::on_unimplemented(
    message = "this task does not raise the errors of `{Self}`",
    label = "it declares the errors `{E}`",
    note = "use the error type of its declaration, the `E` of `-> Result<_, E>` or of `Activity<_, _, E>`, or `errors::custom(\"Name\")` for a name that is not declared"
)]
pub trait RaisedBy<E> {}
#[diagnostic::do_not_recommend]
impl<E> RaisedBy<E> for Any {}
#[diagnostic::do_not_recommend]
impl<E: LambdaError> RaisedBy<E> for E {}
impl<E: LambdaError> RaisedBy<Undeclared> for E where Undeclared: Declares<E> {}

// That it is not handled is for `CanBeHandled` to say.
#[diagnostic::do_not_recommend]
impl<E> RaisedBy<E> for CannotBeHandled {}

/// Whether errors can be retried and caught: all but [`RUNTIME`].
#[diagnostic::on_unimplemented(
    message = "`States.Runtime` cannot be retried or caught",
    label = "it ends the execution before any retrier or catcher is asked",
    note = "remove it; a catcher of `errors::ALL` takes what can be caught, and `errors::DATA_LIMIT_EXCEEDED` is caught by that name alone"
)]
pub trait CanBeHandled {}
#[diagnostic::do_not_recommend]
impl CanBeHandled for Any {}
#[diagnostic::do_not_recommend]
impl<E: LambdaError> CanBeHandled for E {}

/// Never: it is here for what it says about a task that declares nothing.
#[diagnostic::on_unimplemented(
    message = "this task declares no errors, so it cannot raise those of `{E}`",
    label = "an error of `{E}`, which the task does not declare",
    note = "declare them where the function is declared, `#[lambda(..)] fn charge(order: Order) -> Result<Receipt, {E}>;`, or the activity, `Activity<Order, Receipt, {E}>`, or here, `.raises::<{E}>()`; or use `errors::custom(\"Name\")` for a name that is not declared"
)]
pub trait Declares<E> {}

/// One error name or several: a name, an array, a `Vec`, or a pair of a declared and a predefined one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error name",
    label = "an error name is needed here",
    note = "use a constant such as `errors::TIMEOUT`, one that `#[derive(LambdaError)]` wrote (`CARD_DECLINED` for the variant `CardDeclined`), or `errors::custom(\"Name\")`"
)]
pub trait ErrorNames {
    /// Who raises them.
    type Of;
    /// The names.
    #[doc(hidden)]
    fn names(self) -> Vec<Name>;
}
#[diagnostic::do_not_recommend]
impl<E> ErrorNames for ErrorName<E> {
    type Of = E;
    fn names(self) -> Vec<Name> {
        vec![self.name]
    }
}
#[diagnostic::do_not_recommend]
impl<E, const N: usize> ErrorNames for [ErrorName<E>; N] {
    type Of = E;
    fn names(self) -> Vec<Name> {
        self.into_iter().map(|n| n.name).collect()
    }
}
#[diagnostic::do_not_recommend]
impl<E> ErrorNames for Vec<ErrorName<E>> {
    type Of = E;
    fn names(self) -> Vec<Name> {
        self.into_iter().map(|n| n.name).collect()
    }
}
#[diagnostic::do_not_recommend]
impl<E, A: ErrorNames<Of = E>, B: ErrorNames<Of = Any>> ErrorNames for (A, B) {
    type Of = E;
    fn names(self) -> Vec<Name> {
        let mut names = self.0.names();
        names.extend(self.1.names());
        names
    }
}
