//! What several macros share. Knows nothing of any one of them.

pub(crate) mod docs;
pub(crate) mod function;
pub(crate) mod names;
pub(crate) mod options;

use proc_macro2::TokenStream;
use quote::quote;

/// Where the generated code finds the runtime, unless `crate = path` says otherwise.
pub(crate) fn runtime(path: Option<&syn::Path>) -> TokenStream {
    path.map_or_else(|| quote!(::sfn_dsl), |path| quote!(#path))
}
