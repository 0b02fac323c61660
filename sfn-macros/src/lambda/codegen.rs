//! Writes a declared function: a type that tells all about it, and a function that calls it, under one name.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::model::{Declaration, Function};
use crate::support::respan;

pub(super) fn generate(declaration: &Declaration<'_>) -> TokenStream {
    let Declaration {
        runtime,
        vis,
        ident,
        docs,
        cfgs,
        others,
        output,
        error,
        ..
    } = declaration;
    let function = function(declaration);
    let event = declaration.event.as_ref();
    let input = event.map_or_else(
        || quote!(()),
        |event| {
            let ty = event.ty;
            quote!(#ty)
        },
    );
    let parameter = event.iter().map(|event| {
        let (ident, ty) = (&event.ident, event.ty);
        let runtime = respan(runtime, ty.span());
        quote_spanned!(ty.span()=> #ident: impl #runtime::IntoExpr<#ty>)
    });
    let argument = match event {
        Some(event) => {
            let ident = &event.ident;
            quote!(#ident)
        }
        None => quote!(()),
    };
    let (pattern, invoke) = match declaration.direct {
        false => (quote!(Invoke), quote!(invoke)),
        true => (quote!(InvokeDirect), quote!(invoke_direct)),
    };
    quote! {
        #(#docs)*
        #(#cfgs)*
        #[allow(non_camel_case_types, dead_code, missing_docs, missing_debug_implementations, unreachable_pub)]
        #vis enum #ident {}

        #(#cfgs)*
        #[automatically_derived]
        impl #runtime::LambdaFunction for #ident {
            type Input = #input;
            type Output = #output;
            type Error = #error;
            const FUNCTION: #runtime::Function = #function;
        }

        #(#docs)*
        #(#cfgs)*
        #(#others)*
        #[track_caller]
        #vis fn #ident(#(#parameter),*) -> #runtime::Task<
            #output,
            #runtime::integrations::lambda::#pattern,
            #runtime::RequestResponse,
            #error,
        > {
            #runtime::integrations::lambda::#invoke::<#ident>(#runtime::IntoExpr::into_expr(#argument))
        }
    }
}

/// The function as a resource.
fn function(declaration: &Declaration<'_>) -> TokenStream {
    let runtime = &declaration.runtime;
    let given = match &declaration.function {
        Some(Function::Named(name)) => quote!(named(#name)),
        Some(Function::Arn(arn)) => quote!(arn(#arn)),
        Some(Function::Placeholder(name)) => quote!(placeholder(#name)),
        None => quote!(named("")),
    };
    let qualifier = declaration
        .qualifier
        .iter()
        .map(|qualifier| quote!(.qualifier(#qualifier)));
    quote!(#runtime::Function::#given #(#qualifier)*)
}
