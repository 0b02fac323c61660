//! `aws_sdk!`: a call is [parsed](parse), [checked](check) against the [table](sfn_sdk) of operations, and [written](codegen) as
//! the call of the function with names as text.

mod check;
mod codegen;
mod model;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let call = errors.ok(syn::parse2::<model::Call>(input));
    let made = call.map(|call| {
        check::check(&call, &errors);
        codegen::generate(&call)
    });
    let problems = errors.into_tokens();
    // A block, since what is wrong stands beside the call: the rest of it stays typed.
    match (made, problems.is_empty()) {
        (Some(made), true) => made,
        (Some(made), false) => quote!({ #problems #made }),
        (None, _) => problems,
    }
}
