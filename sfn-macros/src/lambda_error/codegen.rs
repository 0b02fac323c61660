//! Writes a constant for every error, the `impl LambdaError`, and what stands for each error in a `match`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::model::ErrorEnum;
use crate::support::used;

pub(super) fn generate(errors: &ErrorEnum<'_>) -> TokenStream {
    let ErrorEnum {
        item,
        runtime,
        variants,
    } = errors;
    let ident = &item.ident;
    let (impls, types, clause) = item.generics.split_for_impl();
    let mut seen: Vec<&syn::Ident> = Vec::new();
    let constants = variants.iter().filter_map(|variant| {
        // Twice the same is reported, and need not be an error of rustc as well.
        if seen.contains(&&variant.constant) {
            return None;
        }
        seen.push(&variant.constant);
        let (constant, name) = (&variant.constant, &variant.name);
        let doc = format!("`{name}`, for `Retry` and `.catch(..)`.");
        Some(quote! {
            #[doc = #doc]
            pub const #constant: #runtime::ErrorName<Self> = #runtime::ErrorName::declared(#name);
        })
    });
    let constants: TokenStream = constants.collect();
    let names = variants.iter().map(|variant| &variant.name);
    let arms = variants.iter().map(|variant| {
        let (variant, name) = (&variant.source.ident, &variant.name);
        quote!(Self::#variant { .. } => #name)
    });
    let name = match variants.is_empty() {
        true => quote!(::core::unreachable!()),
        false => quote!(match self { #(#arms),* }),
    };
    let used = used::everywhere(item, runtime);
    let Cases { case, each, kind } = cases(errors);
    quote! {
        #used
        #kind

        #[allow(dead_code, unreachable_pub)]
        impl #impls #ident #types #clause { #constants }

        #[automatically_derived]
        impl #impls #runtime::LambdaError for #ident #types #clause {
            const NAMES: &'static [&'static str] = &[#(#names),*];
            fn error_name(&self) -> &'static str { #name }
        }

        #[automatically_derived]
        impl #impls #runtime::DeclaredErrors for #ident #types #clause {
            type Case = #case;
            fn named_cases() -> ::std::vec::Vec<(&'static str, #case)> { ::std::vec![#(#each),*] }
        }
    }
}

/// What stands for an error that has no value yet.
struct Cases {
    case: TokenStream,
    /// One of each, with its name.
    each: Vec<TokenStream>,
    /// The enum without data, where there is some.
    kind: Option<TokenStream>,
}

fn cases(errors: &ErrorEnum<'_>) -> Cases {
    let ErrorEnum { item, variants, .. } = errors;
    let named = variants
        .iter()
        .map(|variant| (&variant.source.ident, &variant.name));
    if variants
        .iter()
        .all(|variant| variant.source.fields.is_empty())
    {
        return Cases {
            case: quote!(Self),
            each: named
                .map(|(ident, name)| quote!((#name, Self::#ident {})))
                .collect(),
            kind: None,
        };
    }
    let name = format_ident!("{}Kind", item.ident, span = item.ident.span());
    let vis = &item.vis;
    let doc = format!(
        "Which error of [`{}`] it is, without what it holds: for `.catch_each(..)`.",
        item.ident
    );
    let documented = variants.iter().map(|variant| {
        let docs = variant.source.attrs.iter();
        let docs = docs.filter(|attr| attr.path().is_ident("doc"));
        let ident = &variant.source.ident;
        quote!(#(#docs)* #ident)
    });
    let kind = quote! {
        #[doc = #doc]
        #[allow(missing_docs, dead_code, unreachable_pub)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #vis enum #name { #(#documented),* }
    };
    Cases {
        each: named
            .map(|(ident, text)| quote!((#text, #name::#ident)))
            .collect(),
        case: quote!(#name),
        kind: Some(kind),
    }
}
