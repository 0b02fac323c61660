//! From text to a path.
//!
//! Where versions of the Java implementation differ and it is not known which one the service runs, the wider reading is
//! taken: a definition that works is not to be refused.

use super::PathError;
use super::ast::{JsonPath, Root, Segment, Selector};
use crate::jsonata::Span;

pub(super) type Result<T> = std::result::Result<T, PathError>;

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) nesting: usize,
    /// Whether it stands in brackets, so that a blank, a comma, a bracket or an operator ends a name.
    inside: bool,
}

/// What ends a name after a dot.
fn ends_name(char: char, inside: bool) -> bool {
    matches!(char, '.' | '[' | ']' | '(' | ')')
        || char.is_whitespace()
        || inside && matches!(char, ',' | '=' | '!' | '<' | '>' | '&' | '|' | '~')
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, inside: bool) -> Self {
        Self {
            text,
            at: 0,
            nesting: 0,
            inside,
        }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn starts_with(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    pub(super) fn blank(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, text: &str) -> bool {
        let is = self.starts_with(text);
        if is {
            self.at += text.len();
        }
        is
    }

    pub(super) fn eat_after_blank(&mut self, text: &str) -> bool {
        self.blank();
        self.eat(text)
    }

    pub(super) fn fail<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(PathError {
            at: self.at,
            message: message.into(),
        })
    }

    /// A path up to where it cannot go on.
    pub(super) fn path(&mut self) -> Result<JsonPath> {
        let root = self.root()?;
        let mut segments = Vec::new();
        while let Some(segment) = self.segment()? {
            segments.push(segment);
        }
        Ok(JsonPath { root, segments })
    }

    /// A path in a filter.
    pub(super) fn inner_path(&mut self) -> Result<JsonPath> {
        let outside = std::mem::replace(&mut self.inside, true);
        let path = self.path();
        self.inside = outside;
        path
    }

    fn root(&mut self) -> Result<Root> {
        if self.inside && self.eat("@") {
            return Ok(Root::Item);
        }
        if !self.eat("$") {
            return self.fail("it does not begin with `$`");
        }
        if self.eat("$") {
            return Ok(Root::Context);
        }
        let inside = self.inside;
        let length = self
            .rest()
            .find(|char| ends_name(char, inside))
            .unwrap_or(self.rest().len());
        let name = &self.rest()[..length];
        self.at += length;
        Ok(if name.is_empty() {
            Root::Input
        } else {
            Root::Variable(name.to_owned())
        })
    }

    fn segment(&mut self) -> Result<Option<Segment>> {
        let start = self.at;
        let descendant = self.eat("..");
        let dot = descendant || self.eat(".");
        let selector = match self.peek() {
            Some(b'[') => self.brackets()?,
            Some(b'.') => return self.fail("there is a dot too many"),
            // Java takes a name right after brackets, too.
            Some(byte)
                if dot
                    || self.text[..start].ends_with(']')
                        && !ends_name(char::from(byte), self.inside) =>
            {
                self.dotted()?
            }
            None if descendant => return self.fail("it ends with `..`"),
            None if dot => return self.fail("it ends with `.`"),
            _ => return Ok(None),
        };
        Ok(Some(Segment {
            span: Span::new(start, self.at),
            descendant,
            selector,
        }))
    }

    /// What follows a dot: a name, a wildcard, a function.
    fn dotted(&mut self) -> Result<Selector> {
        let inside = self.inside;
        let length = self
            .rest()
            .find(|char| ends_name(char, inside))
            .unwrap_or(self.rest().len());
        let name = &self.rest()[..length];
        if name.is_empty() {
            return self.fail("a name is missing after the dot");
        }
        self.at += length;
        if self.starts_with("(") {
            return self.function(name);
        }
        if name == "*" {
            return Ok(Selector::Wildcard);
        }
        Ok(Selector::Names(vec![name.to_owned()]))
    }

    fn function(&mut self, name: &str) -> Result<Selector> {
        let start = self.at + 1;
        let (mut depth, mut quote) = (0_usize, None);
        for (at, char) in self.rest().char_indices() {
            match (quote, char) {
                (Some(mark), _) => quote = (mark != char).then_some(mark),
                (None, '\'' | '"') => quote = Some(char),
                (None, '(') => depth += 1,
                (None, ')') => {
                    depth -= 1;
                    if depth == 0 {
                        let arguments = self.rest()[1..at].trim().to_owned();
                        self.at += at + 1;
                        let name = name.to_owned();
                        return Ok(Selector::Function { name, arguments });
                    }
                }
                _ => {}
            }
        }
        self.at = start;
        self.fail("a `)` is missing")
    }

    /// What is in brackets.
    fn brackets(&mut self) -> Result<Selector> {
        self.at += 1;
        self.blank();
        let selector = match self.peek() {
            Some(b'\'' | b'"') => self.names()?,
            Some(b'*') => {
                self.at += 1;
                Selector::Wildcard
            }
            Some(b'?') => {
                self.at += 1;
                self.blank();
                let inside = std::mem::replace(&mut self.inside, true);
                let filter = self.filter()?;
                self.inside = inside;
                Selector::Filter(filter)
            }
            Some(b'(') => self.length_less()?,
            Some(b'0'..=b'9' | b'-' | b':') => self.numbers()?,
            Some(b']') => return self.fail("the brackets are empty"),
            None => return self.fail("a `]` is missing"),
            _ => return self.fail("a name in brackets is quoted, as in $['name']"),
        };
        if self.eat_after_blank("]") {
            Ok(selector)
        } else {
            self.fail("a `]` is missing")
        }
    }

    fn names(&mut self) -> Result<Selector> {
        let mut names = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                Some(quote @ (b'\'' | b'"')) => names.push(self.quoted(quote)?),
                _ => return self.fail("a quoted name is missing"),
            }
            if !self.eat_after_blank(",") {
                return Ok(Selector::Names(names));
            }
        }
    }

    /// A quoted text; a backslash takes the next character as it is.
    pub(super) fn quoted(&mut self, quote: u8) -> Result<String> {
        let mut out = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((at, char)) = chars.next() {
            match char {
                '\\' => out.extend(chars.next().map(|(_, char)| char)),
                _ if char == char::from(quote) => {
                    self.at += at + 1;
                    return Ok(out);
                }
                _ => out.push(char),
            }
        }
        self.fail("a quoted text is not closed")
    }

    fn number(&mut self) -> Result<Option<i64>> {
        self.blank();
        let length = self
            .rest()
            .find(|char: char| !(char.is_ascii_digit() || char == '-'))
            .unwrap_or(self.rest().len());
        if length == 0 {
            return Ok(None);
        }
        match self.rest()[..length].parse() {
            Ok(number) => {
                self.at += length;
                self.blank();
                Ok(Some(number))
            }
            Err(_) => self.fail("this is no index"),
        }
    }

    /// Indices or a slice.
    fn numbers(&mut self) -> Result<Selector> {
        let first = self.number()?;
        if self.eat(":") {
            let to = self.number()?;
            let step = if self.eat(":") { self.number()? } else { None };
            if first.is_none() && to.is_none() {
                return self.fail("a slice says where it begins or where it ends");
            }
            return Ok(Selector::Slice {
                from: first,
                to,
                step,
            });
        }
        let mut indices = Vec::from_iter(first);
        while self.eat(",") {
            match self.number()? {
                Some(index) => indices.push(index),
                None => return self.fail("an index is missing"),
            }
        }
        Ok(Selector::Indices(indices))
    }

    /// `(@.length-1)`, which old versions take.
    fn length_less(&mut self) -> Result<Selector> {
        self.at += 1;
        if !(self.eat_after_blank("@.length()") || self.eat_after_blank("@.length")) {
            return self.fail("what is computed in brackets is @.length less a number");
        }
        self.blank();
        let less = match self.number()? {
            Some(less) if less < 0 => -less,
            _ => {
                return self
                    .fail("@.length is the place after the last item: take a number from it");
            }
        };
        if self.eat_after_blank(")") {
            Ok(Selector::FromEnd(less))
        } else {
            self.fail("a `)` is missing")
        }
    }
}
