//! Amazon API Gateway. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html>
//!
//! ```
//! use sfn_dsl::integrations::http::Method;
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Pet { id: String, name: String }
//!
//! #[state]
//! fn register(pet: Expr<Pet>) -> Flow<Pet> {
//!     apigateway::invoke("${PetsApi}.execute-api.${AWS::Region}.amazonaws.com", Method::Post)
//!         .stage("prod")
//!         .path("/pets")
//!         .header("X-Source", "workflow")
//!         .request_body(pet)
//!         .auth_type(apigateway::AuthType::IamRole)
//!         .output(|answer| answer.response_body)
//!         .end()
//! }
//! # Workflow::new("w", register).synthesize().unwrap();
//! ```

use super::http::Method;
use super::rows::{entry, item};
use super::{choices, integration, response};
use crate::expr::node::{Name, Node, Op};
use crate::{IntoExpr, Task};

integration! {
    /// `apigateway:invoke`.
    InvokeApi = "apigateway" : "invoke",
    patterns [Callback],
    /// Calls an API. An answer of 400 or more is an error of this state, `ApiGateway.404` say.
    fn invoke<Body>(
        /// The host name, without `https://`.
        api_endpoint: String => "ApiEndpoint",
        /// The method.
        method: Method => "Method",
    ) -> ApiResponse<Body>,
    options {
        /// The stage of the API.
        stage: String => "Stage",
        /// The path, with a leading slash.
        path: String => "Path",
        /// The body, up to 256 KiB.
        request_body = Data => "RequestBody",
        /// Who the call comes from; nobody otherwise.
        auth_type: AuthType => "AuthType",
        /// Whether nulls are sent, which are left out otherwise.
        allow_null_values: bool => "AllowNullValues",
    }
}

impl<R, P, E, C> Task<R, InvokeApi, P, E, C> {
    /// A header: adds to `Headers`. For a callback it can carry the token, `.header("Task-Token", token)`.
    pub fn header(self, name: impl Into<Name>, value: impl IntoExpr<String>) -> Self {
        self.listed("Headers", name.into(), value.into_expr().node())
    }

    /// A part of the query string: adds to `QueryParameters`.
    pub fn query_parameter(self, name: impl Into<Name>, value: impl IntoExpr<String>) -> Self {
        self.listed("QueryParameters", name.into(), value.into_expr().node())
    }

    /// The API takes a list of values under each name.
    fn listed(mut self, parameter: &'static str, name: Name, value: Node) -> Self {
        let now = self.get_argument(parameter);
        let values = now.and_then(|now| match now.op() {
            Op::Object(members) => {
                let found = members.iter().find(|(known, _)| *known == name);
                found.map(|(_, values)| *values)
            }
            _ => None,
        });
        let values = item(values, value);
        self.argument(parameter, entry(now, name, values))
    }
}

choices! {
    /// Who a call comes from.
    AuthType {
        /// Nobody: the API is open.
        NoAuth = "NO_AUTH",
        /// The role of the workflow.
        IamRole = "IAM_ROLE",
        /// The state machine, by a policy of the API.
        ResourcePolicy = "RESOURCE_POLICY",
    }
}

response! {
    /// What the API answers.
    ApiResponse<Body> / ApiResponseExpr {
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
