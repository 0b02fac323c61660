//! `name = value` lists in attributes.

use proc_macro2::TokenStream;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, Parser};
use syn::{LitStr, Path, Token, token};

use super::names;
use crate::errors::Errors;

/// Reads the options of an attribute, called `owner` in messages. `run` hands it their tokens; `read` gets those that are
/// `known`, each at most once. All that is wrong is kept in `errors`.
pub(crate) fn parse(
    run: impl FnOnce(&mut dyn FnMut(ParseNestedMeta<'_>) -> syn::Result<()>) -> syn::Result<()>,
    owner: &str,
    known: &[&str],
    errors: &Errors,
    mut read: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    let mut seen: Vec<String> = Vec::new();
    let mut option = |meta: ParseNestedMeta<'_>| {
        let name = name_of(&meta.path);
        if let Err(message) = check(&name, owner, known, &seen) {
            skip_value(&meta)?;
            errors.push(meta.error(message));
            return Ok(());
        }
        let result = read(&name, &meta);
        seen.push(name);
        result
    };
    errors.ok(run(&mut option));
}

/// The options of an attribute macro.
pub(crate) fn of_macro(
    tokens: TokenStream,
    option: &mut dyn FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    syn::meta::parser(option).parse2(tokens)
}

fn check(name: &str, owner: &str, known: &[&str], seen: &[String]) -> Result<(), String> {
    if seen.iter().any(|s| s == name) {
        return Err(format!("`{name}` is given twice: keep one"));
    }
    if known.contains(&name) {
        return Ok(());
    }
    Err(unknown(name, owner, known))
}

/// What to say about an option that does not exist.
pub(crate) fn unknown(name: &str, owner: &str, known: &[&str]) -> String {
    match names::nearest(name, known) {
        Some(near) => format!("{owner} has no option `{name}`: did you mean `{near}`?"),
        None => format!(
            "{owner} has no option `{name}`: it has {}",
            names::list(known)
        ),
    }
}

/// The option's name.
pub(crate) fn name_of(path: &Path) -> String {
    path.get_ident()
        .map_or_else(|| quote::quote!(#path).to_string(), ToString::to_string)
}

/// Passes over the value of an option that is not read, whatever its form.
pub(crate) fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<syn::Expr>()?;
    } else if meta.input.peek(token::Paren) {
        meta.input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

/// A value that is written as it is or in a string: `crate = a::b`, and `crate = "a::b"` as serde has it. `what` says
/// what it is: a type, a path.
pub(crate) fn value<T: Parse>(meta: &ParseNestedMeta<'_>, what: &str) -> syn::Result<T> {
    if !meta.input.peek(Token![=]) || meta.input.peek2(Token![,]) {
        return Err(meta.error(format_args!(
            "`{}` needs {what}: `{0} = ..`",
            name_of(&meta.path)
        )));
    }
    let input = meta.value()?;
    if input.is_empty() {
        return Err(meta.error(format_args!(
            "`{}` needs {what} behind the `=`",
            name_of(&meta.path)
        )));
    }
    if input.peek(LitStr) {
        input.parse::<LitStr>()?.parse()
    } else {
        input.parse()
    }
}

/// A value that is text.
pub(crate) fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    if meta.input.peek(Token![=]) && meta.input.peek2(LitStr) {
        return meta.value()?.parse();
    }
    skip_value(meta)?;
    Err(meta.error(format_args!(
        "`{}` needs a text in quotes: `{0} = \"..\"`",
        name_of(&meta.path)
    )))
}
