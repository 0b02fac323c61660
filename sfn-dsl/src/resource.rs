//! Resources as named values: a topic, a queue, a table. Never strings glued together.
//!
//! A resource is a literal ARN, a name in the account and region where the workflow is deployed, or a placeholder that
//! is substituted at deployment: by what the API takes, which each resource says of its `placeholder`. Without an environment, "this account and region" is written with the pseudo
//! parameters of CloudFormation, `${AWS::Partition}`, `${AWS::Region}` and `${AWS::AccountId}`.

mod queue;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::expr::node::{Name, Node};
use crate::{Expr, Standard, Undeclared};

/// How a resource was given.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Given {
    Arn(Name),
    Named(Name),
    Placeholder(Name),
    /// By its name in another account.
    Elsewhere {
        account: Name,
        name: Name,
    },
    /// A queue, by a placeholder for each of the two.
    UrlAndArn {
        url: Name,
        arn: Name,
    },
}

/// A version or an alias, at the end of an ARN.
#[derive(Clone, Copy, Debug)]
enum Qualifier {
    Text(&'static str),
    Version(u64),
}

impl fmt::Display for Qualifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Qualifier::Text(text) => f.write_str(text),
            Qualifier::Version(number) => number.fmt(f),
        }
    }
}

/// What a placeholder stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StandsFor {
    /// The only thing that the API takes: an ARN, or a queue's URL.
    Whole,
    /// A name, or an ARN if its own name says so.
    Name,
    /// A queue's name, or its URL or its ARN if its own name says so.
    Queue,
}

/// Whether a placeholder of something that has a name stands for its ARN all the same. Who reads the document has nothing
/// but this to go by, and derives the policy from it.
fn says_arn(placeholder: &str) -> bool {
    ["Arn", "ARN", "arn"]
        .iter()
        .any(|end| placeholder.ends_with(end))
}

/// Whether a placeholder of a queue stands for its URL.
fn says_url(placeholder: &str) -> bool {
    ["Url", "URL", "url"]
        .iter()
        .any(|end| placeholder.ends_with(end))
}

impl Given {
    fn arn(&self, stands_for: StandsFor, template: fn(&str) -> String) -> Name {
        match self {
            Given::Arn(arn) => arn.clone(),
            Given::Named(name) => template(name).into(),
            Given::Elsewhere { account, name } => {
                template(name).replace("${AWS::AccountId}", account).into()
            }
            Given::UrlAndArn { arn, .. } => format!("${{{arn}}}").into(),
            Given::Placeholder(name) => {
                let whole = match stands_for {
                    StandsFor::Whole => true,
                    StandsFor::Name => says_arn(name),
                    StandsFor::Queue => says_arn(name) || says_url(name),
                };
                let text = format!("${{{name}}}");
                if whole {
                    text.into()
                } else {
                    template(&text).into()
                }
            }
        }
    }
}

const HERE: &str = "${AWS::Region}:${AWS::AccountId}";

macro_rules! resource {
    (
        $(#[$doc:meta])*
        $Name:ident $(<$($T:ident $(= $Default:ty)?),+>)?, $service:literal, |$n:ident| $template:literal,
        placeholder $stands_for:ident $(#[$placeholder:meta])+
    ) => {
        $(#[$doc])*
        pub struct $Name$(<$($T $(= $Default)?),+>)? {
            given: Given,
            qualifier: Option<Qualifier>,
            of: PhantomData<fn() -> ($($($T,)+)?)>,
        }

        impl$(<$($T),+>)? $Name$(<$($T),+>)? {
            const fn given(given: Given) -> Self {
                $Name { given, qualifier: None, of: PhantomData }
            }

            /// By its name, in the account and region where the workflow is deployed.
            #[must_use]
            pub const fn named(name: &'static str) -> Self {
                Self::given(Given::Named(Cow::Borrowed(name)))
            }

            /// By its name in another account, in the region where the workflow is deployed. The account is a number of
            /// twelve digits, or a placeholder: `in_account("${SharedAccount}", "orders")`.
            #[must_use]
            pub const fn in_account(account: &'static str, name: &'static str) -> Self {
                Self::given(Given::Elsewhere {
                    account: Cow::Borrowed(account),
                    name: Cow::Borrowed(name),
                })
            }

            /// By its full ARN.
            #[must_use]
            pub const fn arn(arn: &'static str) -> Self {
                Self::given(Given::Arn(Cow::Borrowed(arn)))
            }

            $(#[$placeholder])+
            ///
            /// It is substituted at deployment: `DefinitionSubstitutions` in CloudFormation and SAM.
            #[must_use]
            pub const fn placeholder(name: &'static str) -> Self {
                Self::given(Given::Placeholder(Cow::Borrowed(name)))
            }

            /// Like [`named`](Self::named), with a name made at run time.
            #[must_use]
            pub fn from_name(name: impl Into<String>) -> Self {
                Self::given(Given::Named(Cow::Owned(name.into())))
            }

            /// Like [`arn`](Self::arn), with an ARN made at run time.
            #[must_use]
            pub fn from_arn(arn: impl Into<String>) -> Self {
                Self::given(Given::Arn(Cow::Owned(arn.into())))
            }

            /// The ARN, as a document says it.
            #[must_use]
            pub fn to_arn(&self) -> String {
                let arn = self.given.arn(StandsFor::$stands_for, |$n| {
                    format!(concat!("arn:${{AWS::Partition}}:", $service, ":", $template), here = HERE, name = $n)
                });
                match self.qualifier {
                    Some(qualifier) => format!("{arn}:{qualifier}"),
                    None => arn.into_owned(),
                }
            }
        }

        impl$(<$($T),+>)? Clone for $Name$(<$($T),+>)? {
            fn clone(&self) -> Self {
                $Name { given: self.given.clone(), qualifier: self.qualifier, of: PhantomData }
            }
        }
        impl$(<$($T),+>)? fmt::Debug for $Name$(<$($T),+>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Name)).field(&self.given).finish()
            }
        }
        #[diagnostic::do_not_recommend]
        impl$(<$($T),+>)? IntoResource<$Name$(<$($T),+>)?> for &$Name$(<$($T),+>)? {
            fn reference(self) -> Reference {
                Reference(self.parameter(), self.about())
            }
        }
        #[diagnostic::do_not_recommend]
        impl$(<$($T),+>)? IntoResource<$Name$(<$($T),+>)?> for $Name$(<$($T),+>)? {
            fn reference(self) -> Reference {
                Reference(self.parameter(), self.about())
            }
        }
        /// A resource where a parameter takes any data: what the API calls it by, and its ARN in what is called `..Arn`.
        #[diagnostic::do_not_recommend]
        impl$(<$($T),+>)? crate::Data for &$Name$(<$($T),+>)? {
            fn data(self) -> crate::integrations::Payload {
                crate::integrations::Payload::resource(self.reference(), self.to_arn())
            }
        }
        #[diagnostic::do_not_recommend]
        impl$(<$($T),+>)? IntoResource<$Name$(<$($T),+>)?> for Expr<String> {
            fn reference(self) -> Reference {
                Reference(self.node(), About::default())
            }
        }
    };
}

/// What can stand where a resource is asked for: the resource itself, or an `Expr<String>` with what the API wants (an ARN,
/// a queue's URL, a table's name) when it is known only at run time. The policy is then as narrow as the service allows.
#[diagnostic::on_unimplemented(
    message = "expected a resource of type `{R}`, found `{Self}`",
    label = "a `{R}` is needed here",
    note = "declare it once, `static ORDERS: {R} = {R}::named(\"orders\");`, and give `&ORDERS`; or give an `Expr<String>` for one known only at run time"
)]
pub trait IntoResource<R> {
    /// The API's parameter.
    #[doc(hidden)]
    fn reference(self) -> Reference;
}

/// A resource as a parameter of a call.
#[derive(Clone, Copy, Debug)]
pub struct Reference(pub(crate) Node, pub(crate) About);

/// What there is to say of a parameter besides its value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About {
    /// An ARN that says more of the resource than the parameter does: for the policy.
    pub(crate) arn: Option<Node>,
    /// Why it cannot be what the API takes, and what to do.
    pub(crate) trouble: Option<(&'static str, &'static str)>,
}

resource! {
    /// An SNS topic.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// static CONFIRMATIONS: Topic = Topic::named("order-confirmations");
    /// assert_eq!(
    ///     CONFIRMATIONS.to_arn(),
    ///     "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:order-confirmations",
    /// );
    /// ```
    Topic, "sns", |name| "{here}:{name}",
    placeholder Whole
    /// By a placeholder that stands for its ARN: `placeholder("OrderTopicArn")` is written `${OrderTopicArn}`.
}
resource! {
    /// An SQS queue. The API wants its URL, which follows from the name or the ARN.
    Queue, "sqs", |name| "{here}:{name}",
    placeholder Queue
    /// By a placeholder that stands for its name, `placeholder("OrdersQueue")`, or for its URL if the placeholder's own name
    /// ends in `Url`, `placeholder("OrdersQueueUrl")`. What queue has that URL nobody can tell before the deployment, so the
    /// policy is for every queue: with the name, or with [`Queue::placeholders`], it is for the one.
}
resource! {
    /// A DynamoDB table whose items are `T` and whose key is `Key`.
    Table<T, Key>, "dynamodb", |name| "{here}:table/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("OrdersTable")`, or for its ARN if the placeholder's own name
    /// ends in `Arn`, `placeholder("OrdersTableArn")`: the policy is for the table of that name or with that ARN.
}
resource! {
    /// An EventBridge event bus.
    EventBus, "events", |name| "{here}:event-bus/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("ShopBus")`, or for its ARN if the placeholder's own name
    /// ends in `Arn`, `placeholder("ShopBusArn")`: the policy is for the bus of that name or with that ARN.
}
resource! {
    /// A state machine that takes an `In` and ends in an `Out`, of kind `K`: only a Standard one can be waited for.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] pub struct Order { id: String }
    /// static BILLING: StateMachine<Order, String> = StateMachine::named("billing");
    /// static SCORING: StateMachine<Order, f64, Express> = StateMachine::named("scoring");
    /// ```
    StateMachine<In, Out, K = Standard>, "states", |name| "{here}:stateMachine:{name}",
    placeholder Whole
    /// By a placeholder that stands for its ARN: `placeholder("BillingArn")` is written `${BillingArn}`.
}
resource! {
    /// An activity: a task that workers anywhere poll for, which takes an `In` and gives an `Out`, and whose workers report
    /// the errors `E` when they fail, an enum that derives [`LambdaError`](macro@crate::LambdaError): these are retried and
    /// caught by name.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] pub struct Page { url: String }
    /// #[derive(LambdaError)]
    /// pub enum ScanError { PaperJam, Unreadable }
    ///
    /// static SCANNER: Activity<Page, String, ScanError> = Activity::named("scanner");
    /// ```
    Activity<In, Out, E = Undeclared>, "states", |name| "{here}:activity:{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("Scanner")`, or for its ARN if the placeholder's own name
    /// ends in `Arn`, `placeholder("ScannerArn")`.
}
resource! {
    /// An IAM role: the one that a task is called with, often in another account. See
    /// [`credentials`](crate::Task::credentials).
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// static WRITER: Role = Role::in_account("210987654321", "orders-writer");
    /// assert_eq!(WRITER.to_arn(), "arn:${AWS::Partition}:iam::210987654321:role/orders-writer");
    /// ```
    // Roles are in no region.
    Role, "iam", |name| "{here:.0}:${{AWS::AccountId}}:role/{name}",
    placeholder Name
    /// By a placeholder that stands for its name (with its path, if it has one), `placeholder("OrdersWriter")`, or for its
    /// ARN if the placeholder's own name ends in `Arn`, `placeholder("OrdersWriterArn")`.
}
resource! {
    /// A Lambda function; `#[lambda]` declares one with its types.
    Function, "lambda", |name| "{here}:function:{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("ChargeFunction")`, or for its ARN if the placeholder's own name
    /// ends in `Arn`, `placeholder("ChargeFunctionArn")`: the policy is for the function of that name or with that ARN.
}

resource! {
    /// An S3 bucket, of the account and region of the state machine: a Distributed Map reads and writes no other.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// static UPLOADS: Bucket = Bucket::named("shop-uploads-v1");
    /// assert_eq!(UPLOADS.to_arn(), "arn:${AWS::Partition}:s3:::shop-uploads-v1");
    /// ```
    // An ARN of a bucket says neither region nor account: no character is taken of what stands for them.
    Bucket, "s3", |name| "{here:.0}::{name}",
    placeholder Name
    /// By a placeholder that stands for its name, which is all that the API takes: `placeholder("UploadsBucket")` is written
    /// `${UploadsBucket}`.
}

macro_rules! by_arn {
    ($($Name:ident $(<$($T:ident),+>)?),*) => {$(
        impl$(<$($T),+>)? $Name$(<$($T),+>)? {
            fn parameter(&self) -> Node {
                Node::text(self.to_arn())
            }

            fn about(&self) -> About {
                About::default()
            }
        }
    )*};
}
by_arn!(Topic, StateMachine<In, Out, K>, Activity<In, Out, E>, Function, Role);

macro_rules! by_name {
    ($($Name:ident $(<$($T:ident),+>)?),*) => {$(
        impl$(<$($T),+>)? $Name$(<$($T),+>)? {
            fn parameter(&self) -> Node {
                match &self.given {
                    Given::Named(name) => Node::text(name.clone()),
                    Given::Placeholder(name) => Node::text(format!("${{{name}}}")),
                    _ => Node::text(self.to_arn()),
                }
            }

            fn about(&self) -> About {
                About::default()
            }
        }
    )*};
}
// These APIs take a name as well as an ARN, and a name is what people write.
by_name!(Table<T, Key>, EventBus);

impl Bucket {
    fn parameter(&self) -> Node {
        match &self.given {
            Given::Named(name) => Node::text(name.clone()),
            Given::Placeholder(name) => Node::text(format!("${{{name}}}")),
            // Names of buckets are unique in all accounts.
            Given::Elsewhere { name, .. } => Node::text(name.clone()),
            Given::UrlAndArn { .. } => Node::text(self.to_arn()),
            // The API takes the ARN of an access point, but of a bucket its name.
            Given::Arn(arn) => match arn.split_once(":s3:::") {
                Some((_, name)) => Node::text(name.to_owned()),
                None => Node::text(arn.clone()),
            },
        }
    }

    fn about(&self) -> About {
        About::default()
    }
}

macro_rules! versioned {
    ($($(#[$alias:meta])+ $Name:ident $(<$($T:ident),+>)?;)*) => {$(
        impl$(<$($T),+>)? $Name$(<$($T),+>)? {
            $(#[$alias])+
            #[must_use]
            pub const fn alias(mut self, alias: &'static str) -> Self {
                self.qualifier = Some(Qualifier::Text(alias));
                self
            }

            /// A published version, by its number: the call and the policy then name it.
            #[must_use]
            pub const fn version(mut self, number: u64) -> Self {
                self.qualifier = Some(Qualifier::Version(number));
                self
            }
        }
    )*};
}
versioned! {
    /// An alias of the state machine, which says which of its versions are started: the call and the policy then name it.
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html>
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// static BILLING: StateMachine<String, String> = StateMachine::named("billing").alias("live");
    /// assert!(BILLING.to_arn().ends_with(":stateMachine:billing:live"));
    /// ```
    StateMachine<In, Out, K>;
    /// An alias of the function: the call and the policy then name it.
    Function;
}

impl Function {
    /// A version or an alias of the function, whichever the text is.
    #[must_use]
    pub const fn qualifier(self, qualifier: &'static str) -> Function {
        self.alias(qualifier)
    }
}

// Below the macros that it is written in.
mod services;

pub use services::{
    BuildProject, Cluster, DataBrewJob, EksCluster, GlueJob, JobDefinition, JobQueue,
    TaskDefinition, WorkGroup,
};
