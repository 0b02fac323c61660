//! Service integrations: one module per service, one row per action.
//!
//! Adding one is a row of `integration!` (see `rows`): the resource, the patterns it has, what it takes and gives. Methods
//! that need more than a row says (DynamoDB's attribute values) stand beside it.
//!
//! What the API requires is an argument of the function, or a field of its request where there is much of it, so that
//! rustc says what is missing; the rest are methods of the task. Every parameter takes a literal or data. One that has no
//! method is set by its name, `.parameter("PropagateTags", "TASK_DEFINITION")`.
//!
//! A structure can come whole from data, `order.step.cast::<Step>()`. Build it where you can: Step Functions looks into the
//! structures of its own integrations when a workflow is deployed, and refuses one in which it does not find what the service
//! requires.
//!
//! Request-response is there in every kind of workflow, the other patterns in Standard ones. Of a service or an action that is
//! not in the table below, [`aws_sdk!`](macro@crate::aws_sdk) calls the API.
//!
#![doc = include_str!("table.md")]
//!
//! Which pattern runs in which kind of workflow, and what a role needs to make the call, are not said here: the first
//! is `kind`, the second a function of the ASL document.

pub mod activity;
pub mod apigateway;
pub mod athena;
pub mod aws_sdk;
pub mod batch;
pub mod bedrock;
pub mod bedrock_agentcore;
pub mod codebuild;
pub mod databrew;
pub mod dynamodb;
pub mod ecs;
pub mod eks;
pub mod emr;
pub mod emr_containers;
pub mod emr_serverless;
pub mod events;
pub mod glue;
pub mod http;
pub mod lambda;
pub mod mediaconvert;
pub(crate) mod rows;
pub mod sagemaker;
pub mod sns;
pub mod sqs;
pub mod states;

pub(crate) use rows::{choices, integration, request, response, structure};

use crate::expr::node::Node;
use crate::shape::Shape;
use crate::{Expr, IntoExpr};

/// Data of any shape, for a parameter that takes what it is given: a message body, an event's detail.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not data that can be sent",
    label = "an expression, a literal or a `..Expr` struct is needed here",
    note = "build it from what the workflow knows, `ReceiptExpr {{ order_id: order.id, .. }}`, or give a Rust value that is known now as `constant(&value)`"
)]
pub trait Data {
    /// The node.
    #[doc(hidden)]
    fn data(self) -> Payload;
}

/// Data of any shape.
#[derive(Clone, Copy, Debug)]
pub struct Payload(pub(crate) Node);

impl Payload {
    /// For the code that `#[derive(Shape)]` writes.
    #[doc(hidden)]
    #[must_use]
    pub fn of<T: Shape>(data: impl IntoExpr<T>) -> Self {
        Payload(data.into_expr().node())
    }
}

#[diagnostic::do_not_recommend]
impl Data for Payload {
    fn data(self) -> Payload {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<T> Data for Expr<T> {
    fn data(self) -> Payload {
        Payload(self.node())
    }
}
macro_rules! literals {
    ($($t:ty as $T:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Data for $t {
            fn data(self) -> Payload {
                Payload::of::<$T>(self)
            }
        }
    )*};
}
literals! {
    &str as String;
    String as String;
    bool as bool;
    i32 as i32;
    i64 as i64;
    u32 as u32;
    u64 as u64;
    f64 as f64;
    serde_json::Value as serde_json::Value;
}
#[diagnostic::do_not_recommend]
impl<D: Data> Data for Vec<D> {
    fn data(self) -> Payload {
        Payload(Node::new(crate::expr::node::Op::Array(
            self.into_iter().map(|d| d.data().0).collect(),
        )))
    }
}
