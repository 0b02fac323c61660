//! The YAML reader: the events of a parser become the same tree as JSON text.
//!
//! A definition is JSON data, so of YAML only what is such data is taken.

use super::tree::{Full, Tree};
use super::yaml_text::{Offsets, Resolved, number};
use super::{Limits, Partial};
use crate::diagnostic::Code;
use crate::json::{Json, Number};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use std::collections::HashMap;

pub(super) fn read(text: &str, limits: &Limits) -> Partial {
    read_with(text, limits, false)
}

/// Reads a template of CloudFormation: its tags are short for objects.
pub(super) fn read_template(text: &str, limits: &Limits) -> Partial {
    read_with(text, limits, true)
}

fn read_with(text: &str, limits: &Limits, template: bool) -> Partial {
    let max = limits.max_bytes.min(u32::MAX as usize - 1);
    let mut reader = Reader {
        tree: Tree::new(limits),
        offsets: Offsets::new(text),
        anchors: HashMap::new(),
        open: Vec::new(),
        skipped: 0,
        template,
        spare: Weight {
            values: limits.max_values,
            bytes: limits.max_expanded_bytes,
        },
    };
    if text.len() > max {
        let message = format!("the text has {} bytes, at most {max} are read", text.len());
        reader.tree.report(
            Code::LimitExceeded,
            0,
            message,
            "the service itself takes definitions up to 1 MiB",
        );
        return reader.tree.finish("");
    }
    // An error means that reading ended early, and was reported.
    let _ = reader.stream(text);
    reader.tree.finish(text)
}

/// Reading cannot go on; why was reported.
struct Stop;

impl From<Full> for Stop {
    fn from(_: Full) -> Self {
        Self
    }
}

struct Reader<'t> {
    tree: Tree<'t>,
    offsets: Offsets<'t>,
    /// What each anchor stands for, once it is complete.
    anchors: HashMap<usize, Json>,
    /// The anchors of the open containers, 0 for none; and whether each is the value of a function that its tag names.
    open: Vec<(usize, bool)>,
    /// Whether the tags of CloudFormation name functions.
    template: bool,
    /// How many containers are open below a value that was refused.
    skipped: usize,
    /// How much anchors and aliases may still add to what the text itself holds.
    spare: Weight,
}

/// How much room a value takes.
#[derive(Clone, Copy)]
struct Weight {
    values: usize,
    bytes: usize,
}

impl Weight {
    fn of(value: &Json) -> Self {
        let mut weight = Self {
            values: 1,
            bytes: 0,
        };
        let mut add = |other: Self| {
            weight.values = weight.values.saturating_add(other.values);
            weight.bytes = weight.bytes.saturating_add(other.bytes);
        };
        match value {
            Json::String(text) => add(Self {
                values: 0,
                bytes: text.len(),
            }),
            Json::Array(items) => items.iter().for_each(|item| add(Self::of(item))),
            Json::Object(members) => members.iter().for_each(|(key, value)| {
                add(Self {
                    values: 0,
                    bytes: key.len(),
                });
                add(Self::of(value));
            }),
            _ => {}
        }
        weight
    }
}

impl<'t> Reader<'t> {
    fn stream(&mut self, text: &'t str) -> Result<(), Stop> {
        let mut parser = Parser::new_from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
        let mut documents = 0;
        while let Some(event) = parser.next_event() {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    let at = self.offsets.at(error.marker());
                    let help = "check indentation, quotes and colons near here";
                    self.tree
                        .report(Code::Syntax, at, lower_first(error.info()), help);
                    return Err(Stop);
                }
            };
            if let Event::DocumentStart(_) = event {
                documents += 1;
                if documents > 1 {
                    let at = self.offsets.at(&span.start);
                    let message = "a second document begins";
                    self.tree.report(
                        Code::UnsupportedYaml,
                        at,
                        message,
                        "a file holds one definition: split it",
                    );
                    return Err(Stop);
                }
            }
            self.event(event, &span)?;
        }
        if !self.tree.is_done() {
            self.tree.report(
                Code::Syntax,
                0,
                "the text is empty",
                "a definition is a mapping with StartAt and States",
            );
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, span: &Span) -> Result<(), Stop> {
        let at = self.offsets.at(&span.start);
        if self.skipped > 0 {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => self.skipped += 1,
                Event::SequenceEnd | Event::MappingEnd => self.skipped -= 1,
                _ => {}
            }
            return Ok(());
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), at)
            }
            Event::SequenceStart(anchor, tag) => self.container(false, anchor, tag.as_deref(), at),
            Event::MappingStart(anchor, tag) => self.container(true, anchor, tag.as_deref(), at),
            Event::SequenceEnd | Event::MappingEnd => {
                let (anchor, function) = self.open.pop().unwrap_or((0, false));
                let mut value = self.tree.close();
                if function {
                    value = self.tree.close();
                }
                let value = value.filter(|_| anchor > 0);
                let copy = value.map(|value| copy(value, &mut self.spare));
                self.remember(anchor, copy, at)
            }
            Event::Alias(anchor) => self.alias(anchor, at),
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: u32,
    ) -> Result<(), Stop> {
        let plain = style == ScalarStyle::Plain;
        if self.tree.wants_key() {
            if plain && text == "<<" {
                let help = "write the members out; JSON has no merging";
                self.tree.report(
                    Code::UnsupportedYaml,
                    at,
                    "`<<` merges a mapping into this one",
                    help,
                );
            }
            self.tree.key(text.to_owned(), at);
            let copy = (anchor > 0).then(|| copy(&Json::from(text), &mut self.spare));
            return self.remember(anchor, copy, at);
        }
        if let Some(function) = self.function(tag) {
            self.tree.open_object(at)?;
            self.tree.key(function, at);
            self.tree.scalar(Json::from(text), at)?;
            let value = self.tree.close().filter(|_| anchor > 0);
            let copy = value.map(|value| copy(value, &mut self.spare));
            return self.remember(anchor, copy, at);
        }
        let resolve = match kind(tag) {
            Kind::Refused => return self.refuse(tag, at),
            Kind::String => false,
            Kind::Plain => plain || tag.is_some(),
        };
        let value = if resolve {
            self.resolve(text, at)
        } else {
            Some(Json::from(text))
        };
        let Some(value) = value else {
            return Ok(self.tree.hole(at)?);
        };
        let value = self.tree.scalar(value, at)?.filter(|_| anchor > 0);
        let copy = value.map(|value| copy(value, &mut self.spare));
        self.remember(anchor, copy, at)
    }

    /// What a plain scalar means by the core schema.
    fn resolve(&mut self, text: &str, at: u32) -> Option<Json> {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Some(Json::Null),
            "true" | "True" | "TRUE" => return Some(Json::Bool(true)),
            "false" | "False" | "FALSE" => return Some(Json::Bool(false)),
            _ => {}
        }
        if let Some(number) = Number::parse(text) {
            return Some(number.into());
        }
        match number(text) {
            Resolved::Text => Some(Json::from(text)),
            Resolved::Number(number) => {
                let digits = text.trim_start_matches(['+', '-']);
                if digits.len() > 1
                    && digits.starts_with('0')
                    && digits.as_bytes()[1].is_ascii_digit()
                {
                    let help = "put it in quotes if it is text, such as an account id";
                    self.tree.warn(
                        Code::InvalidValue,
                        at,
                        format!("`{text}` is the number {number}"),
                        help,
                    );
                }
                Some(number.into())
            }
            Resolved::Impossible => {
                let message = format!("`{text}` is a number that JSON cannot say");
                self.tree.report(
                    Code::UnsupportedYaml,
                    at,
                    message,
                    "put it in quotes if it is text",
                );
                None
            }
        }
    }

    fn container(
        &mut self,
        mapping: bool,
        anchor: usize,
        tag: Option<&Tag>,
        at: u32,
    ) -> Result<(), Stop> {
        if self.tree.wants_key() {
            let what = if mapping { "a mapping" } else { "a sequence" };
            self.tree.report(
                Code::UnsupportedYaml,
                at,
                format!("{what} is a key"),
                "a key is text",
            );
            return Err(Stop);
        }
        let function = self.function(tag);
        if let Some(function) = &function {
            self.tree.open_object(at)?;
            self.tree.key(function.clone(), at);
        } else if matches!(kind(tag), Kind::Refused) {
            self.skipped = 1;
            return self.refuse(tag, at);
        }
        if mapping {
            self.tree.open_object(at)?;
        } else {
            self.tree.open_array(at)?;
        }
        self.open.push((anchor, function.is_some()));
        Ok(())
    }

    /// The function of CloudFormation that a tag is short for.
    fn function(&self, tag: Option<&Tag>) -> Option<String> {
        let tag = tag.filter(|tag| self.template && tag.handle == "!" && !tag.suffix.is_empty())?;
        Some(match tag.suffix.as_str() {
            name @ ("Ref" | "Condition") => name.to_owned(),
            name => format!("Fn::{name}"),
        })
    }

    fn refuse(&mut self, tag: Option<&Tag>, at: u32) -> Result<(), Stop> {
        let tag = tag.map_or_else(String::new, |tag| format!("{}{}", tag.handle, tag.suffix));
        let help = if tag.starts_with("!") && !tag.starts_with("!!") {
            "CloudFormation tags belong in the template: write a `${Placeholder}` here, and give its value under \
             DefinitionSubstitutions there"
        } else {
            "a definition is plain data: remove the tag"
        };
        self.tree.report(
            Code::UnsupportedYaml,
            at,
            format!("the tag `{tag}` has no meaning in a definition"),
            help,
        );
        Ok(self.tree.hole(at)?)
    }

    /// Keeps what an anchor stands for; `copy` is none inside when there is no room left.
    fn remember(&mut self, anchor: usize, copy: Option<Option<Json>>, at: u32) -> Result<(), Stop> {
        match copy {
            None => Ok(()),
            Some(Some(value)) => {
                self.anchors.insert(anchor, value);
                Ok(())
            }
            Some(None) => Err(self.full(at)),
        }
    }

    fn alias(&mut self, anchor: usize, at: u32) -> Result<(), Stop> {
        let Some(value) = self.anchors.get(&anchor) else {
            let message =
                "an alias stands inside what it refers to, or for a value that was refused";
            self.tree
                .report(Code::UnsupportedYaml, at, message, "write the value out");
            return Err(Stop);
        };
        if self.tree.wants_key() {
            let Json::String(key) = value else {
                self.tree.report(
                    Code::UnsupportedYaml,
                    at,
                    "an alias for something else than text is a key",
                    "a key is text",
                );
                return Err(Stop);
            };
            let key = key.clone();
            self.tree.key(key, at);
            return Ok(());
        }
        match copy(value, &mut self.spare) {
            Some(value) => Ok(self.put(value, at)?),
            None => Err(self.full(at)),
        }
    }

    /// Puts a whole value in its place. INVARIANT: recurses no deeper than a value under the limit of nesting is.
    fn put(&mut self, value: Json, at: u32) -> Result<(), Full> {
        match value {
            Json::Array(items) => {
                self.tree.open_array(at)?;
                for item in items {
                    self.put(item, at)?;
                }
                self.tree.close();
            }
            Json::Object(members) => {
                self.tree.open_object(at)?;
                for (key, item) in members {
                    self.tree.key(key, at);
                    self.put(item, at)?;
                }
                self.tree.close();
            }
            scalar => {
                self.tree.scalar(scalar, at)?;
            }
        }
        Ok(())
    }

    fn full(&mut self, at: u32) -> Stop {
        let message = "aliases expand to more than the limits allow";
        self.tree.report(
            Code::LimitExceeded,
            at,
            message,
            "write the values out, or use fewer aliases",
        );
        Stop
    }
}

/// Copies a value if there is room for it.
fn copy(value: &Json, spare: &mut Weight) -> Option<Json> {
    let weight = Weight::of(value);
    spare.values = spare.values.checked_sub(weight.values)?;
    spare.bytes = spare.bytes.checked_sub(weight.bytes)?;
    Some(value.clone())
}

enum Kind {
    Plain,
    String,
    Refused,
}

fn kind(tag: Option<&Tag>) -> Kind {
    match tag {
        None => Kind::Plain,
        Some(tag) if tag.handle == "tag:yaml.org,2002:" => match tag.suffix.as_str() {
            "str" => Kind::String,
            "int" | "float" | "bool" | "null" | "map" | "seq" => Kind::Plain,
            _ => Kind::Refused,
        },
        Some(tag) if tag.suffix.is_empty() || tag.suffix == "!" && tag.handle.is_empty() => {
            Kind::String
        }
        Some(_) => Kind::Refused,
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}
