//! The attributes of a container, a variant or a field: what serde was told, and what `#[shape(..)]` adds.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path, Type};

use super::names::Both;
use super::refused::{self, Lift};
use super::rename::Rule;
use crate::errors::Errors;
use crate::support::options;

/// Where an attribute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Container,
    Variant,
    Field,
}

impl Owner {
    /// The options of `#[shape(..)]` here.
    fn options(self) -> &'static [&'static str] {
        match self {
            Owner::Container => &["as", "crate", "rename", "rename_all", "rename_all_fields"],
            Owner::Variant => &["rename", "rename_all"],
            Owner::Field => &["as", "rename"],
        }
    }
}

/// What the attributes of one item say. Options that do not exist there stay empty.
#[derive(Default)]
pub(super) struct Attrs {
    /// `#[shape(crate = ..)]`.
    pub(super) runtime: Option<Path>,
    /// `#[shape(as = ..)]`: the type on the wire.
    pub(super) wire_type: Option<Type>,
    pub(super) rename: Option<String>,
    pub(super) rename_all: Option<Rule>,
    pub(super) rename_all_fields: Option<Rule>,
    pub(super) tag: Option<String>,
    pub(super) content: Option<String>,
    pub(super) transparent: Option<Path>,
    pub(super) flatten: Option<Path>,
    pub(super) default: Option<Path>,
    pub(super) skip_serializing_if: Option<Path>,
    pub(super) skip_serializing: Option<Path>,
    pub(super) skip_deserializing: Option<Path>,
}

impl Attrs {
    pub(super) fn read(attrs: &[Attribute], owner: Owner, errors: &Errors) -> Attrs {
        let mut out = Attrs::default();
        // `shape` first: it decides what of serde's has to be refused.
        for list in of(attrs, "shape") {
            options::parse(
                |option| list.parse_nested_meta(option),
                "`#[shape(..)]`",
                owner.options(),
                errors,
                |name, meta| out.read_shape(name, meta),
            );
        }
        let mut pending = Vec::new();
        for list in of(attrs, "serde") {
            let parsed = list.parse_nested_meta(|meta| out.read_serde(owner, &meta, &mut pending));
            errors.ok(parsed);
        }
        // How a field is written does not matter when it is not written at all.
        if owner == Owner::Container || !out.skipped() {
            pending.into_iter().for_each(|error| errors.push(error));
        }
        out
    }

    /// Whether it never is on the wire.
    pub(super) fn skipped(&self) -> bool {
        self.skip_serializing.is_some() && self.skip_deserializing.is_some()
    }

    /// What lets a field be missing on the wire.
    pub(super) fn absence(&self) -> Option<&Path> {
        let reasons = [
            &self.default,
            &self.skip_serializing_if,
            &self.skip_serializing,
            &self.skip_deserializing,
        ];
        reasons.into_iter().find_map(Option::as_ref)
    }

    fn read_shape(&mut self, name: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        match name {
            "as" => self.wire_type = Some(options::value(meta, "a type")?),
            "crate" => self.runtime = Some(options::value(meta, "a path")?),
            "rename" => self.rename = Some(options::text(meta)?.value()),
            "rename_all" => self.rename_all = Some(rule(&options::text(meta)?)?),
            _ => self.rename_all_fields = Some(rule(&options::text(meta)?)?),
        }
        Ok(())
    }

    /// Options that serde does not have are its own to complain about.
    fn read_serde(
        &mut self,
        owner: Owner,
        meta: &ParseNestedMeta<'_>,
        pending: &mut Vec<syn::Error>,
    ) -> syn::Result<()> {
        let name = options::name_of(&meta.path);
        let path = || Some(meta.path.clone());
        let text = || options::text(meta).map(|text| Some(text.value()));
        match (owner, name.as_str()) {
            (_, "rename") => {
                let name = Both::read(meta)?
                    .settle(self.rename.is_some(), pending)
                    .map(|name| name.value());
                self.rename = self.rename.take().or(name);
            }
            (Owner::Container | Owner::Variant, "rename_all") => {
                read_rule(&mut self.rename_all, meta, pending)?
            }
            (Owner::Container, "rename_all_fields") => {
                read_rule(&mut self.rename_all_fields, meta, pending)?
            }
            (Owner::Container, "tag") => self.tag = text()?,
            (Owner::Container, "content") => self.content = text()?,
            (Owner::Container, "transparent") => self.transparent = path(),
            (Owner::Container | Owner::Field, "default") => {
                self.default = path();
                options::skip_value(meta)?;
            }
            (Owner::Field, "flatten") => self.flatten = path(),
            (Owner::Field, "skip_serializing_if") => {
                self.skip_serializing_if = path();
                options::skip_value(meta)?;
            }
            (Owner::Field | Owner::Variant, "skip") => {
                self.skip_serializing = path();
                self.skip_deserializing = path();
            }
            (Owner::Field | Owner::Variant, "skip_serializing") => self.skip_serializing = path(),
            (Owner::Field | Owner::Variant, "skip_deserializing") => {
                self.skip_deserializing = path()
            }
            _ => {
                options::skip_value(meta)?;
                if let Some(refusal) = refused::find(owner, &name)
                    && !self.lifts(refusal.lift)
                {
                    pending.push(meta.error(refusal.message(&name)));
                }
            }
        }
        Ok(())
    }

    fn lifts(&self, lift: Lift) -> bool {
        match lift {
            Lift::WireType => self.wire_type.is_some(),
            Lift::Name => self.rename.is_some(),
            Lift::Nothing => false,
        }
    }
}

fn of<'a>(attrs: &'a [Attribute], name: &str) -> impl Iterator<Item = &'a syn::MetaList> {
    attrs
        .iter()
        .filter(move |a| a.path().is_ident(name))
        .filter_map(|a| a.meta.require_list().ok())
}

fn read_rule(
    rule_of: &mut Option<Rule>,
    meta: &ParseNestedMeta<'_>,
    pending: &mut Vec<syn::Error>,
) -> syn::Result<()> {
    let name = Both::read(meta)?.settle(rule_of.is_some(), pending);
    // `#[shape(..)]` was read before, and has the last word.
    if rule_of.is_none() {
        *rule_of = name.map(|name| rule(&name)).transpose()?;
    }
    Ok(())
}

fn rule(name: &LitStr) -> syn::Result<Rule> {
    Rule::named(&name.value()).map_err(|message| syn::Error::new(name.span(), message))
}
