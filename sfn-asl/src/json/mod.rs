//! A JSON value that forgets nothing a person can see: the order of keys and the spelling of numbers.
//!
//! Knows nothing of states or workflows. `serde_json` appears here only as something to convert from and to.

mod convert;
mod map;
mod number;
mod write;

pub use map::{IntoIter, Iter, IterMut, OrderedMap};
pub use number::Number;
pub(crate) use write::{Text, list_length, string_length};

use std::ops::Index;

/// A JSON object whose members stay in the order they were written.
pub type Object = OrderedMap<String, Json>;

/// A JSON value, with the order of object members and the spelling of numbers kept.
///
/// Two values are equal when they mean the same: the order of object members does not matter, and numbers are
/// compared by value, so `2`, `2.0` and `20e-1` are equal. [`Json::is_identical`] compares order and spelling too.
///
/// ```
/// use sfn_asl::json::Json;
///
/// let a: Json = r#"{"rate": 2.0, "on": true}"#.parse().unwrap();
/// let b: Json = r#"{"on": true, "rate": 2}"#.parse().unwrap();
/// assert_eq!(a, b);
/// assert!(!a.is_identical(&b));
/// assert_eq!(a.to_string(), r#"{"rate":2.0,"on":true}"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was spelled.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Object),
}

/// What a missing member reads as when a value is indexed.
static NULL: Json = Json::Null;

impl Json {
    /// An object with no members.
    #[must_use]
    pub fn object() -> Self {
        Self::Object(Object::new())
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if this is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The number as a 64-bit integer, if it is a number spelled as one and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// The number as the nearest double, if this is a number.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().map(Number::as_f64)
    }

    /// The string, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(value) => Some(value),
            _ => None,
        }
    }

    /// The items, if this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Json]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The items, if this is an array, to be changed.
    #[must_use]
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Json>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if this is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The members, if this is an object, to be changed.
    #[must_use]
    pub fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The member of that name, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.as_object().and_then(|members| members.get(key))
    }

    /// The value a JSON pointer (RFC 6901) leads to; the empty pointer is the value itself.
    ///
    /// ```
    /// use sfn_asl::json::Json;
    ///
    /// let value: Json = r#"{"States": {"a/b": [1, 2]}}"#.parse().unwrap();
    /// assert_eq!(value.pointer("/States/a~1b/1"), Some(&Json::from(2)));
    /// ```
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Json> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut here = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = crate::pointer::unescape(token);
            here = match here {
                Self::Object(members) => members.get(token.as_ref())?,
                Self::Array(items) => items.get(crate::pointer::index(&token)?)?,
                _ => return None,
            };
        }
        Some(here)
    }

    /// The kind of value in words, for messages: `"a string"`, `"an object"`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Whether both are the same value written the same way: same order of members, same spelling of numbers.
    #[must_use]
    pub fn is_identical(&self, other: &Json) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.spelling() == b.spelling(),
            (Self::Array(a), Self::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_identical(b))
            }
            (Self::Object(a), Self::Object(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b)
                        .all(|((ka, a), (kb, b))| ka == kb && a.is_identical(b))
            }
            (Self::Number(_) | Self::Array(_) | Self::Object(_), _) => false,
            _ => self == other,
        }
    }
}

impl Index<&str> for Json {
    type Output = Json;

    /// The member of that name, or `null`.
    fn index(&self, key: &str) -> &Json {
        self.get(key).unwrap_or(&NULL)
    }
}

impl Index<usize> for Json {
    type Output = Json;

    /// The item at that place, or `null`.
    fn index(&self, index: usize) -> &Json {
        self.as_array()
            .and_then(|items| items.get(index))
            .unwrap_or(&NULL)
    }
}
