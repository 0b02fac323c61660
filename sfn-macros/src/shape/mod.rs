//! `#[derive(Shape)]`: attributes and item are [parsed](parse) to a [model] of the wire, the model is
//! [lowered](lower) to the items to write, and [codegen] writes them.

mod attr;
mod codegen;
mod fields;
mod generics;
mod lower;
mod model;
mod names;
mod parse;
mod refused;
mod rename;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;
use crate::support;

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let item: Option<DeriveInput> = errors.ok(syn::parse2(item));
    let mut out = TokenStream::new();
    if let Some(item) = &item {
        let model = parse::parse(item, &errors);
        out = support::used::everywhere(item, &model.runtime);
        out.extend(match lower::lower(&model) {
            Some(plan) => codegen::generate(&plan),
            None => codegen::stand_in(item, &model.runtime),
        });
    }
    out.extend(errors.into_tokens());
    out
}
