//! From the function to the state.

use proc_macro2::{Group, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, GenericArgument, GenericParam, Generics, PatType, PathArguments, ReturnType,
    Type,
};

use super::model::{Attrs, Definition, Flow, StateFn};
use super::parse::Options;
use crate::errors::Errors;
use crate::support::function::Function;
use crate::support::{self, docs, mentions, names};

pub(super) fn lower<'a>(item: &'a Function, options: &Options, errors: &Errors) -> StateFn<'a> {
    item.refuse_modifiers(
        "the function describes a state, and runs while the workflow is written",
        errors,
    );
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
        errors.at(
            at,
            "a state needs a name: give it one with `#[state(name = \"..\")]`",
        );
    } else if length > 80 {
        errors.at(
            at,
            format_args!(
                "a state's name has at most 80 characters, and \"{name}\" has {length}: give it a shorter one with \
                 `#[state(name = \"..\")]`"
            ),
        );
    } else if name.chars().any(char::is_control) {
        errors.at(
            at,
            "a state's name has no line breaks or other control characters: remove them",
        );
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
            Some("expect") if attr.to_token_stream().to_string().contains("dead_code") => {
                &mut out.of_name
            }
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
        errors.on(
            &item.sig.ident,
            "a state needs a body: say what it does, and which state is next",
        );
    }
    let (Some(flow), Some(body)) = (flow, body) else {
        // Without a return type the body would be an error of its own.
        return Definition::Unknown {
            aside: TokenStream::new(),
        };
    };
    let aside = || Definition::Unknown {
        aside: item.kept_aside(),
    };
    let Some(parameter) = parameter else {
        return aside();
    };
    let Some((input, written)) = input(&parameter.ty, runtime, errors) else {
        return aside();
    };
    let said = quote!(#input #flow);
    let Some(generics) = constrained(&item.sig.generics, &said, body, errors) else {
        return aside();
    };
    Definition::Typed {
        generics,
        pattern: &parameter.pat,
        parameter: written,
        input,
        flow: output(flow),
        body,
    }
}

/// The generics without the parameters that occur in no type of the state: nothing could say what they are. `None` when
/// the function cannot do without them.
fn constrained(
    generics: &Generics,
    said: &TokenStream,
    body: &Group,
    errors: &Errors,
) -> Option<Generics> {
    let mut out = generics.clone();
    out.params.clear();
    let mut needed = false;
    for param in &generics.params {
        let ident = match param {
            GenericParam::Type(param) => &param.ident,
            GenericParam::Const(param) => &param.ident,
            GenericParam::Lifetime(param) => &param.lifetime.ident,
        };
        if mentions(said, ident) {
            out.params.push(param.clone());
            continue;
        }
        errors.on(
            ident,
            format_args!("nothing says what `{ident}` is: it has to occur in the state's `Expr<..>` or `Flow<..>`"),
        );
        needed |= mentions(&body.stream(), ident)
            || mentions(&generics.where_clause.to_token_stream(), ident);
    }
    (!needed).then_some(out)
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
///
/// `None` for a type that could not stand in an `impl` either.
fn input<'a>(
    written: &'a Type,
    runtime: &TokenStream,
    errors: &Errors,
) -> Option<(&'a Type, TokenStream)> {
    if let Some([input]) = arguments_of(written, "Expr").as_deref() {
        return Some((input, written.to_token_stream()));
    }
    if let Type::ImplTrait(_) | Type::Infer(_) = written {
        errors.on(
            written,
            "a state takes an expression of one type: write `Expr<..>`",
        );
        return None;
    }
    let (inner, advice) = match written {
        Type::Reference(reference) => match arguments_of(&reference.elem, "Expr").as_deref() {
            Some([input]) => (
                *input,
                "an `Expr` is taken as it is: remove the `&`".to_owned(),
            ),
            _ => (&*reference.elem, wrap(&reference.elem)),
        },
        _ => (written, wrap(written)),
    };
    errors.on(written, advice);
    // Most likely that type is meant as the data, and the body was written so.
    Some((
        inner,
        quote_spanned!(written.span()=> #runtime::Expr<#inner>),
    ))
}

fn wrap(ty: &Type) -> String {
    format!(
        "a state takes an expression, not a value: write `Expr<{}>`",
        spelt(ty)
    )
}

/// A type as people write it: `quote` puts spaces between all tokens.
fn spelt(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    text.replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
        .replace("& ", "&")
}

/// What the flow ends in, and in which kind of workflow.
fn output(flow: &Type) -> Flow<'_> {
    match arguments_of(flow, "Flow").as_deref() {
        Some([output]) => Flow::Spelt {
            written: flow,
            output,
            kind: None,
        },
        Some([output, kind]) => Flow::Spelt {
            written: flow,
            output,
            kind: Some(kind),
        },
        _ => Flow::Named(flow),
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
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
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
        assert_eq!(
            arguments_of(&ty, "Expr")
                .map(|types| spelt(types[0]))
                .as_deref(),
            Some("Vec<Order>")
        );
        assert!(arguments_of(&parse_quote!(Order), "Expr").is_none());
        let kind = |ty: Type| match output(&ty) {
            Flow::Spelt { kind, .. } => kind.map_or("the default".to_owned(), spelt),
            Flow::Named(_) => "to be asked".to_owned(),
        };
        assert_eq!(kind(parse_quote!(Flow<Receipt>)), "the default");
        assert_eq!(
            kind(parse_quote!(sfn_dsl::Flow<Receipt, Express>)),
            "Express"
        );
        assert_eq!(kind(parse_quote!(Checkout)), "to be asked");
    }
}
