//! Types of other libraries, each behind the feature of its name: dates as timestamps, UUIDs as strings.

use super::timestamp::Moment;
use super::{DataType, Leaf, Shape};
use crate::Expr;
use crate::expr::{Ordered, Textual};

macro_rules! moments {
    ($($(#[$cfg:meta])* $t:ty;)*) => {$(
        $(#[$cfg])*
        impl Shape for $t {
            type Fields = Leaf;
            fn fields(_: Expr<Self>) -> Leaf {
                Leaf::new()
            }
            fn data_type() -> DataType {
                DataType::Timestamp
            }
            #[cfg(feature = "schemars")]
            fn json_schema(_: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
                Some(schemars::json_schema!({ "type": "string", "format": "date-time" }))
            }
        }
        $(#[$cfg])*
        impl Ordered for $t {}
        $(#[$cfg])*
        impl Moment for $t {}
        $(#[$cfg])*
        impl Textual for $t {}
    )*};
}
moments! {
    #[cfg(feature = "chrono")] chrono::DateTime<chrono::Utc>;
    #[cfg(feature = "chrono")] chrono::DateTime<chrono::FixedOffset>;
    #[cfg(feature = "jiff")] jiff::Timestamp;
}

#[cfg(feature = "uuid")]
impl Shape for uuid::Uuid {
    type Fields = Leaf;
    fn fields(_: Expr<Self>) -> Leaf {
        Leaf::new()
    }
    fn data_type() -> DataType {
        DataType::String
    }
    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
        Some(schemars::json_schema!({ "type": "string", "format": "uuid" }))
    }
}
#[cfg(feature = "uuid")]
impl Textual for uuid::Uuid {}
