//! The types of states, one struct each; the Map state has a file of its own.

use super::choice::ChoiceRule;
use super::errors::{Catcher, Retrier};
use super::machine::Branch;
use super::record::record;
use super::text::{ArnTemplate, Path, ReferencePath, StateName};
use super::values::{Nullable, Numeric};
use super::words::QueryLanguage;
use crate::json::{Json, Object};

record! {
    /// A state that does work: calls a function, a service or an activity.
    ///
    /// ```
    /// use sfn_asl::json::Json;
    /// use sfn_asl::model::{Catcher, Retrier, Task};
    ///
    /// let task = Task::new("arn:aws:states:::sns:publish")
    ///     .arguments(Json::from_iter([("TopicArn", "${TopicArn}"), ("Message", "{% $states.input.text %}")]))
    ///     .timeout_seconds(30)
    ///     .retry(Retrier::on(["States.Timeout"]).max_attempts(2))
    ///     .catch(Catcher::on(["States.ALL"], "Failed"))
    ///     .next("Done");
    /// assert_eq!(task.retry.len(), 1);
    /// ```
    pub struct Task ("Task state", tag "Task") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of this state, when it is not the machine's.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// JSONPath: what of the input is used.
        "InputPath" => input_path: Option<Nullable<Path>>,
        /// What does the work.
        "Resource" => resource: Option<ArnTemplate>,
        /// JSONata: what it gets.
        "Arguments" => arguments: Option<Json>,
        /// JSONPath: what it gets.
        "Parameters" => parameters: Option<Json>,
        /// The role it is called with, in another account.
        "Credentials" => credentials: Option<Credentials>,
        /// How long it may take.
        "TimeoutSeconds" => timeout_seconds: Option<Numeric>,
        /// JSONPath: where the input says how long it may take.
        "TimeoutSecondsPath" => timeout_seconds_path: Option<ReferencePath>,
        /// How long it may be silent.
        "HeartbeatSeconds" => heartbeat_seconds: Option<Numeric>,
        /// JSONPath: where the input says how long it may be silent.
        "HeartbeatSecondsPath" => heartbeat_seconds_path: Option<ReferencePath>,
        /// JSONPath: what is made of the result.
        "ResultSelector" => result_selector: Option<Json>,
        /// JSONPath: where the result goes in the input.
        "ResultPath" => result_path: Option<Nullable<ReferencePath>>,
        /// JSONPath: what of the data is handed on.
        "OutputPath" => output_path: Option<Nullable<Path>>,
        /// Variables to set.
        "Assign" => assign: Option<Object>,
        /// JSONata: what is handed on.
        "Output" => output: Option<Json>,
        /// When to try again; tried in order.
        "Retry" => retry: Vec<Retrier>,
        /// Where to go with an error; tried in order.
        "Catch" => catch: Vec<Catcher>,
        /// The next state.
        "Next" => next: Option<StateName>,
        /// Whether this ends the execution, branch or item.
        "End" => end as none: Option<bool>,
    }
}

record! {
    /// The role a Task is called with.
    pub struct Credentials ("credentials object") {
        /// The role's ARN; in JSONata also an expression.
        "RoleArn" => role_arn: Option<ArnTemplate>,
        /// JSONPath: where the input says the role's ARN.
        "RoleArn.$" => role_arn_path: Option<String>,
    }
}

record! {
    /// A state that passes its input on, or makes data.
    pub struct Pass ("Pass state", tag "Pass") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of this state, when it is not the machine's.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// JSONPath: what of the input is used.
        "InputPath" => input_path: Option<Nullable<Path>>,
        /// JSONPath: what is made of the input.
        "Parameters" => parameters: Option<Json>,
        /// JSONPath: a result that is taken literally.
        "Result" => result: Option<Json>,
        /// JSONPath: where the result goes in the input.
        "ResultPath" => result_path: Option<Nullable<ReferencePath>>,
        /// JSONPath: what of the data is handed on.
        "OutputPath" => output_path: Option<Nullable<Path>>,
        /// Variables to set.
        "Assign" => assign: Option<Object>,
        /// JSONata: what is handed on.
        "Output" => output: Option<Json>,
        /// The next state.
        "Next" => next: Option<StateName>,
        /// Whether this ends the execution, branch or item.
        "End" => end as none: Option<bool>,
    }
}

record! {
    /// A state that goes where its rules say.
    pub struct Choice ("Choice state", tag "Choice") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of this state, when it is not the machine's.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// JSONPath: what of the input is used.
        "InputPath" => input_path: Option<Nullable<Path>>,
        /// JSONPath: what of the data is handed on.
        "OutputPath" => output_path: Option<Nullable<Path>>,
        /// The rules, tried in order.
        "Choices" => choices as rule: Vec<ChoiceRule>,
        /// The next state when no rule matches.
        "Default" => default as otherwise: Option<StateName>,
        /// Variables to set when no rule matches.
        "Assign" => assign: Option<Object>,
        /// JSONata: what is handed on when no rule matches.
        "Output" => output: Option<Json>,
    }
}

record! {
    /// A state that waits: exactly one of its four timers says until when.
    pub struct Wait ("Wait state", tag "Wait") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of this state, when it is not the machine's.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// JSONPath: what of the input is used.
        "InputPath" => input_path: Option<Nullable<Path>>,
        /// How many seconds.
        "Seconds" => seconds: Option<Numeric>,
        /// JSONPath: where the input says how many seconds.
        "SecondsPath" => seconds_path: Option<ReferencePath>,
        /// Until when.
        "Timestamp" => timestamp: Option<String>,
        /// JSONPath: where the input says until when.
        "TimestampPath" => timestamp_path: Option<ReferencePath>,
        /// JSONPath: what of the data is handed on.
        "OutputPath" => output_path: Option<Nullable<Path>>,
        /// Variables to set.
        "Assign" => assign: Option<Object>,
        /// JSONata: what is handed on.
        "Output" => output: Option<Json>,
        /// The next state.
        "Next" => next: Option<StateName>,
        /// Whether this ends the execution, branch or item.
        "End" => end as none: Option<bool>,
    }
}

record! {
    /// A state that ends the execution, branch or item well.
    pub struct Succeed ("Succeed state", tag "Succeed") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of this state, when it is not the machine's.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// JSONPath: what of the input is used.
        "InputPath" => input_path: Option<Nullable<Path>>,
        /// JSONPath: what of the data is handed on.
        "OutputPath" => output_path: Option<Nullable<Path>>,
        /// JSONata: what is handed on.
        "Output" => output: Option<Json>,
    }
}

record! {
    /// A state that ends the execution with an error.
    pub struct Fail ("Fail state", tag "Fail") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of this state, when it is not the machine's.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// The name of the error.
        "Error" => error: Option<String>,
        /// JSONPath: a path or an intrinsic function that gives the name.
        "ErrorPath" => error_path: Option<String>,
        /// What happened, for people.
        "Cause" => cause: Option<String>,
        /// JSONPath: a path or an intrinsic function that gives the cause.
        "CausePath" => cause_path: Option<String>,
    }
}

record! {
    /// A state that runs branches side by side and hands on the list of their results.
    pub struct Parallel ("Parallel state", tag "Parallel") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of this state, when it is not the machine's.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// JSONPath: what of the input is used.
        "InputPath" => input_path: Option<Nullable<Path>>,
        /// JSONata: what each branch gets.
        "Arguments" => arguments: Option<Json>,
        /// JSONPath: what each branch gets.
        "Parameters" => parameters: Option<Json>,
        /// The branches.
        "Branches" => branches as branch: Vec<Branch>,
        /// JSONPath: what is made of the result.
        "ResultSelector" => result_selector: Option<Json>,
        /// JSONPath: where the result goes in the input.
        "ResultPath" => result_path: Option<Nullable<ReferencePath>>,
        /// JSONPath: what of the data is handed on.
        "OutputPath" => output_path: Option<Nullable<Path>>,
        /// Variables to set.
        "Assign" => assign: Option<Object>,
        /// JSONata: what is handed on.
        "Output" => output: Option<Json>,
        /// When to try again; tried in order.
        "Retry" => retry: Vec<Retrier>,
        /// Where to go with an error; tried in order.
        "Catch" => catch: Vec<Catcher>,
        /// The next state.
        "Next" => next: Option<StateName>,
        /// Whether this ends the execution, branch or item.
        "End" => end as none: Option<bool>,
    }
}

impl Task {
    /// A task that calls a resource.
    #[must_use]
    pub fn new(resource: impl Into<String>) -> Self {
        Self::default().resource(resource)
    }
}

impl Fail {
    /// An end with an error of that name.
    #[must_use]
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self::default().error(error).cause(cause)
    }
}

impl Wait {
    /// Waits a number of seconds.
    #[must_use]
    pub fn for_seconds(seconds: impl Into<Numeric>) -> Self {
        Self::default().seconds(seconds)
    }

    /// Waits as many seconds as the input says.
    #[must_use]
    pub fn for_seconds_path(path: impl Into<String>) -> Self {
        Self::default().seconds_path(path)
    }

    /// Waits until a time.
    #[must_use]
    pub fn until(timestamp: impl Into<String>) -> Self {
        Self::default().timestamp(timestamp)
    }

    /// Waits until the time the input says.
    #[must_use]
    pub fn until_path(path: impl Into<String>) -> Self {
        Self::default().timestamp_path(path)
    }
}

macro_rules! with_new {
    ($($name:ident),*) => {$(
        impl $name {
            /// A state with nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }
    )*};
}
with_new!(Pass, Choice, Succeed, Parallel);

macro_rules! with_end {
    ($($name:ident),*) => {$(
        impl $name {
            /// Makes this the end of the execution, branch or item.
            #[must_use]
            pub fn end(mut self) -> Self {
                self.end = Some(true);
                self
            }
        }
    )*};
}
with_end!(Task, Pass, Wait, Parallel);
