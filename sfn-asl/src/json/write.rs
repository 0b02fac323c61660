//! Writing a value as text, without recursion.

use super::{Iter, Json};
use std::fmt;

impl Json {
    /// The value on one line, without blanks. `to_string()` does the same.
    #[must_use]
    pub fn to_compact(&self) -> String {
        let mut out = String::new();
        write(self, None, 0, &mut out);
        out
    }

    /// The value as a document for people: two blanks a level, a line feed at the end.
    ///
    /// ```
    /// use sfn_asl::json::Json;
    ///
    /// let value: Json = r#"{"a":[1,{}],"b":[]}"#.parse().unwrap();
    /// assert_eq!(value.to_pretty(), "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}\n");
    /// ```
    #[must_use]
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        write(self, Some(2), 0, &mut out);
        out.push('\n');
        out
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_compact())
    }
}

/// A container that is being written: what is left of it.
enum Open<'a> {
    Array(std::slice::Iter<'a, Json>),
    Object(Iter<'a, String, Json>),
}

/// Writes a value that stands so many levels deep.
fn write(value: &Json, indent: Option<usize>, base: usize, out: &mut String) {
    let mut stack: Vec<Open<'_>> = Vec::new();
    let mut next = Some(value);
    // Whether a container was just opened, so that its first child needs no comma.
    let mut first = false;
    loop {
        if let Some(value) = next.take() {
            first = false;
            match value {
                Json::Null => out.push_str("null"),
                Json::Bool(true) => out.push_str("true"),
                Json::Bool(false) => out.push_str("false"),
                Json::Number(number) => number.push_to(out),
                Json::String(text) => write_string(text, out),
                Json::Array(items) if items.is_empty() => out.push_str("[]"),
                Json::Object(members) if members.is_empty() => out.push_str("{}"),
                Json::Array(items) => {
                    out.push('[');
                    stack.push(Open::Array(items.iter()));
                    first = true;
                }
                Json::Object(members) => {
                    out.push('{');
                    stack.push(Open::Object(members.iter()));
                    first = true;
                }
            }
        }
        let depth = stack.len();
        let Some(open) = stack.last_mut() else { return };
        let (child, close) = match open {
            Open::Array(items) => (items.next().map(|item| (None, item)), ']'),
            Open::Object(members) => (members.next().map(|(key, item)| (Some(key), item)), '}'),
        };
        match child {
            Some((key, item)) => {
                if !first {
                    out.push(',');
                }
                line(indent, base + depth, out);
                if let Some(key) = key {
                    write_string(key, out);
                    out.push_str(if indent.is_some() { ": " } else { ":" });
                }
                next = Some(item);
            }
            None => {
                stack.pop();
                line(indent, base + depth - 1, out);
                out.push(close);
                first = false;
            }
        }
    }
}

/// A text that is being written part by part, for what is too large to be made a [`Json`] first.
#[derive(Debug)]
pub(crate) struct Text {
    out: String,
    indent: Option<usize>,
    depth: usize,
    /// Whether what is open has a part already.
    begun: bool,
}

impl Text {
    pub(crate) fn new(indent: Option<usize>) -> Self {
        Self {
            out: String::new(),
            indent,
            depth: 0,
            begun: false,
        }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    pub(crate) fn value(&mut self, value: &Json) {
        write(value, self.indent, self.depth, &mut self.out);
        self.begun = true;
    }

    pub(crate) fn string(&mut self, text: &str) {
        write_string(text, &mut self.out);
        self.begun = true;
    }

    pub(crate) fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
        self.begun = false;
    }

    pub(crate) fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if self.begun {
            line(self.indent, self.depth, &mut self.out);
        }
        self.out.push(bracket);
        self.begun = true;
    }

    /// Begins an item of an array.
    pub(crate) fn item(&mut self) {
        if self.begun {
            self.out.push(',');
        }
        line(self.indent, self.depth, &mut self.out);
    }

    /// Begins a member whose name is a word of the language, which has nothing to escape.
    pub(crate) fn word(&mut self, key: &'static str) {
        self.item();
        self.out.reserve(key.len() + 4);
        self.out.push('"');
        self.out.push_str(key);
        self.out
            .push_str(if self.indent.is_some() { "\": " } else { "\":" });
    }

    /// Begins a member of an object.
    pub(crate) fn key(&mut self, key: &str) {
        self.item();
        write_string(key, &mut self.out);
        self.out
            .push_str(if self.indent.is_some() { ": " } else { ":" });
    }
}

fn line(indent: Option<usize>, depth: usize, out: &mut String) {
    if let Some(width) = indent {
        const BLANKS: &str = "                                                                ";
        out.push('\n');
        let mut left = width * depth;
        while left > 0 {
            let piece = left.min(BLANKS.len());
            out.push_str(&BLANKS[..piece]);
            left -= piece;
        }
    }
}

/// How many bytes from the start need no escape.
fn plain_run(bytes: &[u8]) -> usize {
    let plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
    // A block at a time, without a branch a byte.
    let (blocks, _) = bytes.as_chunks::<8>();
    let run = blocks
        .iter()
        .take_while(|block| block.iter().fold(true, |all, byte| all & plain(*byte)));
    let whole = run.count() * 8;
    let rest = bytes[whole..].iter();
    whole + rest.take_while(|byte| plain(**byte)).count()
}

/// Writes a string with the escapes JSON demands and no others.
fn write_string(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut rest = text;
    // Most text needs no escape, so it goes out in runs.
    loop {
        let at = plain_run(rest.as_bytes());
        if at == rest.len() {
            break;
        }
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x08 => out.push_str("\\b"),
            0x0C => out.push_str("\\f"),
            other => out.push_str(&format!("\\u{other:04x}")),
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

/// How many bytes a string has as JSON text, quotes included.
pub(crate) fn string_length(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0C => 1,
        0..0x20 => 5,
        _ => 0,
    };
    let plain = plain_run(text.as_bytes());
    let rest = text.bytes().skip(plain);
    2 + text.len() + rest.map(escaped).sum::<usize>()
}

/// How many bytes a list of so many parts has with its brackets and commas.
pub(crate) fn list_length(parts: impl Iterator<Item = usize>) -> usize {
    let (count, sum) = parts.fold((0_usize, 0), |(count, sum), part| (count + 1, sum + part));
    2 + sum + count.saturating_sub(1)
}

impl Json {
    /// How many bytes [`Json::to_compact`] would write.
    pub(crate) fn compact_length(&self) -> usize {
        match self {
            Json::Null => 4,
            Json::Bool(value) => 5 - usize::from(*value),
            Json::Number(number) => number.length(),
            Json::String(text) => string_length(text),
            Json::Array(items) => list_length(items.iter().map(Json::compact_length)),
            Json::Object(members) => list_length(
                members
                    .iter()
                    .map(|(key, value)| string_length(key) + 1 + value.compact_length()),
            ),
        }
    }
}
