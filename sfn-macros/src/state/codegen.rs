//! Writes a state: a type and a constant of the function's name, so that the name works in both places.

use proc_macro2::{Group, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Pat, Type};

use super::model::{Attrs, Definition, Flow, QueryLanguage, StateFn};
use crate::support::respan;

pub(super) fn generate(state: &StateFn<'_>) -> TokenStream {
    let StateFn {
        runtime,
        vis,
        ident,
        attrs,
        ..
    } = state;
    let Attrs {
        docs,
        cfgs,
        lints,
        of_name,
        ..
    } = attrs;
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
    let StateFn {
        runtime,
        ident,
        name,
        comment,
        query_language,
        ..
    } = state;
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
    let StateFn {
        runtime,
        ident,
        attrs,
        ..
    } = state;
    let Attrs { cfgs, lints, .. } = attrs;
    let implementation = match &state.definition {
        Definition::Typed {
            generics,
            pattern,
            parameter,
            input,
            flow,
            body,
        } => {
            let function = Function {
                pattern,
                parameter,
                input,
                body,
            };
            implementation(state, generics, &function, flow)
        }
        Definition::Unknown { aside } => {
            return quote! {
                #aside
                #(#cfgs)*
                impl<__In, __Out, __Kind> #runtime::State<__In, __Out, __Kind> for #ident {
                    fn define(&self, _: #runtime::Expr<__In>) -> #runtime::Flow<__Out, __Kind> {
                        ::core::unreachable!()
                    }
                }
            };
        }
    };
    quote! {
        #(#cfgs)*
        #(#lints)*
        #implementation
    }
}

/// The parts of the function that go into the `impl` as they are.
struct Function<'a> {
    pattern: &'a Pat,
    parameter: &'a TokenStream,
    input: &'a Type,
    body: &'a Group,
}

fn implementation(
    state: &StateFn<'_>,
    generics: &Generics,
    function: &Function<'_>,
    flow: &Flow<'_>,
) -> TokenStream {
    let StateFn {
        runtime,
        ident,
        attrs,
        ..
    } = state;
    let Attrs { of_body, .. } = attrs;
    let Function {
        pattern,
        parameter,
        input,
        body,
    } = function;
    let (impls, _, clause) = generics.split_for_impl();
    match flow {
        Flow::Spelt {
            written,
            output,
            kind,
        } => {
            let standard = quote!(#runtime::Standard);
            let kind = kind.map_or(standard, ToTokens::to_token_stream);
            // At the name: that is where rustc says what the state does take. The body is the method's own, and not handed
            // to a trait that could name the `.next(..)` that is missing: `todo!()` as a body would be no flow then, and
            // whatever is wrong with what is returned would be said of the whole body.
            quote_spanned! {ident.span()=>
                impl #impls #runtime::State<#input, #output, #kind> for #ident #clause {
                    #(#of_body)*
                    fn define(&self, #pattern: #parameter) -> #written #body
                }
            }
        }
        // All at the type, and nothing but the trait between it and the flow: where it is none, rustc says so once.
        Flow::Named(flow) => {
            let runtime = respan(runtime, flow.span());
            let output = quote_spanned!(flow.span()=> <#flow as #runtime::IsFlow>::Out);
            let kind = quote_spanned!(flow.span()=> <#flow as #runtime::IsFlow>::Kind);
            quote_spanned! {flow.span()=>
                impl #impls #runtime::State<#input, #output, #kind> for #ident #clause {
                    #(#of_body)*
                    #[allow(clippy::redundant_closure_call)]
                    fn define(&self, __input: #runtime::Expr<#input>) -> #runtime::Flow<#output, #kind> {
                        <#flow as #runtime::IsFlow>::into_flow((|#pattern: #parameter| -> #flow #body)(__input))
                    }
                }
            }
        }
    }
}
