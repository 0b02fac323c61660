//! From the fields of a struct or a variant to what they are on the wire.

use syn::{Fields, Path, Type, Visibility};

use super::attr::{Attrs, Owner};
use super::model::{Field, Layout, Place, Product, Style};
use super::rename::Rule;
use crate::errors::Errors;
use crate::support::names::plain;

/// What the container says about its fields.
pub(super) struct Context<'e> {
    pub(super) rename_all: Option<Rule>,
    /// `#[serde(default)]` on the container.
    pub(super) may_be_absent: bool,
    pub(super) errors: &'e Errors,
}

/// No fields at all.
pub(super) fn nothing<'a>() -> Product<'a> {
    Product {
        style: Style::Unit,
        layout: Layout::Null,
        tag: None,
        fields: Vec::new(),
    }
}

/// A container that is another type on the wire.
pub(super) fn other_type<'a>(ty: &Type, vis: &'a Visibility, errors: &Errors) -> Product<'a> {
    let field = Field {
        vis,
        attrs: &[],
        ident: None,
        ty: ty.clone(),
        place: Place::Whole,
        may_be_absent: false,
        is_option: is_option(ty),
        has_shape: check_type(ty, errors),
    };
    Product {
        style: Style::Tuple,
        layout: Layout::Same,
        tag: None,
        fields: vec![field],
    }
}

/// The fields as serde lays them out by default.
pub(super) fn read<'a>(fields: &'a Fields, context: &Context<'_>) -> Option<Product<'a>> {
    let (style, layout) = match fields {
        Fields::Unit => return Some(nothing()),
        Fields::Named(_) => (Style::Named, Layout::Object),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => (Style::Tuple, Layout::Same),
        Fields::Unnamed(_) => (Style::Tuple, Layout::Array),
    };
    let mut kept = Vec::with_capacity(fields.len());
    for source in fields {
        let place = match (&source.ident, layout) {
            (Some(ident), _) => Place::Member(plain(ident)),
            (None, Layout::Same) => Place::Whole,
            (None, _) => Place::Element(u32::try_from(kept.len()).unwrap_or(u32::MAX)),
        };
        kept.extend(field(source, place, context));
    }
    if layout == Layout::Same && kept.is_empty() {
        context.errors.on(
            fields,
            "the only field of a newtype is always on the wire: do not skip it",
        );
        return None;
    }
    Some(Product {
        style,
        layout,
        tag: None,
        fields: kept,
    })
}

/// The fields of a `#[serde(transparent)]` struct: one of them is the value.
pub(super) fn transparent<'a>(
    fields: &'a Fields,
    context: &Context<'_>,
    attribute: &Path,
) -> Option<Product<'a>> {
    let style = if matches!(fields, Fields::Named(_)) {
        Style::Named
    } else {
        Style::Tuple
    };
    let data = fields
        .iter()
        .filter(|source| !last_name_is(&source.ty, "PhantomData"));
    let kept: Vec<Field<'a>> = data
        .filter_map(|source| field(source, Place::Whole, context))
        .collect();
    if kept.len() != 1 {
        context.errors.on(
            attribute,
            "`transparent` means that one field is the value: have exactly one that is not skipped",
        );
        return None;
    }
    Some(Product {
        style,
        layout: Layout::Same,
        tag: None,
        fields: kept,
    })
}

/// `None` for a field that never is on the wire.
fn field<'a>(source: &'a syn::Field, place: Place, context: &Context<'_>) -> Option<Field<'a>> {
    let errors = context.errors;
    let attrs = Attrs::read(&source.attrs, Owner::Field, errors);
    if attrs.skipped() {
        return None;
    }
    let ty = attrs.wire_type.clone().unwrap_or_else(|| source.ty.clone());
    let has_shape = check_type(&ty, errors);
    let mut may_be_absent = context.may_be_absent || attrs.absence().is_some();
    let place = match (place, &attrs.flatten) {
        (Place::Member(_), Some(flatten)) => {
            check_flatten(&ty, &attrs, flatten, errors);
            may_be_absent = false;
            Place::Whole
        }
        (Place::Member(name), None) => {
            let by_rule = context.rename_all.map(|rule| rule.field(&name));
            Place::Member(attrs.rename.clone().or(by_rule).unwrap_or(name))
        }
        (place, flatten) => {
            if let Some(flatten) = flatten {
                errors.on(
                    flatten,
                    "only a field with a name can be flattened: name the fields of this type",
                );
            }
            let leaves_out = attrs
                .skip_serializing_if
                .as_ref()
                .or(attrs.skip_serializing.as_ref());
            if let (Place::Element(_), Some(leaves_out)) = (&place, leaves_out) {
                errors.on(
                    leaves_out,
                    "a list where one element is left out shifts the ones behind it: name the fields of this type, \
                     or remove this",
                );
            }
            // What is the value itself has no place where it could be missing from.
            may_be_absent &= matches!(place, Place::Element(_));
            place
        }
    };
    let is_option = is_option(&ty);
    Some(Field {
        vis: &source.vis,
        attrs: &source.attrs,
        ident: source.ident.as_ref(),
        ty,
        place,
        may_be_absent,
        is_option,
        has_shape,
    })
}

/// Refuses what can have no shape, better than a missing `impl` would. Says whether the type is to be asked for one.
fn check_type(ty: &Type, errors: &Errors) -> bool {
    match ty {
        Type::Reference(reference) => {
            // Any other lifetime is a parameter of the container, and refused there.
            if reference
                .lifetime
                .as_ref()
                .is_some_and(|lifetime| lifetime.ident == "static")
            {
                errors.on(
                    ty,
                    "a reference is not workflow data: own it (`String` for `&str`), or say what is on the wire with \
                     `#[shape(as = String)]`",
                );
            }
            false
        }
        _ if last_name_is(ty, "PhantomData") => {
            errors.on(
                ty,
                "`PhantomData` has no place on the wire: put `#[serde(skip)]` on the field",
            );
            false
        }
        _ => true,
    }
}

fn check_flatten(ty: &Type, attrs: &Attrs, flatten: &Path, errors: &Errors) {
    if is_option(ty) {
        errors.on(
            flatten,
            "nothing on the wire tells whether a flattened `Option` is there: make its members optional one by one, \
             or remove `flatten`",
        );
        return;
    }
    if never_an_object(ty) {
        errors.on(flatten, "only the members of an object can be flattened, and this type has none: remove `flatten`");
        return;
    }
    // A map that is left out is a map without entries: nothing to be said about it.
    let is_map = ["HashMap", "BTreeMap", "Map", "Value"]
        .iter()
        .any(|name| last_name_is(ty, name));
    if let Some(absence) = attrs.absence()
        && !is_map
    {
        errors.on(
            absence,
            "a flattened field has no member of its own that could be missing: put `default` on the members of its \
             type instead",
        );
    }
}

/// Two fields under one name would be one member.
pub(super) fn check_names(product: &Product<'_>, errors: &Errors) {
    let mut seen: Vec<&str> = product.tag.iter().map(|(tag, _)| tag.as_str()).collect();
    for field in &product.fields {
        if let Place::Member(name) = &field.place {
            if seen.contains(&name.as_str()) {
                errors.on(
                    field.ident,
                    format_args!("another member is called `{name}` on the wire too: rename one"),
                );
            }
            seen.push(name);
        }
    }
}

/// Whether the type, as far as its spelling tells, is something else than an object on the wire.
pub(super) fn never_an_object(ty: &Type) -> bool {
    const NAMES: &[&str] = &[
        "String",
        "str",
        "char",
        "bool",
        "u8",
        "u16",
        "u32",
        "u64",
        "u128",
        "usize",
        "i8",
        "i16",
        "i32",
        "i64",
        "i128",
        "isize",
        "f32",
        "f64",
        "Vec",
        "HashSet",
        "BTreeSet",
        "Timestamp",
        "Uuid",
    ];
    matches!(ty, Type::Tuple(_) | Type::Array(_) | Type::Slice(_))
        || NAMES.iter().any(|name| last_name_is(ty, name))
}

fn is_option(ty: &Type) -> bool {
    last_name_is(ty, "Option")
}

/// Whether a type is written with this name, whatever module stands before it.
fn last_name_is(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Path(path) => {
            path.qself.is_none() && path.path.segments.last().is_some_and(|s| s.ident == name)
        }
        Type::Paren(inner) => last_name_is(&inner.elem, name),
        Type::Group(inner) => last_name_is(&inner.elem, name),
        _ => false,
    }
}
