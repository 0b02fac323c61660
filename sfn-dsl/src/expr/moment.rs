//! Moments: now, before and after, as text.

use std::time::Duration;

use super::function::{self, call};
use super::node::Op;
use super::string::{given, number};
use super::{Expr, IntoExpr};
use crate::shape::{Moment, Timestamp};

impl Timestamp {
    /// The moment in which the expression runs: the same one throughout a state. JSONata `$now()`; JSONPath has none, and
    /// there [`context::state_entered_time`](crate::context::state_entered_time) is near.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// assert_eq!(Timestamp::now().to_jsonata().unwrap(), "$now()");
    /// ```
    #[must_use]
    pub fn now() -> Expr<Timestamp> {
        Expr::from_node(call(&function::NOW, []))
    }

    /// The moment so many milliseconds after the beginning of 1970. JSONata `$fromMillis`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Event { at: i64 }
    /// # let event: Expr<Event> = context::execution_input();
    /// assert_eq!(Timestamp::from_millis(event.at).to_jsonata().unwrap(), "$fromMillis($states.context.Execution.Input.at)");
    /// ```
    #[must_use]
    pub fn from_millis(millis: impl IntoExpr<i64>) -> Expr<Timestamp> {
        Expr::from_node(call(&function::FROM_MILLIS, [given(millis)]))
    }
}

impl<T: Moment> Expr<T> {
    /// Milliseconds since the beginning of 1970. JSONata `$toMillis`, `$millis()` of [`Timestamp::now`]; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let started = context::execution_start_time();
    /// assert_eq!(started.to_millis().to_jsonata().unwrap(), "$toMillis($states.context.Execution.StartTime)");
    /// assert_eq!(Timestamp::now().to_millis().to_jsonata().unwrap(), "$millis()");
    /// ```
    #[must_use]
    pub fn to_millis(self) -> Expr<i64> {
        match self.node().op() {
            Op::Call(f, _) if **f == function::NOW => {
                Expr::from_node(call(&function::NOW_MILLIS, []))
            }
            Op::Call(f, millis) if **f == function::FROM_MILLIS && millis.len() == 1 => {
                Expr::from_node(millis[0])
            }
            _ => self.apply(&function::TO_MILLIS, &[]),
        }
    }

    /// So much later. JSONata `$fromMillis($toMillis(a) + n)`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// use std::time::Duration;
    ///
    /// let deadline = context::execution_start_time().plus(Duration::from_secs(3600));
    /// assert_eq!(
    ///     deadline.to_jsonata().unwrap(),
    ///     "$fromMillis($toMillis($states.context.Execution.StartTime) + 3600000)",
    /// );
    /// ```
    #[must_use]
    pub fn plus(self, time: Duration) -> Expr<T> {
        self.moved(|millis, by| millis + by, time)
    }

    /// So much earlier. JSONata `$fromMillis($toMillis(a) - n)`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// use std::time::Duration;
    ///
    /// let day_before = Timestamp::now().minus(Duration::from_secs(86_400));
    /// assert_eq!(day_before.to_jsonata().unwrap(), "$fromMillis($millis() - 86400000)");
    /// ```
    #[must_use]
    pub fn minus(self, time: Duration) -> Expr<T> {
        self.moved(|millis, by| millis - by, time)
    }

    fn moved(self, how: fn(Expr<i64>, Expr<i64>) -> Expr<i64>, time: Duration) -> Expr<T> {
        let by = Expr::from_node(number(time.as_millis()));
        how(self.to_millis(), by).apply(&function::FROM_MILLIS, &[])
    }

    /// How many milliseconds have gone by since an earlier moment; a negative number where it is later. JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let waited = Timestamp::now().millis_since(context::execution_start_time());
    /// assert_eq!(waited.to_jsonata().unwrap(), "$millis() - $toMillis($states.context.Execution.StartTime)");
    /// ```
    #[must_use]
    pub fn millis_since<U: Moment>(self, earlier: Expr<U>) -> Expr<i64> {
        self.to_millis() - earlier.to_millis()
    }

    /// As text, in UTC, after a picture of the XPath functions: `"[Y0001]-[M01]-[D01]"`. JSONata `$fromMillis`;
    /// JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let day = Timestamp::now().format("[Y0001]-[M01]-[D01]");
    /// assert_eq!(day.to_jsonata().unwrap(), r#"$fromMillis($millis(), "[Y0001]-[M01]-[D01]")"#);
    /// let started = context::execution_start_time().format("[H01]:[m01]");
    /// assert_eq!(
    ///     started.to_jsonata().unwrap(),
    ///     r#"$fromMillis($toMillis($states.context.Execution.StartTime), "[H01]:[m01]")"#,
    /// );
    /// ```
    #[must_use]
    pub fn format(self, picture: impl IntoExpr<String>) -> Expr<String> {
        self.formatted(&[given(picture)])
    }

    /// As text, in a time zone that is given by its distance from UTC: `"+0100"`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let hour = Timestamp::now().format_in("[H01]:[m01]", "+0100");
    /// assert_eq!(hour.to_jsonata().unwrap(), r#"$fromMillis($millis(), "[H01]:[m01]", "+0100")"#);
    /// ```
    #[must_use]
    pub fn format_in(
        self,
        picture: impl IntoExpr<String>,
        zone: impl IntoExpr<String>,
    ) -> Expr<String> {
        self.formatted(&[given(picture), given(zone)])
    }

    fn formatted(self, how: &[super::node::Node]) -> Expr<String> {
        self.to_millis().apply(&function::FROM_MILLIS, how)
    }
}
