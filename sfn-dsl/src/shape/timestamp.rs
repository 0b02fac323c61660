//! An RFC 3339 timestamp, for teams without a date library among their types.

use super::{DataType, Leaf, Shape};
use crate::Expr;
use crate::expr::node::Node;
use crate::expr::{IntoExpr, Ordered};

/// A moment, on the wire an RFC 3339 string such as `2026-03-14T01:59:00Z` (upper-case `T`, and `Z` or an offset).
///
/// The features `chrono` and `jiff` make those libraries' types usable as they are. A literal is given as text:
///
/// ```
/// # use sfn_dsl::prelude::*;
/// #[derive(Shape)]
/// struct Booking { starts: Timestamp }
/// # let booking: Expr<Booking> = context::execution_input();
/// let late = booking.starts.gt("2026-12-24T18:00:00Z");
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

/// Types that are RFC 3339 timestamps on the wire.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a timestamp",
    label = "a moment is needed here",
    note = "use `Timestamp`, or a type of `chrono` or `jiff` with the feature of that name"
)]
pub trait Moment: Ordered {}
#[diagnostic::do_not_recommend]
impl Moment for Timestamp {}

#[diagnostic::do_not_recommend]
impl<T: Moment> IntoExpr<T> for &str {
    fn into_expr(self) -> Expr<T> {
        Expr::from_node(Node::text(self.to_owned()))
    }
}
