//! A function as it was written, its body unread.

use proc_macro2::{Group, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, Signature, Token, Visibility, token};

use crate::errors::Errors;

/// A function, or the declaration of one without a body.
///
/// The body stays tokens: what it says is for rustc to judge, and an editor may ask while it is half written.
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// The braces and what is in them; `None` for a `;`.
    pub(crate) body: Option<Group>,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let sig = input.parse()?;
        let body = if input.peek(token::Brace) {
            Some(input.parse()?)
        } else {
            input.parse::<Token![;]>()?;
            None
        };
        Ok(Function {
            attrs,
            vis,
            sig,
            body,
        })
    }
}

impl Function {
    /// Refuses `async`, `unsafe` and the like, which mean nothing here. `why` ends the sentence.
    pub(crate) fn refuse_modifiers(&self, why: &str, errors: &Errors) {
        let Signature {
            constness,
            asyncness,
            safety,
            abi,
            variadic,
            ..
        } = &self.sig;
        let safety = Some(safety.to_token_stream()).filter(|tokens| !tokens.is_empty());
        let modifiers: [Option<TokenStream>; 5] = [
            constness.as_ref().map(ToTokens::to_token_stream),
            asyncness.as_ref().map(ToTokens::to_token_stream),
            safety,
            abi.as_ref().map(ToTokens::to_token_stream),
            variadic.as_ref().map(|v| v.dots.to_token_stream()),
        ];
        for modifier in modifiers.into_iter().flatten() {
            errors.on(&modifier, format_args!("remove `{modifier}`: {why}"));
        }
    }

    /// The function without these modifiers, kept where nothing calls it: so that an editor still knows what it says.
    pub(crate) fn kept_aside(&self) -> TokenStream {
        let Signature {
            ident,
            generics,
            inputs,
            output,
            ..
        } = &self.sig;
        let clause = &generics.where_clause;
        let body = &self.body;
        quote! {
            #[allow(dead_code, unused_variables, clippy::all)]
            const _: () = { fn #ident #generics (#inputs) #output #clause #body };
        }
    }

    pub(crate) fn has_receiver(&self) -> bool {
        matches!(self.sig.inputs.first(), Some(FnArg::Receiver(_)))
    }
}

/// An attribute that is on something else than a function.
pub(crate) fn expected(item: &TokenStream, error: &syn::Error, message: &str, errors: &Errors) {
    let starts_as_function = item
        .clone()
        .into_iter()
        .any(|token| token.to_string() == "fn");
    if starts_as_function {
        errors.push(error.clone());
    } else {
        errors.at(item.span(), message);
    }
}
