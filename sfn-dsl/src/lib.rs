//! The typed DSL in which a team writes its AWS Step Functions workflows.
//!
//! A state is a function, a transition is its name, and data is typed all the way:
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)]
//! struct Order { id: String, total: f64 }
//!
//! #[derive(Shape)]
//! struct Receipt { charge_id: String }
//!
//! #[lambda("charge")]
//! fn charge(order: Order) -> Receipt;
//!
//! #[state]
//! fn decide(order: Expr<Order>) -> Flow<Receipt> {
//!     choice(order).when(order.total.gt(0.0), pay).otherwise(nothing_to_pay)
//! }
//!
//! #[state]
//! fn pay(order: Expr<Order>) -> Flow<Receipt> {
//!     charge(order).timeout_seconds(30).end()
//! }
//!
//! #[state]
//! fn nothing_to_pay(order: Expr<Order>) -> Flow<Receipt> {
//!     fail("NothingToPay", text!("order {} costs nothing", order.id))
//! }
//!
//! let synthesis = Workflow::new("orders", decide).synthesize().unwrap();
//! assert_eq!(synthesis.document.states.len(), 3);
//! ```
//!
//! The [guide] goes from the first state to a whole system; it has a table of [ASL fields](guide::_20_asl).
//!
//! - [`Shape`]: types as workflow data; [`Expr`]: that data, with fields, comparisons, arithmetic, text, and
//!   [the functions of both languages](guide::_15_functions).
//! - [`macro@state`], [`state()`]: states; [`Flow`], [`State`]: what they are made of.
//! - [`choice`], [`choice_on`], [`pass`], [`wait`], [`succeed`], [`fail`], [`parallel`], [`map`], [`distributed_map`]: one builder per state
//!   type; [`item_reader`]: what a Distributed Map reads.
//! - [`macro@lambda`] and [`integrations`]: what a Task calls.
//! - [`Retry`], [`mod@errors`], `catch`: what happens when it fails.
//! - [`triggers`]: what starts an execution, events of EventBridge and S3.
//! - [`Variable`]: data kept aside; [`context`]: what the service knows about the execution.
//! - [`patterns`]: sagas, polling, approval, circuit breakers, loops, fan-out: several states in one call.
//! - [`Workflow`]: a first state with a name, and its synthesis to ASL.
//!
//! What comes after the document (policies, files, a command line) is in the crate `sfn-codegen`.

// The macros write paths that begin with `::sfn_dsl`, here too.
#[allow(unused_extern_crates)]
extern crate self as sfn_dsl;

pub mod context;
pub mod errors;
mod expr;
mod flow;
mod grant;
#[cfg(doc)]
pub mod guide;
pub mod integrations;
mod kind;
pub mod patterns;
mod render;
mod resource;
pub mod shape;
mod states;
mod synth;
pub mod triggers;
mod unsupported;
mod variable;
mod wire;
mod workflow;

pub use errors::{
    CanBeHandled, DeclaredErrors, Declares, ErrorName, ErrorNames, LambdaError, RaisedBy,
    Undeclared,
};
pub use expr::{
    AnyExpr, Expr, Float, HashAlgorithm, Integer, IntoExpr, Joined, Number, Ordered, Pattern,
    Regex, SortKey, TextMatch, TextPart, Textual, ToText, constant, list, lit, none, not, object,
    query_error, random, random_range, random_range_seeded, random_seeded, range_inclusive,
    range_step, regex, some, uuid,
};
pub use flow::{
    Flow, IsFlow, JsonPath, Jsonata, Named, OneEnd, OneKind, QueryLanguage, State, StateFn,
    StateItem, StateMeta, state,
};
pub use grant::Grant;
pub use integrations::Data;
pub use integrations::lambda::LambdaFunction;
pub use kind::{
    ActivityWorker, AllowedIn, Callback, CanBeWaitedFor, CanRunActivities, CanRunDistributedMaps,
    CanSync, CanWaitForTaskToken, Distributed, Express, Job, Kind, RequestResponse, RunsAtOnce,
    Standard, Sync, WaitForTaskToken, WithRole, WorkflowKind,
};
pub use resource::{
    Activity, Bucket, EventBus, Function, IntoResource, Queue, Role, StateMachine, Table, Topic,
};
pub use resource::{
    BuildProject, Cluster, DataBrewJob, EksCluster, GlueJob, JobDefinition, JobQueue,
    TaskDefinition, WorkGroup,
};
pub use serde_json::Value;
pub use sfn_macros::{LambdaError, Shape, aws_sdk, lambda, state};
pub use shape::{Cases, Keeps, Object, Shape, Timestamp, timestamp};
pub use states::*;
pub use synth::{Annotations, Errors, StateSource, Synthesis, SynthesisError};
pub use unsupported::Unsupported;
pub use variable::{AssignTo, AssignsByItself, AssignsOnAllWays, CanStillAssign, Variable};
pub use workflow::{AnyWorkflow, Workflow};

/// What a workflow crate imports: `use sfn_dsl::prelude::*;`.
pub mod prelude {
    pub use crate::errors::{self, ErrorName};
    pub use crate::integrations::events::event;
    // `lambda` and `aws_sdk` are modules and, below, macros.
    pub use crate::integrations::{activity, aws_sdk, dynamodb, events, lambda, sns, sqs, states};
    pub use crate::integrations::{
        apigateway, athena, batch, bedrock, bedrock_agentcore, codebuild, databrew, ecs, eks, emr,
        emr_containers, emr_serverless, glue, http, mediaconvert, sagemaker,
    };
    pub use crate::{
        Activity, Cases, ErrorOutput, ErrorOutputExpr, EventBus, Expr, Express, Flow, Function,
        Goto, IntoExpr, JsonPath, Jsonata, Kind, LambdaError, MapItem, Queue, Retry, Role, Shape,
        Standard, State, StateFn, StateItem, StateMachine, Table, TaskToken, Timestamp, Topic,
        Value, Variable, Workflow, choice, choice_on, constant, context, fail, fail_cause,
        fail_error, lambda, lit, map, map_select, none, not, parallel, parallel_all, pass,
        raw_state, some, state, succeed, text, timestamp, to, wait, wait_for_task_token,
    };
    pub use crate::{
        Batch, BatchExpr, BatchWith, BatchWithExpr, Bucket, ChildExecution, ChildResult,
        ChildResultCase, Delimiter, DistributedEntry, DistributedItem, InventoryObject, KeyValue,
        OutputType, ResultFile, ResultManifest, ResultWriter, ResultWriterDetails, S3Object,
        S3ObjectExpr, Transformation, WrittenResults, distributed_map, item_reader,
    };
    pub use crate::{
        BuildProject, Cluster, DataBrewJob, EksCluster, GlueJob, JobDefinition, JobQueue,
        TaskDefinition, WorkGroup, aws_sdk,
    };
    pub use crate::{
        HashAlgorithm, list, object, query_error, random, random_range, random_range_seeded,
        random_seeded, range_inclusive, range_step, regex, uuid,
    };
    pub use std::cmp::Reverse;
}

/// For the code that the macros write. Not part of the API.
#[doc(hidden)]
pub mod __private {
    pub use crate::expr::node::{Name, Node};
    pub use crate::expr::{Member, ToText, count_placeholders, format};
    pub use crate::integrations::Payload;
    pub use crate::shape::derived::*;
    pub use crate::shape::{ByJsonSchema, Probe, WithoutSchema};
    #[cfg(feature = "schemars")]
    pub use schemars;

    use crate::expr::node::{Op, Presence};
    use crate::shape::DataType;
    use crate::{Expr, Shape};

    /// The member of an object.
    #[must_use]
    pub fn field<T, U>(of: Expr<T>, member: &'static Member) -> Expr<U> {
        Expr::of_member(of.node(), member)
    }

    /// The element of a tuple.
    #[must_use]
    pub fn element<T, U>(of: Expr<T>, index: u32) -> Expr<U> {
        Expr::new(Op::Index(of.node(), index))
    }

    /// The same data, seen as another type.
    #[must_use]
    pub fn same<T, U>(of: Expr<T>) -> Expr<U> {
        Expr::from_node(of.node())
    }

    /// A part of an object under construction.
    #[derive(Clone, Copy, Debug)]
    pub enum Part {
        /// A member under its wire name.
        Member(&'static str, Node),
        /// An object whose members stand here, and its type.
        Flatten(Node, fn() -> DataType),
    }

    /// A member under its wire name.
    #[must_use]
    pub fn member<T>(name: &'static str, value: Expr<T>) -> Part {
        Part::Member(name, value.node())
    }

    /// An object whose members stand in the new object.
    #[must_use]
    pub fn flatten<T: Shape>(value: Expr<T>) -> Part {
        Part::Flatten(value.node(), T::data_type)
    }

    /// A new object. Flattened parts come first, so that the members written out win.
    #[must_use]
    pub fn object<T>(parts: impl IntoIterator<Item = Part>) -> Expr<T> {
        let (mut flattened, mut members) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Member(name, node) => members.push((Name::Borrowed(name), node)),
                Part::Flatten(node, of) => flattened.push((node, of)),
            }
        }
        if flattened.is_empty() {
            return Expr::from_node(Node::object(members));
        }
        // What is flattened may be part of a wider object with a member of that name: nothing has to be said, as null.
        let same = |member: Node, name: &Name| match member.op() {
            Op::Field(of, own) => own == name && flattened.iter().any(|(whole, _)| whole == of),
            _ => false,
        };
        let object = Node::object(members.into_iter().map(|(name, node)| match node.op() {
            Op::Absent => (name, Node::new(Op::Null)),
            Op::Maybe(member) if !same(*member, &name) => (name, or_null(*member)),
            _ => (name, node),
        }));
        let mut parts = apart(flattened);
        parts.push(object);
        Expr::new(Op::Merge(parts.into()))
    }

    fn or_null(value: Node) -> Node {
        let present = Node::new(Op::Test(Presence::Some, value));
        Node::new(Op::If(present, value, Node::new(Op::Null)))
    }

    /// Flattened parts that leave each other's members alone. A part may be a wider object than its type says: that of a whole
    /// into which it is flattened. Among others it gives its own members only; what may have any comes first.
    fn apart(flattened: Vec<(Node, fn() -> DataType)>) -> Vec<Node> {
        let one = flattened.first().map(|(node, _)| *node);
        if flattened.iter().all(|(node, _)| Some(*node) == one) {
            return flattened.into_iter().map(|(node, _)| node).collect();
        }
        let (mut any, mut known) = (Vec::new(), Vec::new());
        for (node, of) in flattened {
            let mut members = Vec::new();
            if matches!(node.op(), Op::Object(_)) {
                known.push(node);
            } else if own_members(&of(), 0, &mut members) {
                let of_node = |(name, required): (&'static str, bool)| {
                    let member = node.field(name);
                    let member = if required { member } else { member.maybe() };
                    (Name::Borrowed(name), member)
                };
                known.push(Node::object(members.into_iter().map(of_node)));
            } else {
                any.push(node);
            }
        }
        any.append(&mut known);
        any
    }

    /// The members of a type, if they are known, each with whether it is always there.
    fn own_members(of: &DataType, depth: u32, members: &mut Vec<(&'static str, bool)>) -> bool {
        // Types that flatten themselves do not end.
        let (DataType::Struct(own), true) = (of, depth < 32) else {
            return false;
        };
        own.iter().all(|member| {
            if member.flatten {
                return own_members(&(member.data_type)(), depth + 1, members);
            }
            members.push((member.name, member.required));
            true
        })
    }

    /// A new list, for tuples.
    #[must_use]
    pub fn array<T>(items: impl IntoIterator<Item = Node>) -> Expr<T> {
        Expr::new(Op::Array(items.into_iter().collect()))
    }

    /// An object of data of any shape, for `aws_sdk!`.
    #[must_use]
    pub fn data_object<const N: usize>(
        members: [(&'static str, crate::integrations::Payload); N],
    ) -> crate::integrations::Payload {
        let members = members.into_iter();
        crate::integrations::Payload::object(members.map(|(name, value)| (name.into(), value)))
    }

    /// A list of data of any shape, for `aws_sdk!`.
    #[must_use]
    pub fn data_list<const N: usize>(
        items: [crate::integrations::Payload; N],
    ) -> crate::integrations::Payload {
        crate::integrations::Payload::list(items)
    }

    /// The node of an expression.
    #[must_use]
    pub fn node<T>(of: Expr<T>) -> Node {
        of.node()
    }

    /// A string literal of any type: the wire name of a unit variant.
    #[must_use]
    pub fn text_of<T>(text: &'static str) -> Expr<T> {
        Expr::from_node(Node::text(text))
    }

    /// The check of `lambda_handler!`.
    pub fn handler_of<F, Event, H, Answer>(_: H)
    where
        F: crate::integrations::lambda::LambdaFunction,
        H: Fn(Event) -> Answer,
        Answer: Future,
        Answer::Output: crate::integrations::lambda::Answers<F::Output, F::Error>,
    {
    }

    /// The check of `text!`, which says the words itself: a panic in here would be told with this place.
    #[must_use]
    pub const fn placeholders(placeholders: usize, arguments: usize) -> Placeholders {
        if placeholders == usize::MAX {
            Placeholders::LoneBrace
        } else if placeholders > arguments {
            Placeholders::TooMany
        } else if placeholders < arguments {
            Placeholders::TooFew
        } else {
            Placeholders::Right
        }
    }

    /// How the `{}` of a text and its values go together.
    #[derive(Clone, Copy, Debug)]
    pub enum Placeholders {
        /// One for each.
        Right,
        /// A brace that belongs to none.
        LoneBrace,
        /// More than values.
        TooMany,
        /// Fewer than values.
        TooFew,
    }
}
