//! From Rust values to expressions.

use serde::Serialize;

use super::node::{Name, Node, Op};
use super::{Expr, function};
use crate::shape::{DataType, Shape};

/// What can stand where an `Expr<T>` is asked for: an `Expr<T>`, a literal, a `..Expr` struct literal, a list of these.
#[diagnostic::on_unimplemented(
    message = "expected data of type `{T}`, found `{Self}`",
    label = "this is `{Self}`, and `{T}` is needed here",
    note = "data is never converted by itself: take the field that fits, say what stands for an absent `Option` with `.unwrap_or(..)`, make another kind of number with `.to_f64()` or `.as_i64()`, or vouch for the type with `.cast()`",
    note = "a new value is built by the literal that `#[derive(Shape)]` wrote, `ReceiptExpr {{ .. }}` for a `Receipt`; a Rust value that serde can write is `constant(&value)`; what a task gives is there in its `.output(|result| ..)` and in the state after it"
)]
pub trait IntoExpr<T> {
    /// The expression.
    fn into_expr(self) -> Expr<T>;
}

#[diagnostic::do_not_recommend]
impl<T> IntoExpr<T> for Expr<T> {
    fn into_expr(self) -> Expr<T> {
        self
    }
}

/// A literal as an expression, where a struct field asks for an `Expr`: `ChargeExpr { amount: lit(9.99), .. }`.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let currency: Expr<String> = lit("EUR");
/// assert_eq!(currency.to_jsonata().unwrap(), "\"EUR\"");
/// ```
#[must_use]
pub fn lit<T>(value: impl IntoExpr<T>) -> Expr<T> {
    value.into_expr()
}

/// Any serializable Rust value as a literal: a configuration struct known when the workflow is synthesized.
///
/// Hash maps are written by key and hash sets in the order of their items' text, so that a document is the same in every run.
///
/// # Panics
/// Never: a value that serde cannot turn into JSON (a map with keys that are not strings, a number that is infinite)
/// becomes an expression that synthesis reports.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// let skus: Expr<Vec<String>> = constant(&vec!["A-1".to_owned(), "B-2".to_owned()]);
/// assert_eq!(skus.to_jsonata().unwrap(), r#"["A-1", "B-2"]"#);
/// ```
#[must_use]
pub fn constant<T: Shape + Serialize>(value: &T) -> Expr<T> {
    // By way of text: serde_json's own values keep the order of members or sort them, by a feature that any crate of the
    // build can switch on, and the document must not depend on that.
    let text = serde_json::to_string(value).map_err(|e| e.to_string());
    let json = text.and_then(|text| {
        let read = sfn_asl::read_json(&text, &sfn_asl::Limits::default());
        read.value.ok_or_else(|| {
            read.diagnostics
                .first()
                .map(ToString::to_string)
                .unwrap_or_default()
        })
    });
    match json.and_then(|json| super::order::ordered(json, &T::data_type())) {
        Ok(json) => Expr::from_node(Node::json(&json)),
        Err(e) => Expr::from_node(not_json(&e)),
    }
}

/// Where a constant should be that is no JSON; synthesis says so.
fn not_json(why: &str) -> Node {
    let mark = format!("{}{why}", super::literal_marks::NOT_JSON);
    Node::new(Op::Raw(
        super::Dialect::Jsonata,
        mark.into(),
        Box::default(),
    ))
}

macro_rules! numbers {
    ($($t:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoExpr<$t> for $t {
            fn into_expr(self) -> Expr<$t> {
                Expr::new(Op::Number(self.to_string().into()))
            }
        }
        impl From<$t> for Expr<$t> {
            fn from(value: $t) -> Self {
                value.into_expr()
            }
        }
    )*};
}
numbers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! floats {
    ($($t:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoExpr<$t> for $t {
            fn into_expr(self) -> Expr<$t> {
                // A whole number is spelt as people write it, `100` and not `100.0`: to JSON they are the same.
                Expr::from_node(if self.is_finite() {
                    Node::new(Op::Number(self.to_string().into()))
                } else {
                    not_json(super::order::NOT_FINITE)
                })
            }
        }
        impl From<$t> for Expr<$t> {
            fn from(value: $t) -> Self {
                value.into_expr()
            }
        }
    )*};
}
floats!(f32 f64);

macro_rules! texts {
    ($($t:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoExpr<String> for $t {
            fn into_expr(self) -> Expr<String> {
                Expr::from_node(Node::text(Name::Owned(String::from(self))))
            }
        }
        impl From<$t> for Expr<String> {
            fn from(value: $t) -> Self {
                value.into_expr()
            }
        }
    )*};
}
texts!(&str String &String char);

#[diagnostic::do_not_recommend]
impl IntoExpr<bool> for bool {
    fn into_expr(self) -> Expr<bool> {
        Expr::new(Op::Bool(self))
    }
}
impl From<bool> for Expr<bool> {
    fn from(value: bool) -> Self {
        value.into_expr()
    }
}
#[diagnostic::do_not_recommend]
impl IntoExpr<()> for () {
    fn into_expr(self) -> Expr<()> {
        Expr::new(Op::Null)
    }
}

/// An item of a new list. A list stays one item: JSONata would lay it flat.
pub(super) fn item<T: Shape>(value: Expr<T>) -> Node {
    as_item(value.node(), &T::data_type())
}

/// Data of this type as an item of a new list.
pub(crate) fn as_item(node: Node, data_type: &DataType) -> Node {
    let node = function::unmarked(node);
    if node.op().is_known() {
        return node;
    }
    let marked = |mark| Node::new(Op::Call(mark, [node].into()));
    match data_type {
        DataType::List(_) | DataType::Set(_) | DataType::Tuple(_) => Node::new(Op::AsItem(node)),
        DataType::Any => marked(&function::ANY_AS_ITEM),
        DataType::Optional(inner) => match as_item(node, &inner()).op() {
            Op::AsItem(_) => marked(&function::LIST_OR_NULL),
            Op::Call(mark, _) if mark.is_mark() => marked(mark),
            _ => node,
        },
        _ => node,
    }
}

#[diagnostic::do_not_recommend]
impl<T: Shape, E: IntoExpr<T>> IntoExpr<Vec<T>> for Vec<E> {
    fn into_expr(self) -> Expr<Vec<T>> {
        Expr::new(Op::Array(
            self.into_iter().map(|e| item(e.into_expr())).collect(),
        ))
    }
}
#[diagnostic::do_not_recommend]
impl<T: Shape, E: IntoExpr<T>, const N: usize> IntoExpr<Vec<T>> for [E; N] {
    fn into_expr(self) -> Expr<Vec<T>> {
        Expr::new(Op::Array(
            self.into_iter().map(|e| item(e.into_expr())).collect(),
        ))
    }
}
/// Any JSON value is what it is.
#[diagnostic::do_not_recommend]
impl IntoExpr<serde_json::Value> for serde_json::Value {
    fn into_expr(self) -> Expr<serde_json::Value> {
        Expr::from_node(Node::literal(&self))
    }
}

macro_rules! tuples {
    ($(($($T:ident $E:ident $i:tt),+))*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($T: Shape, $E: IntoExpr<$T>),+> IntoExpr<($($T,)+)> for ($($E,)+) {
            fn into_expr(self) -> Expr<($($T,)+)> {
                Expr::new(Op::Array([$(item(self.$i.into_expr())),+].into()))
            }
        }
    )*};
}
tuples! {
    (A EA 0)
    (A EA 0, B EB 1)
    (A EA 0, B EB 1, C EC 2)
    (A EA 0, B EB 1, C EC 2, D ED 3)
    (A EA 0, B EB 1, C EC 2, D ED 3, F EF 4)
    (A EA 0, B EB 1, C EC 2, D ED 3, F EF 4, G EG 5)
}
