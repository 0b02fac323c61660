//! Service integrations: one module per service, one row per action.
//!
//! Adding one is a row of [`integration!`](self): the resource, the patterns it has, what it takes and gives. Methods
//! that need more than a row says (DynamoDB's attribute values) stand beside it.
//!
//! Which pattern runs in which kind of workflow, and what a role needs to make the call, are not said here: the first
//! is `kind`, the second a function of the ASL document.

pub mod activity;
pub mod aws_sdk;
pub mod dynamodb;
pub mod events;
pub mod lambda;
pub mod sns;
pub mod sqs;
pub mod states;

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

/// A row: an integration, its patterns, its optional parameters.
///
/// ```text
/// integration! {
///     /// What it does. <link>
///     Publish = "sns:publish", patterns [Callback], gives [R = PublishResult],
///     options {
///         /// What the option is.
///         subject: String => "Subject",
///     }
/// }
/// ```
/// `Callback` allows `wait_for_task_token`, `Job(Result, ".sync")` allows `.sync()`; request-response always is.
macro_rules! integration {
    (
        $(#[$doc:meta])*
        $Name:ident = $service:literal : $action:literal,
        patterns [$($pattern:ident $(($Result:ty, $suffix:literal))?),*],
        options { $($(#[$option_doc:meta])* $option:ident : $T:ty => $parameter:literal,)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $Name;

        $(crate::integrations::integration!(@pattern $Name $pattern $(($Result, $suffix))?);)*

        impl $Name {
            /// The call, without parameters yet.
            #[track_caller]
            fn call<R, E>() -> crate::Task<R, $Name, crate::RequestResponse, E> {
                crate::Task::call($service, $action)
            }
        }

        impl<R, P, E, C> crate::Task<R, $Name, P, E, C> {
            $(
                $(#[$option_doc])*
                pub fn $option(self, value: impl crate::IntoExpr<$T>) -> Self {
                    self.argument($parameter, value.into_expr().node())
                }
            )*
        }
    };
    (@pattern $Name:ident Callback) => {
        #[diagnostic::do_not_recommend]
        impl crate::kind::Callback for $Name {}
    };
    (@pattern $Name:ident Job ($Result:ty, $suffix:literal)) => {
        #[diagnostic::do_not_recommend]
        impl crate::kind::Job for $Name {
            type Result = $Result;
            const SUFFIX: &'static str = $suffix;
        }
    };
}
pub(crate) use integration;

/// A type with members under AWS's names: what a service answers.
macro_rules! response {
    (
        $(#[$doc:meta])*
        $Name:ident $(<$T:ident>)? / $View:ident {
            $($(#[$field_doc:meta])* $field:ident : $F:ty => $wire:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $Name $(<$T>)? {
            $($(#[$field_doc])* pub $field: $F,)*
        }

        #[doc = concat!("The view of a [`", stringify!($Name), "`].")]
        #[derive(Debug)]
        pub struct $View $(<$T>)? {
            $($(#[$field_doc])* pub $field: crate::Expr<$F>,)*
        }

        #[diagnostic::do_not_recommend]
        impl$(<$T: crate::Shape>)? crate::shape::Object for $Name$(<$T>)? {}

        impl$(<$T: crate::Shape>)? crate::Shape for $Name$(<$T>)? {
            type Fields = $View$(<$T>)?;

            fn fields(at: crate::Expr<Self>) -> Self::Fields {
                $View { $($field: crate::__private::field(at, $wire),)* }
            }

            fn data_type() -> crate::shape::DataType {
                use crate::shape::{DataType, Member, Shape};
                DataType::Struct(vec![$(Member::new(
                    $wire,
                    <$F as Shape>::data_type,
                    !matches!(<$F as Shape>::data_type(), DataType::Optional(_)),
                ),)*])
            }
        }
    };
}
pub(crate) use response;
