//! Writes a state: a type and a constant of the function's name, so that the name works in both places.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::model::{Attrs, Definition, QueryLanguage, StateFn};

pub(super) fn generate(state: &StateFn<'_>) -> TokenStream {
    let StateFn { runtime, vis, ident, attrs, .. } = state;
    let Attrs { docs, cfgs, lints, of_name, .. } = attrs;
    let meta = meta(state);
    let definition = definition(state);
    // The span of the name makes rustc's own `dead_code` speak of a state that nothing leads to.
    let constant = quote_spanned!(ident.span()=> #vis const #ident: #ident = #ident {};);
    // Comparable, so that a variable called like a state is told to be a constant in a pattern, and not that the
    // constant's type lacks a derive.
    quote! {
        #(#docs)*
        #(#cfgs)*
        #[allow(non_camel_case_types, dead_code, missing_docs, missing_debug_implementations, unreachable_pub)]
        #[derive(Clone, Copy, PartialEq, Eq)]
        #vis struct #ident {}

        #(#docs)*
        #(#cfgs)*
        #(#lints)*
        #(#of_name)*
        #[allow(non_upper_case_globals)]
        #constant

        #(#cfgs)*
        #[automatically_derived]
        impl #runtime::StateItem for #ident {
            fn meta(&self) -> #runtime::StateMeta { #meta }
        }

        #definition
    }
}

/// Name, place, comment and query language.
fn meta(state: &StateFn<'_>) -> TokenStream {
    let StateFn { runtime, ident, name, comment, query_language, .. } = state;
    // `caller()` tells where its own tokens stand: at the name of the function.
    let location = quote_spanned!(ident.span()=> ::core::panic::Location::caller());
    let comment = comment.iter().map(|text| quote!(.comment(#text)));
    let language = query_language.iter().map(|language| {
        let language = match language {
            QueryLanguage::Jsonata => quote!(Jsonata),
            QueryLanguage::JsonPath => quote!(JsonPath),
        };
        quote!(.query_language(#runtime::QueryLanguage::#language))
    });
    quote!(#runtime::StateMeta::new(#name, #location) #(#comment)* #(#language)*)
}

fn definition(state: &StateFn<'_>) -> TokenStream {
    let StateFn { runtime, ident, attrs, .. } = state;
    let Attrs { cfgs, lints, of_body, .. } = attrs;
    match &state.definition {
        Definition::Typed { generics, pattern, parameter, input, flow, output, kind, body } => {
            let (impls, _, clause) = generics.split_for_impl();
            quote! {
                #(#cfgs)*
                #(#lints)*
                impl #impls #runtime::State<#input, #output, #kind> for #ident #clause {
                    #(#of_body)*
                    fn define(&self, #pattern: #parameter) -> #flow #body
                }
            }
        }
        Definition::Unknown { aside } => quote! {
            #aside
            #(#cfgs)*
            impl<__In, __Out, __Kind> #runtime::State<__In, __Out, __Kind> for #ident {
                fn define(&self, _: #runtime::Expr<__In>) -> #runtime::Flow<__Out, __Kind> {
                    ::core::unreachable!()
                }
            }
        },
    }
}
