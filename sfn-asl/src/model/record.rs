//! How typed structs are read from and written to JSON objects without losing anything.
//!
//! `record!` turns a table of fields into a struct with all that belongs to it. Adding a field to a state is one
//! line in its table. A struct remembers in its [`Layout`](super::Layout) in which order its members stood, and keeps there what
//! it does not know and what does not have the type its field asks for.

use super::layout::Findings;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, Text, list_length, string_length};
use crate::pointer::Path;

/// A type that one JSON value is read into.
pub(crate) trait Field: Sized {
    /// What the value should be, in words for a message: `"a string"`.
    const EXPECTS: &'static str;

    /// Takes the value, or gives it back when it is of another type.
    fn read(value: Json) -> Result<Self, Json>;

    fn write(&self) -> Json;

    /// Writes this as text.
    fn write_text(&self, out: &mut Text) {
        out.value(&self.write());
    }

    /// How many bytes this is as text without blanks.
    fn length(&self) -> usize {
        self.write().compact_length()
    }

    /// Says why [`Field::read`] gave a value back.
    fn explain(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
        mismatch(path, Self::EXPECTS, value, out);
    }

    /// Reports what the layouts below here keep.
    fn inspect(&self, _path: &Path<'_>, _out: &mut Findings) {}
}

/// A struct field that a member of an object goes into: an `Option`, a list, a map of states.
pub(crate) trait Slot {
    fn take(&mut self, value: Json) -> Result<(), Json>;
    fn is_unset(&self) -> bool;
    /// The value to write; `listed` when the object it came from had the member, so that an empty list stays.
    fn give(&self, listed: bool) -> Option<Json>;
    /// Writes the value as text, when it is set.
    fn give_text(&self, out: &mut Text);
    /// How many bytes the value is as text without blanks, when it is set.
    fn length(&self) -> usize;
    fn explain(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>);
    fn inspect(&self, path: &Path<'_>, out: &mut Findings);
}

/// A struct field that several members can go into, one at a time: the operator of a choice rule.
pub(crate) trait Flat {
    fn take(&mut self, key: &str, value: Json) -> Result<&'static str, Json>;
    /// The member that is set; asked often, so it must not write the value.
    fn name(&self) -> Option<&'static str>;
    fn give(&self) -> Option<Json>;
    /// How many bytes the value is as text without blanks, when it is set.
    fn length(&self) -> usize;
    fn explain(key: &str, value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) -> bool;
    fn inspect(&self, path: &Path<'_>, out: &mut Findings);
}

/// A type that is a string in the document.
pub(crate) trait FromText {
    const EXPECTS: &'static str;
    fn from_text(text: String) -> Self;
    fn text(&self) -> &str;
}

/// What can be handed to a builder method for a field of type `T`: a `&str` for a state name, an integer for a
/// number of seconds, anything that becomes JSON for a payload.
pub trait IntoField<T> {
    /// The field's value.
    fn into_field(self) -> T;
}

/// A struct field that a builder method sets, or adds to when it is a list.
pub trait Build<V> {
    /// Sets the field, or adds to it.
    fn build(&mut self, value: V);
}

impl<T, V: IntoField<T>> Build<V> for Option<T> {
    fn build(&mut self, value: V) {
        *self = Some(value.into_field());
    }
}

impl<T, V: IntoField<T>> Build<V> for Vec<T> {
    fn build(&mut self, value: V) {
        self.push(value.into_field());
    }
}

/// Reports a value of the wrong type. What is nothing but a `${Placeholder}` may become anything at deployment.
pub(crate) fn mismatch(path: &Path<'_>, expects: &str, found: &Json, out: &mut Vec<Diagnostic>) {
    let late = |text: &str| text.starts_with("${") && text.ends_with('}');
    if !found.as_str().is_some_and(late) {
        out.push(wrong_type(path, expects, found));
    }
}

pub(crate) fn wrong_type(path: &Path<'_>, expects: &str, found: &Json) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::WrongType,
        path,
        format!("expected {expects}, found {}", found.kind()),
    );
    match found {
        Json::String(text)
            if matches!(text.as_str(), "true" | "false")
                || crate::json::Number::parse(text).is_some() =>
        {
            diagnostic.with_help(format!("write {text} without quotes"))
        }
        Json::String(text) if expects == "a number" && text.starts_with('$') => diagnostic
            .with_help(
                "use the field of this name with `Path` at the end, or an expression in JSONata",
            ),
        Json::String(text)
            if expects == "a number" && (text.contains("{%") || text.contains("%}")) =>
        {
            diagnostic.with_help(
                "let the string begin with `{%` and end with `%}`, with no blank outside",
            )
        }
        Json::Null => diagnostic.with_help("write a value, or leave the field out"),
        Json::Object(_) | Json::String(_) if expects == "an array" => {
            diagnostic.with_help("put it into a list: [..]")
        }
        Json::Number(_) | Json::Bool(_) if expects.starts_with("a string") => {
            diagnostic.with_help("write it as text, in quotes")
        }
        _ => diagnostic,
    }
}

impl<T: Field> Slot for Option<T> {
    fn take(&mut self, value: Json) -> Result<(), Json> {
        *self = Some(T::read(value)?);
        Ok(())
    }

    fn is_unset(&self) -> bool {
        self.is_none()
    }

    fn give(&self, _listed: bool) -> Option<Json> {
        self.as_ref().map(T::write)
    }

    fn give_text(&self, out: &mut Text) {
        if let Some(value) = self {
            value.write_text(out);
        }
    }

    fn length(&self) -> usize {
        self.as_ref().map_or(0, T::length)
    }

    fn explain(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
        T::explain(value, path, out);
    }

    fn inspect(&self, path: &Path<'_>, out: &mut Findings) {
        if let Some(value) = self {
            value.inspect(path, out);
        }
    }
}

impl<T: Field> Slot for Vec<T> {
    fn take(&mut self, value: Json) -> Result<(), Json> {
        *self = read_list(value)?;
        Ok(())
    }

    fn is_unset(&self) -> bool {
        self.is_empty()
    }

    fn give(&self, listed: bool) -> Option<Json> {
        (listed || !self.is_empty()).then(|| Json::Array(self.iter().map(T::write).collect()))
    }

    fn give_text(&self, out: &mut Text) {
        out.open('[');
        for item in self {
            out.item();
            item.write_text(out);
        }
        out.close(']');
    }

    fn length(&self) -> usize {
        list_length(self.iter().map(T::length))
    }

    fn explain(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
        let Json::Array(items) = value else {
            mismatch(path, "an array", value, out);
            return;
        };
        for (at, item) in items.iter().enumerate() {
            if let Err(item) = T::read(item.clone()) {
                T::explain(&item, &path.index(at), out);
            }
        }
    }

    fn inspect(&self, path: &Path<'_>, out: &mut Findings) {
        for (at, item) in self.iter().enumerate() {
            item.inspect(&path.index(at), out);
        }
    }
}

/// Reads a list of one type, or gives the whole array back when one item is of another.
pub(crate) fn read_list<T: Field>(value: Json) -> Result<Vec<T>, Json> {
    let Json::Array(items) = value else {
        return Err(value);
    };
    let mut read = Vec::with_capacity(items.len());
    let mut items = items.into_iter();
    while let Some(item) = items.next() {
        match T::read(item) {
            Ok(item) => read.push(item),
            // Reading loses nothing, so what was read turns back into what it was.
            Err(item) => {
                return Err(read
                    .iter()
                    .map(T::write)
                    .chain(std::iter::once(item))
                    .chain(items)
                    .collect());
            }
        }
    }
    Ok(read)
}

impl<T: FromText> Field for T {
    const EXPECTS: &'static str = <T as FromText>::EXPECTS;

    fn read(value: Json) -> Result<Self, Json> {
        match value {
            Json::String(text) => Ok(T::from_text(text)),
            other => Err(other),
        }
    }

    fn write(&self) -> Json {
        Json::from(self.text())
    }

    fn write_text(&self, out: &mut Text) {
        out.string(self.text());
    }

    fn length(&self) -> usize {
        string_length(self.text())
    }
}

impl<T: FromText, V: Into<String>> IntoField<T> for V {
    fn into_field(self) -> T {
        T::from_text(self.into())
    }
}

/// Makes a struct of optional fields from a table.
///
/// A row is `"Name" => field: Type`, in the order a person would write the members; `as name` names the builder
/// method when it is not the field's, `as none` leaves it out. `tag` is the value of `Type` for a state; `flat after` a
/// field that takes one of several members, and the member it is written after.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident ($what:literal $(, tag $tag:literal)?) {
            $($(#[$doc:meta])* $key:literal => $field:ident $(as $setter:ident)? : $ty:ty,)*
            $(flat after $anchor:literal $(#[$flat_doc:meta])* $flat:ident : $flat_ty:ty,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$doc])* pub $field: $ty,)*
            $($(#[$flat_doc])* pub $flat: $flat_ty,)?
            /// The order of members when this was read, and the members no field takes.
            pub layout: $crate::model::Layout,
        }

        impl $name {
            /// The members the language knows here, in the order they are usually written.
            pub const FIELDS: &'static [&'static str] = &[$($crate::model::record::record!(@type $tag),)? $($key,)*];

            /// This as the JSON object it is written as.
            #[must_use]
            pub fn to_json(&self) -> $crate::json::Json {
                $crate::model::record::Field::write(self)
            }

            /// Whether the field of that name is set.
            #[must_use]
            pub fn is_set(&self, name: &str) -> bool {
                match name {
                    $($key => !$crate::model::record::Slot::is_unset(&self.$field),)*
                    _ => false,
                }
            }

            /// The names of the fields that are set.
            #[must_use]
            pub fn set_fields(&self) -> Vec<&'static str> {
                let mut set = Vec::new();
                $(
                    if !$crate::model::record::Slot::is_unset(&self.$field) {
                        set.push($key);
                    }
                )*
                set
            }

            $($crate::model::record::record!(@setter $field ($($setter)?) $key $ty);)*

            #[allow(unused_mut, unused_variables)]
            fn give(&self, key: &str, listed: bool) -> Option<$crate::json::Json> {
                match key {
                    $($key => return $crate::model::record::Slot::give(&self.$field, listed),)*
                    $("Type" => return Some($crate::json::Json::from($tag)),)?
                    _ => {}
                }
                $(
                    if $crate::model::record::Flat::name(&self.$flat) == Some(key) {
                        return $crate::model::record::Flat::give(&self.$flat);
                    }
                )?
                None
            }
        }

        impl $crate::model::record::Field for $name {
            const EXPECTS: &'static str = concat!("an object (", $what, ")");

            fn read(value: $crate::json::Json) -> Result<Self, $crate::json::Json> {
                let $crate::json::Json::Object(members) = value else { return Err(value) };
                let mut record =
                    Self { layout: $crate::model::Layout::with_capacity(members.len()), ..Self::default() };
                for (key, value) in members {
                    let taken = match key.as_str() {
                        $($key => $crate::model::record::Slot::take(&mut record.$field, value).map(|()| $key),)*
                        $("Type" if value.as_str() == Some($tag) => Ok("Type"),)?
                        _ => Err(value),
                    };
                    $(let taken = taken.or_else(|value| $crate::model::record::Flat::take(&mut record.$flat, &key, value));)?
                    match taken {
                        Ok(name) => record.layout.know(name),
                        Err(value) => record.layout.push_kept(key, value),
                    }
                }
                Ok(record)
            }

            fn write(&self) -> $crate::json::Json {
                let mut out = $crate::json::Object::new();
                $(
                    if !self.layout.lists("Type") {
                        out.insert("Type", $tag);
                    }
                )?
                self.layout.write(&mut out, |key, listed| self.give(key, listed));
                let flat = |_after: &str, _out: &mut $crate::json::Object| {
                    $(
                        if _after == $anchor
                            && let Some(operator) = $crate::model::record::Flat::name(&self.$flat)
                            && !self.layout.lists(operator)
                            && let Some(value) = $crate::model::record::Flat::give(&self.$flat)
                        {
                            _out.insert(operator, value);
                        }
                    )?
                };
                $(
                    if !$crate::model::record::Slot::is_unset(&self.$field)
                        && !self.layout.lists($key)
                        && let Some(value) = $crate::model::record::Slot::give(&self.$field, false)
                    {
                        out.insert($key, value);
                    }
                    flat($key, &mut out);
                )*
                out.into()
            }

            fn write_text(&self, out: &mut $crate::json::Text) {
                if !self.layout.is_empty() {
                    out.value(&$crate::model::record::Field::write(self));
                    return;
                }
                out.open('{');
                $(
                    out.word("Type");
                    out.string($tag);
                )?
                let flat = |_after: &str, _out: &mut $crate::json::Text| {
                    $(
                        if _after == $anchor
                            && let Some(operator) = $crate::model::record::Flat::name(&self.$flat)
                            && let Some(value) = $crate::model::record::Flat::give(&self.$flat)
                        {
                            _out.word(operator);
                            _out.value(&value);
                        }
                    )?
                };
                $(
                    if !$crate::model::record::Slot::is_unset(&self.$field) {
                        out.word($key);
                        $crate::model::record::Slot::give_text(&self.$field, out);
                    }
                    flat($key, out);
                )*
                out.close('}');
            }

            fn length(&self) -> usize {
                let kept = self.layout.kept();
                let kept = kept.map(|(key, value)| $crate::json::string_length(key) + 1 + value.compact_length());
                let tag = [$(concat!("\"Type\":\"", $tag, "\"").len())?];
                let flat = [$($crate::model::record::Flat::name(&self.$flat)
                    .map_or(0, |key| key.len() + 3 + $crate::model::record::Flat::length(&self.$flat)))?];
                let fields = [$(
                    // A list that is empty is written where it was read.
                    if $crate::model::record::Slot::is_unset(&self.$field)
                        && ($crate::model::record::Slot::length(&self.$field) == 0 || !self.layout.lists($key))
                    {
                        0
                    } else {
                        $key.len() + 3 + $crate::model::record::Slot::length(&self.$field)
                    },
                )*];
                let parts = tag.into_iter().chain(flat).chain(fields).filter(|length| *length > 0);
                $crate::json::list_length(kept.chain(parts))
            }

            fn inspect(&self, path: &$crate::pointer::Path<'_>, out: &mut $crate::model::layout::Findings) {
                for (key, value) in self.layout.kept() {
                    let here = path.key(key);
                    match key {
                        $($key => <$ty as $crate::model::record::Slot>::explain(value, &here, &mut out.wrong),)*
                        $(_ if <$flat_ty as $crate::model::record::Flat>::explain(key, value, &here, &mut out.wrong) => {})?
                        _ => out.unknown.push($crate::model::UnknownField {
                            pointer: here.to_string(),
                            name: key.to_owned(),
                            owner: $what,
                            known: Self::FIELDS,
                        }),
                    }
                }
                $($crate::model::record::Slot::inspect(&self.$field, &path.key($key), out);)*
                $($crate::model::record::Flat::inspect(&self.$flat, path, out);)?
            }
        }

        impl $crate::model::IntoField<$name> for $name {
            fn into_field(self) -> $name {
                self
            }
        }
    };
    (@type $tag:literal) => { "Type" };
    (@setter $field:ident (none) $key:literal $ty:ty) => {};
    (@setter $field:ident () $key:literal $ty:ty) => {
        $crate::model::record::record!(@setter $field ($field) $key $ty);
    };
    (@setter $field:ident ($setter:ident) $key:literal $ty:ty) => {
        #[doc = concat!("Sets `", $key, "`; adds to it when it is a list.")]
        #[must_use]
        pub fn $setter<V>(mut self, value: V) -> Self
        where
            $ty: $crate::model::Build<V>,
        {
            $crate::model::Build::build(&mut self.$field, value);
            self
        }
    };
}
pub(crate) use record;
