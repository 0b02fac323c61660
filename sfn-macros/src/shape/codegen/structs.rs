//! A struct: `OrderExpr` beside `Order`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, Ident};

use super::super::lower::Plan;
use super::super::model::{Field, Layout, Place, Product, Style};
use super::{describe, product};
use crate::support::mentions;
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
    let (object, keeps) = (object(plan, data), keeps(plan, data));
    quote! {
        #[doc = #doc]
        #allowances
        #declaration
        #copy
        #shape
        #conversions
        #object
        #keeps
    }
}

/// A struct with named members.
fn object(plan: &Plan<'_>, data: &Product<'_>) -> Option<TokenStream> {
    let Plan { ident, rt, own, .. } = plan;
    let (_, types, _) = own.split_for_impl();
    let (impls, _, clause) = plan.impls.split_for_impl();
    (data.layout == Layout::Object).then(|| {
        quote! {
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #impls #rt::Object for #ident #types #clause {}
        }
    })
}

/// The data of the first field that is flattened is all there in the struct's own: `Paid` keeps what `Order` has.
fn keeps(plan: &Plan<'_>, data: &Product<'_>) -> TokenStream {
    let flattened = |field: &&Field<'_>| {
        matches!(field.place, Place::Whole) && field.has_shape && field.required()
    };
    let Some(field) = data.fields.iter().find(flattened) else {
        return TokenStream::new();
    };
    let Plan { ident, rt, own, .. } = plan;
    // A parameter, or a type without any: of others nobody knows that they are not the struct itself.
    let ty = &field.ty;
    let tokens = quote!(#ty);
    let plain_or_parameter = own.type_params().all(|parameter| {
        !mentions(&tokens, &parameter.ident) || parameter.ident == tokens.to_string()
    });
    if data.layout != Layout::Object || !plain_or_parameter {
        return TokenStream::new();
    }
    let (_, types, _) = own.split_for_impl();
    let (impls, _, clause) = plan.impls.split_for_impl();
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #impls #rt::Keeps<#ty> for #ident #types #clause {}
    }
}
