//! Maps: objects with any keys.

use std::collections::{BTreeMap, HashMap};

use super::function::{self, call};
use super::list::by_item;
use super::literal::item;
use super::node::{Node, Op};
use super::string::given;
use super::{Expr, IntoExpr, closure};
use crate::shape::Shape;

/// Something of every entry of a map, as a list.
fn each<V: Shape, U: Shape, E: IntoExpr<U>>(
    map: Node,
    f: impl FnOnce(Expr<String>, Expr<V>) -> E,
) -> Expr<Vec<U>> {
    let f = closure::function(["value", "key"], |[value, key]| {
        item(f(Expr::from_node(key), Expr::from_node(value)).into_expr())
    });
    let each = by_item::<U>(&function::EACH, &function::EACH_LISTS);
    Expr::from_node(call(each, [map, f]))
}

macro_rules! maps {
    ($($Map:ident)*) => {$(
        impl<V: Shape> Expr<$Map<String, V>> {
            /// The value under a key, if it is there. JSONata `$lookup`, or a path for a literal key; JSONPath a path.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { sku: String, stock: BTreeMap<String, u32> }
            /// # let order: Expr<Order> = context::execution_input();
            /// let in_stock: Expr<u32> = order.stock.get(order.sku).unwrap_or(0);
            /// # let _ = in_stock;
            /// ```
            #[must_use]
            pub fn get(self, key: impl IntoExpr<String>) -> Expr<Option<V>> {
                let key = given(key);
                let value = match key.op() {
                    Op::Text(name) => self.node().field(name.clone()),
                    _ => call(&function::LOOKUP, [self.node(), key]),
                };
                Expr::from_node(value.maybe())
            }

            /// How many entries. JSONata only.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { labels: BTreeMap<String, String> }
            /// # let order: Expr<Order> = context::execution_input();
            /// assert_eq!(order.labels.len().to_jsonata().unwrap(), "$count($keys($states.context.Execution.Input.labels))");
            /// ```
            #[must_use]
            pub fn len(self) -> Expr<u64> {
                self.keys().len()
            }

            /// Whether there are no entries. JSONata only.
            #[must_use]
            pub fn is_empty(self) -> Expr<bool> {
                self.len().eq(0)
            }

            /// The keys. JSONata `$keys`; JSONPath has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { labels: BTreeMap<String, String> }
            /// # let order: Expr<Order> = context::execution_input();
            /// assert_eq!(order.labels.keys().to_jsonata().unwrap(), "[$keys($states.context.Execution.Input.labels)]");
            /// ```
            #[must_use]
            pub fn keys(self) -> Expr<Vec<String>> {
                self.apply(&function::KEYS, &[])
            }

            /// The values. JSONata `$each`; JSONPath has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { stock: BTreeMap<String, u32> }
            /// # let order: Expr<Order> = context::execution_input();
            /// let all: Expr<u32> = order.stock.values().sum();
            /// # let _ = all;
            /// ```
            #[must_use]
            pub fn values(self) -> Expr<Vec<V>> {
                self.map(|_, value| value)
            }

            /// The entries, as pairs. JSONata `$each`; JSONPath has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { stock: BTreeMap<String, u32> }
            /// # let order: Expr<Order> = context::execution_input();
            /// let entries: Expr<Vec<(String, u32)>> = order.stock.entries();
            /// # let _ = entries;
            /// ```
            #[doc(alias = "iter")]
            #[must_use]
            pub fn entries(self) -> Expr<Vec<(String, V)>> {
                self.map(|key, value| (key, value))
            }

            /// Whether there is an entry under this key.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { labels: BTreeMap<String, String> }
            /// # let order: Expr<Order> = context::execution_input();
            /// assert_eq!(
            ///     order.labels.contains_key("gift").to_jsonata().unwrap(),
            ///     "$exists($states.context.Execution.Input.labels.gift)",
            /// );
            /// ```
            #[must_use]
            pub fn contains_key(self, key: impl IntoExpr<String>) -> Expr<bool> {
                self.get(key).is_present()
            }

            /// A list of something of every entry. JSONata `$each`; JSONPath has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { stock: BTreeMap<String, u32> }
            /// # let order: Expr<Order> = context::execution_input();
            /// let lines: Expr<Vec<String>> = order.stock.map(|sku, count| text!("{}: {}", sku, count));
            /// assert_eq!(
            ///     lines.to_jsonata().unwrap(),
            ///     "[$each($states.context.Execution.Input.stock, function($value, $key) { $key & \": \" & $value })]",
            /// );
            /// ```
            #[must_use]
            pub fn map<U: Shape, E: IntoExpr<U>>(
                self,
                f: impl FnOnce(Expr<String>, Expr<V>) -> E,
            ) -> Expr<Vec<U>> {
                each(self.node(), f)
            }

            /// The same keys with something of their values. JSONata `$merge` of `$each`; JSONPath has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { stock: BTreeMap<String, u32> }
            /// # let order: Expr<Order> = context::execution_input();
            /// let doubled: Expr<BTreeMap<String, u32>> = order.stock.map_values(|count| count * 2);
            /// # let _ = doubled;
            /// ```
            #[must_use]
            pub fn map_values<U: Shape, E: IntoExpr<U>>(
                self,
                f: impl FnOnce(Expr<V>) -> E,
            ) -> Expr<$Map<String, U>> {
                let entry = closure::function(["value", "key"], |[value, key]| {
                    let value = f(Expr::from_node(value)).into_expr().node();
                    call(&function::MEMBER, [key, value])
                });
                let entries: Expr<Vec<$Map<String, U>>> = self.apply(&function::EACH, &[entry]);
                entries.apply(&function::MERGE_ALL, &[])
            }

            /// The entries for which this holds. JSONata `$sift`; JSONPath has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { stock: BTreeMap<String, u32> }
            /// # let order: Expr<Order> = context::execution_input();
            /// let in_stock = order.stock.filter(|_, count| count.gt(0));
            /// assert_eq!(
            ///     in_stock.to_jsonata().unwrap(),
            ///     "$merge([$sift($states.context.Execution.Input.stock, function($value) { $value > 0 })])",
            /// );
            /// ```
            #[doc(alias = "sift")]
            #[doc(alias = "retain")]
            #[must_use]
            pub fn filter(
                self,
                f: impl FnOnce(Expr<String>, Expr<V>) -> Expr<bool>,
            ) -> Expr<$Map<String, V>> {
                let holds = closure::function(["value", "key"], |[value, key]| {
                    f(Expr::from_node(key), Expr::from_node(value)).node()
                });
                self.apply(&function::SIFT, &[holds])
            }

            /// The entries of both; of two with the same key the other's counts. JSONata `$merge`; JSONPath
            /// `States.JsonMerge`.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { labels: BTreeMap<String, String>, more: BTreeMap<String, String> }
            /// # let order: Expr<Order> = context::execution_input();
            /// let all = order.labels.merge(order.more);
            /// assert_eq!(
            ///     all.to_jsonpath().unwrap(),
            ///     "States.JsonMerge($$.Execution.Input.labels, $$.Execution.Input.more, false)",
            /// );
            /// ```
            #[doc(alias = "extend")]
            #[must_use]
            pub fn merge(self, other: Expr<$Map<String, V>>) -> Expr<$Map<String, V>> {
                self.apply(&function::MERGE, &[other.node()])
            }

            /// With this entry, in place of any other under the key. JSONata `$merge`; JSONPath has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { id: String, labels: BTreeMap<String, String> }
            /// # let order: Expr<Order> = context::execution_input();
            /// let labelled = order.labels.insert("order", order.id);
            /// assert_eq!(
            ///     labelled.to_jsonata().unwrap(),
            ///     "$merge([$states.context.Execution.Input.labels, {\"order\": $states.context.Execution.Input.id}])",
            /// );
            /// ```
            #[must_use]
            pub fn insert(self, key: impl IntoExpr<String>, value: impl IntoExpr<V>) -> Self {
                let (key, value) = (given(key), value.into_expr().node());
                let entry = match key.op() {
                    Op::Text(name) => Node::object([(name.clone(), closure::settled(value))]),
                    _ => call(&function::MEMBER, [key, value]),
                };
                self.apply(&function::MERGE, &[entry])
            }

            /// Every entry as an object of its own. JSONata `$spread`; JSONPath has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { stock: BTreeMap<String, u32> }
            /// # let order: Expr<Order> = context::execution_input();
            /// assert_eq!(order.stock.spread().to_jsonata().unwrap(), "[$spread($states.context.Execution.Input.stock)]");
            /// ```
            #[must_use]
            pub fn spread(self) -> Expr<Vec<$Map<String, V>>> {
                self.apply(&function::SPREAD, &[])
            }
        }

        impl<V: Shape> Expr<Vec<$Map<String, V>>> {
            /// The entries of all the maps in one; of two with the same key the later one counts. JSONata `$merge`; JSONPath
            /// has none.
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # use std::collections::BTreeMap;
            /// # #[derive(Shape)] struct Order { layers: Vec<BTreeMap<String, String>> }
            /// # let order: Expr<Order> = context::execution_input();
            /// assert_eq!(order.layers.merge_all().to_jsonata().unwrap(), "$merge($states.context.Execution.Input.layers)");
            /// ```
            #[must_use]
            pub fn merge_all(self) -> Expr<$Map<String, V>> {
                self.apply(&function::MERGE_ALL, &[])
            }
        }
    )*};
}
maps!(BTreeMap HashMap);
