//! From the function to the state.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, GenericArgument, PatType, PathArguments, ReturnType, Type};

use super::model::{Attrs, Definition, StateFn};
use super::parse::Options;
use crate::errors::Errors;
use crate::support::function::Function;
use crate::support::{self, docs, names};

pub(super) fn lower<'a>(item: &'a Function, options: &Options, errors: &Errors) -> StateFn<'a> {
    item.refuse_modifiers("the function describes a state, and runs while the workflow is written", errors);
    let runtime = support::runtime(options.runtime.as_ref());
    StateFn {
        vis: &item.vis,
        ident: &item.sig.ident,
        attrs: sort(&item.attrs),
        name: name(item, options, errors),
        comment: docs::text(&item.attrs),
        query_language: options.query_language,
        definition: definition(item, &runtime, errors),
        runtime,
    }
}

/// The state's name: the function's in PascalCase, unless it is given.
fn name(item: &Function, options: &Options, errors: &Errors) -> String {
    let ident = &item.sig.ident;
    let (name, at) = match &options.name {
        Some(given) => (given.value(), given.span()),
        None => (names::pascal_case(&names::plain(ident)), ident.span()),
    };
    let length = name.chars().count();
    if name.trim().is_empty() {
        errors.at(at, "a state needs a name: give it one with `#[state(name = \"..\")]`");
    } else if length > 80 {
        errors.at(
            at,
            format_args!(
                "a state's name has at most 80 characters, and \"{name}\" has {length}: give it a shorter one with \
                 `#[state(name = \"..\")]`"
            ),
        );
    } else if name.chars().any(char::is_control) {
        errors.at(at, "a state's name has no line breaks or other control characters: remove them");
    }
    name
}

fn sort(attrs: &[Attribute]) -> Attrs<'_> {
    let mut out = Attrs::default();
    for attr in attrs {
        let place = match attr.path().get_ident().map(ToString::to_string).as_deref() {
            Some("doc") => &mut out.docs,
            Some("cfg") => &mut out.cfgs,
            Some("allow" | "warn" | "deny" | "forbid") => &mut out.lints,
            Some("deprecated") => &mut out.of_name,
            // An expectation is met in one place. A state that nothing leads to is a name that nothing uses.
            Some("expect") if attr.to_token_stream().to_string().contains("dead_code") => &mut out.of_name,
            _ => &mut out.of_body,
        };
        place.push(attr);
    }
    out
}

fn definition<'a>(item: &'a Function, runtime: &TokenStream, errors: &Errors) -> Definition<'a> {
    let parameter = parameter(item, errors);
    let flow = match &item.sig.output {
        ReturnType::Type(_, flow) => Some(&**flow),
        ReturnType::Default => {
            errors.on(
                &item.sig.ident,
                "a state returns the flow that goes on from it: add `-> Flow<Out>`, where `Out` is what the whole \
                 workflow ends in",
            );
            None
        }
    };
    let body = item.body.as_ref();
    if body.is_none() {
        errors.on(&item.sig.ident, "a state needs a body: say what it does, and which state is next");
    }
    match (parameter, flow, body) {
        (Some(parameter), Some(flow), Some(body)) => {
            let (input, written) = input(&parameter.ty, runtime, errors);
            let (output, kind) = output(flow, runtime);
            Definition::Typed {
                generics: &item.sig.generics,
                pattern: &parameter.pat,
                parameter: written,
                input,
                flow,
                output,
                kind,
                body,
            }
        }
        // Without a return type the body would be an error of its own.
        (None, Some(_), Some(_)) => Definition::Unknown { aside: item.kept_aside() },
        _ => Definition::Unknown { aside: TokenStream::new() },
    }
}

fn parameter<'a>(item: &'a Function, errors: &Errors) -> Option<&'a PatType> {
    let mut inputs = item.sig.inputs.iter();
    match (inputs.next(), inputs.next()) {
        (Some(FnArg::Typed(only)), None) => Some(only),
        (None, _) => {
            errors.on(
                &item.sig.ident,
                "a state takes the data that arrives: add a parameter, `order: Expr<Order>`, or `_: Expr<T>` with \
                 `fn name<T: Shape>` when it takes anything",
            );
            None
        }
        (_, Some(second)) => {
            errors.on(second, "a state has one input: put the two into a struct that derives `Shape`, and take that");
            None
        }
        (Some(FnArg::Receiver(_)), None) => None,
    }
}

/// What the state takes, and the type to declare its parameter with.
///
/// Read from the spelling: through a trait the compiler would not know which parameter of an impl it stands for.
fn input<'a>(written: &'a Type, runtime: &TokenStream, errors: &Errors) -> (&'a Type, TokenStream) {
    if let Some([input]) = arguments_of(written, "Expr").as_deref() {
        return (input, written.to_token_stream());
    }
    let (inner, advice) = match written {
        Type::Reference(reference) => match arguments_of(&reference.elem, "Expr").as_deref() {
            Some([input]) => (*input, "an `Expr` is taken as it is: remove the `&`".to_owned()),
            _ => (&*reference.elem, wrap(&reference.elem)),
        },
        _ => (written, wrap(written)),
    };
    errors.on(written, advice);
    // Most likely that type is meant as the data, and the body was written so.
    (inner, quote_spanned!(written.span()=> #runtime::Expr<#inner>))
}

fn wrap(ty: &Type) -> String {
    match ty {
        Type::ImplTrait(_) | Type::Infer(_) => "a state takes an expression of a type: write `Expr<..>`".to_owned(),
        _ => {
            let ty = spelt(ty);
            format!("a state takes an expression, not a value: write `Expr<{ty}>`")
        }
    }
}

/// A type as people write it: `quote` puts spaces between all tokens.
fn spelt(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    text.replace(" :: ", "::").replace(" < ", "<").replace(" >", ">").replace(" ,", ",").replace("& ", "&")
}

/// What the flow ends in, and in which kind of workflow.
fn output(flow: &Type, runtime: &TokenStream) -> (TokenStream, TokenStream) {
    match arguments_of(flow, "Flow").as_deref() {
        Some([output]) => (output.to_token_stream(), quote!(#runtime::Standard)),
        Some([output, kind]) => (output.to_token_stream(), kind.to_token_stream()),
        // An alias: here the types have to be asked.
        _ => {
            let runtime = support::respan(runtime, flow.span());
            (
                quote_spanned!(flow.span()=> <#flow as #runtime::IsFlow>::Out),
                quote_spanned!(flow.span()=> <#flow as #runtime::IsFlow>::Kind),
            )
        }
    }
}

/// The type arguments, if the type is written with this name.
fn arguments_of<'a>(ty: &'a Type, name: &str) -> Option<Vec<&'a Type>> {
    let path = match ty {
        Type::Path(path) => path,
        Type::Paren(inner) => return arguments_of(&inner.elem, name),
        Type::Group(inner) => return arguments_of(&inner.elem, name),
        _ => return None,
    };
    let last = path.path.segments.last().filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let types = arguments.args.iter().map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn reads_types_by_their_spelling() {
        let ty: Type = parse_quote!(sfn_dsl::Expr<Vec<Order>>);
        assert_eq!(arguments_of(&ty, "Expr").map(|types| spelt(types[0])).as_deref(), Some("Vec<Order>"));
        assert!(arguments_of(&parse_quote!(Order), "Expr").is_none());
        let runtime = quote!(::sfn_dsl);
        let written = |ty: Type| output(&ty, &runtime).1.to_string().replace(' ', "");
        assert_eq!(written(parse_quote!(Flow<Receipt>)), "::sfn_dsl::Standard");
        assert_eq!(written(parse_quote!(Flow<Receipt, Express>)), "Express");
        assert_eq!(written(parse_quote!(Checkout)), "<Checkoutas::sfn_dsl::IsFlow>::Kind");
    }
}
