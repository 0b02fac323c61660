//! Values made up on the way, and the end of the way.

use std::collections::BTreeMap;

use super::function::{self, call};
use super::node::{Name, Node};
use super::string::given;
use super::{Expr, Integer, IntoExpr, literal};
use crate::shape::Shape;

/// A new UUID, version 4. Step Functions' `$uuid()`; JSONPath `States.UUID()`.
///
/// Each use in the text is another one: give it a name in a Pass state's output where it is needed twice.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// assert_eq!(uuid().to_jsonata().unwrap(), "$uuid()");
/// assert_eq!(uuid().to_jsonpath().unwrap(), "States.UUID()");
/// ```
#[must_use]
pub fn uuid() -> Expr<String> {
    Expr::from_node(call(&function::UUID, []))
}

/// A random number from 0 to less than 1. Step Functions' `$random()`; JSONPath has [`random_range`] only.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let sampled: Expr<bool> = random().lt(0.1);
/// assert_eq!(sampled.to_jsonata().unwrap(), "$random() < 0.1");
/// ```
#[must_use]
pub fn random() -> Expr<f64> {
    Expr::from_node(call(&function::RANDOM, []))
}

/// The number from 0 to less than 1 that this seed always gives. Step Functions' `$random(seed)`.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] struct Order { number: i64 }
/// # let order: Expr<Order> = context::execution_input();
/// assert_eq!(random_seeded(order.number).to_jsonata().unwrap(), "$random($states.context.Execution.Input.number)");
/// ```
#[must_use]
pub fn random_seeded(seed: impl IntoExpr<i64>) -> Expr<f64> {
    Expr::from_node(call(&function::RANDOM, [given(seed)]))
}

/// A random whole number from `start` to less than `end`. JSONata `$random()`; JSONPath `States.MathRandom`.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let jitter: Expr<u32> = random_range(5, 60);
/// assert_eq!(jitter.to_jsonata().unwrap(), "$floor($random() * 55) + 5");
/// assert_eq!(jitter.to_jsonpath().unwrap(), "States.MathRandom(5, 60)");
/// ```
#[must_use]
pub fn random_range<N: Integer>(start: impl IntoExpr<N>, end: impl IntoExpr<N>) -> Expr<N> {
    Expr::from_node(call(&function::RANDOM_RANGE, [given(start), given(end)]))
}

/// The whole number from `start` to less than `end` that this seed always gives; see [`random_range`].
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let shard: Expr<u32> = random_range_seeded(0, 16, 7);
/// assert_eq!(shard.to_jsonata().unwrap(), "$floor($random(7) * 16)");
/// assert_eq!(shard.to_jsonpath().unwrap(), "States.MathRandom(0, 16, 7)");
/// ```
#[must_use]
pub fn random_range_seeded<N: Integer>(
    start: impl IntoExpr<N>,
    end: impl IntoExpr<N>,
    seed: impl IntoExpr<i64>,
) -> Expr<N> {
    let arguments = [given(start), given(end), given(seed)];
    Expr::from_node(call(&function::RANDOM_RANGE, arguments))
}

/// The whole numbers from `start` to `end`, both included, as Rust's `start..=end`. JSONata `[start..end]`; JSONPath
/// `States.ArrayRange`, up to 1,000 numbers.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] struct Report { pages: u32 }
/// # let report: Expr<Report> = context::execution_input();
/// let pages: Expr<Vec<u32>> = range_inclusive(1, report.pages);
/// assert_eq!(pages.to_jsonata().unwrap(), "[1..$states.context.Execution.Input.pages]");
/// assert_eq!(pages.to_jsonpath().unwrap(), "States.ArrayRange(1, $$.Execution.Input.pages, 1)");
/// ```
#[must_use]
pub fn range_inclusive<N: Integer>(start: impl IntoExpr<N>, end: impl IntoExpr<N>) -> Expr<Vec<N>> {
    Expr::from_node(call(&function::RANGE_INCLUSIVE, [given(start), given(end)]))
}

/// Whole numbers from `start` to `end`, which is one of them if the steps meet it; a negative step counts down. Step
/// Functions' `$range`; JSONPath `States.ArrayRange`, up to 1,000 numbers.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] struct Report { rows: u32 }
/// # let report: Expr<Report> = context::execution_input();
/// let offsets: Expr<Vec<u32>> = range_step(0, report.rows, 100);
/// assert_eq!(offsets.to_jsonata().unwrap(), "$range(0, $states.context.Execution.Input.rows, 100)");
/// assert_eq!(offsets.to_jsonpath().unwrap(), "States.ArrayRange(0, $$.Execution.Input.rows, 100)");
/// ```
#[must_use]
pub fn range_step<N: Integer>(
    start: impl IntoExpr<N>,
    end: impl IntoExpr<N>,
    step: impl IntoExpr<i64>,
) -> Expr<Vec<N>> {
    Expr::from_node(call(
        &function::RANGE,
        [given(start), given(end), given(step)],
    ))
}

/// A new object with these keys, where a struct would know them beforehand: a map literal.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] struct Order { id: String, channel: String }
/// # let order: Expr<Order> = context::execution_input();
/// let labels = object([("order", order.id), ("channel", order.channel)]);
/// let count: Expr<u64> = labels.len();
/// assert_eq!(
///     labels.to_jsonata().unwrap(),
///     r#"{"order": $states.context.Execution.Input.id, "channel": $states.context.Execution.Input.channel}"#,
/// );
/// # let _ = count;
/// ```
#[must_use]
pub fn object<V: Shape, E: IntoExpr<V>, const N: usize>(
    entries: [(&'static str, E); N],
) -> Expr<BTreeMap<String, V>> {
    let entries = entries.into_iter();
    let entries = entries.map(|(key, value)| (Name::Borrowed(key), value.into_expr().node()));
    Expr::from_node(Node::object(entries))
}

/// A new list of these, where there are too many types of them for an array: `list().push(a).push("b")`; or none at all, to
/// begin a [`fold`](Expr::fold) with.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let none: Expr<Vec<String>> = list();
/// assert_eq!(none.push("a").to_jsonata().unwrap(), r#"["a"]"#);
/// ```
#[must_use]
pub fn list<T: Shape>() -> Expr<Vec<T>> {
    let none: [Expr<T>; 0] = [];
    none.into_expr()
}

/// No value at all: where it is asked for, the state fails with `States.QueryEvaluationError` and this message. JSONata
/// `$error`; JSONPath has none.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] struct Order { total: f64 }
/// # let order: Expr<Order> = context::execution_input();
/// let total: Expr<f64> = order.total.ge(0.0).then_else(order.total, query_error("a negative total"));
/// # let _ = total;
/// ```
#[must_use]
pub fn query_error<T: Shape>(message: impl IntoExpr<String>) -> Expr<T> {
    Expr::from_node(call(&function::ERROR, [given(message)]))
}

impl<T: Shape> Expr<T> {
    /// The same value, as long as this holds; where it does not, the state fails with `States.QueryEvaluationError` and this
    /// message. JSONata `$assert`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { total: f64 }
    /// # let order: Expr<Order> = context::execution_input();
    /// let total = order.total.ensure(|total| total.ge(0.0), "a negative total");
    /// assert_eq!(
    ///     total.to_jsonata().unwrap(),
    ///     r#"($assert($states.context.Execution.Input.total >= 0, "a negative total"); $states.context.Execution.Input.total)"#,
    /// );
    /// ```
    #[must_use]
    pub fn ensure(
        self,
        condition: impl FnOnce(Expr<T>) -> Expr<bool>,
        message: impl IntoExpr<String>,
    ) -> Expr<T> {
        let arguments = [condition(self).node(), given(message), self.node()];
        Expr::from_node(call(&function::ENSURE, arguments))
    }
}

/// A list with one item more, known as it is built.
pub(super) fn pushed<T: Shape>(list: Expr<Vec<T>>, value: Expr<T>) -> Option<Expr<Vec<T>>> {
    match list.node().op() {
        super::node::Op::Array(items) if items.len() < 64 => {
            let items = items.iter().copied().chain([literal::item(value)]);
            Some(Expr::new(super::node::Op::Array(items.collect())))
        }
        _ => None,
    }
}
