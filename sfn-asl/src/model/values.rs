//! The kinds of values that fields hold: numbers that may be expressions, paths that may be null, words from a list.

use super::record::{Field, FromText, IntoField};
use super::text::{Path, ReferencePath, has_placeholder, is_expression};
use crate::json::{Json, Number, Object};
use std::fmt;

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

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident ($what:literal) { $($(#[$word_doc:meta])* $word:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
            /// A word that is not in the list, such as a `${Placeholder}`.
            Other(String),
        }

        impl $name {
            /// The words of the list.
            pub const WORDS: &'static [&'static str] = &[$($text,)*];

            /// The word.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$word => $text,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$word,)*
                    _ => Self::Other(text),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                text.to_owned().into()
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> String {
                word.as_str().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromText for $name {
            const EXPECTS: &'static str = concat!("a string (", $what, ")");

            fn from_text(text: String) -> Self {
                text.into()
            }

            fn text(&self) -> &str {
                self.as_str()
            }
        }
    )*};
}

words! {
    /// The language of queries and data flow.
    QueryLanguage ("query language") {
        /// Paths and payload templates; the default.
        JsonPath = "JSONPath",
        /// Expressions in `{% %}`.
        Jsonata = "JSONata",
    }
    /// Whether the delays between retries are made random.
    JitterStrategy ("jitter strategy") {
        /// A random delay between 0 and the computed one.
        Full = "FULL",
        /// The computed delay; the default.
        None = "NONE",
    }
    /// How a Map runs its items.
    ProcessorMode ("processor mode") {
        /// Inside the execution; the default.
        Inline = "INLINE",
        /// Each item, or batch of items, as a child execution.
        Distributed = "DISTRIBUTED",
    }
    /// The kind of workflow that the children of a Distributed Map are.
    ExecutionType ("execution type") {
        /// Standard workflows.
        Standard = "STANDARD",
        /// Express workflows.
        Express = "EXPRESS",
    }
    /// The format of what an item reader reads.
    InputType ("input type") {
        /// Comma separated values, or another delimiter.
        Csv = "CSV",
        /// One JSON document.
        Json = "JSON",
        /// A JSON value a line.
        JsonLines = "JSONL",
        /// Apache Parquet.
        Parquet = "PARQUET",
        /// A manifest, such as that of an S3 inventory.
        Manifest = "MANIFEST",
    }
    /// What an item reader makes of the objects it lists.
    ReaderTransformation ("reader transformation") {
        /// The metadata of the objects are the items; the default.
        None = "NONE",
        /// The content of the objects is read, and its items are the items.
        LoadAndFlatten = "LOAD_AND_FLATTEN",
    }
    /// The kind of a manifest.
    ManifestType ("manifest type") {
        /// The manifest of an Athena query's result.
        AthenaData = "ATHENA_DATA",
        /// The manifest of an S3 inventory.
        S3Inventory = "S3_INVENTORY",
    }
    /// What separates the fields of a CSV file.
    CsvDelimiter ("CSV delimiter") {
        /// `,`, the default
        Comma = "COMMA",
        /// `|`
        Pipe = "PIPE",
        /// `;`
        Semicolon = "SEMICOLON",
        /// A blank.
        Space = "SPACE",
        /// A tab.
        Tab = "TAB",
    }
    /// Where the names of the fields of a CSV file are.
    CsvHeaderLocation ("CSV header location") {
        /// In the first row of the file.
        FirstRow = "FIRST_ROW",
        /// In the field `CSVHeaders`.
        Given = "GIVEN",
    }
    /// What a result writer makes of the results.
    WriterTransformation ("writer transformation") {
        /// The children's results with their metadata.
        None = "NONE",
        /// The children's results as they are.
        Compact = "COMPACT",
        /// Lists that children give become one list.
        Flatten = "FLATTEN",
    }
    /// The format of what a result writer writes.
    OutputType ("output type") {
        /// One JSON array.
        Json = "JSON",
        /// A JSON value a line.
        JsonLines = "JSONL",
    }
}
