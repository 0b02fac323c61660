//! Making values from Rust's own, and from and to `serde_json`.

use super::{Json, Number, Object};

macro_rules! from_numbers {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Json {
            fn from(value: $ty) -> Self {
                Self::Number(value.into())
            }
        }
    )*};
}
from_numbers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, Number
);

impl From<f64> for Json {
    /// NaN and the infinities, which JSON cannot say, become `null`.
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<&String> for Json {
    fn from(value: &String) -> Self {
        Self::String(value.clone())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<()> for Json {
    fn from((): ()) -> Self {
        Self::Null
    }
}

impl From<Object> for Json {
    fn from(value: Object) -> Self {
        Self::Object(value)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json> + Clone> From<&[T]> for Json {
    fn from(items: &[T]) -> Self {
        Self::Array(items.iter().cloned().map(Into::into).collect())
    }
}

impl<T: Into<Json>, const N: usize> From<[T; N]> for Json {
    fn from(items: [T; N]) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>, T: Into<Json>> FromIterator<(K, T)> for Json {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(members: I) -> Self {
        Self::Object(
            members
                .into_iter()
                .map(|(key, value)| (key, value.into()))
                .collect(),
        )
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(value) => {
                Number::parse(&value.to_string()).map_or(Self::Null, Self::Number)
            }
            Value::String(value) => Self::String(value),
            Value::Array(items) => items.into_iter().collect(),
            Value::Object(members) => members.into_iter().collect(),
        }
    }
}

impl Json {
    /// The value for `serde_json`. Its map may sort keys, and a number beyond its range becomes the nearest double.
    ///
    /// ```
    /// use sfn_asl::json::Json;
    ///
    /// let value = serde_json::json!({"a": [1, 2.5, null]});
    /// assert_eq!(Json::from(value.clone()).to_serde(), value);
    /// ```
    #[must_use]
    pub fn to_serde(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(value) => value
                .is_integer_spelling()
                .then(|| {
                    value
                        .as_i64()
                        .map(Value::from)
                        .or_else(|| value.as_u64().map(Value::from))
                })
                .flatten()
                .unwrap_or_else(|| Value::from(value.as_f64())),
            Self::String(value) => Value::String(value.clone()),
            Self::Array(items) => items.iter().map(Self::to_serde).collect(),
            Self::Object(members) => members
                .iter()
                .map(|(key, value)| (key.clone(), value.to_serde()))
                .collect(),
        }
    }
}
