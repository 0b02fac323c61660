//! From the item to what it is on the wire.

use syn::{Data, DeriveInput, Fields, GenericParam, Ident};

use super::attr::{Attrs, Owner};
use super::fields::{self, Context};
use super::model::{Body, Layout, Model, Product, Tagging, Variant};
use crate::errors::Errors;
use crate::support;

pub(super) fn parse<'a>(item: &'a DeriveInput, errors: &Errors) -> Model<'a> {
    let attrs = Attrs::read(&item.attrs, Owner::Container, errors);
    let runtime = support::runtime(attrs.runtime.as_ref());
    let mut body = match &item.data {
        _ if attrs.wire_type.is_some() => attrs
            .wire_type
            .as_ref()
            .map(|ty| Body::Struct(fields::other_type(ty, &item.vis, errors))),
        Data::Struct(data) => structure(item, &data.fields, &attrs, errors).map(Body::Struct),
        Data::Enum(data) => enumeration(item, data, &attrs, errors),
        Data::Union(data) => {
            errors.on(
                data.union_token,
                "a union has no form on the wire: use an enum, whose cases are told apart by a tag",
            );
            None
        }
    };
    for param in &item.generics.params {
        if let GenericParam::Lifetime(param) = param {
            errors.on(
                &param.lifetime,
                "a shape cannot borrow, because a workflow outlives every value: own the data (`String` for `&str`, \
                 `Vec<T>` for `&[T]`, `Cow<'static, str>`) and remove the lifetime",
            );
            body = None;
        }
    }
    Model {
        item,
        runtime,
        body,
    }
}

fn structure<'a>(
    item: &'a DeriveInput,
    fields: &'a Fields,
    attrs: &Attrs,
    errors: &Errors,
) -> Option<Product<'a>> {
    let context = Context {
        rename_all: attrs.rename_all,
        may_be_absent: attrs.default.is_some(),
        errors,
    };
    if let Some(transparent) = &attrs.transparent {
        return fields::transparent(fields, &context, transparent);
    }
    let mut product = fields::read(fields, &context)?;
    if let (Some(tag), Layout::Object) = (&attrs.tag, product.layout) {
        let name = attrs
            .rename
            .clone()
            .unwrap_or_else(|| support::names::plain(&item.ident));
        product.tag = Some((tag.clone(), name));
    }
    fields::check_names(&product, errors);
    Some(product)
}

fn enumeration<'a>(
    item: &'a DeriveInput,
    data: &'a syn::DataEnum,
    attrs: &Attrs,
    errors: &Errors,
) -> Option<Body<'a>> {
    if data.variants.is_empty() {
        errors.on(
            &item.ident,
            "an enum without variants has no value that could be workflow data: give it one",
        );
        return None;
    }
    let tagging = match (&attrs.tag, &attrs.content) {
        (Some(tag), Some(content)) => Tagging::Adjacent(tag.clone(), content.clone()),
        (Some(tag), None) => Tagging::Internal(tag.clone()),
        (None, _) => Tagging::External,
    };
    let mut variants: Vec<Variant<'a>> = data
        .variants
        .iter()
        .filter_map(|v| variant(v, &tagging, attrs, errors))
        .collect();
    if matches!(tagging, Tagging::External)
        && data
            .variants
            .iter()
            .all(|v| matches!(v.fields, Fields::Unit))
    {
        return Some(Body::Texts(variants));
    }
    variants.retain(|v| !v.skipped);
    Some(Body::Cases(tagging, variants))
}

fn variant<'a>(
    variant: &'a syn::Variant,
    tagging: &Tagging,
    container: &Attrs,
    errors: &Errors,
) -> Option<Variant<'a>> {
    let attrs = Attrs::read(&variant.attrs, Owner::Variant, errors);
    let rust_name = support::names::plain(&variant.ident);
    let by_rule = || container.rename_all.map(|rule| rule.variant(&rust_name));
    let name = attrs
        .rename
        .clone()
        .or_else(by_rule)
        .unwrap_or_else(|| rust_name.clone());
    let skipped = attrs.skipped();
    let data = if skipped {
        fields::nothing()
    } else {
        let rename_all = attrs.rename_all.or(container.rename_all_fields);
        let mut data = fields::read(
            &variant.fields,
            &Context {
                rename_all,
                may_be_absent: false,
                errors,
            },
        )?;
        if let Tagging::Internal(tag) = tagging {
            put_tag(
                &mut data,
                &variant.ident,
                (tag.clone(), name.clone()),
                errors,
            );
        }
        fields::check_names(&data, errors);
        data
    };
    Some(Variant {
        ident: &variant.ident,
        attrs: &variant.attrs,
        name,
        skipped,
        data,
    })
}

/// Gives a case its tag as one more member.
fn put_tag(data: &mut Product<'_>, variant: &Ident, tag: (String, String), errors: &Errors) {
    match (data.layout, data.fields.first()) {
        // Kept as it is, so that the case still exists.
        (Layout::Array, _) => {
            errors.on(
                variant,
                "a variant with several unnamed fields has no place for a tag: name the fields, or add `content = \
                 \"..\"` beside `tag`",
            );
            return;
        }
        (Layout::Same, Some(only)) if fields::never_an_object(&only.ty) || only.is_option => errors.on(
            &only.ty,
            "serde has no place for the tag beside this: name the field, or add `content = \"..\"` beside `tag`",
        ),
        _ => {}
    }
    data.layout = Layout::Object;
    data.tag = Some(tag);
}
