//! An RFC 3339 timestamp, for teams without a date library among their types.

use super::{DataType, Leaf, Shape};
use crate::Expr;
use crate::expr::node::{Name, Node};
use crate::expr::{Ordered, Textual};

/// A moment, on the wire an RFC 3339 string such as `2026-03-14T01:59:00Z` (upper-case `T`, and `Z` or an offset).
///
/// The features `chrono` and `jiff` make those libraries' types usable as they are. A literal is written with [`timestamp`]:
///
/// ```
/// # use sfn_dsl::prelude::*;
/// #[derive(Shape)]
/// struct Booking { starts: Timestamp }
/// # let booking: Expr<Booking> = context::execution_input();
/// let late = booking.starts.gt(timestamp("2026-12-24T18:00:00Z"));
/// # let _ = late;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub String);

impl Shape for Timestamp {
    type Fields = Leaf;

    fn fields(_: Expr<Self>) -> Leaf {
        Leaf::new()
    }

    fn data_type() -> DataType {
        DataType::Timestamp
    }
}

#[diagnostic::do_not_recommend]
impl Ordered for Timestamp {}
#[diagnostic::do_not_recommend]
impl Textual for Timestamp {}

/// Types that are RFC 3339 timestamps on the wire.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a timestamp",
    label = "a moment is needed here",
    note = "use `Timestamp`, or a type of `chrono` or `jiff` with the feature of that name"
)]
pub trait Moment: Ordered {}
#[diagnostic::do_not_recommend]
impl Moment for Timestamp {}

/// A moment as a literal, by RFC 3339: `timestamp("2026-12-24T18:00:00Z")`.
///
/// Not simply a string: then no string literal could tell which of the two it is.
#[must_use]
pub fn timestamp<T: Moment>(rfc3339: impl Into<Name>) -> Expr<T> {
    Expr::from_node(Node::text(rfc3339))
}
