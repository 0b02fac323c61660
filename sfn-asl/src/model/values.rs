//! The kinds of values that fields hold: numbers that may be expressions, paths that may be null.

use super::record::{Field, FromText, IntoField};
use super::text::{Path, ReferencePath, has_placeholder, is_expression};
use crate::json::{Json, Number, Object};

/// A field that holds a number: as such, as a JSONata expression that gives one, or as a `${Placeholder}` that
/// becomes one at deployment.
///
/// ```
/// use sfn_asl::model::Numeric;
///
/// assert_eq!(Numeric::from(30).as_i64(), Some(30));
/// assert!(matches!(Numeric::from("{% $timeout %}"), Numeric::Expression(_)));
/// assert!(matches!(Numeric::from("${Timeout}"), Numeric::Placeholder(_)));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Numeric {
    /// A number.
    Number(Number),
    /// A JSONata expression, `{% .. %}`.
    Expression(String),
    /// Text with a `${Placeholder}`.
    Placeholder(String),
}

impl Numeric {
    /// The number as an integer, when it is known and whole.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// The number as a double, when it is known.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().map(Number::as_f64)
    }

    /// The number, when it is known.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The expression, when it is one.
    #[must_use]
    pub fn as_expression(&self) -> Option<&str> {
        match self {
            Self::Expression(text) => Some(text),
            _ => None,
        }
    }
}

impl Field for Numeric {
    const EXPECTS: &'static str = "a number";

    fn read(value: Json) -> Result<Self, Json> {
        match value {
            Json::Number(number) => Ok(Self::Number(number)),
            Json::String(text) if is_expression(&text) => Ok(Self::Expression(text)),
            Json::String(text) if has_placeholder(&text) => Ok(Self::Placeholder(text)),
            other => Err(other),
        }
    }

    fn write(&self) -> Json {
        match self {
            Self::Number(number) => number.clone().into(),
            Self::Expression(text) | Self::Placeholder(text) => text.into(),
        }
    }
}

impl From<&str> for Numeric {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Numeric {
    /// Digits become a number; other text is an expression, or a placeholder when it holds one.
    fn from(text: String) -> Self {
        match Number::parse(&text) {
            Some(number) => Self::Number(number),
            None if has_placeholder(&text) && !is_expression(&text) => Self::Placeholder(text),
            None => Self::Expression(text),
        }
    }
}

impl From<f64> for Numeric {
    /// NaN and the infinities become 0, since JSON cannot say them.
    fn from(value: f64) -> Self {
        Self::Number(Number::from_f64(value).unwrap_or_else(|| 0.into()))
    }
}

macro_rules! numeric_from {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Numeric {
            fn from(value: $ty) -> Self {
                Self::Number(value.into())
            }
        }
    )*};
}
numeric_from!(i32, i64, u8, u16, u32, u64, usize, Number);

impl<V: Into<Numeric>> IntoField<Numeric> for V {
    fn into_field(self) -> Numeric {
        self.into()
    }
}

/// A field that holds a value or an explicit `null`, which in ASL means something else than leaving it out.
#[derive(Clone, Debug, PartialEq)]
pub enum Nullable<T> {
    /// `null`
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, unless it is `null`.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T: Field> Field for Nullable<T> {
    const EXPECTS: &'static str = "a path or null";

    fn read(value: Json) -> Result<Self, Json> {
        match value {
            Json::Null => Ok(Self::Null),
            value => T::read(value).map(Self::Value),
        }
    }

    fn write(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Value(value) => value.write(),
        }
    }
}

macro_rules! nullable_from {
    ($($path:ty),*) => {$(
        impl From<&str> for Nullable<$path> {
            fn from(path: &str) -> Self {
                Self::Value(<$path>::unchecked(path))
            }
        }

        impl From<String> for Nullable<$path> {
            fn from(path: String) -> Self {
                Self::Value(<$path>::unchecked(path))
            }
        }

        impl From<$path> for Nullable<$path> {
            fn from(path: $path) -> Self {
                Self::Value(path)
            }
        }

        impl<V: Into<Nullable<$path>>> IntoField<Nullable<$path>> for V {
            fn into_field(self) -> Nullable<$path> {
                self.into()
            }
        }
    )*};
}
nullable_from!(Path, ReferencePath);

impl FromText for String {
    const EXPECTS: &'static str = "a string";

    fn from_text(text: String) -> Self {
        text
    }

    fn text(&self) -> &str {
        self
    }
}

impl Field for bool {
    const EXPECTS: &'static str = "a boolean";

    fn read(value: Json) -> Result<Self, Json> {
        value.as_bool().ok_or(value)
    }

    fn write(&self) -> Json {
        (*self).into()
    }
}

impl IntoField<bool> for bool {
    fn into_field(self) -> bool {
        self
    }
}

impl Field for Json {
    const EXPECTS: &'static str = "any value";

    fn read(value: Json) -> Result<Self, Json> {
        Ok(value)
    }

    fn write(&self) -> Json {
        self.clone()
    }

    fn write_text(&self, out: &mut crate::json::Text) {
        out.value(self);
    }

    fn length(&self) -> usize {
        self.compact_length()
    }
}

impl<V: Into<Json>> IntoField<Json> for V {
    fn into_field(self) -> Json {
        self.into()
    }
}

impl Field for Object {
    const EXPECTS: &'static str = "an object";

    fn read(value: Json) -> Result<Self, Json> {
        match value {
            Json::Object(members) => Ok(members),
            other => Err(other),
        }
    }

    fn write(&self) -> Json {
        self.clone().into()
    }
}

impl<V: Into<Object>> IntoField<Object> for V {
    fn into_field(self) -> Object {
        self.into()
    }
}
