//! `Shape`: what a Rust type looks like as JSON, so that its fields can be written as `order.customer.email`.
//!
//! Knows types and their wire names. Knows nothing of states.

pub(crate) mod derived;
mod describe;
mod schema;
mod standard;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "uuid"))]
mod time;
mod timestamp;

pub use describe::{DataType, Describe, EnumType, Member, Tagging, Variant, VariantData};
#[cfg(feature = "schemars")]
pub(crate) use schema::schema_by_schemars;
#[cfg(feature = "schemars")]
pub use schema::schema_of;
#[doc(hidden)]
pub use schema::{ByJsonSchema, Probe, WithoutSchema};
pub use standard::{Leaf, ListFields, OptionFields};
pub use timestamp::{Moment, Timestamp, timestamp};

use crate::Expr;

/// A Rust type whose JSON shape is known.
///
/// Derive it next to serde's derives; it reads the same `#[serde(..)]` attributes, so paths carry the names that are
/// on the wire. It does not need the others: a type that derives only `Shape` works too.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)]
/// #[serde(rename_all = "camelCase")]
/// struct Order { order_id: String, total: f64 }
///
/// # let order: Expr<Order> = context::execution_input();
/// assert_eq!(order.order_id.to_jsonpath().unwrap(), "$$.Execution.Input.orderId");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no known JSON shape",
    label = "`{Self}` cannot be workflow data yet",
    note = "add `#[derive(Shape)]` to `{Self}`, or give the field a type of its own with `#[shape(as = ..)]`"
)]
pub trait Shape: Sized + 'static {
    /// The typed view: one `Expr` per field. For a struct this is the `..Expr` type that the derive writes.
    type Fields: Send + Sync + 'static;

    /// The typed view of the value `at`.
    fn fields(at: Expr<Self>) -> Self::Fields;

    /// What the type looks like on the wire, for what is decided at synthesis: DynamoDB attribute values, choice
    /// operators, ResultSelectors.
    fn data_type() -> DataType;

    /// The JSON Schema, from `schemars`, of a type that derives it; `None` for one that does not.
    #[cfg(feature = "schemars")]
    #[must_use]
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
        let _ = generator;
        None
    }
}

/// A type with a closed set of cases: what [`choice_on`](crate::choice_on) can `match`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no cases to match on",
    label = "enums, `Option` and `bool` have cases",
    note = "for other data compare values: `choice(order).when(order.total.gt(100.0), large).otherwise(small)`"
)]
pub trait Cases: Shape {
    /// The same cases with expressions for data. For an enum of unit variants it is the enum itself.
    type Case;

    /// Every case with the condition that selects it.
    fn cases(at: Expr<Self>) -> Vec<(Expr<bool>, Self::Case)>;

    /// Whether the last case is simply what remains, so that a Choice can make it the `Default`. An `Option` is that
    /// way; for an enum, data with an unknown tag would silently go where the last variant goes, so each case is
    /// tested and anything else fails with `States.NoChoiceMatched`.
    #[must_use]
    fn last_is_the_rest() -> bool {
        false
    }
}

/// Data that keeps all of a `T`: its JSON has the members of a `T`'s, with the same values, among its own.
///
/// `#[derive(Shape)]` implements it for a struct and its first field with `#[serde(flatten)]`: a
/// `Paid { #[serde(flatten)] order: Order, receipt: Receipt }` keeps the `Order`. Everything keeps itself.
/// [`patterns::saga`](crate::patterns::saga) builds on it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not keep the data of `{T}`",
    label = "`{T}` is lost here",
    note = "hand on a struct whose first field is flattened: `#[derive(Shape)] struct Paid {{ #[serde(flatten)] before: {T}, charge: Charge }}`, and build it with `.output(|charge| PaidExpr {{ before, charge }})`; a step that has nothing to add hands on what it got: `.discard_result(data)`"
)]
pub trait Keeps<T>: Shape {}
#[diagnostic::do_not_recommend]
impl<T: Shape> Keeps<T> for T {}

/// Data that is a JSON object, so that more members can be laid beside its own.
///
/// `#[derive(Shape)]` implements it for a struct with named fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no struct with named fields, and the pattern puts a member of its own beside the data",
    label = "a struct is needed here, this is `{Self}`",
    note = "give the data a name: `#[derive(Shape)] struct Job {{ id: {Self} }}`, and hand it on with `.output(|id| JobExpr {{ id }})`"
)]
pub trait Object: Shape {}
#[diagnostic::do_not_recommend]
impl Object for crate::ErrorOutput {}
#[diagnostic::do_not_recommend]
impl<T: Shape> Object for std::collections::BTreeMap<String, T> {}
#[diagnostic::do_not_recommend]
impl<T: Shape> Object for std::collections::HashMap<String, T> {}
