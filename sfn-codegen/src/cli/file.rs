//! A file of somebody, and the definitions in it: one that is a definition, or a template that holds some.
//!
//! Every command that reads files begins here, see [`read`]; [`File::place`] finds what a diagnostic is about in the text.

use super::substitutions;
use super::template;
use super::text::{Lines, Text, token_end};
use sfn_asl::model::StateMachine;
use sfn_asl::{Code, Diagnostic, Json, Limits, Parsed, Places, ReadJson, WorkflowKind};
use std::cell::OnceCell;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file that was read.
pub(crate) struct File {
    /// Its name as it was given; `<stdin>` for standard input.
    pub(crate) name: String,
    pub(crate) text: String,
    lines: Lines,
    /// The definitions in it, in the order of the text.
    pub(crate) definitions: Vec<Definition>,
    /// What is wrong with the file around them.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What could not be looked at, each with the pointer to it.
    pub(crate) skipped: Vec<(String, String)>,
    /// Files that hold definitions which this one names.
    pub(crate) named: Vec<Named>,
    places: Places,
}

/// A file that another one names.
pub(crate) struct Named {
    pub(crate) path: PathBuf,
    pub(crate) kind: Option<WorkflowKind>,
    /// What is put in the place of its placeholders; nothing when that is not known.
    pub(crate) substitutions: Option<Json>,
    /// What its state machine is called once it is deployed.
    pub(crate) machine: Option<String>,
}

/// A definition in a file.
pub(crate) struct Definition {
    /// Where in the file it is, as a JSON pointer; empty when it is the file.
    pub(crate) pointer: String,
    /// The kind of workflow that the template around it says.
    pub(crate) kind: Option<WorkflowKind>,
    /// What was read, and what was wrong with that.
    pub(crate) parsed: Parsed,
    /// What the template around it puts in the place of placeholders: `DefinitionSubstitutions`.
    pub(super) substitutions: Option<Json>,
    /// What the state machine is called once it is deployed, where a template says that: perhaps a pattern.
    pub(super) machine: Option<String>,
    origin: Origin,
    json: OnceCell<Json>,
}

/// Where the text of a definition is.
enum Origin {
    /// It is the file, and its places are the file's.
    Whole,
    /// An object in the file.
    Inside,
    /// A string in the file.
    Text(Box<(Text, Lines)>),
}

impl Definition {
    /// A definition that is an object in a file.
    pub(super) fn inside(pointer: String, kind: Option<WorkflowKind>, value: &Json) -> Self {
        let (document, diagnostics) = match StateMachine::from_json(value) {
            Ok(document) => {
                let found = document.type_errors();
                (Some(document), found)
            }
            Err(found) => (None, found.into_vec()),
        };
        let mut parsed = Parsed::default();
        (parsed.document, parsed.diagnostics) = (document, diagnostics);
        Self::new(pointer, kind, parsed, Origin::Inside)
    }

    /// A definition that is the text of a string in a file.
    pub(super) fn of_text(pointer: String, kind: Option<WorkflowKind>, text: Text) -> Self {
        let text = text.quoted().0;
        let parsed = sfn_asl::parse(&text.content, &Limits::default());
        let lines = Lines::of(&text.content);
        Self::new(pointer, kind, parsed, Origin::Text(Box::new((text, lines))))
    }

    /// A file that is JSON once its placeholders are filled in.
    fn filled_in_later(text: Text) -> Self {
        let mut definition = Self::of_text(String::new(), None, text);
        let parsed = &mut definition.parsed;
        if !parsed.diagnostics.iter().any(Diagnostic::is_error) {
            let message = "this is JSON only when its placeholders are filled in";
            let help = "the service fills in nothing: that is for DefinitionSubstitutions, `templatefile` or the like to do";
            let found = Diagnostic::warning(Code::UnknownSubstitution, "", message).with_help(help);
            parsed.diagnostics.push(found);
        }
        definition
    }

    fn new(pointer: String, kind: Option<WorkflowKind>, parsed: Parsed, origin: Origin) -> Self {
        Self {
            pointer,
            kind,
            parsed,
            origin,
            json: OnceCell::new(),
            substitutions: None,
            machine: None,
        }
    }

    /// Whether it is the text of a string in the file.
    pub(crate) fn is_in_text(&self) -> bool {
        matches!(self.origin, Origin::Text(_))
    }

    /// The string at a pointer of the definition.
    fn string(&self, pointer: &str) -> Option<&str> {
        let json = self.json.get_or_init(|| {
            let document = self.parsed.document.as_ref();
            document.map_or(Json::Null, StateMachine::to_json)
        });
        json.pointer(pointer)?.as_str()
    }
}

/// The form of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
}

/// Reads a file, or standard input for `-`.
pub(crate) fn read(path: &str) -> io::Result<File> {
    let mut bytes = Vec::new();
    let name = if path == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
        "<stdin>".to_owned()
    } else {
        bytes = std::fs::read(path)?;
        path.to_owned()
    };
    Ok(of_bytes(name, bytes))
}

fn of_bytes(name: String, bytes: Vec<u8>) -> File {
    match String::from_utf8(bytes) {
        Ok(text) => of_text(name, text),
        Err(error) => {
            // The reader says where it stops being text.
            let parsed = sfn_asl::parse_bytes(error.as_bytes(), &Limits::default());
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let mut file = File::empty(name, text);
            file.diagnostics = parsed.diagnostics;
            file
        }
    }
}

/// Looks at the text of a file of that name.
pub(crate) fn of_text(name: String, text: String) -> File {
    let format = format(&name, &text);
    let limits = Limits::default();
    let mut file = File::empty(name, text);
    if template::may_be(&file.text) {
        let read = match format {
            Format::Json => sfn_asl::read_json(&file.text, &limits),
            Format::Yaml => sfn_asl::read_yaml_template(&file.text, &limits),
        };
        let base = Path::new(&file.name).parent().map(Path::to_owned);
        let ReadJson {
            value,
            diagnostics,
            places,
            ..
        } = read;
        file.places = places;
        if let Some(value) = value {
            let found = template::find(&value, base.as_deref(), &|pointer, value| {
                Text::of_string(&file.text, file.value_at(pointer), value)
            });
            if let Some(found) = found {
                (file.definitions, file.skipped, file.named) =
                    (found.definitions, found.skipped, found.named);
                file.diagnostics = diagnostics;
                file.diagnostics.extend(found.diagnostics);
                return file;
            }
        }
    }
    if format == Format::Json
        && let (text, true) = Text::whole(&file.text).quoted()
    {
        file.definitions = vec![Definition::filled_in_later(text)];
        return file;
    }
    let parsed = match format {
        Format::Json => sfn_asl::parse(&file.text, &limits),
        Format::Yaml => sfn_asl::parse_yaml(&file.text, &limits),
    };
    file.definitions = vec![Definition::new(String::new(), None, parsed, Origin::Whole)];
    file
}

fn format(name: &str, text: &str) -> Format {
    let extension = Path::new(name).extension().and_then(|text| text.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("json" | "template" | "asl") if text.trim_start().starts_with(['{', '[']) => {
            Format::Json
        }
        Some("yaml" | "yml" | "template") => Format::Yaml,
        Some("json") => Format::Json,
        _ if text
            .trim_start_matches('\u{FEFF}')
            .trim_start()
            .starts_with('{') =>
        {
            Format::Json
        }
        // Text that has no lines of its own is hardly YAML.
        _ if text.trim().lines().count() > 1 => Format::Yaml,
        _ => Format::Json,
    }
}

impl File {
    fn empty(name: String, text: String) -> Self {
        Self {
            lines: Lines::of(&text),
            name,
            text,
            definitions: Vec::new(),
            diagnostics: Vec::new(),
            skipped: Vec::new(),
            named: Vec::new(),
            places: Places::default(),
        }
    }

    /// Says which placeholders of a file that a template names get no value there.
    pub(super) fn fill_in(&mut self, substitutions: &Json) {
        let [definition] = &mut self.definitions[..] else {
            return;
        };
        let parsed = &mut definition.parsed;
        // That they are filled in is known now.
        parsed
            .diagnostics
            .retain(|found| found.code != Code::UnknownSubstitution);
        if let Some(document) = &parsed.document {
            substitutions::of_file(substitutions, &document.to_json(), &mut parsed.diagnostics);
        }
        definition.substitutions = Some(substitutions.clone());
    }

    /// Whether nothing of it could be read: it is no text, or a template that is cut off.
    pub(super) fn is_unreadable(&self) -> bool {
        self.definitions.is_empty() && self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Where the value at a pointer begins.
    fn value_at(&self, pointer: &str) -> usize {
        let position = self.places.position(pointer);
        position.map_or(0, |at| self.lines.offset(&self.text, at.line, at.column))
    }

    /// The line and column of a byte of the file.
    pub(crate) fn position(&self, at: usize) -> (usize, usize) {
        self.lines.position(&self.text, at)
    }

    /// Says line and column of diagnostics of a definition, in the text that it was read from.
    pub(crate) fn locate(&self, of: &Definition, diagnostics: &mut [Diagnostic]) {
        match &of.origin {
            Origin::Whole | Origin::Text(_) => of.parsed.places.locate(diagnostics),
            Origin::Inside => {
                for diagnostic in &mut *diagnostics {
                    diagnostic.pointer.insert_str(0, &of.pointer);
                }
                self.places.locate(diagnostics);
                for diagnostic in diagnostics {
                    diagnostic.pointer.drain(..of.pointer.len());
                }
            }
        }
    }

    /// What of the file a diagnostic is about: of a definition, or of the file around it.
    pub(crate) fn place(&self, of: Option<&Definition>, diagnostic: &Diagnostic) -> Range<usize> {
        let mut copy = [Diagnostic {
            related: Vec::new(),
            ..diagnostic.clone()
        }];
        let (text, lines, map) = match of.map(|definition| (&definition.origin, definition)) {
            Some((Origin::Text(text), definition)) => {
                definition.parsed.places.locate(&mut copy);
                (text.0.content.as_str(), &text.1, Some(&text.0))
            }
            Some((Origin::Whole, definition)) => {
                definition.parsed.places.locate(&mut copy);
                (self.text.as_str(), &self.lines, None)
            }
            Some((Origin::Inside, definition)) => {
                copy[0].pointer.insert_str(0, &definition.pointer);
                self.places.locate(&mut copy);
                (self.text.as_str(), &self.lines, None)
            }
            None => {
                self.places.locate(&mut copy);
                (self.text.as_str(), &self.lines, None)
            }
        };
        let start = copy[0]
            .position
            .map_or(0, |at| lines.offset(text, at.line, at.column));
        let mut range = start..token_end(text, start);
        if let (Some((from, to)), Some(definition)) = (diagnostic.span, of)
            && let Some(value) = definition.string(&diagnostic.pointer)
        {
            let value = Text::of_string(text, start, value);
            let (from, to) = (value.place(from), value.place(to));
            if from < text.len() {
                range = from..to.max(from + 1).min(text.len());
            }
        }
        match map {
            Some(text) => {
                let start = text.place(range.start);
                start..text.place(range.end).max(start)
            }
            None => range,
        }
    }

    /// What of the file another place is that a diagnostic speaks of.
    pub(crate) fn related(
        &self,
        of: Option<&Definition>,
        diagnostic: &Diagnostic,
        at: usize,
    ) -> Option<Range<usize>> {
        let related = diagnostic.related.get(at)?;
        let mut copy = Diagnostic::error(diagnostic.code, &related.pointer, "");
        copy.position = related.position;
        Some(self.place(of, &copy))
    }
}
