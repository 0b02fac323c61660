//! What the items of a list come to: their sum, the greatest, all of them in one string.

use super::function::{self, Function, call};
use super::string::given;
use super::{Expr, IntoExpr, Number};
use crate::shape::Shape;

/// The types whose lists can be joined to one string.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no string, so a list of it cannot be joined",
    label = "the items are `{Self}`",
    note = "make strings of them first: `list.map(|item| item.to_string()).join(\", \")`, or take a field, `list.map(|item| item.name).join(\", \")`"
)]
pub trait Joined: Shape {}
#[diagnostic::do_not_recommend]
impl Joined for String {}

impl<T: Shape> Expr<Vec<T>> {
    /// The strings as one, with this between them. JSONata `$join`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.join(", ").to_jsonata().unwrap(), r#"$join($states.context.Execution.Input.tags, ", ")"#);
    /// ```
    #[must_use]
    pub fn join(self, between: impl IntoExpr<String>) -> Expr<String>
    where
        T: Joined,
    {
        self.apply(&function::JOIN, &[given(between)])
    }

    /// The sum of the numbers; 0 of none. JSONata `$sum`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let total: Expr<f64> = order.items.map(|item| item.price).sum();
    /// # let _ = total;
    /// ```
    #[must_use]
    pub fn sum(self) -> Expr<T>
    where
        T: Number,
    {
        self.apply(&function::SUM, &[])
    }

    /// The greatest of the numbers, if there are any. JSONata `$max`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { prices: Vec<f64> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let dearest: Expr<f64> = order.prices.max().unwrap_or(0.0);
    /// # let _ = dearest;
    /// ```
    #[must_use]
    pub fn max(self) -> Expr<Option<T>>
    where
        T: Number,
    {
        self.maybe(&function::MAX)
    }

    /// The least of the numbers, if there are any. JSONata `$min`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { prices: Vec<f64> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let cheapest: Expr<Option<f64>> = order.prices.min();
    /// # let _ = cheapest;
    /// ```
    #[must_use]
    pub fn min(self) -> Expr<Option<T>>
    where
        T: Number,
    {
        self.maybe(&function::MIN)
    }

    /// The average of the numbers, if there are any. JSONata `$average`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { prices: Vec<f64> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let mean: Expr<f64> = order.prices.average().unwrap_or(0.0);
    /// # let _ = mean;
    /// ```
    #[must_use]
    pub fn average(self) -> Expr<Option<f64>>
    where
        T: Number,
    {
        self.maybe(&function::AVERAGE)
    }

    fn maybe<U>(self, function: &'static Function) -> Expr<Option<U>> {
        Expr::from_node(call(function, [self.node()]).maybe())
    }
}
