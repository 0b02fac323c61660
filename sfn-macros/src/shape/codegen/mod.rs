//! Writes the items of a plan.

mod cases;
mod describe;
mod product;
mod structs;
mod texts;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Generics};

use super::generics;
use super::lower::{Plan, View};

pub(super) fn generate(plan: &Plan<'_>) -> TokenStream {
    match &plan.view {
        View::Struct {
            ident,
            generics,
            data,
        } => structs::generate(plan, ident, generics, data),
        View::Texts(variants) => texts::generate(plan, variants),
        View::Cases {
            case,
            fields,
            generics,
            tagging,
            variants,
        } => cases::generate(
            plan,
            &cases::Names {
                case,
                fields,
                generics,
            },
            tagging,
            variants,
        ),
    }
}

/// A `Shape` that says nothing: it keeps the uses of a type with errors from being errors too.
pub(super) fn stand_in(item: &DeriveInput, rt: &TokenStream) -> TokenStream {
    let ident = &item.ident;
    let generics = generics::without_lifetimes(&item.generics);
    let (impl_generics, _, _) = generics.split_for_impl();
    let arguments = item.generics.params.iter().map(|param| match param {
        syn::GenericParam::Lifetime(_) => quote!('static),
        syn::GenericParam::Type(param) => param.ident.to_token_stream(),
        syn::GenericParam::Const(param) => param.ident.to_token_stream(),
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics #rt::Shape for #ident<#(#arguments),*> {
            type Fields = #rt::shape::Leaf;
            fn fields(_: #rt::Expr<Self>) -> Self::Fields { #rt::__private::leaf() }
            fn data_type() -> #rt::shape::DataType { #rt::shape::DataType::Any }
        }
    }
}

/// What rustc and clippy would say about a generated type, and the user could do nothing about.
fn allowances() -> TokenStream {
    quote! {
        #[allow(missing_docs, missing_debug_implementations, dead_code, private_interfaces, unreachable_pub, nonstandard_style)]
        #[allow(clippy::all, clippy::pedantic)]
    }
}

/// `Clone` and `Copy` of a view. Not derived: a derive would ask the same of every parameter.
fn copy(ident: &syn::Ident, generics: &Generics) -> TokenStream {
    let (impls, types, clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impls ::core::clone::Clone for #ident #types #clause {
            fn clone(&self) -> Self { *self }
        }
        #[automatically_derived]
        impl #impls ::core::marker::Copy for #ident #types #clause {}
    }
}

/// The conversions of a view (or of an enum of plain strings) to the expression it builds.
fn conversions(plan: &Plan<'_>, from: &TokenStream, build: &TokenStream) -> TokenStream {
    let Plan {
        ident,
        rt,
        own,
        impls,
        ..
    } = plan;
    let (_, types, _) = own.split_for_impl();
    let (impls, _, clause) = impls.split_for_impl();
    // A view that leaves out a parameter does not say alone of what type its data is.
    let data = plan.view_says_its_type().then(|| {
        quote! {
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #impls #rt::Data for #from #clause {
                fn data(self) -> #rt::__private::Payload {
                    #rt::__private::Payload::of::<#ident #types>(self)
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #impls #rt::IntoExpr<#ident #types> for #from #clause {
            fn into_expr(self) -> #rt::Expr<#ident #types> { #build }
        }
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #impls ::core::convert::From<#from> for #rt::Expr<#ident #types> #clause {
            fn from(__from: #from) -> Self { #rt::IntoExpr::into_expr(__from) }
        }
        #data
    }
}

/// The `impl Shape`.
fn shape(
    plan: &Plan<'_>,
    fields_type: &TokenStream,
    fields: &TokenStream,
    data_type: &TokenStream,
) -> TokenStream {
    let Plan {
        ident,
        rt,
        own,
        impls,
        ..
    } = plan;
    let (_, types, _) = own.split_for_impl();
    let (impls, _, clause) = impls.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impls #rt::Shape for #ident #types #clause {
            type Fields = #fields_type;
            fn fields(__at: #rt::Expr<Self>) -> Self::Fields { #fields }
            fn data_type() -> #rt::shape::DataType { #data_type }
            #rt::__json_schema_method!();
        }
    }
}
