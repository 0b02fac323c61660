//! Where in a text each value stands, found by JSON pointer.

use crate::diagnostic::{Code, Diagnostic, Position};
use crate::pointer;
use std::collections::HashMap;

/// Where the values of a text stand: lines and columns by JSON pointer.
///
/// Kept beside a document, so that what is found in it later can still be shown in the text.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Values in the order of the text, containers before their content.
    entries: Vec<Entry>,
    lines: Lines,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The hash of the key, or the place in the array. A collision would show a wrong line, and nothing worse.
    step: u32,
    /// Where the key begins; where the value begins for items of arrays.
    key_at: u32,
    /// Where the value begins.
    at: u32,
    /// The entry after all that is in this one.
    next: u32,
}

impl Entry {
    pub(super) fn new(step: u32, key_at: u32, at: u32) -> Self {
        Self {
            step,
            key_at,
            at,
            next: 0,
        }
    }

    pub(super) fn step(&self) -> u32 {
        self.step
    }

    pub(super) fn key_start(&self) -> u32 {
        self.key_at
    }

    pub(super) fn start(&self) -> u32 {
        self.at
    }

    /// The entry after all that is in this one.
    pub(super) fn after(&self) -> usize {
        self.next as usize
    }

    pub(super) fn close(&mut self, next: usize) {
        self.next = next as u32;
    }
}

/// FNV-1a: quick on short keys, and nothing depends on its quality.
pub(super) fn hash(key: &str) -> u32 {
    key.bytes().fold(0x811C_9DC5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

impl Places {
    pub(super) fn new(entries: Vec<Entry>, lines: Lines) -> Self {
        Self { entries, lines }
    }

    /// Where the value at a pointer begins.
    ///
    /// ```
    /// use sfn_asl::{Limits, read_json};
    ///
    /// let read = read_json("{\n  \"a\": [1, 2]\n}", &Limits::default());
    /// assert_eq!(read.places.position("/a/1").unwrap().to_string(), "2:12");
    /// ```
    #[must_use]
    pub fn position(&self, pointer: &str) -> Option<Position> {
        let mut finder = Finder::new(&self.entries);
        finder
            .find(pointer)
            .filter(|found| found.exact)
            .map(|found| self.lines.position(self.entries[found.entry].at))
    }

    /// Where the key of the member at a pointer begins; the value of an array's item.
    #[must_use]
    pub fn key_position(&self, pointer: &str) -> Option<Position> {
        let mut finder = Finder::new(&self.entries);
        finder
            .find(pointer)
            .filter(|found| found.exact)
            .map(|found| self.lines.position(self.entries[found.entry].key_at))
    }

    /// Gives diagnostics that have none their lines and columns. What is not in the text, such as a missing field, is
    /// shown where it should have been.
    pub fn locate(&self, diagnostics: &mut [Diagnostic]) {
        if self.entries.is_empty() {
            return;
        }
        let mut finder = Finder::new(&self.entries);
        let mut place = |pointer: &str, code: Code| {
            let found = finder.find(pointer)?;
            let entry = self.entries[found.entry];
            // A scalar is wrong as a value; a container, and what is said of a name, is best seen at the key.
            let leaf = entry.next as usize == found.entry + 1;
            let at = if leaf && found.exact && !speaks_of_key(code) {
                entry.at
            } else {
                entry.key_at
            };
            Some(self.lines.position(at))
        };
        for diagnostic in diagnostics {
            if diagnostic.position.is_none() {
                diagnostic.position = place(&diagnostic.pointer, diagnostic.code);
            }
            for related in &mut diagnostic.related {
                if related.position.is_none() {
                    related.position = place(&related.pointer, diagnostic.code);
                }
            }
        }
    }

    pub(super) fn at(&self, offset: u32) -> Position {
        self.lines.position(offset)
    }
}

fn speaks_of_key(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownField
            | Code::ForbiddenField
            | Code::WrongQueryLanguage
            | Code::DistributedOnly
            | Code::InvalidStateName
            | Code::DuplicateStateName
            | Code::UnknownParameter
            | Code::UnreachableState
    )
}

struct Found {
    entry: usize,
    /// Whether the pointer led all the way, or only to what should hold the rest.
    exact: bool,
}

/// Follows pointers. Remembers the children of every container it passed, so that many look-ups stay linear.
struct Finder<'a> {
    entries: &'a [Entry],
    children: HashMap<usize, HashMap<u32, usize>>,
}

impl<'a> Finder<'a> {
    fn new(entries: &'a [Entry]) -> Self {
        Self {
            entries,
            children: HashMap::new(),
        }
    }

    fn find(&mut self, pointer: &str) -> Option<Found> {
        let mut entry = 0;
        if self.entries.is_empty() {
            return None;
        }
        for token in pointer.split('/').skip(1) {
            let token = pointer::unescape(token);
            let child = self.child(entry, hash(&token)).or_else(|| {
                // The place in an array is kept as such, see `Tree`.
                pointer::index(&token)
                    .and_then(|index| self.child(entry, u32::try_from(index).ok()?))
            });
            match child {
                Some(child) => entry = child,
                None => {
                    return Some(Found {
                        entry,
                        exact: false,
                    });
                }
            }
        }
        Some(Found { entry, exact: true })
    }

    fn child(&mut self, parent: usize, step: u32) -> Option<usize> {
        let entries = self.entries;
        let children = self.children.entry(parent).or_insert_with(|| {
            let end = entries[parent].next as usize;
            let next = |at: &usize| {
                Some(entries[*at].next as usize).filter(|next| *next < end && next > at)
            };
            std::iter::successors(Some(parent + 1).filter(|first| *first < end), next)
                // The last of duplicate keys is the one that counts.
                .map(|child| (entries[child].step, child))
                .collect()
        });
        children.get(&step).copied()
    }
}

/// Lines of a text: from byte offsets to lines and columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    starts: Vec<u32>,
    /// Only for text beyond ASCII, where bytes are not columns.
    wide: Option<Box<Wide>>,
}

#[derive(Clone, Debug)]
struct Wide {
    text: Box<str>,
    /// How many characters begin before each block of [`BLOCK`] bytes, so that a long line costs no pass over it.
    blocks: Vec<u32>,
}

const BLOCK: usize = 4096;

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1))
            .collect();
        let wide = (!text.is_ascii()).then(|| {
            let mut before = 0;
            let mut blocks = vec![0];
            blocks.extend(text.as_bytes().chunks(BLOCK).map(|block| {
                before += characters(block);
                before
            }));
            Box::new(Wide {
                text: text.into(),
                blocks,
            })
        });
        Self { starts, wide }
    }

    pub(crate) fn position(&self, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = match &self.wide {
            None => offset - start,
            Some(wide) => wide.before(offset) - wide.before(start),
        };
        Position {
            line,
            column: before as usize + 1,
        }
    }
}

impl Wide {
    fn before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let block = offset / BLOCK;
        self.blocks[block] + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u32
}
