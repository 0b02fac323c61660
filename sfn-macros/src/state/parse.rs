//! The options of `#[state(..)]`.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{LitStr, Path};

use super::model::QueryLanguage;
use crate::errors::Errors;
use crate::support::{names, options};

const OPTIONS: &[&str] = &["name", "query_language", "crate"];

#[derive(Default)]
pub(super) struct Options {
    pub(super) runtime: Option<Path>,
    pub(super) name: Option<LitStr>,
    pub(super) query_language: Option<QueryLanguage>,
}

pub(super) fn parse(args: TokenStream, errors: &Errors) -> Options {
    let mut out = Options::default();
    if let Some(TokenTree::Literal(literal)) = args.clone().into_iter().next() {
        errors.on(
            &literal,
            format_args!("say what it is: `#[state(name = {literal})]`"),
        );
        return out;
    }
    options::parse(
        |option| options::of_macro(args, option),
        "`#[state]`",
        OPTIONS,
        errors,
        |name, meta| {
            match name {
                "name" => out.name = Some(options::text(meta)?),
                "query_language" => {
                    let given = options::text(meta)?;
                    out.query_language = query_language(&given.value(), given.span(), errors);
                }
                _ => out.runtime = Some(options::value(meta, "a path")?),
            }
            Ok(())
        },
    );
    out
}

fn query_language(given: &str, at: Span, errors: &Errors) -> Option<QueryLanguage> {
    match given {
        "JSONata" => return Some(QueryLanguage::Jsonata),
        "JSONPath" => return Some(QueryLanguage::JsonPath),
        _ => {}
    }
    let known = ["JSONata", "JSONPath"];
    let near = known
        .into_iter()
        .find(|k| k.eq_ignore_ascii_case(given))
        .or(names::nearest(given, &known));
    match near {
        Some(near) => errors.at(
            at,
            format_args!("no query language is called \"{given}\": did you mean \"{near}\"?"),
        ),
        None => errors.at(
            at,
            "a state's query language is \"JSONata\" or \"JSONPath\"",
        ),
    }
    None
}
