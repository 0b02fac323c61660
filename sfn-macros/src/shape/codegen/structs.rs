//! A struct: `OrderExpr` beside `Order`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, Ident};

use super::super::lower::Plan;
use super::super::model::{Product, Style};
use super::{describe, product};
use crate::support::names::plain;

pub(super) fn generate(
    plan: &Plan<'_>,
    view: &Ident,
    generics: &Generics,
    data: &Product<'_>,
) -> TokenStream {
    let Plan { ident, vis, rt, .. } = plan;
    let (_, arguments, clause) = generics.split_for_impl();
    let doc = format!(
        "The fields of a [`{0}`] as expressions; written out, a new `{0}`.",
        plain(ident)
    );
    let fields = product::declare(data, false, rt);
    let declaration = match data.style {
        Style::Named => quote!(#vis struct #view #generics #clause #fields),
        Style::Tuple | Style::Unit => quote!(#vis struct #view #generics #fields #clause;),
    };
    let allowances = super::allowances();
    let copy = super::copy(view, generics);
    let read = product::read(data, &quote!(__at), rt);
    let fields_type = quote!(#view #arguments);
    let shape = super::shape(
        plan,
        &fields_type,
        &quote!(#view #read),
        &describe::structure(data, rt),
    );
    let build = product::build(data, &product::of_self(data), rt);
    let conversions = super::conversions(plan, &fields_type, &build);
    quote! {
        #[doc = #doc]
        #allowances
        #declaration
        #copy
        #shape
        #conversions
    }
}
