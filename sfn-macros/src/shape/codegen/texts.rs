//! An enum whose values are plain strings: it is its own case.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::lower::Plan;
use super::super::model::{Tagging, Variant};
use super::describe;
use crate::support::names::plain;

pub(super) fn generate(plan: &Plan<'_>, variants: &[Variant<'_>]) -> TokenStream {
    let Plan {
        ident,
        rt,
        own,
        impls,
        ..
    } = plan;
    let (_, types, _) = own.split_for_impl();
    let itself = quote!(#ident #types);
    let leaf = quote!(#rt::__private::leaf());
    let data_type = describe::enumeration(&Tagging::External, variants, rt);
    let shape = super::shape(plan, &quote!(#rt::shape::Leaf), &leaf, &data_type);
    let arms = variants.iter().map(|variant| {
        let Variant { ident, name, .. } = variant;
        if variant.skipped {
            let what = format!("`{}::{}` is skipped by serde", plan.ident, plain(ident));
            quote!(Self::#ident => #rt::__private::never_on_the_wire(#what))
        } else {
            quote!(Self::#ident => #rt::__private::text_of(#name))
        }
    });
    let conversions = super::conversions(plan, &itself, &quote!(match self { #(#arms),* }));
    let cases = variants.iter().filter(|v| !v.skipped).map(|variant| {
        let Variant { ident, name, .. } = variant;
        quote!((#rt::__private::text_is(__at, #name), Self::#ident))
    });
    let (impls, _, clause) = impls.split_for_impl();
    quote! {
        #shape
        #conversions
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #impls #rt::Cases for #itself #clause {
            type Case = Self;
            fn cases(__at: #rt::Expr<Self>) -> ::std::vec::Vec<(#rt::Expr<bool>, Self::Case)> {
                ::std::vec![#(#cases),*]
            }
        }
    }
}
