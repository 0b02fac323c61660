//! Writes a constant for every error, and the `impl LambdaError`.

use proc_macro2::TokenStream;
use quote::quote;

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
    quote! {
        #used

        #[allow(dead_code, unreachable_pub)]
        impl #impls #ident #types #clause { #constants }

        #[automatically_derived]
        impl #impls #runtime::LambdaError for #ident #types #clause {
            const NAMES: &'static [&'static str] = &[#(#names),*];
            fn error_name(&self) -> &'static str { #name }
        }
    }
}
