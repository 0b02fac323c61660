//! What a type looks like on the wire, as data.

/// A function that describes a type; a function because types can be recursive.
pub type Describe = fn() -> DataType;

/// The JSON shape of a type.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DataType {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// Any number.
    Number,
    /// Any string.
    String,
    /// A string that is an RFC 3339 timestamp.
    Timestamp,
    /// A list.
    List(Describe),
    /// A list in no order of its own: its items come in another one each time.
    Set(Describe),
    /// A list of fixed length, each place with its own type.
    Tuple(Vec<Describe>),
    /// An object with any keys.
    Map(Describe),
    /// An object with known members.
    Struct(Vec<Member>),
    /// One of several cases.
    Enum(EnumType),
    /// Something that may be null or missing.
    Optional(Describe),
    /// Any JSON.
    Any,
}

/// A member of a [`DataType::Struct`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Member {
    /// The name on the wire; unused where `flatten` is set.
    pub name: &'static str,
    /// What it holds.
    pub data_type: Describe,
    /// Whether it is always there. An `Option`, a `#[serde(default)]` or a `#[serde(skip_serializing_if)]` is not.
    pub required: bool,
    /// Whether its own members stand in its place (`#[serde(flatten)]`).
    pub flatten: bool,
}

impl Member {
    /// A member under its wire name.
    #[must_use]
    pub const fn new(name: &'static str, data_type: Describe, required: bool) -> Self {
        Member {
            name,
            data_type,
            required,
            flatten: false,
        }
    }

    /// A flattened member.
    #[must_use]
    pub const fn flattened(data_type: Describe) -> Self {
        Member {
            name: "",
            data_type,
            required: true,
            flatten: true,
        }
    }
}

/// An enum on the wire.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EnumType {
    /// How a case is told from another.
    pub tagging: Tagging,
    /// The cases.
    pub variants: Vec<Variant>,
}

impl EnumType {
    /// An enum with these cases.
    #[must_use]
    pub fn new(tagging: Tagging, variants: Vec<Variant>) -> Self {
        EnumType { tagging, variants }
    }

    /// Whether every value is a plain string.
    #[must_use]
    pub fn is_unit_only(&self) -> bool {
        matches!(self.tagging, Tagging::External)
            && self
                .variants
                .iter()
                .all(|v| matches!(v.data, VariantData::Unit))
    }
}

/// serde's ways to tag a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// `"Unit"` or `{"Case": data}`.
    External,
    /// `{"tag": "Case", ..data}`.
    Internal(&'static str),
    /// `{"tag": "Case", "content": data}`.
    Adjacent(&'static str, &'static str),
}

/// A case of an enum.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Variant {
    /// The name on the wire.
    pub name: &'static str,
    /// What it holds.
    pub data: VariantData,
}

impl Variant {
    /// A case under its wire name.
    #[must_use]
    pub const fn new(name: &'static str, data: VariantData) -> Self {
        Variant { name, data }
    }
}

/// What a case holds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum VariantData {
    /// Nothing.
    Unit,
    /// One value.
    Newtype(Describe),
    /// Several values in a list.
    Tuple(Vec<Describe>),
    /// Members.
    Struct(Vec<Member>),
}
