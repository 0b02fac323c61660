//! Edits of YAML: by lines, since its blocks have no ends of their own. What this gets wrong the caller refuses.

use super::Edit;
use super::text::{NotMended, Patch};
use sfn_asl::diagnostic::Position;
use sfn_asl::{Json, ReadJson, pointer};

pub(super) fn patches(
    text: &str,
    read: &ReadJson,
    edits: &[Edit],
) -> Result<Vec<Patch>, NotMended> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let yaml = Yaml { text, read, starts };
    edits.iter().map(|edit| yaml.patch(edit)).collect()
}

struct Yaml<'t> {
    text: &'t str,
    read: &'t ReadJson,
    /// Where each line begins.
    starts: Vec<usize>,
}

const NOT_THERE: NotMended = NotMended("what is to be changed is not there");
const OTHERWISE: NotMended = NotMended("it is written in a way that is not mended");

impl Yaml<'_> {
    fn patch(&self, edit: &Edit) -> Result<Patch, NotMended> {
        let pointer = edit.pointer();
        match edit {
            Edit::Rename { to, .. } => {
                let (_, name) = pointer.rsplit_once('/').ok_or(NOT_THERE)?;
                let at = self.key(pointer)?;
                self.token(at, &pointer::unescape(name), to)
            }
            Edit::Replace { value, .. } => {
                let old = self.value(pointer)?.as_str().ok_or(OTHERWISE)?;
                let now = value.as_str().ok_or(OTHERWISE)?;
                let at = self.read.places.position(pointer).ok_or(NOT_THERE)?;
                self.token(self.offset(at), old, now)
            }
            Edit::Add { key, value, .. } => self.add(pointer, key, value),
            Edit::Remove { .. } => self.remove(pointer),
        }
    }

    /// Puts a word in the place of another one, with or without quotes.
    fn token(&self, at: usize, old: &str, now: &str) -> Result<Patch, NotMended> {
        let rest = &self.text[at..];
        let quoted = usize::from(rest.starts_with(['"', '\'']));
        if !rest[quoted..].starts_with(old) {
            return Err(OTHERWISE);
        }
        let start = at + quoted;
        Ok((start..start + old.len(), now.to_owned()))
    }

    fn add(&self, pointer: &str, key: &str, value: &Json) -> Result<Patch, NotMended> {
        let members = self.value(pointer)?.as_object().ok_or(OTHERWISE)?;
        let value = value.as_str().ok_or(OTHERWISE)?;
        let first = members.keys().next().ok_or(OTHERWISE)?;
        let at = self.read.places.position(pointer).ok_or(NOT_THERE)?;
        let start = self.offset(at);
        if self.text[start..].starts_with('{') {
            let first = self.key(&pointer::join(pointer, first))?;
            let quotes = if self.text[first..].starts_with('"') {
                "\""
            } else {
                ""
            };
            let member = format!("{quotes}{key}{quotes}: {quotes}{value}{quotes}, ");
            return Ok((first..first, member));
        }
        // Before the second member, if that is on a line of its own and no comment is above it; else before the first.
        let second = members.keys().nth(1);
        let second = second.and_then(|key| self.key(&pointer::join(pointer, key)).ok());
        let first = self.key(&pointer::join(pointer, first))?;
        let at = second
            .filter(|at| self.is_alone(*at) && !self.is_below_comment(*at))
            .unwrap_or(first);
        let indent = self.text[self.line_of(at)..at].chars().count();
        let feed = self.feed();
        Ok((
            at..at,
            format!("{key}: {value}{feed}{}", " ".repeat(indent)),
        ))
    }

    fn remove(&self, pointer: &str) -> Result<Patch, NotMended> {
        let at = self.key(pointer)?;
        let start = self.line_of(at);
        // `- ErrorEquals: ..`: the item is a line of its own, and its dash is on it.
        if !self.text[start..at].trim_start().starts_with('-')
            || !self.text[start..at].trim_matches([' ', '-']).is_empty()
        {
            return Err(OTHERWISE);
        }
        let mut end = self
            .after(pointer)
            .map_or(self.text.len(), |at| self.line_of(at));
        if end <= start {
            return Err(OTHERWISE);
        }
        // Comments above what comes next are its own.
        loop {
            let line = self.line_of(end.saturating_sub(1).max(start));
            let words = self.text[line..end].trim();
            if line > start && (words.is_empty() || words.starts_with('#')) {
                end = line;
            } else {
                break;
            }
        }
        Ok((start..end, String::new()))
    }

    /// Where what comes after a value begins.
    fn after(&self, pointer: &str) -> Option<usize> {
        let mut here = pointer;
        loop {
            let (parent, step) = here.rsplit_once('/')?;
            let step = pointer::unescape(step);
            let next = match self.read.value.as_ref()?.pointer(parent)? {
                Json::Array(items) => {
                    let next = step.parse::<usize>().ok()? + 1;
                    (next < items.len()).then(|| format!("{parent}/{next}"))
                }
                Json::Object(members) => {
                    let at = members.position(&step)?;
                    let next = members.get_index(at + 1);
                    next.map(|(key, _)| pointer::join(parent, key))
                }
                _ => None,
            };
            if let Some(next) = next {
                return self.key(&next).ok();
            }
            here = parent;
        }
    }

    fn value(&self, pointer: &str) -> Result<&Json, NotMended> {
        let value = self.read.value.as_ref().ok_or(NOT_THERE)?;
        value.pointer(pointer).ok_or(NOT_THERE)
    }

    fn key(&self, pointer: &str) -> Result<usize, NotMended> {
        let at = self.read.places.key_position(pointer).ok_or(NOT_THERE)?;
        Ok(self.offset(at))
    }

    fn offset(&self, at: Position) -> usize {
        let start = self.starts.get(at.line - 1).copied().unwrap_or(0);
        let mut chars = self.text[start..].char_indices();
        let within = chars.nth(at.column - 1);
        start + within.map_or(0, |(at, _)| at)
    }

    fn line_of(&self, at: usize) -> usize {
        let line = self.starts.partition_point(|start| *start <= at);
        self.starts[line.saturating_sub(1)]
    }

    fn is_alone(&self, at: usize) -> bool {
        self.text[self.line_of(at)..at].trim().is_empty()
    }

    fn is_below_comment(&self, at: usize) -> bool {
        let line = self.line_of(at);
        let before = self.line_of(line.saturating_sub(1));
        self.text[before..line].trim_start().starts_with('#')
    }

    fn feed(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }
}
