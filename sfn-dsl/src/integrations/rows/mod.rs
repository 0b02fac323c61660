//! The tables that integrations are written in: what a call takes, what its nested structures are, what it answers.
//!
//! A parameter is written the same everywhere, after its name in Rust and before its name in the API:
//!
//! | | takes |
//! | --- | --- |
//! | `name: String => "Name"` | a `String`, as a literal or as data |
//! | `cluster in Cluster => "Cluster"` | a resource, or a string from data |
//! | `body = Data => "Body"` | data of any shape |
//!
//! Knows nothing of any one service.

mod nested;

pub(crate) use nested::{Members, choices, entry, item, pair, structure};

use crate::Expr;
use crate::shape::{DataType, Shape};

/// A row: an integration, its patterns, the function that makes the call, its optional parameters.
///
/// ```text
/// integration! {
///     /// `glue:startJobRun`.
///     StartJobRun = "glue" : "startJobRun",
///     patterns [Job(JobRun, ".sync")],
///     /// Runs a Glue job.
///     fn start_job_run(
///         /// The job.
///         job in GlueJob => "JobName",
///     ) -> StartedJobRun,
///     options {
///         /// How many workers.
///         number_of_workers: u64 => "NumberOfWorkers",
///     },
///     maps {
///         /// An argument of the job: `argument("--day", order.day)`.
///         argument: String => "Arguments",
///     }
/// }
/// ```
/// `Callback` allows `wait_for_task_token`, `Job(Result, ".sync")` allows `.sync()`; request-response always is. Without a
/// `fn` the row has a `call()` for functions that are written out. `maps` are objects and `pairs` lists of
/// `{"Name": .., "Value": ..}` that grow by one with each call of the method.
macro_rules! integration {
    (
        $(#[$doc:meta])*
        $Name:ident = $service:literal : $action:literal,
        patterns [$($pattern:ident $(($Result:ty, $suffix:literal))?),*],
        $(
            $(#[$call_doc:meta])*
            fn $function:ident $(<$G:ident>)? (
                $($(#[doc = $arg_doc:literal])* $arg:ident $(in $AR:ty)? $(: $AT:ty)? $(= $AD:ident)? => $wire:literal,)*
            ) -> $Answer:ty,
        )?
        options {
            $($(#[$option_doc:meta])* $option:ident $(in $OR:ty)? $(: $OT:ty)? $(= $OD:ident)? => $parameter:literal,)*
        }
        $(, maps { $($(#[$map_doc:meta])* $map:ident : $MT:ty => $map_parameter:literal,)* })?
        $(, pairs { $($(#[$pair_doc:meta])* $pair:ident => $pair_parameter:literal [$key:literal, $value:literal],)* })?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $Name;

        $(crate::integrations::rows::pattern!($Name $pattern $(($Result, $suffix))?);)*

        impl $Name {
            /// The call, without parameters yet.
            #[allow(dead_code)]
            #[track_caller]
            fn call<R, E>() -> crate::Task<R, $Name, crate::RequestResponse, E> {
                crate::Task::call($service, $action)
            }
        }

        $(
            $(#[$call_doc])*
            ///
            $(#[doc = concat!("- `", stringify!($arg), "` (`", $wire, "`):" $(, $arg_doc)*)])*
            #[track_caller]
            pub fn $function$(<$G: crate::Shape>)?(
                $($arg: $(impl crate::IntoResource<$AR>)? $(impl crate::IntoExpr<$AT>)? $(impl crate::$AD)?,)*
            ) -> crate::Task<$Answer, $Name> {
                let task = $Name::call();
                $(let task = crate::integrations::rows::set!(task, $wire, $arg $(in $AR)? $(: $AT)? $(= $AD)?);)*
                task
            }
        )?

        impl<R, P, E, C> crate::Task<R, $Name, P, E, C> {
            $(
                $(#[$option_doc])*
                #[doc = concat!(" `", $parameter, "`.")]
                #[track_caller]
                pub fn $option(
                    self,
                    value: $(impl crate::IntoResource<$OR>)? $(impl crate::IntoExpr<$OT>)? $(impl crate::$OD)?,
                ) -> Self {
                    crate::integrations::rows::set!(self, $parameter, value $(in $OR)? $(: $OT)? $(= $OD)?)
                }
            )*
            $($(
                $(#[$map_doc])*
                #[doc = concat!(" Adds to `", $map_parameter, "`.")]
                pub fn $map(
                    mut self,
                    key: impl Into<crate::expr::node::Name>,
                    value: impl crate::IntoExpr<$MT>,
                ) -> Self {
                    let now = self.get_argument($map_parameter);
                    let grown = crate::integrations::rows::entry(now, key.into(), value.into_expr().node());
                    self.argument($map_parameter, grown)
                }
            )*)?
            $($(
                $(#[$pair_doc])*
                #[doc = concat!(" Adds to `", $pair_parameter, "`.")]
                pub fn $pair(
                    mut self,
                    name: impl crate::IntoExpr<String>,
                    value: impl crate::IntoExpr<String>,
                ) -> Self {
                    let now = self.get_argument($pair_parameter);
                    let pair = [($key, name.into_expr().node()), ($value, value.into_expr().node())];
                    self.argument($pair_parameter, crate::integrations::rows::pair(now, pair))
                }
            )*)?
        }
    };
}
pub(crate) use integration;

macro_rules! pattern {
    ($Name:ident Callback) => {
        #[diagnostic::do_not_recommend]
        impl crate::kind::Callback for $Name {}
    };
    ($Name:ident Job ($Result:ty, $suffix:literal)) => {
        #[diagnostic::do_not_recommend]
        impl crate::kind::Job for $Name {
            type Result = $Result;
            const SUFFIX: &'static str = $suffix;
        }
    };
}
pub(crate) use pattern;

/// The node of a parameter, by the way its type is written.
macro_rules! node {
    ($value:ident in $R:ty) => {
        crate::IntoResource::<$R>::reference($value).0
    };
    ($value:ident : $T:ty) => {
        crate::IntoExpr::<$T>::into_expr($value).node()
    };
    ($value:ident = $D:ident) => {
        crate::$D::data($value).node
    };
}
pub(crate) use node;

/// A task with a parameter, by the way its type is written.
macro_rules! set {
    ($task:expr, $wire:literal, $value:ident in $R:ty) => {
        $task.resource($wire, crate::IntoResource::<$R>::reference($value))
    };
    ($task:expr, $wire:literal, $($value:tt)*) => {
        $task.argument($wire, crate::integrations::rows::node!($($value)*))
    };
}
pub(crate) use set;

/// The request of an integration that requires much, as a struct: a field that is missing does not compile. Fields take
/// literals and data alike, so each has a type of its own.
///
/// ```text
/// request! {
///     /// What to train.
///     TrainingJob for
///     /// Trains a model.
///     fn create_training_job by CreateTrainingJob -> CreatedTrainingJob {
///         /// The name of the job.
///         name: String => "TrainingJobName",
///     }
/// }
/// ```
macro_rules! request {
    (
        $(#[$doc:meta])*
        $Request:ident for
        $(#[$call_doc:meta])*
        fn $function:ident by $Name:ident -> $Answer:ty {
            $($(#[doc = $field_doc:literal])* $field:ident $(in $R:ty)? $(: $T:ty)? $(= $D:ident)? => $wire:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy, Debug)]
        pub struct $Request<$($field),*> {
            $($(#[doc = $field_doc])* #[doc = concat!(" `", $wire, "`.")] pub $field: $field,)*
        }

        $(#[$call_doc])*
        #[allow(non_camel_case_types)]
        #[track_caller]
        pub fn $function<$($field: $(crate::IntoResource<$R>)? $(crate::IntoExpr<$T>)? $(crate::$D)?),*>(
            request: $Request<$($field),*>,
        ) -> crate::Task<$Answer, $Name> {
            let $Request { $($field),* } = request;
            let task = $Name::call();
            $(let task = crate::integrations::rows::set!(task, $wire, $field $(in $R)? $(: $T)? $(= $D)?);)*
            task
        }
    };
}
pub(crate) use request;

/// A member of what a service answers. Services leave out what they have no value for.
pub(crate) fn member<T, F: Shape>(of: Expr<T>, wire: &'static str) -> Expr<F> {
    let node = of.node().field(wire);
    Expr::from_node(match F::data_type() {
        DataType::Optional(_) => node.maybe(),
        _ => node,
    })
}

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

            #[allow(unused_variables)]
            fn fields(at: crate::Expr<Self>) -> Self::Fields {
                $View { $($field: crate::integrations::rows::member(at, $wire),)* }
            }

            fn data_type() -> crate::shape::DataType {
                #[allow(unused_imports)]
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
