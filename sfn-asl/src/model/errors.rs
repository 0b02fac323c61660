//! Retriers and catchers.

use super::record::record;
use super::text::{ReferencePath, StateName};
use super::values::{Nullable, Numeric};
use super::words::JitterStrategy;
use crate::json::{Json, Object};

record! {
    /// What to do again when an error comes.
    ///
    /// ```
    /// use sfn_asl::model::Retrier;
    ///
    /// let retrier = Retrier::on(["States.Timeout"]).interval_seconds(2).backoff_rate(2.0);
    /// assert_eq!(
    ///     retrier.to_json().to_string(),
    ///     r#"{"ErrorEquals":["States.Timeout"],"IntervalSeconds":2,"BackoffRate":2.0}"#
    /// );
    /// ```
    pub struct Retrier ("retrier") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The names of the errors.
        "ErrorEquals" => error_equals: Vec<String>,
        /// The delay before the first retry; 1 when absent.
        "IntervalSeconds" => interval_seconds: Option<Numeric>,
        /// How many retries; 3 when absent, 0 for none.
        "MaxAttempts" => max_attempts: Option<Numeric>,
        /// What the delay is multiplied with each time; 2.0 when absent.
        "BackoffRate" => backoff_rate: Option<Numeric>,
        /// The longest delay.
        "MaxDelaySeconds" => max_delay_seconds: Option<Numeric>,
        /// Whether delays are made random; not when absent.
        "JitterStrategy" => jitter_strategy: Option<JitterStrategy>,
    }
}

impl Retrier {
    /// A retrier of these errors.
    #[must_use]
    pub fn on<E: Into<String>>(errors: impl IntoIterator<Item = E>) -> Self {
        Self {
            error_equals: errors.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
}

record! {
    /// Where to go when an error comes and is not retried.
    ///
    /// ```
    /// use sfn_asl::model::Catcher;
    ///
    /// let catcher = Catcher::on(["States.ALL"], "Apologise").result_path("$.error");
    /// assert_eq!(
    ///     catcher.to_json().to_string(),
    ///     r#"{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"Apologise"}"#
    /// );
    /// ```
    pub struct Catcher ("catcher") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The names of the errors.
        "ErrorEquals" => error_equals: Vec<String>,
        /// JSONPath: where the error goes in the state's input.
        "ResultPath" => result_path: Option<Nullable<ReferencePath>>,
        /// JSONata: what the next state gets.
        "Output" => output: Option<Json>,
        /// Variables to set.
        "Assign" => assign: Option<Object>,
        /// The state to go to.
        "Next" => next: Option<StateName>,
    }
}

impl Catcher {
    /// A catcher of these errors that leads to a state.
    #[must_use]
    pub fn on<E: Into<String>>(
        errors: impl IntoIterator<Item = E>,
        next: impl Into<String>,
    ) -> Self {
        Self {
            error_equals: errors.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
        .next(next)
    }
}
