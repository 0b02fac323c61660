//! Lists item by item: closures over what each of them is.

use std::collections::BTreeMap;

use super::function::{self, call};
use super::list::by_item;
use super::literal::item;
use super::node::{Node, Op, Presence};
use super::sort::SortKey;
use super::string::given;
use super::{Expr, IntoExpr, closure};
use crate::shape::Shape;

impl<T: Shape> Expr<Vec<T>> {
    /// A list of something of every item. JSONata `$map`; JSONPath `list[*].field`, for a part of each item that is always
    /// there.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { sku: String, price: f64, quantity: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let total: Expr<f64> = order.items.map(|item| item.price * item.quantity).sum();
    /// assert_eq!(
    ///     total.to_jsonata().unwrap(),
    ///     "$sum([$map($states.context.Execution.Input.items, function($item) { $item.price * $item.quantity })])",
    /// );
    /// let skus = order.items.map(|item| item.sku);
    /// assert_eq!(skus.to_jsonpath().unwrap(), "$$.Execution.Input.items[*].sku");
    /// ```
    #[must_use]
    pub fn map<U: Shape, E: IntoExpr<U>>(self, f: impl FnOnce(Expr<T>) -> E) -> Expr<Vec<U>> {
        Expr::from_node(closure::mapped(self.node(), closure::item_of(f)))
    }

    /// The items for which this holds. JSONata `$filter`; JSONPath `list[?(@.field > 1)]`, for comparisons of an item's
    /// fields with literals.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let dear = order.items.filter(|item| item.price.gt(100.0));
    /// assert_eq!(
    ///     dear.to_jsonata().unwrap(),
    ///     "[$filter($states.context.Execution.Input.items, function($item) { $item.price > 100 })]",
    /// );
    /// assert_eq!(dear.to_jsonpath().unwrap(), "$$.Execution.Input.items[?(@.price > 100)]");
    /// ```
    #[must_use]
    pub fn filter(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<Vec<T>> {
        let filter = by_item::<T>(&function::FILTER, &function::FILTER_LISTS);
        self.apply(filter, &[closure::condition(f)])
    }

    /// A list of something of the items that have it. JSONata `$map`, which leaves out what is nothing; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { note: Option<String> }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let notes: Expr<Vec<String>> = order.items.filter_map(|item| item.note);
    /// assert_eq!(
    ///     notes.to_jsonata().unwrap(),
    ///     "[$map($states.context.Execution.Input.items, function($item) { $item.note != null ? $item.note })]",
    /// );
    /// ```
    #[must_use]
    pub fn filter_map<U: Shape>(self, f: impl FnOnce(Expr<T>) -> Expr<Option<U>>) -> Expr<Vec<U>> {
        let f = closure::function(["item"], |[each]| {
            when_some(f(Expr::from_node(each)).node())
        });
        self.apply(by_item::<U>(&function::MAP, &function::MAP_LISTS), &[f])
    }

    /// The items of a list of every item, in one. JSONata `$reduce` with `$append`; JSONPath `list[*].field[*]`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { skus: Vec<String> }
    /// # #[derive(Shape)] struct Batch { orders: Vec<Order> }
    /// # let batch: Expr<Batch> = context::execution_input();
    /// let skus: Expr<Vec<String>> = batch.orders.flat_map(|order| order.skus);
    /// assert_eq!(
    ///     skus.to_jsonata().unwrap(),
    ///     "$reduce($states.context.Execution.Input.orders, function($acc, $item) { $append($acc, $item.skus) }, [])",
    /// );
    /// assert_eq!(skus.to_jsonpath().unwrap(), "$$.Execution.Input.orders[*].skus[*]");
    /// ```
    #[must_use]
    pub fn flat_map<U: Shape, E: IntoExpr<Vec<U>>>(
        self,
        f: impl FnOnce(Expr<T>) -> E,
    ) -> Expr<Vec<U>> {
        let combine = closure::function(["acc", "item"], |[acc, each]| {
            call(
                &function::CONCAT,
                [acc, f(Expr::from_node(each)).into_expr().node()],
            )
        });
        self.apply(
            &function::FLAT_MAP,
            &[combine, Node::new(Op::Array(Box::default()))],
        )
    }

    /// What comes of a first value and, one after the other, every item. JSONata `$reduce`; JSONPath has none.
    ///
    /// A literal to begin with says its type: `0.0_f64`, or [`list`](crate::list)`()` for a list.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let total = order.items.fold(0.0_f64, |total, item| total + item.price);
    /// assert_eq!(
    ///     total.to_jsonata().unwrap(),
    ///     "$reduce($states.context.Execution.Input.items, function($acc, $item) { $acc + $item.price }, 0)",
    /// );
    /// ```
    #[must_use]
    pub fn fold<A: Shape, E: IntoExpr<A>>(
        self,
        init: impl IntoExpr<A>,
        f: impl FnOnce(Expr<A>, Expr<T>) -> E,
    ) -> Expr<A> {
        let combine = closure::function(["acc", "item"], |[acc, each]| {
            given(f(Expr::from_node(acc), Expr::from_node(each)))
        });
        self.apply(&function::FOLD, &[combine, given(init)])
    }

    /// What comes of combining the items, one after the other; nothing of an empty list. JSONata `$reduce`; JSONPath has
    /// none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let all: Expr<Option<String>> = order.tags.reduce(|all, tag| all + "-" + tag);
    /// # let _ = all;
    /// ```
    #[must_use]
    pub fn reduce<E: IntoExpr<T>>(self, f: impl FnOnce(Expr<T>, Expr<T>) -> E) -> Expr<Option<T>> {
        let combine = closure::function(["acc", "item"], |[acc, each]| {
            given(f(Expr::from_node(acc), Expr::from_node(each)))
        });
        Expr::from_node(call(&function::FOLD, [self.node(), combine]).maybe())
    }

    /// Whether this holds for any of the items. JSONata `$exists($filter(..))`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let any = order.items.any(|item| item.price.gt(100.0));
    /// assert_eq!(
    ///     any.to_jsonata().unwrap(),
    ///     "$exists($filter($states.context.Execution.Input.items, function($item) { $item.price > 100 }))",
    /// );
    /// ```
    #[must_use]
    pub fn any(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        self.apply(&function::SOME_ITEM, &[closure::condition(f)])
    }

    /// Whether this holds for all of the items. JSONata `$not($exists($filter(..)))`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let paid: Expr<bool> = order.items.all(|item| item.price.gt(0.0));
    /// # let _ = paid;
    /// ```
    #[must_use]
    pub fn all(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<bool> {
        !self.any(|item| !f(item))
    }

    /// The first item for which this holds, if there is one. JSONata `$filter(..)[0]`; JSONPath `States.ArrayGetItem` of a
    /// filter, where the author vouches that there is one.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { sku: String }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let gift = order.items.find(|item| item.sku.eq("gift"));
    /// assert_eq!(
    ///     gift.assume_some().to_jsonata().unwrap(),
    ///     r#"$filter($states.context.Execution.Input.items, function($item) { $item.sku = "gift" })[0]"#,
    /// );
    /// ```
    #[must_use]
    pub fn find(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<Option<T>> {
        self.filter(f).first()
    }

    /// The place of the first item for which this holds, counted from 0, if there is one. JSONata only.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let at: Expr<Option<u64>> = order.tags.position(|tag| tag.eq("gift"));
    /// # let _ = at;
    /// ```
    #[must_use]
    pub fn position(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<Option<u64>> {
        let place = closure::function(["item", "index"], |[each, index]| {
            call(&function::WHEN, [f(Expr::from_node(each)).node(), index])
        });
        let places: Expr<Vec<u64>> = self.apply(&function::MAP, &[place]);
        places.first()
    }

    /// The one item for which this holds. Where there is none, or another one, the state fails with
    /// `States.QueryEvaluationError`. JSONata `$single`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { sku: String }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let gift: Expr<Item> = order.items.single(|item| item.sku.eq("gift"));
    /// # let _ = gift;
    /// ```
    #[must_use]
    pub fn single(self, f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<T> {
        self.apply(&function::SINGLE, &[closure::condition(f)])
    }

    /// The items with their places, counted from 0. JSONata `$map` with two parameters; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { tags: Vec<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let numbered: Expr<Vec<(u64, String)>> = order.tags.enumerate();
    /// # let _ = numbered;
    /// ```
    #[must_use]
    pub fn enumerate(self) -> Expr<Vec<(u64, T)>> {
        let pair = closure::function(["item", "index"], |[each, index]| {
            Node::new(Op::Array([index, item(Expr::<T>::from_node(each))].into()))
        });
        self.apply(&function::MAP_LISTS, &[pair])
    }

    /// The first of the items that are least in something, if there are any. JSONata `$sort`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let cheapest: Expr<Option<Item>> = order.items.min_by_key(|item| item.price);
    /// # let _ = cheapest;
    /// ```
    #[must_use]
    pub fn min_by_key<K: SortKey>(self, key: impl Fn(Expr<T>) -> K) -> Expr<Option<T>> {
        self.sort_by_key(key).first()
    }

    /// The last of the items that are greatest in something, if there are any. JSONata `$sort`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Item { price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let dearest: Expr<Option<Item>> = order.items.max_by_key(|item| item.price);
    /// # let _ = dearest;
    /// ```
    #[must_use]
    pub fn max_by_key<K: SortKey>(self, key: impl Fn(Expr<T>) -> K) -> Expr<Option<T>> {
        self.sort_by_key(key).last()
    }

    /// An object with an entry for every item; of items with the same key the last one counts. JSONata `$merge`; JSONPath
    /// has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # use std::collections::BTreeMap;
    /// # #[derive(Shape)] struct Item { sku: String, price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let prices: Expr<BTreeMap<String, f64>> = order.items.collect_map(|item| (item.sku, item.price));
    /// assert_eq!(
    ///     prices.to_jsonata().unwrap(),
    ///     "$merge([$map($states.context.Execution.Input.items, function($item) { {$item.sku: $item.price} })])",
    /// );
    /// ```
    #[doc(alias = "to_map")]
    #[must_use]
    pub fn collect_map<U: Shape, K: IntoExpr<String>, V: IntoExpr<U>>(
        self,
        f: impl FnOnce(Expr<T>) -> (K, V),
    ) -> Expr<BTreeMap<String, U>> {
        let entry = closure::function(["item"], |[each]| {
            let (key, value) = f(Expr::from_node(each));
            call(&function::MEMBER, [given(key), value.into_expr().node()])
        });
        let entries: Expr<Vec<BTreeMap<String, U>>> = self.apply(&function::MAP, &[entry]);
        entries.apply(&function::MERGE_ALL, &[])
    }
}

impl<T: Shape> Expr<Vec<T>> {
    /// The items by something of each: an object with a list for every key there is. JSONata `$distinct` and `$filter`;
    /// JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # use std::collections::BTreeMap;
    /// # #[derive(Shape)] struct Item { depot: String, price: f64 }
    /// # #[derive(Shape)] struct Order { items: Vec<Item> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let by_depot: Expr<BTreeMap<String, Vec<Item>>> = order.items.group_by(|item| item.depot);
    /// let totals = by_depot.map_values(|items| items.map(|item| item.price).sum());
    /// # let _ = totals;
    /// ```
    #[must_use]
    pub fn group_by<K: IntoExpr<String>>(
        self,
        key: impl Fn(Expr<T>) -> K,
    ) -> Expr<BTreeMap<String, Vec<T>>> {
        let keys: Expr<Vec<String>> = self.map(&key).unique();
        let group = closure::function(["key"], |[name]| {
            let of_key = self.filter(|each| key(each).into_expr().eq(Expr::from_node(name)));
            call(&function::MEMBER, [name, of_key.node()])
        });
        let groups: Expr<Vec<BTreeMap<String, Vec<T>>>> = keys.apply(&function::MAP, &[group]);
        groups.apply(&function::MERGE_ALL, &[])
    }
}

impl<T: Shape> Expr<Vec<Option<T>>> {
    /// The items that are there. JSONata `$map`, which leaves out what is nothing; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Answers { given: Vec<Option<String>> }
    /// # let answers: Expr<Answers> = context::execution_input();
    /// let given: Expr<Vec<String>> = answers.given.flatten();
    /// # let _ = given;
    /// ```
    #[must_use]
    pub fn flatten(self) -> Expr<Vec<T>> {
        self.filter_map(|item| item)
    }
}

/// The value where there is one, and nothing at all where there is none.
fn when_some(value: Node) -> Node {
    let value = function::unmarked(value).sure();
    if let Op::Call(function, arguments) = value.op()
        && **function == function::SOME_IF
    {
        return call(&function::WHEN, &arguments[..]);
    }
    let present = Node::new(Op::Test(Presence::Some, value));
    call(&function::WHEN, [present, value])
}
