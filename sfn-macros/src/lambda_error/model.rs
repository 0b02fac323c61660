//! The errors that a function raises.

use proc_macro2::TokenStream;
use syn::{DeriveInput, Ident};

pub(super) struct ErrorEnum<'a> {
    pub(super) item: &'a DeriveInput,
    pub(super) runtime: TokenStream,
    pub(super) variants: Vec<Variant<'a>>,
}

pub(super) struct Variant<'a> {
    pub(super) source: &'a syn::Variant,
    /// Its constant: `PAYMENT_DECLINED`.
    pub(super) constant: Ident,
    /// As it stands in `ErrorEquals`.
    pub(super) name: String,
}
