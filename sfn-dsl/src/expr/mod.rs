//! `Expr<T>`: typed data of a running workflow, written as ordinary Rust.
//!
//! Knows Rust types and what may be done with them. The tree below is [`node`]; how it is spelt is `render`'s.

pub(crate) mod closure;
mod codec;
pub(crate) mod declaration;
mod each;
mod expand;
pub(crate) mod function;
mod generate;
mod list;
mod literal;
mod map;
mod moment;
pub(crate) mod node;
mod number;
mod op;
mod option;
mod order;
mod pattern;
mod simplify;
mod sort;
mod string;
mod text;
mod totals;
mod value;

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use crate::shape::{DataType, Shape};
pub use codec::HashAlgorithm;
pub(crate) use expand::some_if;
pub use generate::{
    list, object, query_error, random, random_range, random_range_seeded, random_seeded,
    range_inclusive, range_step, uuid,
};
pub(crate) use literal::as_item;
pub use literal::{IntoExpr, constant, lit};
use node::{Comparison, Dialect, Name, Node, Op, Presence, ValueKind};
pub use number::{Float, Integer, Number};
pub use option::{none, some};
pub use pattern::{Pattern, Regex, TextMatch, regex};
pub use sort::SortKey;
pub use text::{TextPart, Textual, ToText, count_placeholders, format};
pub use totals::Joined;

/// Data of type `T` as the running workflow will have it: a state's input, a field of it, a task's result, or
/// anything computed from these.
///
/// An `Expr` is a small `Copy` handle. Fields are reached as in Rust, under the names serde gives them on the wire:
/// `order.customer.email` on an `Expr<Order>` is an `Expr<String>`, and a misspelt field is rustc's own E0609 with
/// the right name suggested. A new JSON object is a struct literal of the `..Expr` type that `#[derive(Shape)]`
/// writes: `ChargeExpr { order_id: order.id, amount: order.total }`.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)]
/// struct Order { id: String, total: f64 }
///
/// fn is_large(order: Expr<Order>) -> Expr<bool> {
///     order.total.gt(100.0)
/// }
/// # let order: Expr<Order> = context::execution_input();
/// assert_eq!(is_large(order).to_jsonata().unwrap(), "$states.context.Execution.Input.total > 100");
/// ```
pub struct Expr<T> {
    base: Node,
    /// The member of `base` that this is, not yet a node of its own: a view has one for every field, and most are never
    /// asked for.
    member: Option<&'static Member>,
    of: PhantomData<fn() -> T>,
}

/// A member of an object, by its wire name.
#[doc(hidden)]
#[derive(Debug)]
pub enum Member {
    /// Always there.
    Present(&'static str),
    /// May be missing.
    Optional(&'static str),
}

impl<T> Clone for Expr<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Expr<T> {}
impl<T> fmt::Debug for Expr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expr").field(&self.node()).finish()
    }
}

impl<T> Expr<T> {
    pub(crate) fn new(op: Op) -> Self {
        Self::from_node(Node::new(op))
    }

    pub(crate) fn from_node(node: Node) -> Self {
        Expr {
            base: node,
            member: None,
            of: PhantomData,
        }
    }

    pub(crate) fn of_member(base: Node, member: &'static Member) -> Self {
        Expr {
            base,
            member: Some(member),
            of: PhantomData,
        }
    }

    pub(crate) fn node(self) -> Node {
        match self.member {
            None => self.base,
            Some(Member::Present(name)) => self.base.field(*name),
            Some(Member::Optional(name)) => self.base.field(*name).maybe(),
        }
    }

    /// Raw text of one dialect as a `T`: the escape hatch for what the typed methods do not have yet. The author
    /// vouches for the type. Each `{}` in `text` is replaced by the next of `arguments`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let now: Expr<String> = Expr::raw_jsonata("$now()", []);
    /// assert_eq!(now.to_jsonata().unwrap(), "$now()");
    /// ```
    #[must_use]
    pub fn raw_jsonata<const N: usize>(text: impl Into<Name>, arguments: [AnyExpr; N]) -> Self {
        Self::raw(Dialect::Jsonata, text.into(), &arguments)
    }

    /// Raw JSONPath (a path or an intrinsic function) as a `T`; like [`raw_jsonata`](Self::raw_jsonata).
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let id: Expr<String> = Expr::raw_jsonpath("States.UUID()", []);
    /// assert_eq!(id.to_jsonpath().unwrap(), "States.UUID()");
    /// ```
    #[must_use]
    pub fn raw_jsonpath<const N: usize>(text: impl Into<Name>, arguments: [AnyExpr; N]) -> Self {
        Self::raw(Dialect::JsonPath, text.into(), &arguments)
    }

    fn raw(dialect: Dialect, text: Name, arguments: &[AnyExpr]) -> Self {
        Self::new(Op::Raw(
            dialect,
            text,
            arguments.iter().map(|a| a.0).collect(),
        ))
    }

    /// The same data, taken to be a `U`. Nothing is converted and nothing is checked when the workflow runs: the
    /// author vouches that the JSON has that shape.
    #[must_use]
    pub fn cast<U: Shape>(self) -> Expr<U> {
        Expr::from_node(self.node())
    }

    /// This expression without its type, as an argument of [`raw_jsonata`](Self::raw_jsonata).
    #[must_use]
    pub fn untyped(self) -> AnyExpr {
        AnyExpr(self.node())
    }

    /// The expression in JSONata, without the `{% %}` around it.
    ///
    /// # Errors
    /// Says what JSONata cannot express, and what to use instead.
    pub fn to_jsonata(self) -> Result<String, crate::Unsupported> {
        crate::render::jsonata(self.node())
    }

    /// The expression as a JSONPath path or intrinsic function, as in a payload template's `"key.$"`.
    ///
    /// # Errors
    /// Says what JSONPath cannot express, and what to use instead.
    pub fn to_jsonpath(self) -> Result<String, crate::Unsupported> {
        crate::render::jsonpath(self.node())
    }
}

/// An expression of any type.
#[derive(Clone, Copy, Debug)]
pub struct AnyExpr(pub(crate) Node);

impl<T: Shape> Deref for Expr<T> {
    type Target = T::Fields;

    fn deref(&self) -> &T::Fields {
        self.node().view(TypeId::of::<T>(), || T::fields(*self))
    }
}

/// What can be compared with `<` and `>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order: it cannot be compared with `lt`, `le`, `gt` or `ge`",
    label = "`{Self}` cannot be ordered in a workflow",
    note = "numbers, strings and timestamps have an order; compare one of the fields, or use `eq`",
    note = "of an `Option` say first what happens when it is absent: `x.is_some_and(|x| x.gt(5))`, or `x.unwrap_or(0).gt(5)`"
)]
pub trait Ordered: Shape {}

fn value_kind<T: Shape>() -> ValueKind {
    let mut data_type = T::data_type();
    while let DataType::Optional(inner) = data_type {
        data_type = inner();
    }
    match data_type {
        DataType::String => ValueKind::String,
        DataType::Number => ValueKind::Number,
        DataType::Boolean => ValueKind::Boolean,
        DataType::Timestamp => ValueKind::Timestamp,
        DataType::Enum(e) if e.is_unit_only() => ValueKind::String,
        _ => ValueKind::Other,
    }
}

impl<T: Shape> Expr<T> {
    fn compare(self, how: Comparison, other: Expr<T>) -> Expr<bool> {
        let compared = |how| {
            Expr::new(Op::Compare(
                how,
                value_kind::<T>(),
                self.node().sure(),
                other.node().sure(),
            ))
        };
        if !matches!(T::data_type(), DataType::Optional(_)) {
            return compared(how);
        }
        // Rust's equality of options: neither dialect's operators do what it says when a side is missing.
        let is_none = |node: Node| matches!(node.op(), Op::Absent | Op::Null);
        let some = |node: Node| Expr::<bool>::new(Op::Test(Presence::Some, node));
        let (a, b) = (self.node().sure(), other.node().sure());
        let equal = match (is_none(a), is_none(b), a.is_literal(), b.is_literal()) {
            (true, true, ..) => Expr::new(Op::Bool(true)),
            (true, false, ..) => !some(b),
            (false, true, ..) => !some(a),
            (_, _, _, true) => some(a).and(compared(Comparison::Eq)),
            (_, _, true, _) => some(b).and(compared(Comparison::Eq)),
            _ => some(a)
                .and(some(b))
                .and(compared(Comparison::Eq))
                .or((!some(a)).and(!some(b))),
        };
        if how == Comparison::Ne { !equal } else { equal }
    }

    /// Whether the two are equal. JSONata `=`; JSONPath `StringEquals`, `NumericEquals`, ...
    ///
    /// Both sides must have the same type: comparing a number with a string does not compile.
    #[must_use]
    pub fn eq(self, other: impl IntoExpr<T>) -> Expr<bool> {
        self.compare(Comparison::Eq, other.into_expr())
    }

    /// Whether the two differ. JSONata `!=`; JSONPath `Not` around an equality.
    #[must_use]
    pub fn ne(self, other: impl IntoExpr<T>) -> Expr<bool> {
        self.compare(Comparison::Ne, other.into_expr())
    }

    /// Less than. JSONata `<`; JSONPath `NumericLessThan`, ...
    #[must_use]
    pub fn lt(self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Ordered,
    {
        self.compare(Comparison::Lt, other.into_expr())
    }

    /// Less than or equal. JSONata `<=`; JSONPath `NumericLessThanEquals`, ...
    #[must_use]
    pub fn le(self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Ordered,
    {
        self.compare(Comparison::Le, other.into_expr())
    }

    /// Greater than. JSONata `>`; JSONPath `NumericGreaterThan`, ...
    #[must_use]
    pub fn gt(self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Ordered,
    {
        self.compare(Comparison::Gt, other.into_expr())
    }

    /// Greater than or equal. JSONata `>=`; JSONPath `NumericGreaterThanEquals`, ...
    #[must_use]
    pub fn ge(self, other: impl IntoExpr<T>) -> Expr<bool>
    where
        T: Ordered,
    {
        self.compare(Comparison::Ge, other.into_expr())
    }

    /// This value with one of its optional fields filled in: "put the result into a field".
    ///
    /// `order.with(|o| o.receipt, receipt)` is `order` with its `receipt: Option<Receipt>` there. On a state's
    /// result it becomes `ResultPath` in JSONPath and `$merge` in JSONata.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// #[derive(Shape)]
    /// struct Order { id: String, note: Option<String> }
    /// # let order: Expr<Order> = context::execution_input();
    /// let noted: Expr<Order> = order.with(|o| o.note, "gift");
    /// assert_eq!(noted.to_jsonata().unwrap(), r#"$merge([$states.context.Execution.Input, {"note": "gift"}])"#);
    /// ```
    #[must_use]
    pub fn with<U: Shape>(
        self,
        field: impl FnOnce(Self) -> Expr<Option<U>>,
        value: impl IntoExpr<U>,
    ) -> Self {
        // The path is found by asking the closure about a stand-in, whatever `self` is made of.
        let value = value.into_expr().node();
        let stand_in = Node::new(Op::Root(node::Root::Parameter(node::Parameter::STAND_IN)));
        let path = field(Expr::from_node(stand_in)).node();
        Expr::from_node(put(self.node(), stand_in, path, value))
    }
}

/// `base` with the value at `path` (a chain of fields up from `stand_in`) replaced.
fn put(base: Node, stand_in: Node, path: Node, value: Node) -> Node {
    let mut value = value;
    let mut at = path.sure();
    let mut names = Vec::new();
    while let Op::Field(of, name) = at.op() {
        names.push(name.clone());
        at = *of;
    }
    if at != stand_in {
        // Not a path: kept as what was written, so that synthesis can say where it stands.
        return Node::new(Op::Raw(
            Dialect::Jsonata,
            Name::Borrowed(literal_marks::NOT_A_FIELD),
            [base, path, value].into(),
        ));
    }
    names.reverse();
    for depth in (0..names.len()).rev() {
        let parent = names[..depth]
            .iter()
            .fold(base, |n, name| n.field(name.clone()));
        let object = Node::object([(names[depth].clone(), value)]);
        value = Node::new(Op::Merge([parent, object].into()));
    }
    value
}

/// Marks of what went wrong while an expression was built, as raw text that no author can write; synthesis reports them.
pub(crate) mod literal_marks {
    /// A `with` whose closure did not return a field.
    pub(crate) const NOT_A_FIELD: &str = "\u{0}not a field";
    /// A regular expression that JSONata cannot read.
    pub(crate) const NOT_A_REGEX: &str = "\u{0}not a regex: ";
    /// A constant that serde could not turn into JSON.
    pub(crate) const NOT_JSON: &str = "\u{0}not json: ";
}

impl Expr<bool> {
    /// Both. JSONata `and`; JSONPath `And`.
    #[must_use]
    pub fn and(self, other: impl IntoExpr<bool>) -> Expr<bool> {
        Expr::new(Op::And([self.node(), other.into_expr().node()].into()))
    }

    /// Either. JSONata `or`; JSONPath `Or`.
    #[must_use]
    pub fn or(self, other: impl IntoExpr<bool>) -> Expr<bool> {
        Expr::new(Op::Or([self.node(), other.into_expr().node()].into()))
    }

    /// One value or the other. JSONata `a ? b : c`; JSONPath has none (use a Choice state).
    #[must_use]
    pub fn then_else<T: Shape>(
        self,
        then: impl IntoExpr<T>,
        otherwise: impl IntoExpr<T>,
    ) -> Expr<T> {
        Expr::new(Op::If(
            self.node(),
            then.into_expr().node(),
            otherwise.into_expr().node(),
        ))
    }
}

impl Expr<bool> {
    /// The value where this holds, and none where it does not. JSONata `a ? b : null`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] struct Order { gift: bool, note: String }
    /// # let order: Expr<Order> = context::execution_input();
    /// let note: Expr<Option<String>> = order.gift.then_some(order.note);
    /// # let _ = note;
    /// ```
    #[must_use]
    pub fn then_some<T: Shape>(self, value: impl IntoExpr<T>) -> Expr<Option<T>> {
        // Something that is there may still be null.
        let function = match T::data_type() {
            DataType::Optional(_) | DataType::Any | DataType::Null => {
                return self.then_else(some(value), none());
            }
            _ => &function::SOME_IF,
        };
        Expr::from_node(function::call(
            function,
            [self.node(), value.into_expr().node()],
        ))
    }
}

/// The opposite: `!order.paid`. JSONata `$not(..)`; JSONPath `Not`.
impl std::ops::Not for Expr<bool> {
    type Output = Expr<bool>;

    fn not(self) -> Expr<bool> {
        Expr::new(Op::Not(self.node()))
    }
}

/// The opposite of a condition: `not(order.paid)`. JSONata `$not(..)`; JSONPath `Not`.
#[must_use]
pub fn not(condition: Expr<bool>) -> Expr<bool> {
    !condition
}
