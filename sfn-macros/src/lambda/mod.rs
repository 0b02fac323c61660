//! `#[lambda]`: options are [parsed](parse) and [checked](check), the signature is [lowered](lower) to the [model] of a
//! declared function, and [codegen] writes it.

mod check;
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
                "a Lambda function has no `self`: declare it outside of the `impl`",
            );
            item
        }
        Ok(function) => codegen::generate(&lower::lower(&function, options, &errors)),
        Err(error) => {
            let message =
                "`#[lambda]` goes on the declaration of a function: `fn name(event: In) -> Out;`";
            function::expected(&item, &error, message, &errors);
            item
        }
    };
    out.extend(errors.into_tokens());
    out
}
