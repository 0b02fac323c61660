//! serde for the types that AWS describes: by hand, so that the crate does not need serde's derive.

use serde::de::{DeserializeOwned, Error};
use serde_json::{Map, Value};

/// A member under its name; one that is missing is null.
pub(super) fn member<T: DeserializeOwned, E: Error>(
    members: &mut Map<String, Value>,
    name: &'static str,
) -> Result<T, E> {
    match members.remove(name) {
        Some(value) => {
            serde_json::from_value(value).map_err(|e| E::custom(format_args!("`{name}`: {e}")))
        }
        None => serde_json::from_value(Value::Null).map_err(|_| E::missing_field(name)),
    }
}

/// A type with members under AWS's names: how it is written, read and described. What is `optional` is an `Option`.
macro_rules! wire {
    ($($Name:ident $(<$($T:ident),+>)? {
        $($field:ident: $F:ty => $wire:literal,)*
        $(; optional $($optional:ident: $G:ty => $optional_wire:literal,)*)?
    })*) => {$(
        impl$(<$($T: serde::Serialize),+>)? serde::Serialize for $Name$(<$($T),+>)? {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $(map.serialize_entry($wire, &self.$field)?;)*
                $($(
                    if let Some(value) = &self.$optional {
                        map.serialize_entry($optional_wire, value)?;
                    }
                )*)?
                map.end()
            }
        }

        impl<'de $($(, $T: serde::de::DeserializeOwned)+)?> serde::Deserialize<'de> for $Name$(<$($T),+>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut members = serde_json::Map::deserialize(deserializer)?;
                Ok($Name {
                    $($field: $crate::states::distributed_map::wire::member(&mut members, $wire)?,)*
                    $($($optional: $crate::states::distributed_map::wire::member(&mut members, $optional_wire)?,)*)?
                })
            }
        }

        #[cfg(feature = "schemars")]
        impl$(<$($T: schemars::JsonSchema),+>)? schemars::JsonSchema for $Name$(<$($T),+>)? {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                let name = String::from(stringify!($Name));
                $(let name = [name, $($T::schema_name().into_owned()),+].join("_of_");)?
                name.into()
            }
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "object",
                    "properties": {
                        $($wire: generator.subschema_for::<$F>(),)*
                        $($($optional_wire: generator.subschema_for::<$G>(),)*)?
                    },
                    "required": [$($wire),*]
                })
            }
        }
    )*};
}
pub(super) use wire;
