//! Keeps rustc from calling the parts of a type unused.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Data, DeriveInput, Fields};

/// Code that is never run and makes and reads every part of the type, as serde's derives do: a type that only a
/// workflow speaks of has its values made and read elsewhere.
pub(crate) fn everywhere(item: &DeriveInput, runtime: &TokenStream) -> TokenStream {
    // References to the fields of a packed struct are an error.
    if item.attrs.iter().any(is_packed) {
        return TokenStream::new();
    }
    let parts: Vec<(TokenStream, &Fields)> = match &item.data {
        Data::Struct(data) => vec![(TokenStream::new(), &data.fields)],
        Data::Enum(data) => data
            .variants
            .iter()
            .map(|v| (v.ident.to_token_stream(), &v.fields))
            .collect(),
        Data::Union(_) => return TokenStream::new(),
    };
    if parts.is_empty() {
        return TokenStream::new();
    }
    let is_enum = matches!(item.data, Data::Enum(_));
    let ident = &item.ident;
    let (impls, types, clause) = item.generics.split_for_impl();
    let path = |name: &TokenStream| {
        if is_enum {
            quote!(#ident::#name)
        } else {
            quote!(#ident)
        }
    };
    let patterns = parts.iter().map(|(name, fields)| {
        with(&path(name), fields, |place| {
            binding(place).to_token_stream()
        })
    });
    let values = parts.iter().map(|(name, fields)| {
        with(
            &path(name),
            fields,
            |_| quote!(#runtime::__private::never()),
        )
    });
    quote! {
        #[allow(dead_code, unused_variables, deprecated, clippy::all, clippy::pedantic)]
        const _: () = {
            fn read #impls (__it: &#ident #types) #clause { match __it { #(#patterns => {})* } }
            fn made #impls () -> ::core::option::Option<#ident #types> #clause {
                #(let _: #ident #types = #values;)*
                ::core::option::Option::None
            }
        };
    }
}

/// `Path { a: .., b: .. }` or `Path(.., ..)`, the same in a pattern and in an expression.
fn with(path: &TokenStream, fields: &Fields, part: impl Fn(usize) -> TokenStream) -> TokenStream {
    let parts = fields.iter().enumerate().map(|(place, field)| {
        let part = part(place);
        match &field.ident {
            Some(ident) => quote!(#ident: #part),
            None => part,
        }
    });
    match fields {
        Fields::Named(_) => quote!(#path { #(#parts),* }),
        Fields::Unnamed(_) => quote!(#path(#(#parts),*)),
        Fields::Unit => path.clone(),
    }
}

fn binding(place: usize) -> Ident {
    Ident::new(&format!("__{place}"), Span::call_site())
}

fn is_packed(attr: &Attribute) -> bool {
    attr.path().is_ident("repr") && attr.to_token_stream().to_string().contains("packed")
}
