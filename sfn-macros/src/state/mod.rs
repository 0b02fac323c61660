//! `#[state]`: options are [parsed](parse), the function is [lowered](lower) to the [model] of a state, and [codegen]
//! writes it.

mod codegen;
mod lower;
mod model;
mod parse;

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::support::function::{self, Function};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let options = parse::parse(args, &errors);
    let mut out = match syn::parse2::<Function>(item.clone()) {
        Ok(function) if function.has_receiver() => {
            errors.on(
                &function.sig.inputs[0],
                "a state is a free function: move it out of the `impl`, and take the data as `order: Expr<Order>`",
            );
            item
        }
        Ok(function) => codegen::generate(&lower::lower(&function, &options, &errors)),
        Err(error) => {
            let message = "`#[state]` goes on a function: `fn name(data: Expr<In>) -> Flow<Out>`";
            function::expected(&item, &error, message, &errors);
            item
        }
    };
    out.extend(errors.into_tokens());
    out
}
