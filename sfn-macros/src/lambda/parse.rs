//! The options of `#[lambda(..)]`.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Path, Token};

use super::check;
use super::model::Function;
use crate::errors::Errors;
use crate::support::options;

/// The name also stands alone: `#[lambda("name")]`.
const OPTIONS: &[&str] = &["name", "arn", "placeholder", "qualifier", "direct", "crate"];

#[derive(Default)]
pub(super) struct Options {
    pub(super) runtime: Option<Path>,
    pub(super) function: Option<Function>,
    pub(super) qualifier: Option<LitStr>,
    pub(super) direct: bool,
}

pub(super) fn parse(args: TokenStream, errors: &Errors) -> Options {
    let mut out = Options::default();
    let split = |input: ParseStream<'_>| -> syn::Result<(Option<LitStr>, TokenStream)> {
        let name = if input.peek(LitStr) {
            Some(input.parse()?)
        } else {
            None
        };
        if name.is_some() && !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok((name, input.parse()?))
    };
    let Some((name, rest)) = errors.ok(split.parse2(args)) else {
        return out;
    };
    if let Some(name) = name {
        check::name(&name, errors);
        out.function = Some(Function::Named(name));
    }
    options::parse(
        |option| options::of_macro(rest, option),
        "`#[lambda]`",
        OPTIONS,
        errors,
        |option, meta| {
            match option {
                "crate" => out.runtime = Some(options::value(meta, "a path")?),
                "direct" => out.direct = true,
                "qualifier" => {
                    let qualifier = options::text(meta)?;
                    check::qualifier(&qualifier, errors);
                    out.qualifier = Some(qualifier);
                }
                _ => {
                    let text = options::text(meta)?;
                    if out.function.is_some() {
                        errors.push(
                            meta.error("the function is named twice: keep its name, its `arn` or its `placeholder`"),
                        );
                        return Ok(());
                    }
                    out.function = Some(match option {
                        "arn" => {
                            check::arn(&text, errors);
                            Function::Arn(text)
                        }
                        "placeholder" => {
                            check::placeholder(&text, errors);
                            Function::Placeholder(text)
                        }
                        _ => {
                            check::name(&text, errors);
                            Function::Named(text)
                        }
                    });
                }
            }
            Ok(())
        },
    );
    if let (Some(Function::Arn(arn)), Some(qualifier)) = (&out.function, &out.qualifier)
        && check::is_qualified(&arn.value())
    {
        errors.on(
            qualifier,
            "the ARN ends in a qualifier already: keep one of the two",
        );
    }
    out
}
