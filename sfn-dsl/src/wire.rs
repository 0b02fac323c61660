//! serde for the few types of this crate that stand in users' own: by hand, so that the crate does not need serde's
//! derive.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{ErrorOutput, TaskToken, Timestamp};

macro_rules! strings {
    ($($Type:ident, $format:expr;)*) => {$(
        impl Serialize for $Type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $Type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map($Type)
            }
        }
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $Type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Type).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema = schemars::json_schema!({ "type": "string" });
                let format: Option<&str> = $format;
                if let Some(format) = format {
                    schema.insert("format".to_owned(), format.into());
                }
                schema
            }
        }
    )*};
}
strings! {
    TaskToken, None;
    Timestamp, Some("date-time");
}

impl Serialize for ErrorOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("Error", &self.error)?;
        map.serialize_entry("Cause", &self.cause)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for ErrorOutput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = BTreeMap::<String, String>::deserialize(deserializer)?;
        Ok(ErrorOutput {
            error: members
                .remove("Error")
                .ok_or_else(|| D::Error::missing_field("Error"))?,
            // A Fail state may leave it out.
            cause: members.remove("Cause").unwrap_or_default(),
        })
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ErrorOutput {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ErrorOutput".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "properties": { "Error": { "type": "string" }, "Cause": { "type": "string" } },
            "required": ["Error"]
        })
    }
}
