//! From the enum to its error names.

use quote::format_ident;
use syn::{Attribute, Data, DeriveInput, LitStr, Path};

use super::model::{ErrorEnum, Variant};
use crate::errors::Errors;
use crate::support::{self, names, options};

/// What one `#[lambda_error(..)]` says.
#[derive(Default)]
struct Attrs {
    runtime: Option<Path>,
    name: Option<LitStr>,
}

impl Attrs {
    fn read(attrs: &[Attribute], known: &[&str], errors: &Errors) -> Attrs {
        let mut out = Attrs::default();
        for attr in attrs.iter().filter(|a| a.path().is_ident("lambda_error")) {
            let Some(list) = errors.ok(attr.meta.require_list()) else {
                continue;
            };
            options::parse(
                |option| list.parse_nested_meta(option),
                "`#[lambda_error(..)]`",
                known,
                errors,
                |option, meta| {
                    match option {
                        "name" => out.name = Some(options::text(meta)?),
                        _ => out.runtime = Some(options::value(meta, "a path")?),
                    }
                    Ok(())
                },
            );
        }
        out
    }
}

pub(super) fn parse<'a>(item: &'a DeriveInput, errors: &Errors) -> ErrorEnum<'a> {
    let attrs = Attrs::read(&item.attrs, &["crate"], errors);
    let mut variants: Vec<Variant<'a>> = Vec::new();
    match &item.data {
        Data::Enum(data) => {
            if data.variants.is_empty() {
                errors
                    .on(&item.ident, "an enum without variants names no errors: give it one for each error it raises");
            }
            for source in &data.variants {
                let variant = variant(source, errors);
                check_unique(&variant, &variants, errors);
                variants.push(variant);
            }
        }
        Data::Struct(_) | Data::Union(_) => errors.on(
            &item.ident,
            "an error type that Retry and Catch can name is an enum: make it one, with a variant for each error",
        ),
    }
    ErrorEnum {
        item,
        runtime: support::runtime(attrs.runtime.as_ref()),
        variants,
    }
}

fn variant<'a>(source: &'a syn::Variant, errors: &Errors) -> Variant<'a> {
    let attrs = Attrs::read(&source.attrs, &["name"], errors);
    let rust_name = names::plain(&source.ident);
    let name = attrs
        .name
        .as_ref()
        .map_or_else(|| rust_name.clone(), LitStr::value);
    if let Some(given) = &attrs.name {
        if name.trim().is_empty() {
            errors.on(
                given,
                "an error needs a name: write what the function raises, or remove this",
            );
        } else if name.starts_with("States.") {
            errors.on(
                given,
                "names that start with `States.` belong to Step Functions: rename the error, and find its own names \
                 in `sfn_dsl::errors`",
            );
        }
    }
    let constant = format_ident!(
        "{}",
        names::snake_case(&rust_name).to_uppercase(),
        span = source.ident.span()
    );
    Variant {
        source,
        constant,
        name,
    }
}

fn check_unique(variant: &Variant<'_>, before: &[Variant<'_>], errors: &Errors) {
    let ident = &variant.source.ident;
    if let Some(other) = before.iter().find(|other| other.name == variant.name) {
        errors.on(
            ident,
            format_args!(
                "`{}` is called \"{}\" too, and Catch could not tell the two apart: rename one",
                other.source.ident, variant.name
            ),
        );
    } else if let Some(other) = before
        .iter()
        .find(|other| other.constant == variant.constant)
    {
        errors.on(
            ident,
            format_args!(
                "`{}` makes the same constant as `{}`: rename one",
                ident, other.source.ident
            ),
        );
    }
}
