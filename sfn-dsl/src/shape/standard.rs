//! Shapes of the types that everybody has.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::marker::PhantomData;
use std::ops::Index;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use super::{Cases, DataType, Shape};
use crate::Expr;
use crate::expr::node::{Node, Op};

#[cfg(feature = "schemars")]
macro_rules! schema {
    () => {
        fn json_schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
            Some(generator.subschema_for::<Self>())
        }
    };
    (of $T:ident $make:expr) => {
        fn json_schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
            let inner = $T::json_schema(generator)?;
            let make: fn(schemars::Schema) -> schemars::Schema = $make;
            Some(make(inner))
        }
    };
}
#[cfg(not(feature = "schemars"))]
macro_rules! schema {
    ($($any:tt)*) => {};
}

/// The view of a value without fields: a string, a number, a boolean, dynamic data.
#[derive(Clone, Copy, Debug)]
pub struct Leaf(());

impl Leaf {
    pub(crate) const fn new() -> Self {
        Leaf(())
    }
}

macro_rules! leaves {
    ($($data_type:ident: $($t:ty)*;)*) => {$($(
        impl Shape for $t {
            type Fields = Leaf;
            fn fields(_: Expr<Self>) -> Leaf {
                Leaf(())
            }
            fn data_type() -> DataType {
                DataType::$data_type
            }
            schema!();
        }
    )*)*};
}
leaves! {
    Null: ();
    Boolean: bool;
    Number: i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64;
    String: String char;
}

/// Dynamic data: `.get("x")` and `.at(0)` look into it, `.cast::<T>()` says what it is.
impl Shape for serde_json::Value {
    type Fields = Leaf;
    fn fields(_: Expr<Self>) -> Leaf {
        Leaf(())
    }
    fn data_type() -> DataType {
        DataType::Any
    }
    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
        Some(true.into())
    }
}

impl Shape for Cow<'static, str> {
    type Fields = Leaf;
    fn fields(_: Expr<Self>) -> Leaf {
        Leaf(())
    }
    fn data_type() -> DataType {
        DataType::String
    }
    schema!();
}

/// The view of an `Option`: none of its value's fields, so that nobody looks through it without saying what happens
/// when it is absent. Use [`map`](Expr::map), [`unwrap_or`](Expr::unwrap_or) or [`choice_on`](crate::choice_on).
#[derive(Clone, Copy, Debug)]
pub struct OptionFields(());

impl<T: Shape> Shape for Option<T> {
    type Fields = OptionFields;
    fn fields(_: Expr<Self>) -> OptionFields {
        OptionFields(())
    }
    fn data_type() -> DataType {
        DataType::Optional(T::data_type)
    }
    schema!(of T |inner| schemars::json_schema!({ "anyOf": [inner, { "type": "null" }] }));
}

#[diagnostic::do_not_recommend]
impl<T: Shape> Cases for Option<T> {
    type Case = Option<Expr<T>>;
    fn cases(at: Expr<Self>) -> Vec<(Expr<bool>, Self::Case)> {
        vec![(at.is_some(), Some(at.assume_some())), (at.is_none(), None)]
    }
    fn last_is_the_rest() -> bool {
        true
    }
}

#[diagnostic::do_not_recommend]
impl Cases for bool {
    type Case = bool;
    fn cases(at: Expr<Self>) -> Vec<(Expr<bool>, bool)> {
        vec![(at, true), (!at, false)]
    }
    fn last_is_the_rest() -> bool {
        true
    }
}

/// The view of a list: indexing, `order.items[0]`.
///
/// `Index` has to hand out references, so the view keeps each element that was asked for.
#[derive(Debug)]
pub struct ListFields<T: 'static> {
    at: Node,
    first: OnceLock<Box<Link<T>>>,
}

#[derive(Debug)]
struct Link<T: 'static> {
    index: usize,
    item: Expr<T>,
    next: OnceLock<Box<Link<T>>>,
}

impl<T> Index<usize> for ListFields<T> {
    type Output = Expr<T>;

    fn index(&self, index: usize) -> &Expr<T> {
        let mut cell = &self.first;
        loop {
            let link = cell.get_or_init(|| {
                let place = u32::try_from(index).unwrap_or(u32::MAX);
                Box::new(Link {
                    index,
                    item: Expr::new(Op::Index(self.at, place)),
                    next: OnceLock::new(),
                })
            });
            if link.index == index {
                return &link.item;
            }
            cell = &link.next;
        }
    }
}

macro_rules! lists {
    ($($data_type:ident [$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)*> Shape for $T {
            type Fields = ListFields<T>;
            fn fields(at: Expr<Self>) -> Self::Fields {
                ListFields { at: at.node(), first: OnceLock::new() }
            }
            fn data_type() -> DataType {
                DataType::$data_type(T::data_type)
            }
            schema!(of T |inner| schemars::json_schema!({ "type": "array", "items": inner }));
        }
    )*};
}
lists! {
    List [T: Shape] Vec<T>;
    List [T: Shape, const N: usize] [T; N];
    List [T: Shape] Box<[T]>;
    Set [T: Shape, S: 'static] HashSet<T, S>;
    List [T: Shape] BTreeSet<T>;
}

/// The view of a map: its entries are reached with `get`.
#[derive(Clone, Copy, Debug)]
pub struct MapFields<V>(PhantomData<fn() -> V>);

macro_rules! maps {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)*> Shape for $T {
            type Fields = MapFields<V>;
            fn fields(_: Expr<Self>) -> Self::Fields {
                MapFields(PhantomData)
            }
            fn data_type() -> DataType {
                DataType::Map(V::data_type)
            }
            schema!(of V |inner| schemars::json_schema!({ "type": "object", "additionalProperties": inner }));
        }
    )*};
}
maps! {
    [V: Shape] BTreeMap<String, V>;
    [V: Shape, S: 'static] HashMap<String, V, S>;
    [] serde_json::Map<String, V>;
}
type V = serde_json::Value;

macro_rules! pointers {
    ($($P:ident)*) => {$(
        impl<T: Shape> Shape for $P<T> {
            type Fields = T::Fields;
            fn fields(at: Expr<Self>) -> T::Fields {
                T::fields(Expr::from_node(at.node()))
            }
            fn data_type() -> DataType {
                T::data_type()
            }
            #[cfg(feature = "schemars")]
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
                T::json_schema(generator)
            }
        }
        impl<T: Shape> Expr<$P<T>> {
            /// The value itself: on the wire a pointer is what it points to.
            #[must_use]
            pub fn inner(self) -> Expr<T> {
                Expr::from_node(self.node())
            }
        }
        #[diagnostic::do_not_recommend]
        impl<T> From<Expr<T>> for Expr<$P<T>> {
            fn from(value: Expr<T>) -> Self {
                Expr::from_node(value.node())
            }
        }
    )*};
}
pointers!(Box Rc Arc);

macro_rules! tuples {
    ($(($($T:ident $i:literal),+))*) => {$(
        impl<$($T: Shape),+> Shape for ($($T,)+) {
            type Fields = ($(Expr<$T>,)+);
            fn fields(at: Expr<Self>) -> Self::Fields {
                ($(Expr::<$T>::new(Op::Index(at.node(), $i)),)+)
            }
            fn data_type() -> DataType {
                DataType::Tuple(vec![$($T::data_type),+])
            }
            #[cfg(feature = "schemars")]
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
                let items = [$($T::json_schema(generator)?),+];
                Some(schemars::json_schema!({
                    "type": "array", "prefixItems": items, "minItems": items.len(), "maxItems": items.len()
                }))
            }
        }
    )*};
}
tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11)
}
