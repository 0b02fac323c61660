//! Lists as a whole: how many, which, in what order. Closures over their items are `each`.

use std::collections::{BTreeSet, HashSet};

use super::function::{self, Function, call};
use super::literal::item;
use super::node::{Node, Op, ValueKind};
use super::sort::SortKey;
use super::string::given;
use super::{Expr, IntoExpr, Ordered, closure, generate, value_kind};
use crate::shape::{DataType, Shape};

/// One of two functions: the second where the results may be lists themselves.
pub(super) fn by_item<T: Shape>(
    plain: &'static Function,
    lists: &'static Function,
) -> &'static Function {
    if closure::may_be_list(&T::data_type()) {
        lists
    } else {
        plain
    }
}

impl<T: Shape> Expr<Vec<T>> {
    /// How many items. JSONata `$count`; JSONPath `States.ArrayLength`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.len().to_jsonata().unwrap(), "$count($states.context.Execution.Input.tags)");
    /// assert_eq!(order.tags.len().to_jsonpath().unwrap(), "States.ArrayLength($$.Execution.Input.tags)");
    /// ```
    #[must_use]
    pub fn len(self) -> Expr<u64> {
        self.apply(&function::LEN, &[])
    }

    /// Whether there are no items.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.is_empty().to_jsonata().unwrap(), "$count($states.context.Execution.Input.tags) = 0");
    /// ```
    #[must_use]
    pub fn is_empty(self) -> Expr<bool> {
        self.len().eq(0)
    }

    /// Whether the list has this item. JSONata `item in list`, or `$exists(list[$ = item])` where an item is more than
    /// one string, number or boolean; JSONPath `States.ArrayContains`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.contains("gift").to_jsonata().unwrap(), r#""gift" in $states.context.Execution.Input.tags"#);
    /// ```
    #[must_use]
    pub fn contains(self, item: impl IntoExpr<T>) -> Expr<bool> {
        // `in` asks whether two objects or lists are the same one, `=` whether they have the same members.
        let function = match value_kind::<T>() {
            ValueKind::Other => &function::CONTAINS_EQUAL,
            // null is no moment.
            ValueKind::Timestamp if matches!(T::data_type(), DataType::Timestamp) => {
                &function::CONTAINS_MOMENT
            }
            _ => &function::CONTAINS,
        };
        self.apply(function, &[item.into_expr().node()])
    }

    /// The item at this place, from 0, if the list is that long; `order.items[0]` takes it to be there. JSONata
    /// `list[index]`; JSONPath `States.ArrayGetItem`, where the author vouches that it is there.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let any = order.tags.get(random_range(0, order.tags.len())).assume_some();
    /// assert_eq!(
    ///     any.to_jsonpath().unwrap(),
    ///     "States.ArrayGetItem($$.Execution.Input.tags, \
    ///      States.MathRandom(0, States.ArrayLength($$.Execution.Input.tags)))",
    /// );
    /// ```
    #[must_use]
    pub fn get(self, index: impl IntoExpr<u64>) -> Expr<Option<T>> {
        let index = given(index);
        let known = match index.op() {
            Op::Number(n) => n.parse().ok(),
            _ => None,
        };
        let at = match known {
            Some(place) => Node::new(Op::Index(self.node(), place)),
            None => call(&function::GET_ITEM, [self.node(), index]),
        };
        Expr::from_node(at.maybe())
    }

    /// The first item, if there is one.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let first: Expr<String> = order.tags.first().unwrap_or("none");
    /// # let _ = first;
    /// ```
    #[must_use]
    pub fn first(self) -> Expr<Option<T>> {
        self.get(0)
    }

    /// The last item, if there is one. JSONata `list[-1]`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(
    ///     order.tags.last().assume_some().to_jsonata().unwrap(),
    ///     "$states.context.Execution.Input.tags[-1]",
    /// );
    /// ```
    #[must_use]
    pub fn last(self) -> Expr<Option<T>> {
        let last: Expr<T> = self.apply(&function::LAST, &[]);
        Expr::from_node(last.node().maybe())
    }

    /// The items of both, one after the other. JSONata `$append`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String>, labels: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(
    ///     order.tags.concat(order.labels).to_jsonata().unwrap(),
    ///     "$append($states.context.Execution.Input.tags, $states.context.Execution.Input.labels)",
    /// );
    /// ```
    #[doc(alias = "append")]
    #[doc(alias = "extend")]
    #[must_use]
    pub fn concat(self, other: impl IntoExpr<Vec<T>>) -> Expr<Vec<T>> {
        self.apply(&function::CONCAT, &[other.into_expr().node()])
    }

    /// A list with this item more, at its end. JSONata `$append`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(
    ///     order.tags.push("seen").to_jsonata().unwrap(),
    ///     r#"$append($states.context.Execution.Input.tags, ["seen"])"#,
    /// );
    /// ```
    #[must_use]
    pub fn push(self, value: impl IntoExpr<T>) -> Expr<Vec<T>> {
        let value = value.into_expr();
        if let Some(longer) = generate::pushed(self, value) {
            return longer;
        }
        self.apply(
            &function::CONCAT,
            &[Node::new(Op::Array([item(value)].into()))],
        )
    }

    /// The items in pairs with those of another list, as many as the shorter one has. JSONata `$zip`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { skus: Vec<String>, prices: Vec<f64> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let priced: Expr<Vec<(String, f64)>> = order.skus.zip(order.prices);
    /// # let _ = priced;
    /// ```
    #[must_use]
    pub fn zip<U: Shape>(self, other: impl IntoExpr<Vec<U>>) -> Expr<Vec<(T, U)>> {
        self.apply(&function::ZIP, &[other.into_expr().node()])
    }

    /// In the opposite order. JSONata `$reverse`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.reverse().to_jsonata().unwrap(), "$reverse($states.context.Execution.Input.tags)");
    /// ```
    #[doc(alias = "rev")]
    #[must_use]
    pub fn reverse(self) -> Expr<Vec<T>> {
        self.apply(&function::REVERSE, &[])
    }

    /// In an order left to chance. JSONata `$shuffle`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.shuffle().to_jsonata().unwrap(), "$shuffle($states.context.Execution.Input.tags)");
    /// ```
    #[must_use]
    pub fn shuffle(self) -> Expr<Vec<T>> {
        self.apply(&function::SHUFFLE, &[])
    }

    /// Without items that are equal to one before. JSONata `$distinct`; JSONPath `States.ArrayUnique`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.unique().to_jsonata().unwrap(), "$distinct($states.context.Execution.Input.tags)");
    /// assert_eq!(order.tags.unique().to_jsonpath().unwrap(), "States.ArrayUnique($$.Execution.Input.tags)");
    /// ```
    #[doc(alias = "distinct")]
    #[doc(alias = "dedup")]
    #[must_use]
    pub fn unique(self) -> Expr<Vec<T>> {
        self.apply(&function::UNIQUE, &[])
    }

    /// The items in order: numbers by size, strings by their characters, timestamps as moments. JSONata `$sort`; JSONPath has
    /// none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.sort().to_jsonata().unwrap(), "$sort($states.context.Execution.Input.tags)");
    /// ```
    #[must_use]
    pub fn sort(self) -> Expr<Vec<T>>
    where
        T: Ordered,
    {
        match value_kind::<T>() {
            ValueKind::String | ValueKind::Number => self.apply(&function::SORT, &[]),
            _ => self.sort_by_key(|item| item),
        }
    }

    /// The items in the order of something of each; items that are alike in it keep theirs. [`Reverse`](std::cmp::Reverse)
    /// turns the order round, and of a tuple the first part that differs decides. JSONata `$sort`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { sku: String, price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let by_price = order.items.sort_by_key(|item| item.price);
    /// assert_eq!(
    ///     by_price.to_jsonata().unwrap(),
    ///     "$sort($states.context.Execution.Input.items, function($left, $right) { $left.price > $right.price })",
    /// );
    /// let dearest_first = order.items.sort_by_key(|item| (Reverse(item.price), item.sku));
    /// # let _ = dearest_first;
    /// ```
    #[must_use]
    pub fn sort_by_key<K: SortKey>(self, key: impl Fn(Expr<T>) -> K) -> Expr<Vec<T>> {
        let after = closure::function(["left", "right"], |[left, right]| {
            let (left, right) = (key(Expr::from_node(left)), key(Expr::from_node(right)));
            left.is_after(right).node()
        });
        self.apply(&function::SORT, &[after])
    }

    /// The items in lists of this many; the last one may be shorter. Step Functions' `$partition`; JSONPath
    /// `States.ArrayPartition`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.chunks(10).to_jsonata().unwrap(), "$partition($states.context.Execution.Input.tags, 10)");
    /// assert_eq!(order.tags.chunks(10).to_jsonpath().unwrap(), "States.ArrayPartition($$.Execution.Input.tags, 10)");
    /// ```
    #[doc(alias = "partition")]
    #[must_use]
    pub fn chunks(self, size: impl IntoExpr<u64>) -> Expr<Vec<Vec<T>>> {
        self.apply(&function::CHUNKS, &[given(size)])
    }

    /// Without the first items, as many as this. JSONata `$filter` by place; JSONPath `[1:]`, of a list that is data and by a literal.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(
    ///     order.tags.skip(1).to_jsonata().unwrap(),
    ///     "[$filter($states.context.Execution.Input.tags, function($item, $index) { $index >= 1 })]",
    /// );
    /// ```
    #[must_use]
    pub fn skip(self, count: impl IntoExpr<u64>) -> Expr<Vec<T>> {
        let count = count.into_expr();
        self.by_place(|place| place.ge(count))
    }

    /// The first items, as many as this. JSONata `$filter` by place; JSONPath `[:3]`, of a list that is data and by a literal.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(
    ///     order.tags.take(3).to_jsonata().unwrap(),
    ///     "[$filter($states.context.Execution.Input.tags, function($item, $index) { $index < 3 })]",
    /// );
    /// ```
    #[must_use]
    pub fn take(self, count: impl IntoExpr<u64>) -> Expr<Vec<T>> {
        let count = count.into_expr();
        self.by_place(|place| place.lt(count))
    }

    /// The last items, as many as this. JSONata `$filter` by place; JSONPath `[-3:]`, of a list that is data and by a literal.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// assert_eq!(order.tags.take_last(3).to_jsonpath().unwrap(), "$$.Execution.Input.tags[-3:]");
    /// ```
    #[must_use]
    pub fn take_last(self, count: impl IntoExpr<u64>) -> Expr<Vec<T>> {
        let first = self.len() - count.into_expr();
        self.by_place(|place| place.ge(first))
    }

    fn by_place(self, holds: impl FnOnce(Expr<u64>) -> Expr<bool>) -> Expr<Vec<T>> {
        let holds = closure::function(["item", "index"], |[_, index]| {
            holds(Expr::from_node(index)).node()
        });
        self.apply(
            by_item::<T>(&function::FILTER, &function::FILTER_LISTS),
            &[holds],
        )
    }
}

impl<T: Shape> Expr<Vec<Vec<T>>> {
    /// The items of all the lists, in one. JSONata `$reduce` with `$append`; JSONPath `[*]`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Board { grid: Vec<Vec<u32>> }
    /// # let board: Expr<Board> = context::execution_input();
    /// assert_eq!(
    ///     board.grid.flatten().to_jsonata().unwrap(),
    ///     "$reduce($states.context.Execution.Input.grid, function($acc, $item) { $append($acc, $item) }, [])",
    /// );
    /// assert_eq!(board.grid.flatten().to_jsonpath().unwrap(), "$$.Execution.Input.grid[*][*]");
    /// ```
    #[must_use]
    pub fn flatten(self) -> Expr<Vec<T>> {
        self.flat_map(|list| list)
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $List:ty;)*) => {$(
        impl<$($generics)*> Expr<$List> {
            /// The same data as a list, which is what it is on the wire: it has all the methods of a `Vec`.
            #[must_use]
            pub fn list(self) -> Expr<Vec<T>> {
                Expr::from_node(self.node())
            }

            /// How many items; see the method of a `Vec`.
            #[must_use]
            pub fn len(self) -> Expr<u64> {
                self.list().len()
            }

            /// Whether there are no items.
            #[must_use]
            pub fn is_empty(self) -> Expr<bool> {
                self.list().is_empty()
            }

            /// Whether it has this item; see the method of a `Vec`.
            #[must_use]
            pub fn contains(self, item: impl IntoExpr<T>) -> Expr<bool> {
                self.list().contains(item)
            }

            /// A list of something of every item; see the method of a `Vec`.
            #[must_use]
            pub fn map<U: Shape, E: IntoExpr<U>>(self, f: impl FnOnce(Expr<T>) -> E) -> Expr<Vec<U>> {
                self.list().map(f)
            }

            /// The items for which this holds; see the method of a `Vec`.
            #[must_use]
            pub fn filter(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<Vec<T>> {
                self.list().filter(f)
            }
        }
    )*};
}
lists! {
    [T: Shape, const N: usize] [T; N];
    [T: Shape] Box<[T]>;
    [T: Shape, S: 'static] HashSet<T, S>;
    [T: Shape] BTreeSet<T>;
}
