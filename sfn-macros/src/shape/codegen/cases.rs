//! An enum with data: `PaymentCase` to match on and to build with, `PaymentFields` to ask.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Generics, Ident};

use super::super::lower::Plan;
use super::super::model::{Layout, Style, Tagging, Variant};
use super::{describe, product};
use crate::support::docs;
use crate::support::names::{plain, snake_case};

pub(super) struct Names<'m> {
    pub(super) case: &'m Ident,
    pub(super) fields: &'m Ident,
    /// Of the case.
    pub(super) generics: &'m Generics,
}

pub(super) fn generate(
    plan: &Plan<'_>,
    names: &Names<'_>,
    tagging: &Tagging,
    variants: &[Variant<'_>],
) -> TokenStream {
    let case = case(plan, names, variants);
    let fields = fields(plan, names, tagging, variants);
    let (_, types, _) = plan.own.split_for_impl();
    let fields_ident = names.fields;
    let shape = super::shape(
        plan,
        &quote!(#fields_ident #types),
        &quote!(#fields_ident { __at }),
        &describe::enumeration(tagging, variants, plan.rt),
    );
    let conversions = conversions(plan, names, tagging, variants);
    let cases = cases(plan, names, tagging, variants);
    quote!(#case #fields #shape #conversions #cases)
}

fn case(plan: &Plan<'_>, names: &Names<'_>, variants: &[Variant<'_>]) -> TokenStream {
    let Plan { ident, vis, rt, .. } = plan;
    let Names { case, generics, .. } = names;
    let (_, _, clause) = generics.split_for_impl();
    let doc = format!(
        "The cases of a [`{0}`] with expressions for their data; written out, a new `{0}`.",
        plain(ident)
    );
    let declarations = variants.iter().map(|variant| {
        let docs = docs::attributes(variant.attrs);
        let ident = variant.ident;
        let fields = product::declare(&variant.data, true, rt);
        quote!(#(#docs)* #ident #fields)
    });
    let allowances = super::allowances();
    let copy = super::copy(case, generics);
    quote! {
        #[doc = #doc]
        #allowances
        #vis enum #case #generics #clause { #(#declarations),* }
        #copy
    }
}

/// What stands behind the dot: which case it is. Its data is reached by matching.
fn fields(
    plan: &Plan<'_>,
    names: &Names<'_>,
    tagging: &Tagging,
    variants: &[Variant<'_>],
) -> TokenStream {
    let Plan {
        ident,
        vis,
        rt,
        own,
        ..
    } = plan;
    let fields = names.fields;
    let (impls, types, clause) = own.split_for_impl();
    let doc = format!(
        "Which case a [`{}`] is; match on it for its data.",
        plain(ident)
    );
    let methods = variants.iter().map(|variant| {
        let name = plain(variant.ident);
        let method = format_ident!("is_{}", snake_case(&name), span = variant.ident.span());
        let doc = format!("Whether it is `{name}`.");
        let condition = condition(tagging, variant, &quote!(self.__at), rt);
        quote! {
            #[doc = #doc]
            #vis fn #method(&self) -> #rt::Expr<bool> { #condition }
        }
    });
    let allowances = super::allowances();
    quote! {
        #[doc = #doc]
        #allowances
        #vis struct #fields #own #clause { __at: #rt::Expr<#ident #types> }
        #allowances
        impl #impls #fields #types #clause { #(#methods)* }
    }
}

fn cases(
    plan: &Plan<'_>,
    names: &Names<'_>,
    tagging: &Tagging,
    variants: &[Variant<'_>],
) -> TokenStream {
    let Plan {
        ident,
        rt,
        own,
        impls,
        ..
    } = plan;
    let case = names.case;
    let (_, arguments, _) = names.generics.split_for_impl();
    let (_, types, _) = own.split_for_impl();
    let (impls, _, clause) = impls.split_for_impl();
    let cases = variants.iter().map(|variant| {
        let condition = condition(tagging, variant, &quote!(__at), rt);
        let name = variant.ident;
        // Where the data of this case is.
        let at = match (tagging, &variant.name) {
            (Tagging::Internal(_), _) => quote!(__at),
            (Tagging::Adjacent(_, member), _) | (Tagging::External, member) => {
                quote!(#rt::__private::inside(__at, #member))
            }
        };
        let data = product::read(&variant.data, &at, rt);
        quote!((#condition, #case::#name #data))
    });
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #impls #rt::Cases for #ident #types #clause {
            type Case = #case #arguments;
            fn cases(__at: #rt::Expr<Self>) -> ::std::vec::Vec<(#rt::Expr<bool>, Self::Case)> {
                ::std::vec![#(#cases),*]
            }
        }
    }
}

/// The condition that selects a case.
fn condition(
    tagging: &Tagging,
    variant: &Variant<'_>,
    at: &TokenStream,
    rt: &TokenStream,
) -> TokenStream {
    let name = &variant.name;
    match tagging {
        Tagging::Internal(tag) | Tagging::Adjacent(tag, _) => {
            quote!(#rt::__private::tag_is(#at, #tag, #name))
        }
        Tagging::External if variant.data.style == Style::Unit => {
            quote!(#rt::__private::text_is(#at, #name))
        }
        Tagging::External => quote!(#rt::__private::has_member(#at, #name)),
    }
}

fn conversions(
    plan: &Plan<'_>,
    names: &Names<'_>,
    tagging: &Tagging,
    variants: &[Variant<'_>],
) -> TokenStream {
    let rt = plan.rt;
    let case = names.case;
    let (_, arguments, _) = names.generics.split_for_impl();
    let arms = variants.iter().map(|variant| {
        let Variant {
            ident, name, data, ..
        } = variant;
        let pattern = product::bind(data);
        let built = product::build(data, &product::bindings(data), rt);
        let has_data = data.layout != Layout::Null;
        let value = match tagging {
            Tagging::Internal(_) => built,
            Tagging::External if has_data => quote!(#rt::__private::wrapped(#name, #built)),
            Tagging::External => quote!(#rt::__private::text_of(#name)),
            Tagging::Adjacent(tag, content) if has_data => {
                quote!(#rt::__private::tagged(#tag, #name, #content, #built))
            }
            Tagging::Adjacent(tag, _) => {
                quote!(#rt::__private::object([#rt::__private::tag(#tag, #name)]))
            }
        };
        quote!(Self::#ident #pattern => #value)
    });
    super::conversions(
        plan,
        &quote!(#case #arguments),
        &quote!(match self { #(#arms),* }),
    )
}
