//! Lists and maps.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::literal::item;
use super::node::{Node, Op, Root, ValueKind};
use super::{Expr, IntoExpr, function, value_kind};
use crate::shape::{DataType, Shape};

thread_local! {
    static NESTING: Cell<u32> = const { Cell::new(0) };
}

impl<T: Shape> Expr<Vec<T>> {
    /// How many items. JSONata `$count`; JSONPath `States.ArrayLength`.
    #[must_use]
    pub fn len(self) -> Expr<u64> {
        Expr::new(Op::Call(&function::LEN, [self.node()].into()))
    }

    /// Whether there are no items.
    #[must_use]
    pub fn is_empty(self) -> Expr<bool> {
        self.len().eq(0)
    }

    /// Whether the list has this item. JSONata `item in list`, or `$exists(list[$ = item])` where an item is more than
    /// one string, number or boolean; JSONPath `States.ArrayContains`.
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
        let item = item.into_expr().node();
        Expr::new(Op::Call(function, [self.node(), item].into()))
    }

    /// The item at this place, from 0, if the list is that long. `order.items[0]` takes it to be there.
    #[must_use]
    pub fn get(self, index: u32) -> Expr<Option<T>> {
        Expr::from_node(Node::new(Op::Index(self.node(), index)).maybe())
    }

    /// The first item, if there is one.
    #[must_use]
    pub fn first(self) -> Expr<Option<T>> {
        self.get(0)
    }

    /// A list of something of every item: `order.items.map(|item| item.sku)`. JSONata `$map`; JSONPath has none.
    #[must_use]
    pub fn map<U: Shape, E: IntoExpr<U>>(self, f: impl FnOnce(Expr<T>) -> E) -> Expr<Vec<U>> {
        // Numbered by how deep closures nest: one written inside another must not take the other's parameter for
        // its own.
        let parameter = NESTING.get();
        NESTING.set(parameter + 1);
        let body = item(f(Expr::new(Op::Root(Root::Parameter(parameter)))).into_expr());
        NESTING.set(parameter);
        let function = Expr::<U>::new(Op::Lambda(parameter, body)).node();
        Expr::new(Op::Call(&function::MAP, [self.node(), function].into()))
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $List:ty;)*) => {$(
        impl<$($generics)*> Expr<$List> {
            /// The same data as a list, which is what it is on the wire: `map(order.tags.list(), each)`.
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
        }
    )*};
}
lists! {
    [T: Shape, const N: usize] [T; N];
    [T: Shape] Box<[T]>;
    [T: Shape, S: 'static] HashSet<T, S>;
    [T: Shape] BTreeSet<T>;
}

macro_rules! maps {
    ($($Map:ident)*) => {$(
        impl<V: Shape> Expr<$Map<String, V>> {
            /// The value under a key, if it is there.
            #[must_use]
            pub fn get(self, key: impl IntoExpr<String>) -> Expr<Option<V>> {
                let key = key.into_expr().node();
                let value = match key.op() {
                    Op::Text(name) => self.node().field(name.clone()),
                    _ => Node::new(Op::Call(&function::LOOKUP, [self.node(), key].into())),
                };
                Expr::from_node(value.maybe())
            }

            /// How many entries. JSONata only.
            #[must_use]
            pub fn len(self) -> Expr<u64> {
                self.keys().len()
            }

            /// Whether there are no entries. JSONata only.
            #[must_use]
            pub fn is_empty(self) -> Expr<bool> {
                self.len().eq(0)
            }

            /// The keys. JSONata `$keys`.
            #[must_use]
            pub fn keys(self) -> Expr<Vec<String>> {
                Expr::new(Op::Call(&function::KEYS, [self.node()].into()))
            }

            /// Whether there is an entry under this key.
            #[must_use]
            pub fn contains_key(self, key: impl IntoExpr<String>) -> Expr<bool> {
                self.get(key).is_present()
            }
        }
    )*};
}
maps!(BTreeMap HashMap);
