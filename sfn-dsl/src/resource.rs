//! Resources as named values: a topic, a queue, a table. Never strings glued together.
//!
//! A resource is a literal ARN, a name in the account and region where the workflow is deployed, or a placeholder that
//! is substituted at deployment: by what the API takes, which each resource says of its `placeholder`. Without an environment, "this account and region" is written with the pseudo
//! parameters of CloudFormation, `${AWS::Partition}`, `${AWS::Region}` and `${AWS::AccountId}`.

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
}

/// What a placeholder stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StandsFor {
    /// The only thing that the API takes: an ARN, or a queue's URL.
    Whole,
    /// A name, or an ARN if its own name says so.
    Name,
}

/// Whether a placeholder of something that has a name stands for its ARN all the same. Who reads the document has nothing
/// but this to go by, and derives the policy from it.
fn says_arn(placeholder: &str) -> bool {
    ["Arn", "ARN", "arn"]
        .iter()
        .any(|end| placeholder.ends_with(end))
}

impl Given {
    fn arn(&self, stands_for: StandsFor, template: fn(&str) -> String) -> Name {
        match self {
            Given::Arn(arn) => arn.clone(),
            Given::Named(name) => template(name).into(),
            Given::Placeholder(name) if stands_for == StandsFor::Name && !says_arn(name) => {
                template(&format!("${{{name}}}")).into()
            }
            Given::Placeholder(name) => format!("${{{name}}}").into(),
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
            qualifier: Option<&'static str>,
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
                Reference(self.parameter())
            }
        }
        #[diagnostic::do_not_recommend]
        impl$(<$($T),+>)? IntoResource<$Name$(<$($T),+>)?> for $Name$(<$($T),+>)? {
            fn reference(self) -> Reference {
                Reference(self.parameter())
            }
        }
        #[diagnostic::do_not_recommend]
        impl$(<$($T),+>)? IntoResource<$Name$(<$($T),+>)?> for Expr<String> {
            fn reference(self) -> Reference {
                Reference(self.node())
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
pub struct Reference(pub(crate) Node);

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
    placeholder Whole
    /// By a placeholder that stands for its URL, which is what the API wants: `placeholder("OrdersQueueUrl")` is written
    /// `${OrdersQueueUrl}`. What queue that is nobody can tell before the deployment, so the policy is for every queue; with
    /// a placeholder in the name, `Queue::named("${OrdersQueueName}")`, it is for the one.
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
    /// An activity: a task that workers anywhere poll for, which takes an `In` and gives an `Out`. A worker that declares
    /// the errors it reports, `Activity<Page, Scan, ScanError>`, has them retried and caught by name.
    Activity<In, Out, E = Undeclared>, "states", |name| "{here}:activity:{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("Scanner")`, or for its ARN if the placeholder's own name
    /// ends in `Arn`, `placeholder("ScannerArn")`. The name is better: a placeholder that is all there is could be a function's.
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
        }
    )*};
}
by_arn!(Topic, StateMachine<In, Out, K>, Activity<In, Out, E>, Function);

macro_rules! by_name {
    ($($Name:ident $(<$($T:ident),+>)?),*) => {$(
        impl$(<$($T),+>)? $Name$(<$($T),+>)? {
            fn parameter(&self) -> Node {
                match &self.given {
                    Given::Named(name) => Node::text(name.clone()),
                    Given::Placeholder(name) => Node::text(format!("${{{name}}}")),
                    Given::Arn(arn) => Node::text(arn.clone()),
                }
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
            // The API takes the ARN of an access point, but of a bucket its name.
            Given::Arn(arn) => match arn.split_once(":s3:::") {
                Some((_, name)) => Node::text(name.to_owned()),
                None => Node::text(arn.clone()),
            },
        }
    }
}

impl Queue {
    /// By its URL.
    #[must_use]
    pub const fn url(url: &'static str) -> Self {
        // The URL stands where the ARN would: the API wants it as it is.
        Self::given(Given::Arn(Cow::Borrowed(url)))
    }

    fn parameter(&self) -> Node {
        match &self.given {
            Given::Named(name) => Node::text(format!(
                "https://sqs.${{AWS::Region}}.${{AWS::URLSuffix}}/${{AWS::AccountId}}/{name}"
            )),
            Given::Arn(arn) => Node::text(url_of(arn).unwrap_or_else(|| arn.to_string())),
            Given::Placeholder(_) => Node::text(self.to_arn()),
        }
    }
}

/// The URL of the queue with this ARN: `arn:PARTITION:sqs:REGION:ACCOUNT:NAME`.
fn url_of(arn: &str) -> Option<String> {
    let mut parts = arn.splitn(6, ':');
    let (Some("arn"), partition, Some("sqs"), region, account, name) = (
        parts.next(),
        parts.next()?,
        parts.next(),
        parts.next()?,
        parts.next()?,
        parts.next()?,
    ) else {
        return None;
    };
    let suffix = if partition == "aws-cn" {
        "amazonaws.com.cn"
    } else {
        "amazonaws.com"
    };
    Some(format!("https://sqs.{region}.{suffix}/{account}/{name}"))
}

impl Function {
    /// A version or an alias of the function: the call and the policy then name it.
    #[must_use]
    pub const fn qualifier(mut self, qualifier: &'static str) -> Function {
        self.qualifier = Some(qualifier);
        self
    }
}
