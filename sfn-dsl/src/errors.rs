//! Error names: what Retry and Catch react to.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>

use std::fmt;
use std::marker::PhantomData;

use crate::expr::node::Name;

/// Any task can raise it: the errors of Step Functions itself, those of services, and custom names.
#[derive(Clone, Copy, Debug)]
pub struct Any;

/// A task whose errors are not declared.
#[derive(Clone, Copy, Debug)]
pub struct Undeclared;

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

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {$(
        $(#[$doc])*
        pub const $name: ErrorName = custom($text);
    )*};
}
names! {
    /// Every error except `States.DataLimitExceeded` and `States.Runtime`. Alone in its list, and in the last one.
    ALL = "States.ALL";
    /// Any failure of a task except `States.Timeout`.
    TASK_FAILED = "States.TaskFailed";
    /// A task ran over its `TimeoutSeconds` or gave no heartbeat, or the execution ran over its own limit.
    TIMEOUT = "States.Timeout";
    /// A task gave no heartbeat in time.
    HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    /// The role may not do what the task asked.
    PERMISSIONS = "States.Permissions";
    /// A payload over 262,144 bytes. Only this name catches it, `States.ALL` does not.
    DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    /// A Choice without a match and without a default.
    NO_CHOICE_MATCHED = "States.NoChoiceMatched";
    /// A branch of a Parallel failed.
    BRANCH_FAILED = "States.BranchFailed";
    /// A Map state could not read its items.
    ITEM_READER_FAILED = "States.ItemReaderFailed";
    /// A Map state could not write its results.
    RESULT_WRITER_FAILED = "States.ResultWriterFailed";
    /// More items of a Map failed than it tolerates.
    EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold";
    /// An intrinsic function failed (JSONPath).
    INTRINSIC_FAILURE = "States.IntrinsicFailure";
    /// A path in `Parameters` found nothing (JSONPath).
    PARAMETER_PATH_FAILURE = "States.ParameterPathFailure";
    /// `ResultPath` could not be applied (JSONPath).
    RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";
    /// An expression failed or gave nothing (JSONata).
    QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    /// Lambda itself failed.
    LAMBDA_SERVICE_EXCEPTION = "Lambda.ServiceException";
    /// Lambda itself failed.
    LAMBDA_AWS_LAMBDA_EXCEPTION = "Lambda.AWSLambdaException";
    /// Lambda could not be reached.
    LAMBDA_SDK_CLIENT_EXCEPTION = "Lambda.SdkClientException";
    /// Lambda did not answer in time.
    LAMBDA_CLIENT_EXECUTION_TIMEOUT = "Lambda.ClientExecutionTimeoutException";
    /// Too many invocations at once.
    LAMBDA_TOO_MANY_REQUESTS = "Lambda.TooManyRequestsException";
    /// The function ended in a way that Lambda cannot name, out of memory for instance.
    LAMBDA_UNKNOWN = "Lambda.Unknown";
}

/// The errors that a function declares; derive it on the enum that the handler returns as `Err`.
pub trait LambdaError: 'static {
    /// The names, in the order of the variants.
    const NAMES: &'static [&'static str];

    /// The name that this error is reported under. The handler has to report it by this name.
    fn error_name(&self) -> &'static str;
}

/// Whether a task that declares the errors `E` can raise this one.
#[diagnostic::on_unimplemented(
    message = "this task does not raise the errors of `{Self}`",
    label = "it declares the errors `{E}`",
    note = "use the error type in the `Result<_, E>` of its `#[lambda]` declaration, or `errors::custom(\"Name\")` for a name that is not declared"
)]
pub trait RaisedBy<E> {}
#[diagnostic::do_not_recommend]
impl<E> RaisedBy<E> for Any {}
#[diagnostic::do_not_recommend]
impl<E: LambdaError> RaisedBy<E> for E {}
impl<E: LambdaError> RaisedBy<Undeclared> for E where Undeclared: Declares<E> {}

/// Never: it is here for what it says about a task that declares nothing.
#[diagnostic::on_unimplemented(
    message = "this task declares no errors, so it cannot raise those of `{E}`",
    label = "an error of `{E}`, which the task does not declare",
    note = "declare them where the function is declared, `#[lambda(..)] fn charge(order: Order) -> Result<Receipt, {E}>;`, or use `errors::custom(\"Name\")` for a name that is not declared"
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
