//! What several macros share. Knows nothing of any one of them.

pub(crate) mod docs;
pub(crate) mod function;
pub(crate) mod names;
pub(crate) mod nearest;
pub(crate) mod options;
pub(crate) mod used;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

/// Where the generated code finds the runtime, unless `crate = path` says otherwise.
pub(crate) fn runtime(path: Option<&syn::Path>) -> TokenStream {
    path.map_or_else(|| quote!(::sfn_dsl), |path| quote!(#path))
}

/// Whether a name occurs in tokens.
pub(crate) fn mentions(tokens: &TokenStream, ident: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(found) => found == *ident,
        TokenTree::Group(group) => mentions(&group.stream(), ident),
        _ => false,
    })
}

/// The same tokens, all at one place of the user's: what rustc says about them then stands there.
pub(crate) fn respan(tokens: &TokenStream, span: Span) -> TokenStream {
    let respanned = tokens.clone().into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), respan(&group.stream(), span)).into();
        }
        token.set_span(span);
        token
    });
    respanned.collect()
}
