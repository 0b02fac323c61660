//! The operators of comparisons, in one table.

use super::choice::Comparison;
use crate::json::Json;

/// What an operator compares: decides which operands it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compares {
    /// Strings.
    String,
    /// Numbers.
    Numeric,
    /// Timestamps by RFC 3339.
    Timestamp,
    /// Booleans.
    Boolean,
    /// The kind of the value, or whether there is one; the operand is a boolean.
    Kind,
}

macro_rules! operators {
    ($($variant:ident = $name:literal, $function:ident ($operand:ty), $compares:ident $(, $path:ident)?;)*) => {
        /// An operator of a comparison.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Operator {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Operator {
            /// Every operator there is.
            pub const ALL: &'static [Operator] = &[$(Operator::$variant,)*];

            /// The member of a rule that is this operator.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The operator that a member of a rule is.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// What the operator compares.
            #[must_use]
            pub const fn compares(self) -> Compares {
                match self {
                    $(Self::$variant => Compares::$compares,)*
                }
            }

            /// Whether the operand is a path to the value to compare with.
            #[must_use]
            pub const fn takes_path(self) -> bool {
                match self {
                    $(Self::$variant => false $(|| operators!(@ $path))?,)*
                }
            }
        }

        impl Comparison {
            $(
                #[doc = concat!("Compares with `", $name, "`.")]
                #[must_use]
                pub fn $function(variable: impl Into<String>, operand: impl Into<$operand>) -> Self {
                    Self::new(variable, Operator::$variant, Json::from(operand.into()))
                }
            )*
        }
    };
    (@ path) => { true };
}

operators! {
    StringEquals = "StringEquals", string_equals(String), String;
    StringEqualsPath = "StringEqualsPath", string_equals_path(String), String, path;
    StringLessThan = "StringLessThan", string_less_than(String), String;
    StringLessThanPath = "StringLessThanPath", string_less_than_path(String), String, path;
    StringGreaterThan = "StringGreaterThan", string_greater_than(String), String;
    StringGreaterThanPath = "StringGreaterThanPath", string_greater_than_path(String), String, path;
    StringLessThanEquals = "StringLessThanEquals", string_less_than_equals(String), String;
    StringLessThanEqualsPath = "StringLessThanEqualsPath", string_less_than_equals_path(String), String, path;
    StringGreaterThanEquals = "StringGreaterThanEquals", string_greater_than_equals(String), String;
    StringGreaterThanEqualsPath = "StringGreaterThanEqualsPath", string_greater_than_equals_path(String), String, path;
    StringMatches = "StringMatches", string_matches(String), String;
    NumericEquals = "NumericEquals", numeric_equals(Json), Numeric;
    NumericEqualsPath = "NumericEqualsPath", numeric_equals_path(String), Numeric, path;
    NumericLessThan = "NumericLessThan", numeric_less_than(Json), Numeric;
    NumericLessThanPath = "NumericLessThanPath", numeric_less_than_path(String), Numeric, path;
    NumericGreaterThan = "NumericGreaterThan", numeric_greater_than(Json), Numeric;
    NumericGreaterThanPath = "NumericGreaterThanPath", numeric_greater_than_path(String), Numeric, path;
    NumericLessThanEquals = "NumericLessThanEquals", numeric_less_than_equals(Json), Numeric;
    NumericLessThanEqualsPath = "NumericLessThanEqualsPath", numeric_less_than_equals_path(String), Numeric, path;
    NumericGreaterThanEquals = "NumericGreaterThanEquals", numeric_greater_than_equals(Json), Numeric;
    NumericGreaterThanEqualsPath = "NumericGreaterThanEqualsPath", numeric_greater_than_equals_path(String), Numeric, path;
    TimestampEquals = "TimestampEquals", timestamp_equals(String), Timestamp;
    TimestampEqualsPath = "TimestampEqualsPath", timestamp_equals_path(String), Timestamp, path;
    TimestampLessThan = "TimestampLessThan", timestamp_less_than(String), Timestamp;
    TimestampLessThanPath = "TimestampLessThanPath", timestamp_less_than_path(String), Timestamp, path;
    TimestampGreaterThan = "TimestampGreaterThan", timestamp_greater_than(String), Timestamp;
    TimestampGreaterThanPath = "TimestampGreaterThanPath", timestamp_greater_than_path(String), Timestamp, path;
    TimestampLessThanEquals = "TimestampLessThanEquals", timestamp_less_than_equals(String), Timestamp;
    TimestampLessThanEqualsPath = "TimestampLessThanEqualsPath", timestamp_less_than_equals_path(String), Timestamp, path;
    TimestampGreaterThanEquals = "TimestampGreaterThanEquals", timestamp_greater_than_equals(String), Timestamp;
    TimestampGreaterThanEqualsPath = "TimestampGreaterThanEqualsPath", timestamp_greater_than_equals_path(String), Timestamp, path;
    BooleanEquals = "BooleanEquals", boolean_equals(bool), Boolean;
    BooleanEqualsPath = "BooleanEqualsPath", boolean_equals_path(String), Boolean, path;
    IsNull = "IsNull", is_null(bool), Kind;
    IsPresent = "IsPresent", is_present(bool), Kind;
    IsNumeric = "IsNumeric", is_numeric(bool), Kind;
    IsString = "IsString", is_string(bool), Kind;
    IsBoolean = "IsBoolean", is_boolean(bool), Kind;
    IsTimestamp = "IsTimestamp", is_timestamp(bool), Kind;
}
