//! Reading text: JSON by a reader of our own, YAML by the events of a parser; both into one tree with places.
//!
//! Nothing here recurses, and every size has a limit, so that no text can exhaust the stack or the memory.

mod json;
mod number;
mod places;
mod string;
mod tree;
#[cfg(feature = "yaml")]
mod yaml;
#[cfg(feature = "yaml")]
mod yaml_text;

pub use places::Places;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Position};
use crate::json::Json;
use crate::model::StateMachine;
use crate::model::record::{Field, wrong_type};
use crate::pointer::Path;

/// How large a text may be. Every limit has a default far above any definition the service accepts (1 MiB).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The longest text in bytes; 64 MiB unless set. At most 4 GiB, whatever is set.
    pub max_bytes: usize,
    /// How deep arrays and objects may be nested; 200 unless set. Everything that recurses over a document that was
    /// read relies on this, so raise it only on a thread with a stack to match.
    pub max_depth: usize,
    /// How many values, members' included, the text may hold, and in YAML its aliases expand to; 5 million unless set.
    pub max_values: usize,
    /// How many bytes of strings the aliases of a YAML text may expand to; 64 MiB unless set.
    pub max_expanded_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_depth: 200,
            max_values: 5_000_000,
            max_expanded_bytes: 64 << 20,
        }
    }
}

impl Limits {
    /// Sets the longest text in bytes.
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Sets how deep arrays and objects may be nested.
    #[must_use]
    pub fn max_depth(mut self, depth: usize) -> Self {
        self.max_depth = depth;
        self
    }

    /// Sets how many values the text may hold.
    #[must_use]
    pub fn max_values(mut self, values: usize) -> Self {
        self.max_values = values;
        self
    }
}

/// What was read from a text.
#[derive(Clone, Debug, Default)]
pub struct ReadJson {
    /// The value, when the text is well-formed. Of duplicate keys the last one counts.
    pub value: Option<Json>,
    /// What is wrong with the text, in its order.
    pub diagnostics: Vec<Diagnostic>,
    /// Where in the text each value is.
    pub places: Places,
}

/// What was read from the text of a definition.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The document, when the text is well-formed and an object; also when some of its fields are wrong.
    pub document: Option<StateMachine>,
    /// What is wrong with the text and with the types of its fields, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Where in the text each value is.
    pub places: Places,
}

impl Parsed {
    /// Whether anything is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads JSON text into a value.
///
/// ```
/// use sfn_asl::{Limits, read_json};
///
/// let read = read_json("{\"a\": 1,\n \"a\": 2}", &Limits::default());
/// assert_eq!(read.diagnostics[0].to_string(), "2:2: error[duplicate-key]: the key `a` occurs twice at /a\n  \
///     note: 1:2: it is here first at /a\n  help: keep one of them");
/// ```
#[must_use]
pub fn read_json(text: &str, limits: &Limits) -> ReadJson {
    let partial = json::read(text, limits);
    ReadJson {
        value: partial.value.filter(|_| partial.well_formed),
        diagnostics: partial.diagnostics,
        places: partial.places,
    }
}

/// Reads the JSON text of a definition.
///
/// ```
/// use sfn_asl::{Limits, parse};
///
/// let parsed = parse("{\"StartAt\": \"A\",\n \"States\": {\"A\": {\"Type\": \"Succeed\"}},\n \"Comment\": 1}", &Limits::default());
/// assert!(parsed.document.is_some());
/// assert_eq!(
///     parsed.diagnostics[0].to_string(),
///     "3:13: error[wrong-type]: expected a string, found a number at /Comment\n  help: write it as text, in quotes"
/// );
/// ```
#[must_use]
pub fn parse(text: &str, limits: &Limits) -> Parsed {
    document(json::read(text, limits))
}

/// Reads the JSON text of a definition from bytes that may not be UTF-8.
#[must_use]
pub fn parse_bytes(bytes: &[u8], limits: &Limits) -> Parsed {
    match decode(bytes) {
        Ok(text) => parse(text, limits),
        Err(diagnostic) => Parsed {
            diagnostics: vec![*diagnostic],
            ..Parsed::default()
        },
    }
}

/// Reads the YAML text of a definition.
///
/// Scalars are resolved by the core schema of YAML 1.2. Anchors are expanded; tags, merge keys and several documents are
/// refused, each with a message that says what to write.
///
/// ```
/// use sfn_asl::{Limits, parse_yaml};
///
/// let parsed = parse_yaml("StartAt: A\nStates:\n  A: { Type: Wait, Seconds: 5, End: true }\n", &Limits::default());
/// assert_eq!(parsed.document.unwrap().states.len(), 1);
/// ```
#[cfg(feature = "yaml")]
#[must_use]
pub fn parse_yaml(text: &str, limits: &Limits) -> Parsed {
    document(yaml::read(text, limits))
}

/// Reads YAML text into a value, see [`parse_yaml`].
#[cfg(feature = "yaml")]
#[must_use]
pub fn read_yaml(text: &str, limits: &Limits) -> ReadJson {
    let partial = yaml::read(text, limits);
    ReadJson {
        value: partial.value.filter(|_| partial.well_formed),
        diagnostics: partial.diagnostics,
        places: partial.places,
    }
}

/// Reads the YAML text of a template of CloudFormation into a value: its tags become the objects they are short for,
/// `!Ref Topic` becomes `{"Ref": "Topic"}`, `!Sub ..` becomes `{"Fn::Sub": ..}`.
///
/// ```
/// use sfn_asl::{Limits, read_yaml_template};
///
/// let read = read_yaml_template("Role: !GetAtt Role.Arn\nName: !Join ['-', [a, b]]", &Limits::default());
/// assert_eq!(
///     read.value.unwrap().to_string(),
///     r#"{"Role":{"Fn::GetAtt":"Role.Arn"},"Name":{"Fn::Join":["-",["a","b"]]}}"#
/// );
/// ```
#[cfg(feature = "yaml")]
#[must_use]
pub fn read_yaml_template(text: &str, limits: &Limits) -> ReadJson {
    let partial = yaml::read_template(text, limits);
    ReadJson {
        value: partial.value.filter(|_| partial.well_formed),
        diagnostics: partial.diagnostics,
        places: partial.places,
    }
}

/// What a reader hands on. After a syntax error the value is what stood before it, closed where it broke off.
pub(crate) struct Partial {
    pub(crate) value: Option<Json>,
    pub(crate) well_formed: bool,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) places: Places,
    /// Where something could not be read: array items that stand as `null`, objects that lack a member.
    pub(crate) holes: Vec<String>,
}

fn document(partial: Partial) -> Parsed {
    let Partial {
        value,
        well_formed,
        mut diagnostics,
        places,
        holes,
    } = partial;
    let document = value.and_then(|value| match StateMachine::read(value) {
        Ok(document) => Some(document),
        // What could not be read at all has been reported as that.
        Err(_) if holes.iter().any(String::is_empty) => None,
        Err(value) => {
            diagnostics.push(
                wrong_type(&Path::Root, "a state machine, which is an object", &value)
                    .with_help("begin with `{`, and give it StartAt and States"),
            );
            None
        }
    });
    if let Some(document) = &document {
        diagnostics.extend(
            document
                .type_errors()
                .into_iter()
                .filter(|found| !holes.contains(&found.pointer)),
        );
    }
    places.locate(&mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.position);
    Parsed {
        document: document.filter(|_| well_formed),
        diagnostics,
        places,
    }
}

/// Sees bytes as text, or says where they stop being UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Box<Diagnostic>> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let diagnostic = Diagnostic::error(
            Code::InvalidUtf8,
            "",
            "the text is UTF-16, a definition must be UTF-8",
        )
        .with_position(Position { line: 1, column: 1 })
        .with_help("save the file as UTF-8");
        return Err(Box::new(diagnostic));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let before = String::from_utf8_lossy(&bytes[..at]);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let position = Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        };
        let message = format!("byte {at} (0x{:02x}) is not UTF-8", bytes[at]);
        let diagnostic = Diagnostic::error(Code::InvalidUtf8, "", message)
            .with_position(position)
            .with_help("save the file as UTF-8");
        Box::new(diagnostic)
    })
}

impl std::str::FromStr for Json {
    type Err = Diagnostics;

    /// Reads JSON text within the default [`Limits`]; duplicate keys are errors.
    fn from_str(text: &str) -> Result<Self, Diagnostics> {
        let read = read_json(text, &Limits::default());
        match read.value {
            Some(value) if read.diagnostics.is_empty() => Ok(value),
            _ => Err(read.diagnostics.into()),
        }
    }
}

impl StateMachine {
    /// Reads JSON text within the default [`Limits`], and takes nothing that has an error.
    ///
    /// # Errors
    /// Everything that is wrong with the text and with the types of fields. Whether the definition makes sense is asked
    /// of [`validate`](crate::validate()).
    pub fn from_json_str(text: &str) -> Result<Self, Diagnostics> {
        strict(parse(text, &Limits::default()))
    }

    /// Reads YAML text, see [`StateMachine::from_json_str`] and [`parse_yaml`].
    ///
    /// # Errors
    /// Everything that is wrong with the text and with the types of fields.
    #[cfg(feature = "yaml")]
    pub fn from_yaml_str(text: &str) -> Result<Self, Diagnostics> {
        strict(parse_yaml(text, &Limits::default()))
    }

    /// Takes a value as a document; fields of the wrong type are kept as they are, see
    /// [`StateMachine::type_errors`].
    ///
    /// # Errors
    /// When the value is not an object.
    pub fn from_json(value: &Json) -> Result<Self, Diagnostics> {
        Self::read(value.clone()).map_err(|value| {
            vec![wrong_type(
                &Path::Root,
                "a state machine, which is an object",
                &value,
            )]
            .into()
        })
    }
}

fn strict(parsed: Parsed) -> Result<StateMachine, Diagnostics> {
    match parsed.document {
        Some(document) if !parsed.diagnostics.iter().any(Diagnostic::is_error) => Ok(document),
        _ => Err(parsed.diagnostics.into()),
    }
}
