//! The macros of `sfn-dsl`, which re-exports them and is where to import them from.

mod errors;
mod lambda;
mod lambda_error;
mod sdk_call;
mod shape;
mod state;
mod support;

use proc_macro::TokenStream;

/// The JSON shape of a type, so that its fields are written as `order.customer.email` in a workflow.
///
/// Reads the same `#[serde(..)]` attributes as serde's own derives, and does not need them.
///
/// | for | it writes |
/// | --- | --- |
/// | `struct Order { id: String }` | `struct OrderExpr { id: Expr<String> }`: what an `Expr<Order>` derefs to, and a struct literal for a new `Order` |
/// | `struct OrderId(String)` | `struct OrderIdExpr(Expr<String>)`, the same JSON value |
/// | `enum Status { Open, Paid }` | nothing: `Status` itself is what `choice_on` matches on, and a literal |
/// | `enum Payment { Card { number: String }, Cash }` | `enum PaymentCase { Card { number: Expr<String> }, Cash }`, to match on and to build with; `payment.is_card()` |
///
/// A member that may be missing on the wire (`default`, `skip_serializing_if`, ...) is an `Expr<Option<..>>`, so
/// that the workflow says what happens then. What a path cannot follow (`untagged`, `alias`, `with`, ...) is refused on
/// the attribute itself.
///
/// - `#[shape(as = Type)]` on a field or a type: the type that is on the wire, where `with` or `from` hide it.
/// - `#[shape(rename = "..")]`: the name on the wire, where `alias` or two names leave it open.
/// - `#[shape(crate = path)]`: where `sfn_dsl` is, for a crate that re-exports it.
#[proc_macro_derive(Shape, attributes(shape, serde))]
pub fn derive_shape(item: TokenStream) -> TokenStream {
    shape::expand(item.into()).into()
}

/// Makes a state of a function from the data that arrives to the flow that goes on from there.
///
/// The name of the function is then the state: `.next(check_inventory)` is a transition to it, and it implements
/// `State`. Its doc comment becomes the state's `Comment`, its name in PascalCase the state's name.
///
/// - `#[state(name = "..")]`: another name.
/// - `#[state(query_language = "JSONPath")]`: a language of its own, `"JSONata"` or `"JSONPath"`.
///
/// A state that takes any data is generic, `fn give_up<T: Shape>(_: Expr<T>) -> Flow<Receipt>`, and one for both kinds of
/// workflow as well, `fn check<K: Kind>(order: Expr<Order>) -> Flow<Receipt, K>`.
///
/// The name is a constant, so a variable cannot be called like a state that is in scope.
#[proc_macro_attribute]
pub fn state(options: TokenStream, item: TokenStream) -> TokenStream {
    state::expand(options.into(), item.into()).into()
}

/// Declares a Lambda function once, with the types it takes and returns: calling it is a Task state.
///
/// ```text
/// #[lambda("validate-order")]
/// fn validate_order(order: Order) -> Result<Checked, OrderError>;
/// ```
///
/// - `#[lambda("name")]`: by its name, in the account and region of the workflow.
/// - `#[lambda(arn = "arn:aws:lambda:..")]`: by its ARN.
/// - `#[lambda(placeholder = "ValidateOrderArn")]`: by an ARN that is substituted at deployment; a placeholder that does
///   not end in `Arn` stands for the function's name.
/// - `qualifier = "live"`: an alias or a version of it.
/// - `direct`: its own ARN is the `Resource`, instead of `lambda:invoke`.
///
/// `Result<T, E>` with an `E` that derives [`LambdaError`](macro@LambdaError) declares the errors it raises. A function
/// without a parameter takes `()`, one without a return type gives `()`.
#[proc_macro_attribute]
pub fn lambda(options: TokenStream, item: TokenStream) -> TokenStream {
    lambda::expand(options.into(), item.into()).into()
}

/// Names the errors of a Lambda function, so that Retry and Catch use them without strings.
///
/// Every variant becomes a constant, `OrderError::PAYMENT_DECLINED` for `PaymentDeclined`, whose error name is the
/// variant's, or the one of `#[lambda_error(name = "PaymentFailedException")]`.
///
/// A `.catch_each(|error, said| match error { .. })` matches on the variants. Where one of them holds data, which a
/// workflow does not have, it matches on `OrderErrorKind`, an enum of the same variants without it.
#[proc_macro_derive(LambdaError, attributes(lambda_error))]
pub fn derive_lambda_error(item: TokenStream) -> TokenStream {
    lambda_error::expand(item.into()).into()
}

/// Calls an API of any service: `aws_sdk!(s3:getObject { Bucket: "reports", Key: order.key })`.
///
/// Service, action and the names of parameters are checked when this is compiled, and so is whether everything that the
/// API requires is there. They are spelt as Step Functions wants them: services in lower case, actions with a small first
/// letter, parameters in PascalCase.
///
/// A value is anything a parameter takes: a literal, data, a resource, and `{ Name: value, .. }` and `[value, ..]` for
/// objects and lists. What comes back is dynamic JSON, or the type behind `->`.
///
/// ```text
/// aws_sdk!(s3:headObject { Bucket: &UPLOADS, Key: document.key } -> Head)
///     .output(|head| head.content_length)
///     .end()
/// ```
///
/// What is newer than the table of operations is called by `aws_sdk::call`, and set by its `.with(name, value)`.
#[proc_macro]
pub fn aws_sdk(call: TokenStream) -> TokenStream {
    sdk_call::expand(call.into()).into()
}
