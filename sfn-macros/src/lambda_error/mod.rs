//! `#[derive(LambdaError)]`: the enum is [parsed](parse) to the [model] of its errors, and [codegen] writes their names.

mod codegen;
mod model;
mod parse;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let mut out = match errors.ok(syn::parse2::<DeriveInput>(item)) {
        Some(item) => codegen::generate(&parse::parse(&item, &errors)),
        None => TokenStream::new(),
    };
    out.extend(errors.into_tokens());
    out
}
