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

use crate::expr::node::{Name, Node, Op};
use crate::resource::Reference;
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

/// Data of any shape, and what is known of the resources in it.
#[derive(Clone, Debug)]
pub struct Payload {
    pub(crate) node: Node,
    /// The resources, each as it stands in the data.
    resources: Vec<Reference>,
    /// The same with the ARNs of its resources, where they have something else that APIs call them by.
    by_arn: Option<Node>,
}

impl From<Node> for Payload {
    fn from(node: Node) -> Self {
        Payload {
            node,
            resources: Vec::new(),
            by_arn: None,
        }
    }
}

impl Payload {
    /// For the code that `#[derive(Shape)]` writes.
    #[doc(hidden)]
    #[must_use]
    pub fn of<T: Shape>(data: impl IntoExpr<T>) -> Self {
        data.into_expr().node().into()
    }

    /// A resource, as APIs call it and by its ARN.
    pub(crate) fn resource(reference: Reference, arn: String) -> Self {
        let arn = Node::text(arn);
        Payload {
            node: reference.0,
            resources: vec![reference],
            by_arn: (arn != reference.0).then_some(arn),
        }
    }

    /// A list.
    pub(crate) fn list(items: impl IntoIterator<Item = Payload>) -> Self {
        let items: Vec<Payload> = items.into_iter().collect();
        let list = |nodes: Vec<Node>| Node::new(Op::Array(nodes.into()));
        let some = items.iter().any(|item| item.by_arn.is_some());
        let by_arn = items.iter().map(|item| item.by_arn.unwrap_or(item.node));
        Payload {
            by_arn: some.then(|| list(by_arn.collect())),
            node: list(items.iter().map(|item| item.node).collect()),
            resources: items.into_iter().flat_map(|item| item.resources).collect(),
        }
    }

    /// An object.
    pub(crate) fn object(members: impl IntoIterator<Item = (Name, Payload)>) -> Self {
        let mut resources = Vec::new();
        let members: Vec<(Name, Node)> = members
            .into_iter()
            .map(|(name, value)| {
                let (node, of_it) = value.for_parameter(&name);
                resources.extend(of_it);
                (name, node)
            })
            .collect();
        Payload {
            resources,
            ..Node::object(members).into()
        }
    }

    /// What stands in the parameter, and the resources in it: by their ARN where the API asks for that, in what is called
    /// `..Arn`.
    pub(crate) fn for_parameter(self, name: &str) -> (Node, Vec<Reference>) {
        let asks = ["Arn", "ARN", "Arns", "ARNs"]
            .iter()
            .any(|end| name.ends_with(end));
        match self.by_arn.filter(|_| asks) {
            // The ARN says it all, and what is wrong with the other form is not wrong with it.
            Some(arn) => (arn, Vec::new()),
            None => (self.node, self.resources),
        }
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
        self.node().into()
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
        let items = self.into_iter().map(Data::data);
        Payload::list(items)
    }
}
