//! What the code of `#[derive(Shape)]` calls. Not part of the API.
//!
//! Generic functions here are thin: what they do is done on nodes, once for all types.

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

use super::{DataType, Leaf, Shape};
use crate::__private::{Part, member, object, text_of};
use crate::expr::node::{Node, Op};
use crate::{Expr, constant};

/// The view of a type without fields.
#[must_use]
pub const fn leaf() -> Leaf {
    Leaf::new()
}

/// `null`.
#[must_use]
pub fn null<T>() -> Expr<T> {
    Expr::new(Op::Null)
}

/// The data under a name, to be looked into further.
#[must_use]
pub fn inside<T>(of: Expr<T>, name: &'static str) -> Expr<Value> {
    Expr::from_node(of.node().field(name))
}

/// The member that tells a case: `"type": "Card"`.
#[must_use]
pub fn tag(tag: &'static str, name: &'static str) -> Part {
    member(tag, text_of::<String>(name))
}

/// A case as serde tags it by default: `{"Card": ..}`.
#[must_use]
pub fn wrapped<T>(name: &'static str, data: Expr<Value>) -> Expr<T> {
    object([member(name, data)])
}

/// A case with its data under a name of its own: `{"type": "Card", "data": ..}`.
#[must_use]
pub fn tagged<T>(
    of: &'static str,
    name: &'static str,
    content: &'static str,
    data: Expr<Value>,
) -> Expr<T> {
    object([tag(of, name), member(content, data)])
}

/// Whether the value is this string.
#[must_use]
pub fn text_is<T>(at: Expr<T>, text: &'static str) -> Expr<bool> {
    equals(at.node(), text)
}

/// Whether the value's tag is this one.
#[must_use]
pub fn tag_is<T>(at: Expr<T>, tag: &'static str, name: &'static str) -> Expr<bool> {
    equals(at.node().field(tag), name)
}

/// Whether the value is an object with this member.
#[must_use]
pub fn has_member<T>(at: Expr<T>, name: &'static str) -> Expr<bool> {
    Expr::<Option<Value>>::from_node(at.node().field(name)).is_present()
}

fn equals(node: Node, text: &'static str) -> Expr<bool> {
    Expr::<String>::from_node(node).eq(text)
}

/// A value of any type that is never made.
#[must_use]
pub fn never<T>() -> T {
    unreachable!("code that only tells rustc what is used")
}

/// A Rust value that serde cannot write; synthesis reports it where it is used.
#[must_use]
pub fn never_on_the_wire<T>(what: &'static str) -> Expr<T> {
    Expr::from_node(constant(&Never(what)).node())
}

struct Never(&'static str);

impl Serialize for Never {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(self.0))
    }
}

impl Shape for Never {
    type Fields = Leaf;

    fn fields(_: Expr<Self>) -> Leaf {
        leaf()
    }

    fn data_type() -> DataType {
        DataType::Any
    }
}
