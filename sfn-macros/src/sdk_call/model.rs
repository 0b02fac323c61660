//! A call of the AWS SDK, as it was written.

use proc_macro2::{Ident, Span};
use syn::{Expr, Type};

/// `service:action { Name: value, .. } -> Type`.
pub(super) struct Call {
    pub(super) service: Word,
    pub(super) action: Word,
    pub(super) parameters: Vec<Member>,
    pub(super) output: Option<Type>,
}

/// A name, which may have hyphens that no identifier has.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Span,
}

/// `Name: value`.
pub(super) struct Member {
    pub(super) name: Word,
    pub(super) value: Value,
}

/// What a parameter is given.
pub(super) enum Value {
    /// Any expression.
    Expr(Expr),
    /// `{ Name: value, .. }`.
    Object(Span, Vec<Member>),
    /// `[value, ..]`.
    List(Span, Vec<Value>),
}

impl From<Ident> for Word {
    fn from(ident: Ident) -> Self {
        use syn::ext::IdentExt as _;
        Word {
            text: ident.unraw().to_string(),
            span: ident.span(),
        }
    }
}
