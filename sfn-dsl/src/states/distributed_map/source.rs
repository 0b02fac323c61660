//! Where the items of a Distributed Map come from: data of the state, or a reader.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::item_reader::Format;
use super::items::KeyValue;
use super::reader::ItemReader;
use crate::Expr;
use crate::expr::node::{Node, Root};
use crate::flow::def;
use crate::flow::distributed::Reader;
use crate::shape::Shape;

/// What a Distributed Map can run over: a list or a map of the state's data, or an [`ItemReader`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no items that a Distributed Map could run over",
    label = "a list, a map or a reader is needed here",
    note = "give a list of the state's data, `distributed_map(order.items)`, or read the items from S3, `distributed_map(item_reader::csv::<Row>(&BUCKET, key))`; of an `Option` say first what happens when it is absent, of an array or a set take the `.list()`"
)]
pub trait ItemSource {
    /// What a child gets as long as no selector prepares it.
    type Unselected: Shape;
    /// What the selector gets.
    type Selected: Selection;

    /// The items.
    #[doc(hidden)]
    fn items(self) -> Items;
}

/// Items, however they come.
#[derive(Debug)]
pub struct Items(pub(super) Given);

#[derive(Debug)]
pub(super) enum Given {
    Data(Node),
    Reader(Box<Reader>),
}

/// What a selector gets: the item with what is known of it.
pub trait Selection {
    #[doc(hidden)]
    fn of_this_state() -> Self;
}

macro_rules! selections {
    ($($(#[$doc:meta])* $Name:ident { $($(#[$field_doc:meta])* $field:ident: $F:ty = $root:ident,)* })*) => {$(
        $(#[$doc])*
        pub struct $Name<T> {
            $($(#[$field_doc])* pub $field: Expr<$F>,)*
        }

        impl<T> Clone for $Name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<T> Copy for $Name<T> {}
        impl<T> fmt::Debug for $Name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Name)).finish_non_exhaustive()
            }
        }

        impl<T> Selection for $Name<T> {
            fn of_this_state() -> Self {
                $Name { $($field: Expr::from_node(def::root(Root::$root)),)* }
            }
        }
    )*};
}
selections! {
    /// The item that a Distributed Map's selector prepares. It exists only there.
    DistributedItem {
        /// The item itself (`Map.Item.Value` of the context object).
        value: T = MapItemValue,
        /// Its place among the items, from 0 (`Map.Item.Index`).
        index: u64 = MapItemIndex,
        /// Where it comes from (`Map.Item.Source`): `STATE_DATA`, or the S3 URI of the object that it was read from.
        source: String = MapItemSource,
    }
    /// The member of an object that a Distributed Map's selector prepares. It exists only there.
    DistributedEntry {
        /// Its key (`Map.Item.Key` of the context object).
        key: String = MapItemKey,
        /// Its value (`Map.Item.Value`).
        value: T = MapItemValue,
        /// Its place among the members, from 0 (`Map.Item.Index`).
        index: u64 = MapItemIndex,
        /// Where it comes from (`Map.Item.Source`): `STATE_DATA`, or the S3 URI of the object that it was read from.
        source: String = MapItemSource,
    }
}

#[diagnostic::do_not_recommend]
impl<T: Shape> ItemSource for Expr<Vec<T>> {
    type Unselected = T;
    type Selected = DistributedItem<T>;

    fn items(self) -> Items {
        Items(Given::Data(self.node()))
    }
}

macro_rules! maps {
    ($($Map:ident)*) => {$(
        /// Its members are the items: a [`KeyValue`] each, unless a selector says what the children get.
        #[diagnostic::do_not_recommend]
        impl<V: Shape> ItemSource for Expr<$Map<String, V>> {
            type Unselected = KeyValue<V>;
            type Selected = DistributedEntry<V>;

            fn items(self) -> Items {
                Items(Given::Data(self.node()))
            }
        }
    )*};
}
maps!(BTreeMap HashMap);

#[diagnostic::do_not_recommend]
impl<T: Shape, F: Format, S> ItemSource for ItemReader<T, F, S> {
    type Unselected = F::Unselected<T>;
    type Selected = F::Selected<T>;

    fn items(self) -> Items {
        Items(Given::Reader(self.into_def()))
    }
}
