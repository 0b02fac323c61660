//! A Lambda function as it is declared.

use proc_macro2::TokenStream;
use syn::{Attribute, Ident, LitStr, Type, Visibility};

pub(super) struct Declaration<'a> {
    pub(super) runtime: TokenStream,
    pub(super) vis: &'a Visibility,
    pub(super) ident: &'a Ident,
    pub(super) docs: Vec<&'a Attribute>,
    /// On every item.
    pub(super) cfgs: Vec<&'a Attribute>,
    /// On the function.
    pub(super) others: Vec<&'a Attribute>,
    pub(super) function: Option<Function>,
    pub(super) qualifier: Option<LitStr>,
    /// Whether the `Resource` is the function's own ARN.
    pub(super) direct: bool,
    /// `None` for a function that takes nothing.
    pub(super) event: Option<Event<'a>>,
    pub(super) output: TokenStream,
    pub(super) error: TokenStream,
}

/// Which function.
pub(super) enum Function {
    Named(LitStr),
    Arn(LitStr),
    Placeholder(LitStr),
}

/// The event it takes.
pub(super) struct Event<'a> {
    pub(super) ident: Ident,
    pub(super) ty: &'a Type,
}
