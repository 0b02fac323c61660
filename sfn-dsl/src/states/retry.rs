//! Retriers.

use std::marker::PhantomData;
use std::panic::Location;

use crate::errors::{Any, ErrorNames};
use crate::expr::node::Name;
use crate::flow::def::Retrier;

/// A retrier: which errors are tried again, how often and when.
///
/// Every field left out has the service's default: 1 second, 3 attempts, a rate of 2, no ceiling, no jitter.
/// Retriers are tried in the order they are given, and the first whose list has the error is used.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error>
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let retry = Retry::on(errors::TASK_FAILED).interval_seconds(2).max_attempts(3).backoff_rate(2.0);
/// # let _ = retry;
/// ```
#[derive(Clone, Debug)]
#[must_use = "give it to `.retry(..)`"]
pub struct Retry<E = Any> {
    pub(crate) retrier: Retrier,
    of: PhantomData<fn() -> E>,
}

impl<E> Retry<E> {
    /// Tries these errors again (`ErrorEquals`).
    #[track_caller]
    pub fn on(errors: impl ErrorNames<Of = E>) -> Self {
        Retry {
            retrier: Retrier {
                errors: errors.names(),
                interval: None,
                max_attempts: None,
                backoff_rate: None,
                max_delay: None,
                jitter: None,
                comment: None,
                location: Location::caller(),
            },
            of: PhantomData,
        }
    }

    /// Seconds before the first retry (`IntervalSeconds`, 1 to 99,999,999; default 1).
    pub fn interval_seconds(mut self, seconds: u64) -> Self {
        self.retrier.interval = Some(seconds);
        self
    }

    /// How many times at most (`MaxAttempts`, 0 to 99,999,999; default 3). 0 never tries again.
    pub fn max_attempts(mut self, attempts: u64) -> Self {
        self.retrier.max_attempts = Some(attempts);
        self
    }

    /// By what the interval grows with each retry (`BackoffRate`, at least 1; default 2).
    pub fn backoff_rate(mut self, rate: f64) -> Self {
        self.retrier.backoff_rate = Some(rate);
        self
    }

    /// The longest interval in seconds (`MaxDelaySeconds`, 1 to 31,622,400; default none).
    pub fn max_delay_seconds(mut self, seconds: u64) -> Self {
        self.retrier.max_delay = Some(seconds);
        self
    }

    /// Spreads retries at random over the interval (`JitterStrategy: FULL`; default `NONE`).
    pub fn full_jitter(mut self) -> Self {
        self.retrier.jitter = Some(true);
        self
    }

    /// `JitterStrategy: NONE`, written out.
    pub fn no_jitter(mut self) -> Self {
        self.retrier.jitter = Some(false);
        self
    }

    /// The retrier's `Comment`.
    pub fn comment(mut self, comment: impl Into<Name>) -> Self {
        self.retrier.comment = Some(comment.into());
        self
    }
}
