//! AWS Lambda. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>
//!
//! A function is declared once with [`#[lambda]`](macro@crate::lambda); these are what that declaration calls.

use std::panic::Location;

use super::{Data, integration, response};
use crate::expr::node::{Name, Node};
use crate::flow::def::{Arguments, Part, Pattern, Retrier, Target};
use crate::resource::{Function, IntoResource};
use crate::shape::Shape;
use crate::{Expr, Task};

integration! {
    /// `lambda:invoke`. The payload that the function returns is the result; the envelope around it is left behind.
    Invoke = "lambda" : "invoke",
    patterns [Callback],
    options {
        /// Up to 3,583 bytes of client data in base64.
        client_context: String => "ClientContext",
    }
}

impl<R, E> Task<R, Invoke, crate::RequestResponse, E> {
    /// Goes on as soon as Lambda has taken the event, and not when the function is done: `InvocationType` `Event`. What it
    /// returns is lost, and what it raises is Lambda's to retry.
    pub fn asynchronous(mut self) -> Task<Accepted, Invoke, crate::RequestResponse, E> {
        self.body().part = None;
        self.argument("InvocationType", Node::text("Event"))
            .with_raw_result()
    }
}

response! {
    /// That an event was taken.
    Accepted / AcceptedExpr {
        /// 202.
        status_code: u64 => "StatusCode",
    }
}

/// A call by the function's own ARN as `Resource`: no envelope, no callback pattern.
#[derive(Clone, Copy, Debug)]
pub struct InvokeDirect;

/// A function with its types, as `#[lambda]` declares it.
pub trait LambdaFunction {
    /// The event it takes.
    type Input: Shape;
    /// What it returns.
    type Output: Shape;
    /// The errors it raises.
    type Error;

    /// Which function it is.
    const FUNCTION: Function;
}

/// The retrier that AWS recommends for Lambda: the service's own failures, not the function's.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html>
#[track_caller]
fn recommended_retry() -> Retrier {
    Retrier {
        errors: [
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
        ]
        .map(Name::Borrowed)
        .to_vec(),
        interval: Some(2),
        max_attempts: Some(6),
        backoff_rate: Some(2.0),
        max_delay: None,
        jitter: None,
        comment: None,
        location: Location::caller(),
    }
}

/// Invokes a declared function through `lambda:invoke`.
#[track_caller]
pub fn invoke<F: LambdaFunction>(
    event: Expr<F::Input>,
) -> Task<F::Output, Invoke, crate::RequestResponse, F::Error> {
    call_with(F::FUNCTION.reference().0, event.node())
}

/// Invokes a function that is known only when the workflow is made, `Function::from_name(format!("{tenant}-scan"))`, or
/// only when it runs, as an `Expr<String>`: then the policy is for every function. The author says what it gives.
///
/// A function that is known where the workflow is written is declared with [`#[lambda]`](macro@crate::lambda).
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Document { key: String }
///
/// fn scan(tenant: &str) -> StateFn<Document, Document> {
///     let function = Function::from_name(format!("{tenant}-scan-v1"));
///     state("Scan", move |document| lambda::call::<Document>(&function, document).timeout_seconds(60).end())
/// }
/// # Workflow::new("w", scan("acme")).synthesize().unwrap();
/// ```
#[track_caller]
pub fn call<R: Shape>(function: impl IntoResource<Function>, event: impl Data) -> Task<R, Invoke> {
    call_with(function.reference().0, event.data().node)
}

#[track_caller]
fn call_with<R: Shape, E>(
    function: Node,
    event: Node,
) -> Task<R, Invoke, crate::RequestResponse, E> {
    let mut task = Invoke::call()
        .argument("FunctionName", function)
        .argument("Payload", event)
        .result_at(|envelope| envelope.field("Payload"));
    let part = Part {
        node: task.output_node(),
        data_type: R::data_type,
    };
    task.body().part = Some(part);
    task.body().default_retry = Some(recommended_retry());
    task
}

response! {
    /// What `lambda:invoke` answers: what the function returned, and what the service says about the call.
    Invocation<Out> / InvocationExpr {
        /// What the function returned.
        payload: Out => "Payload",
        /// The status of HTTP, 200.
        status_code: u64 => "StatusCode",
        /// The version that ran.
        executed_version: Option<String> => "ExecutedVersion",
    }
}

impl<R: Shape, E> Task<R, Invoke, crate::RequestResponse, E> {
    /// The whole answer as the state's result, the envelope with what the function returned in its `payload`. Without it the
    /// result is the payload alone.
    ///
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(Shape)] pub struct Order { id: String }
    /// #[derive(Shape)] pub struct Checked { ok: bool }
    /// #[lambda("check-order-v1")]
    /// fn check_order(order: Order) -> Checked;
    ///
    /// #[state]
    /// fn check(order: Expr<Order>) -> Flow<Option<String>> {
    ///     check_order(order).envelope().output(|answer| answer.executed_version).end()
    /// }
    /// # Workflow::new("w", check).synthesize().unwrap();
    /// ```
    pub fn envelope(mut self) -> Task<Invocation<R>, Invoke, crate::RequestResponse, E> {
        self.body().part = None;
        self.with_raw_result()
    }
}

/// Invokes a declared function by its own ARN.
#[track_caller]
pub fn invoke_direct<F: LambdaFunction>(
    event: Expr<F::Input>,
) -> Task<F::Output, InvokeDirect, crate::RequestResponse, F::Error> {
    let target = Target::Arn(F::FUNCTION.to_arn().into());
    let mut task = Task::build(
        target,
        Pattern::RequestResponse,
        Arguments::Whole(event.node()),
    );
    task.body().default_retry = Some(recommended_retry());
    task
}

/// Fails to compile where a handler does not fit its declaration: the function that runs and the one that workflows call
/// cannot drift apart.
///
/// In the crate of the function, with `lambda_runtime` among its dependencies:
///
/// ```ignore
/// async fn handler(event: LambdaEvent<Order>) -> Result<Checked, OrderError> { .. }
///
/// sfn_dsl::lambda_handler!(validate_order => handler);
/// ```
///
/// A handler that takes the payload alone is checked with `payload`:
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] pub struct Order { id: String }
/// # #[derive(Shape)] pub struct Checked { ok: bool }
/// #[lambda("validate-order")]
/// fn validate_order(order: Order) -> Checked;
///
/// async fn handler(order: Order) -> Result<Checked, std::convert::Infallible> {
///     Ok(Checked { ok: !order.id.is_empty() })
/// }
///
/// sfn_dsl::lambda_handler!(validate_order => handler, payload);
/// # let _ = (validate_order(context::execution_input()), handler);
/// ```
#[macro_export]
macro_rules! lambda_handler {
    ($function:ty => $handler:path) => {
        const _: () = {
            #[allow(dead_code, clippy::all)]
            fn handler_fits_its_declaration() {
                $crate::__private::handler_of::<
                    $function,
                    ::lambda_runtime::LambdaEvent<
                        <$function as $crate::integrations::lambda::LambdaFunction>::Input,
                    >,
                    _,
                    _,
                >($handler);
            }
        };
    };
    ($function:ty => $handler:path, payload) => {
        const _: () = {
            #[allow(dead_code, clippy::all)]
            fn handler_fits_its_declaration() {
                $crate::__private::handler_of::<
                    $function,
                    <$function as $crate::integrations::lambda::LambdaFunction>::Input,
                    _,
                    _,
                >($handler);
            }
        };
    };
}

/// What a handler returns for a function that is declared to give an `O` or raise an `E`.
#[diagnostic::on_unimplemented(
    message = "this handler returns `{Self}`, but its declaration says `Result<{O}, {E}>`",
    label = "not what workflows are told they get",
    note = "make the `#[lambda]` declaration and the handler agree; a declaration without errors accepts any error type"
)]
pub trait Answers<O, E> {}
#[diagnostic::do_not_recommend]
impl<O, E> Answers<O, crate::errors::Undeclared> for Result<O, E> {}
#[diagnostic::do_not_recommend]
impl<O, E: crate::LambdaError> Answers<O, E> for Result<O, E> {}
