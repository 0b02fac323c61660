//! The macros of `sfn-dsl`, which re-exports them and is where to import them from.

mod errors;
mod shape;
mod support;

use proc_macro::TokenStream;

/// The JSON shape of a type, so that its fields are written as `order.customer.email` in a workflow.
///
/// Reads the same `#[serde(..)]` attributes as serde's own derives, and does not need them.
///
/// | for | it writes |
/// | --- | --- |
/// | `struct Order { id: String }` | `struct OrderExpr { id: Expr<String> }`: what an `Expr<Order>` derefs to, and a struct literal for a new `Order` |
/// | `struct OrderId(String)` | `struct OrderIdExpr(Expr<String>)`, the same JSON value |
/// | `enum Status { Open, Paid }` | nothing: `Status` itself is what `choice_on` matches on, and a literal |
/// | `enum Payment { Card { number: String }, Cash }` | `enum PaymentCase { Card { number: Expr<String> }, Cash }`, to match on and to build with; `payment.is_card()` |
///
/// A member that may be missing on the wire (`default`, `skip_serializing_if`, ...) is an `Expr<Option<..>>`, so
/// that the workflow says what happens then. What a path cannot follow (`untagged`, `alias`, `with`, ...) is refused on
/// the attribute itself.
///
/// - `#[shape(as = Type)]` on a field or a type: the type that is on the wire, where `with` or `from` hide it.
/// - `#[shape(rename = "..")]`: the name on the wire, where `alias` or two names leave it open.
/// - `#[shape(crate = path)]`: where `sfn_dsl` is, for a crate that re-exports it.
#[proc_macro_derive(Shape, attributes(shape, serde))]
pub fn derive_shape(item: TokenStream) -> TokenStream {
    shape::expand(item.into()).into()
}
