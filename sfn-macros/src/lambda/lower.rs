//! From the signature to the declaration.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{FnArg, GenericArgument, Ident, Pat, PathArguments, ReturnType, Type};

use super::model::{Declaration, Event};
use super::parse::Options;
use crate::errors::Errors;
use crate::support;
use crate::support::function::Function;

pub(super) fn lower<'a>(item: &'a Function, options: Options, errors: &Errors) -> Declaration<'a> {
    item.refuse_modifiers("this declares a function that runs elsewhere", errors);
    let runtime = support::runtime(options.runtime.as_ref());
    if options.function.is_none() {
        errors.on(
            &item.sig.ident,
            "say which function this is: `#[lambda(\"name\")]`, `#[lambda(arn = \"..\")]` or `#[lambda(placeholder = \
             \"..\")]`",
        );
    }
    if let Some(body) = &item.body {
        errors.at(
            body.span_open(),
            "this declares a function that runs elsewhere: write `;` in place of the body, and check the real \
             handler with `sfn_dsl::lambda_handler!`",
        );
    }
    let generics = &item.sig.generics;
    if !generics.params.is_empty() {
        errors.on(
            generics,
            "a function that is deployed takes one type of event: name it, and remove the generics",
        );
    }
    let (output, error) = output(&item.sig.output, &runtime);
    let mut declaration = Declaration {
        vis: &item.vis,
        ident: &item.sig.ident,
        docs: Vec::new(),
        cfgs: Vec::new(),
        others: Vec::new(),
        function: options.function,
        qualifier: options.qualifier,
        direct: options.direct,
        event: event(item, errors),
        output,
        error,
        runtime,
    };
    for attr in &item.attrs {
        let place = match attr.path().get_ident().map(ToString::to_string).as_deref() {
            Some("doc") => &mut declaration.docs,
            Some("cfg") => &mut declaration.cfgs,
            _ => &mut declaration.others,
        };
        place.push(attr);
    }
    declaration
}

fn event<'a>(item: &'a Function, errors: &Errors) -> Option<Event<'a>> {
    let mut inputs = item.sig.inputs.iter();
    let first = inputs.next()?;
    if let Some(second) = inputs.next() {
        errors.on(
            second,
            "a function is called with one event: put the two into a struct that derives `Shape`, and declare that",
        );
    }
    let FnArg::Typed(first) = first else {
        return None;
    };
    let ident = match &*first.pat {
        Pat::Ident(pat) if pat.subpat.is_none() => pat.ident.clone(),
        Pat::Wild(_) => Ident::new("__event", Span::call_site()),
        other => {
            errors.on(other, "name the event: `order: Order`");
            Ident::new("__event", Span::call_site())
        }
    };
    let ty = match &*first.ty {
        Type::Path(path) => match path
            .path
            .segments
            .last()
            .map(|last| (&last.ident, &last.arguments))
        {
            Some((name, PathArguments::AngleBracketed(arguments))) if name == "Expr" => {
                errors.on(
                    &first.ty,
                    "declare the function as it is: it takes the value, not an `Expr` of it",
                );
                match arguments.args.first() {
                    Some(GenericArgument::Type(inner)) => inner,
                    _ => &first.ty,
                }
            }
            _ => &first.ty,
        },
        Type::Reference(reference) => {
            errors.on(
                &first.ty,
                "an event comes from afar, and cannot be borrowed: remove the `&`",
            );
            &reference.elem
        }
        other => other,
    };
    Some(Event { ident, ty })
}

/// What it returns, and the errors it raises.
fn output(written: &ReturnType, runtime: &TokenStream) -> (TokenStream, TokenStream) {
    let undeclared = quote!(#runtime::Undeclared);
    let ReturnType::Type(_, written) = written else {
        return (quote!(()), undeclared);
    };
    let Type::Path(path) = &**written else {
        return (written.to_token_stream(), undeclared);
    };
    let Some(last) = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Result")
    else {
        return (written.to_token_stream(), undeclared);
    };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return (written.to_token_stream(), undeclared);
    };
    let mut arguments = arguments.args.iter();
    // An alias such as `anyhow::Result<T>` does not say which errors there are.
    match (arguments.next(), arguments.next()) {
        (Some(output), Some(error)) => (output.to_token_stream(), error.to_token_stream()),
        (Some(output), None) => (output.to_token_stream(), undeclared),
        (None, _) => (written.to_token_stream(), undeclared),
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn results_declare_errors() {
        let read = |written: ReturnType| {
            let (output, error) = output(&written, &quote!(::sfn_dsl));
            format!("{output} / {error}").replace(":: sfn_dsl :: ", "")
        };
        assert_eq!(read(parse_quote!()), "() / Undeclared");
        assert_eq!(read(parse_quote!(-> Checked)), "Checked / Undeclared");
        assert_eq!(
            read(parse_quote!(-> Result<Checked, OrderError>)),
            "Checked / OrderError"
        );
        assert_eq!(
            read(parse_quote!(-> anyhow::Result<Checked>)),
            "Checked / Undeclared"
        );
    }
}
