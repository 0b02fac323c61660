//! Strings: joined and formatted.

use std::ops::Add;

use super::node::{Node, Op};
use super::{Expr, Ordered};
use crate::shape::Shape;

#[diagnostic::do_not_recommend]
impl Ordered for String {}

/// A part of a text: a string, or a value that is written out as one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a text",
    label = "not a string, a number, a boolean or a moment",
    note = "take a field of it, or give it as data instead of text"
)]
pub trait ToText {
    /// The node to join.
    #[doc(hidden)]
    fn part(self) -> TextPart;
}

/// A part of a text.
#[derive(Clone, Copy, Debug)]
pub struct TextPart(Node);

impl ToText for &str {
    fn part(self) -> TextPart {
        TextPart(Node::text(self.to_owned()))
    }
}
impl ToText for String {
    fn part(self) -> TextPart {
        TextPart(Node::text(self))
    }
}
/// Types whose values read as text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a text",
    label = "not a string, a number, a boolean or a moment",
    note = "take a field of it, or give it as data instead of text"
)]
pub trait Textual: Shape {}
impl<T: Textual> ToText for Expr<T> {
    fn part(self) -> TextPart {
        TextPart(self.node())
    }
}
macro_rules! textual {
    ($($t:ty)*) => {$(#[diagnostic::do_not_recommend] impl Textual for $t {})*};
}
textual!(String bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64);

/// Strings in a row.
fn concat(parts: impl IntoIterator<Item = TextPart>) -> Expr<String> {
    let parts: Vec<Node> = parts.into_iter().map(|p| p.0).collect();
    match parts.as_slice() {
        [] => Expr::from_node(Node::text("")),
        // One part alone may be a number: it is still made text.
        parts => Expr::new(Op::Concat(parts.into())),
    }
}

/// `order.id + " is ready"`. JSONata `&`; JSONPath `States.Format`.
impl<R: ToText> Add<R> for Expr<String> {
    type Output = Expr<String>;

    fn add(self, other: R) -> Expr<String> {
        Expr::new(Op::Concat([self.node(), other.part().0].into()))
    }
}

/// How many `{}` a format text has; `usize::MAX` for a brace that belongs to none. For [`text!`](crate::text).
#[doc(hidden)]
#[must_use]
pub const fn count_placeholders(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut i, mut n) = (0, 0);
    while i < bytes.len() {
        match bytes[i] {
            b'{' | b'}' if i + 1 < bytes.len() && bytes[i + 1] == bytes[i] => i += 2,
            b'{' if i + 1 < bytes.len() && bytes[i + 1] == b'}' => {
                n += 1;
                i += 2;
            }
            b'{' | b'}' => return usize::MAX,
            _ => i += 1,
        }
    }
    n
}

/// For [`text!`](crate::text): lays the arguments between the pieces of the text.
#[doc(hidden)]
#[must_use]
pub fn format(text: &str, arguments: &[TextPart]) -> Expr<String> {
    let mut parts = Vec::new();
    let mut arguments = arguments.iter();
    let mut piece = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('{', Some('}')) => {
                chars.next();
                if !piece.is_empty() {
                    parts.push(std::mem::take(&mut piece).part());
                }
                parts.extend(arguments.next().copied());
            }
            ('{', Some('{')) | ('}', Some('}')) => piece.extend(chars.next()),
            _ => piece.push(c),
        }
    }
    if !piece.is_empty() {
        parts.push(piece.part());
    }
    concat(parts)
}

/// A text with values in it, like `format!`: `text!("order {} for {}", order.id, order.customer.name)`.
///
/// JSONata joins with `&`, JSONPath uses `States.Format`. `{{` and `}}` are braces. The number of `{}` and of
/// arguments is checked when the crate is checked.
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] struct Order { id: String, total: f64 }
/// # let order: Expr<Order> = context::execution_input();
/// let line = text!("order {}: {} EUR", order.id, order.total);
/// # let _ = line;
/// ```
#[macro_export]
macro_rules! text {
    ($text:literal $(, $argument:expr)* $(,)?) => {{
        const _: () = match $crate::__private::placeholders(
            $crate::__private::count_placeholders($text),
            <[&str]>::len(&[$(stringify!($argument)),*]),
        ) {
            $crate::__private::Placeholders::Right => (),
            $crate::__private::Placeholders::LoneBrace => ::core::panic!(
                "a lone brace in `text!`: `{{}}` stands for a value and holds no name, `{{{{` and `}}}}` are braces"
            ),
            $crate::__private::Placeholders::TooMany => {
                ::core::panic!("`text!` has more `{{}}` than values: give one for each, after the text")
            }
            $crate::__private::Placeholders::TooFew => {
                ::core::panic!("`text!` has more values than `{{}}`: write a `{{}}` for each")
            }
        };
        $crate::__private::format($text, &[$($crate::__private::ToText::part($argument)),*])
    }};
}
