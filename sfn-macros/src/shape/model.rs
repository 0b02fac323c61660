//! What a type is on the wire, as serde writes it.

use proc_macro2::TokenStream;
use syn::{Attribute, DeriveInput, Ident, Type, Visibility};

/// A type and its form on the wire.
pub(super) struct Model<'a> {
    pub(super) item: &'a DeriveInput,
    /// The path of the runtime crate.
    pub(super) runtime: TokenStream,
    /// `None` when the type has no form that could be described: what is wrong is reported, and only a stand-in
    /// is written.
    pub(super) body: Option<Body<'a>>,
}

pub(super) enum Body<'a> {
    /// A struct, or anything that is another type on the wire.
    Struct(Product<'a>),
    /// An enum whose values are plain strings.
    Texts(Vec<Variant<'a>>),
    /// An enum with data, or with a tag.
    Cases(Tagging, Vec<Variant<'a>>),
}

/// How a case is told from another.
pub(super) enum Tagging {
    External,
    Internal(String),
    Adjacent(String, String),
}

pub(super) struct Variant<'a> {
    pub(super) ident: &'a Ident,
    pub(super) attrs: &'a [Attribute],
    /// Its name on the wire.
    pub(super) name: String,
    /// Never on the wire; kept only in [`Body::Texts`], where a Rust value may still be one.
    pub(super) skipped: bool,
    pub(super) data: Product<'a>,
}

/// Several fields together: a struct's, or a variant's.
pub(super) struct Product<'a> {
    pub(super) style: Style,
    pub(super) layout: Layout,
    /// A member with a fixed value, `{"type": "Card", ..}`; only in a [`Layout::Object`].
    pub(super) tag: Option<(String, String)>,
    pub(super) fields: Vec<Field<'a>>,
}

/// How the fields are written in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Named,
    Tuple,
    Unit,
}

/// How the fields make up a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Null,
    /// The only field is the value.
    Same,
    Array,
    Object,
}

pub(super) struct Field<'a> {
    pub(super) vis: &'a Visibility,
    pub(super) attrs: &'a [Attribute],
    /// `None` in a tuple.
    pub(super) ident: Option<&'a Ident>,
    /// Its type on the wire.
    pub(super) ty: Type,
    pub(super) place: Place,
    /// Whether the member may be missing although the type is not an `Option`.
    pub(super) may_be_absent: bool,
    /// Whether the type is an `Option`, as far as its spelling tells.
    pub(super) is_option: bool,
    /// `false` when the type was refused already.
    pub(super) has_shape: bool,
}

/// Where the field is in the JSON value.
pub(super) enum Place {
    /// Under this name.
    Member(String),
    /// At this place of a list.
    Element(u32),
    /// The value itself: flattened, or all there is.
    Whole,
}
