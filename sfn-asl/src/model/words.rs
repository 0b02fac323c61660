//! Words from a list, such as the query language.

use super::record::FromText;
use std::fmt;

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
