//! The fields of a struct or a variant: declared, read and built.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Ident, Index, Visibility};

use super::super::model::{Field, Layout, Product, Style};
use crate::support::docs;

/// `{ pub id: Expr<String>, .. }`, `(pub Expr<A>, ..)` or nothing. In an enum fields have no visibility of their own.
pub(super) fn declare(data: &Product<'_>, in_enum: bool, rt: &TokenStream) -> TokenStream {
    let fields = data.fields.iter().map(|field| {
        let ty = field.view_type(rt);
        let docs = docs::attributes(field.attrs);
        let vis = if in_enum {
            &Visibility::Inherited
        } else {
            field.vis
        };
        match field.ident {
            Some(ident) => quote!(#(#docs)* #vis #ident: #ty),
            None => quote!(#(#docs)* #vis #ty),
        }
    });
    match data.style {
        Style::Named => quote!({ #(#fields),* }),
        Style::Tuple => quote!((#(#fields),*)),
        Style::Unit => TokenStream::new(),
    }
}

/// `{ id: field(at, "id"), .. }`: the fields of the value `at`, behind the name of what is made.
pub(super) fn read(data: &Product<'_>, at: &TokenStream, rt: &TokenStream) -> TokenStream {
    laid_out(data, |_, field| field.read(at, rt))
}

/// `{ id: __0, .. }`: a pattern that binds the fields.
pub(super) fn bind(data: &Product<'_>) -> TokenStream {
    laid_out(data, |place, _| binding(place).to_token_stream())
}

fn laid_out(data: &Product<'_>, value: impl Fn(usize, &Field<'_>) -> TokenStream) -> TokenStream {
    let fields = data.fields.iter().enumerate().map(|(place, field)| {
        let value = value(place, field);
        match field.ident {
            Some(ident) => quote!(#ident: #value),
            None => value,
        }
    });
    match data.style {
        Style::Named => quote!({ #(#fields),* }),
        Style::Tuple => quote!((#(#fields),*)),
        Style::Unit => TokenStream::new(),
    }
}

/// The fields as they are reached from `self`.
pub(super) fn of_self(data: &Product<'_>) -> Vec<TokenStream> {
    let fields = data.fields.iter().enumerate();
    fields
        .map(|(place, field)| match field.ident {
            Some(ident) => quote!(self.#ident),
            None => {
                let index = Index::from(place);
                quote!(self.#index)
            }
        })
        .collect()
}

/// The names that [`bind`] gives.
pub(super) fn bindings(data: &Product<'_>) -> Vec<TokenStream> {
    (0..data.fields.len())
        .map(|place| binding(place).to_token_stream())
        .collect()
}

/// Nobody's constant is called this: a pattern would match it instead of binding.
fn binding(place: usize) -> Ident {
    Ident::new(&format!("__{place}"), Span::call_site())
}

/// The expression that these values make up, of whatever type is asked for.
pub(super) fn build(data: &Product<'_>, values: &[TokenStream], rt: &TokenStream) -> TokenStream {
    use super::super::model::Place;
    match data.layout {
        Layout::Null => quote!(#rt::__private::null()),
        Layout::Same => quote!(#rt::__private::same(#(#values)*)),
        Layout::Array => quote!(#rt::__private::array([#(#rt::__private::node(#values)),*])),
        Layout::Object => {
            let tag = data
                .tag
                .iter()
                .map(|(tag, name)| quote!(#rt::__private::tag(#tag, #name)));
            let members = data
                .fields
                .iter()
                .zip(values)
                .map(|(field, value)| match &field.place {
                    Place::Member(name) => quote!(#rt::__private::member(#name, #value)),
                    _ => quote!(#rt::__private::flatten(#value)),
                });
            quote!(#rt::__private::object([#(#tag,)* #(#members),*]))
        }
    }
}
