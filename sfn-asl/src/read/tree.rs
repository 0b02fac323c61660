//! Builds the tree from what a reader sees, within the limits, and finds duplicate keys.

use super::places::{Entry, Lines, Places, hash};
use super::{Limits, Partial};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, Object};
use crate::pointer;
use std::collections::HashMap;

/// A tree that is being built. Offsets are bytes of the text.
pub(super) struct Tree<'l> {
    limits: &'l Limits,
    entries: Vec<Entry>,
    stack: Vec<Open>,
    root: Option<Json>,
    values: usize,
    found: Vec<Located>,
    holes: Vec<String>,
    well_formed: bool,
}

/// A diagnostic whose offsets are not yet lines and columns.
struct Located {
    diagnostic: Diagnostic,
    at: u32,
    related: Option<u32>,
}

struct Open {
    entry: usize,
    content: Content,
    /// The keys that came twice, and where.
    duplicates: Vec<(String, u32)>,
}

enum Content {
    Array(Vec<Json>),
    Object {
        members: Object,
        /// The key whose value comes next, and where it stands.
        key: Option<(String, u32)>,
    },
}

/// The limits leave no room for more: reading must end.
pub(super) struct Full;

impl<'l> Tree<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            entries: Vec::new(),
            stack: Vec::new(),
            root: None,
            values: 0,
            found: Vec::new(),
            holes: Vec::new(),
            well_formed: true,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.root.is_some() && self.stack.is_empty()
    }

    /// Whether the whole value could not be read.
    pub(super) fn is_hole(&self) -> bool {
        self.holes.iter().any(String::is_empty)
    }

    pub(super) fn in_object(&self) -> bool {
        matches!(
            self.stack.last(),
            Some(Open {
                content: Content::Object { .. },
                ..
            })
        )
    }

    /// Whether the next value needs a key first.
    #[cfg(feature = "yaml")]
    pub(super) fn wants_key(&self) -> bool {
        matches!(
            self.stack.last(),
            Some(Open {
                content: Content::Object { key: None, .. },
                ..
            })
        )
    }

    /// Where the innermost open container begins.
    pub(super) fn opened_at(&self) -> Option<u32> {
        self.stack
            .last()
            .map(|open| self.entries[open.entry].start())
    }

    pub(super) fn key(&mut self, text: String, at: u32) {
        if let Some(Open {
            content: Content::Object { key, .. },
            ..
        }) = self.stack.last_mut()
        {
            *key = Some((text, at));
        }
    }

    /// The pointer to the value that comes next.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for open in &self.stack {
            match &open.content {
                Content::Array(items) => pointer = format!("{pointer}/{}", items.len()),
                Content::Object {
                    key: Some((key, _)),
                    ..
                } => pointer = pointer::join(&pointer, key),
                Content::Object { key: None, .. } => {}
            }
        }
        pointer
    }

    /// Puts a value without children in its place, and shows it there.
    pub(super) fn scalar(&mut self, value: Json, at: u32) -> Result<Option<&Json>, Full> {
        let entry = self.enter(at)?;
        Ok(self.leave(value, entry))
    }

    pub(super) fn open_array(&mut self, at: u32) -> Result<(), Full> {
        self.open(Content::Array(Vec::new()), at)
    }

    pub(super) fn open_object(&mut self, at: u32) -> Result<(), Full> {
        self.open(
            Content::Object {
                members: Object::new(),
                key: None,
            },
            at,
        )
    }

    fn open(&mut self, content: Content, at: u32) -> Result<(), Full> {
        if self.stack.len() >= self.limits.max_depth {
            let message = format!(
                "arrays and objects are nested more than {} deep",
                self.limits.max_depth
            );
            self.report(
                Code::LimitExceeded,
                at,
                message,
                "a definition needs far less: look for brackets never closed",
            );
            return Err(Full);
        }
        let entry = self.enter(at)?;
        self.stack.push(Open {
            entry,
            content,
            duplicates: Vec::new(),
        });
        Ok(())
    }

    /// Ends the innermost container, and shows it in its place.
    pub(super) fn close(&mut self) -> Option<&Json> {
        let open = self.stack.pop()?;
        if !open.duplicates.is_empty() {
            self.report_duplicates(&open);
        }
        let value = match open.content {
            Content::Array(items) => Json::Array(items),
            Content::Object { members, .. } => Json::Object(members),
        };
        self.leave(value, open.entry)
    }

    /// Stands in for a value that could not be read: nothing in an object, `null` in an array, so that what follows
    /// keeps its place.
    pub(super) fn hole(&mut self, at: u32) -> Result<(), Full> {
        match self.stack.last_mut() {
            Some(Open {
                content: Content::Object { key, .. },
                ..
            }) => {
                *key = None;
                Ok(())
            }
            _ => {
                self.holes.push(self.pointer());
                self.scalar(Json::Null, at).map(|_| ())
            }
        }
    }

    fn enter(&mut self, at: u32) -> Result<usize, Full> {
        self.values += 1;
        if self.values > self.limits.max_values {
            let message = format!("there are more than {} values", self.limits.max_values);
            self.report(
                Code::LimitExceeded,
                at,
                message,
                "split the document, or raise the limit",
            );
            return Err(Full);
        }
        let (step, key_at) = match self.stack.last() {
            None => (0, at),
            Some(Open {
                content: Content::Array(items),
                ..
            }) => (items.len() as u32, at),
            Some(Open {
                content: Content::Object { key, .. },
                ..
            }) => key
                .as_ref()
                .map_or((0, at), |(key, key_at)| (hash(key), *key_at)),
        };
        self.entries.push(Entry::new(step, key_at, at));
        Ok(self.entries.len() - 1)
    }

    fn leave(&mut self, value: Json, entry: usize) -> Option<&Json> {
        let next = self.entries.len();
        self.entries[entry].close(next);
        let Some(open) = self.stack.last_mut() else {
            return Some(self.root.insert(value));
        };
        match &mut open.content {
            Content::Array(items) => {
                items.push(value);
                items.last()
            }
            Content::Object { members, key } => {
                let (key, key_at) = key.take()?;
                let position = match members.position(&key) {
                    Some(position) => {
                        members.insert(key.as_str(), value);
                        open.duplicates.push((key, key_at));
                        position
                    }
                    None => {
                        members.push_new(key, value);
                        members.len() - 1
                    }
                };
                members.get_index(position).map(|(_, value)| value)
            }
        }
    }

    fn report_duplicates(&mut self, open: &Open) {
        // One pass finds the first place of every key, so that a hundred thousand duplicates stay linear.
        let mut first: HashMap<u32, u32> = HashMap::new();
        let mut child = open.entry + 1;
        while child < self.entries.len() {
            let entry = &self.entries[child];
            first.entry(entry.step()).or_insert(entry.key_start());
            child = entry.after();
        }
        let base = self.pointer();
        for (key, at) in &open.duplicates {
            let pointer = pointer::join(&base, key);
            let shown = crate::model::shorten(key);
            let diagnostic = Diagnostic::error(
                Code::DuplicateKey,
                &pointer,
                format!("the key `{shown}` occurs twice"),
            )
            .with_related(&pointer, "it is here first")
            .with_help("keep one of them");
            self.found.push(Located {
                diagnostic,
                at: *at,
                related: first.get(&hash(key)).copied(),
            });
        }
    }

    /// Reports an error of the text at an offset; the text is not well-formed then.
    pub(super) fn report(
        &mut self,
        code: Code,
        at: u32,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report_with(
            Diagnostic::error(code, "", message).with_help(help),
            at,
            None,
        );
    }

    /// Reports an error with another place, whose message the diagnostic already has.
    pub(super) fn report_with(&mut self, diagnostic: Diagnostic, at: u32, related: Option<u32>) {
        self.well_formed = false;
        let pointer = self.pointer();
        self.found.push(Located {
            diagnostic: Diagnostic {
                pointer,
                ..diagnostic
            },
            at,
            related,
        });
    }

    /// Reports something that does not make the text ill-formed.
    #[cfg(feature = "yaml")]
    pub(super) fn warn(
        &mut self,
        code: Code,
        at: u32,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::warning(code, self.pointer(), message).with_help(help);
        self.found.push(Located {
            diagnostic,
            at,
            related: None,
        });
    }

    /// Hands on what there is, closing what is still open.
    pub(super) fn finish(mut self, text: &str) -> Partial {
        let broken = self.pointer();
        if !self.stack.is_empty() {
            // What reading broke off in may lack what would have come.
            self.holes.extend(
                broken
                    .match_indices('/')
                    .map(|(at, _)| broken[..at].to_owned()),
            );
            self.holes.push(broken);
        }
        while !self.stack.is_empty() {
            self.close();
        }
        let places = Places::new(self.entries, Lines::new(text));
        let mut diagnostics: Vec<Diagnostic> = self
            .found
            .into_iter()
            .map(|mut located| {
                located.diagnostic.position = Some(places.at(located.at));
                if let (Some(related), Some(at)) =
                    (located.diagnostic.related.first_mut(), located.related)
                {
                    related.position = Some(places.at(at));
                }
                located.diagnostic
            })
            .collect();
        diagnostics.sort_by_key(|diagnostic| diagnostic.position);
        Partial {
            value: self.root,
            well_formed: self.well_formed,
            diagnostics,
            places,
            holes: self.holes,
        }
    }
}
