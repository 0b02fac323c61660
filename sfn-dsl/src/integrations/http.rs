//! HTTPS APIs of anybody, with the credentials of an EventBridge connection.
//! <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Customer { id: String, email: String }
//! #[derive(Shape)] pub struct Created { id: String }
//!
//! #[state]
//! fn create(customer: Expr<Customer>) -> Flow<String> {
//!     http::invoke("https://api.example.com/v1/customers", http::Method::Post, "${BillingConnectionArn}")
//!         .header("Idempotency-Key", customer.id)
//!         .request_body(customer)
//!         .output(|answer: Expr<http::HttpResponse<Created>>| answer.response_body.id)
//!         .end()
//! }
//! # Workflow::new("w", create).synthesize().unwrap();
//! ```

use super::{choices, integration, response, structure};
use crate::expr::node::{Name, Node};
use crate::{IntoExpr, Shape, Task};

integration! {
    /// `http:invoke`.
    InvokeHttp = "http" : "invoke",
    patterns [],
    options {
        /// The body, JSON unless its encoding says otherwise.
        request_body = Data => "RequestBody",
        /// How the body is encoded.
        transform: Transform => "Transform",
    },
    maps {
        /// A header.
        header: String => "Headers",
        /// A part of the query string.
        query_parameter: String => "QueryParameters",
    }
}

/// Calls an API. The call ends after 60 seconds, whatever the timeout of the state. An answer that is not 2xx is an error of
/// this state, `States.Http.StatusCode.404` say.
///
/// - `endpoint` (`ApiEndpoint`): the URL, with `https://`.
/// - `method` (`Method`): the method.
/// - `connection_arn` (`Authentication.ConnectionArn`): the EventBridge connection that holds the credentials.
#[track_caller]
pub fn invoke<Body: Shape>(
    endpoint: impl IntoExpr<String>,
    method: impl IntoExpr<Method>,
    connection_arn: impl IntoExpr<String>,
) -> Task<HttpResponse<Body>, InvokeHttp> {
    connected(
        endpoint.into_expr().node(),
        method.into_expr().node(),
        "Authentication",
        connection_arn,
    )
}

/// Like [`invoke`], for an API in a private network: the connection says how it is reached
/// (`InvocationConfig.ConnectionArn`).
#[track_caller]
pub fn invoke_private<Body: Shape>(
    endpoint: impl IntoExpr<String>,
    method: impl IntoExpr<Method>,
    connection_arn: impl IntoExpr<String>,
) -> Task<HttpResponse<Body>, InvokeHttp> {
    connected(
        endpoint.into_expr().node(),
        method.into_expr().node(),
        "InvocationConfig",
        connection_arn,
    )
}

#[track_caller]
fn connected<R>(
    endpoint: Node,
    method: Node,
    by: &'static str,
    connection_arn: impl IntoExpr<String>,
) -> Task<R, InvokeHttp> {
    let connection = (
        Name::Borrowed("ConnectionArn"),
        connection_arn.into_expr().node(),
    );
    InvokeHttp::call()
        .argument("ApiEndpoint", endpoint)
        .argument("Method", method)
        .argument(by, Node::object([connection]))
}

choices! {
    /// A method of HTTP.
    Method {
        /// Reads.
        Get = "GET",
        /// Makes.
        Post = "POST",
        /// Replaces.
        Put = "PUT",
        /// Deletes.
        Delete = "DELETE",
        /// Changes.
        Patch = "PATCH",
        /// Asks what is possible.
        Options = "OPTIONS",
        /// Reads the headers alone.
        Head = "HEAD",
    }
}
structure! {
    /// How a body is encoded.
    Transform
    /// As a form: `application/x-www-form-urlencoded`. Lists are written with an index, `ids[0]=a&ids[1]=b`.
    fn new(encoding: BodyEncoding => "RequestBodyEncoding",)
    options {
        /// How lists are written.
        request_encoding_options: EncodingOptions => "RequestEncodingOptions",
    }
}
choices! {
    /// How a body is encoded.
    BodyEncoding {
        /// As JSON.
        None = "NONE",
        /// As a form.
        UrlEncoded = "URL_ENCODED",
    }
}
structure! {
    /// How lists of a form are written.
    EncodingOptions
    /// In this way.
    fn array_format(format: ArrayFormat => "ArrayFormat",)
    options {}
}
choices! {
    /// How lists of a form are written.
    ArrayFormat {
        /// `ids[0]=a&ids[1]=b`.
        Indices = "INDICES",
        /// `ids=a&ids=b`.
        Repeat = "REPEAT",
        /// `ids=a,b`.
        Commas = "COMMAS",
        /// `ids[]=a&ids[]=b`.
        Brackets = "BRACKETS",
    }
}

response! {
    /// What the API answers.
    HttpResponse<Body> / HttpResponseExpr {
        /// The body, read if it is JSON.
        response_body: Body => "ResponseBody",
        /// Headers by their names, each with the list of its values.
        headers: serde_json::Value => "Headers",
        /// The status, 200 say.
        status_code: u64 => "StatusCode",
        /// The status in words.
        status_text: Option<String> => "StatusText",
    }
}
