//! The JSON reader: a loop with a stack of its own.
//!
//! Common slips (a comma too many or too few, comments, `True`) are reported and read over, so that one pass shows
//! them all. What cannot be read over ends the reading, so that one slip does not become a page of nonsense.

use super::number::{word, word_length};
use super::string::{self, Unclosed};
use super::tree::{Full, Tree};
use super::{Limits, Partial};
use crate::diagnostic::{Code, Diagnostic};

/// After so many slips the text is something else than JSON.
const MAX_SLIPS: usize = 20;

pub(super) fn read(text: &str, limits: &Limits) -> Partial {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        slips: 0,
        tree: Tree::new(limits),
    };
    let max = limits.max_bytes.min(u32::MAX as usize - 1);
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
    if text.starts_with('\u{FEFF}') {
        reader.at = 3;
    }
    // An error means that reading ended early, and was reported.
    let _ = reader.document();
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
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    slips: usize,
    tree: Tree<'t>,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        self.blank()?;
        if self.at == self.bytes.len() {
            return Err(self.stop(
                "the text is empty",
                "a definition is an object with StartAt and States",
            ));
        }
        self.value()?;
        while !self.tree.is_done() {
            self.next()?;
        }
        self.blank()?;
        match self.bytes.get(self.at) {
            None => Ok(()),
            Some(b'}' | b']') => {
                Err(self.stop("a bracket is closed that was never opened", "remove it"))
            }
            // That the text is no JSON has been said of its first word.
            Some(_) if self.tree.is_hole() => Ok(()),
            Some(_) => Err(self.stop(
                "there is more text after the value",
                "a file holds one value",
            )),
        }
    }

    /// What comes after a value or an opening bracket, inside a container.
    fn next(&mut self) -> Result<(), Stop> {
        let fresh = matches!(self.bytes.get(self.at.wrapping_sub(1)), Some(b'{' | b'['));
        let fresh = fresh && self.tree.opened_at() == Some(self.at as u32 - 1);
        self.blank()?;
        let Some(&byte) = self.bytes.get(self.at) else {
            return Err(self.ended());
        };
        let close = if self.tree.in_object() { b'}' } else { b']' };
        if byte == close {
            self.at += 1;
            self.tree.close();
            return Ok(());
        }
        if byte == b'}' || byte == b']' {
            return Err(self.mismatch(byte as char));
        }
        if !fresh {
            if byte == b',' {
                self.at += 1;
                self.blank()?;
                match self.bytes.get(self.at) {
                    None => return Err(self.ended()),
                    Some(&byte) if byte == close => {
                        self.slip("there is a comma after the last entry", "remove the comma")?;
                        self.at += 1;
                        self.tree.close();
                        return Ok(());
                    }
                    Some(b',') => {
                        self.slip("there is a comma too many", "remove one")?;
                        return Ok(());
                    }
                    Some(_) => {}
                }
            } else if byte == b':' {
                return Err(self.stop(
                    "there is a colon where a comma should be",
                    "a member has one key and one value",
                ));
            } else {
                self.slip(
                    "there is no comma between two entries",
                    "put a comma before this one",
                )?;
            }
        } else if byte == b',' {
            self.slip(
                "there is a comma before the first entry",
                "remove the comma",
            )?;
            self.at += 1;
            self.blank()?;
            if self.bytes.get(self.at) == Some(&close) {
                self.at += 1;
                self.tree.close();
                return Ok(());
            }
        }
        if self.tree.in_object() {
            self.key()?;
        }
        self.value()
    }

    fn key(&mut self) -> Result<(), Stop> {
        let at = self.at;
        match self.bytes.get(at) {
            Some(b'"') => {
                let key = self.string()?;
                self.tree.key(key, at as u32);
            }
            Some(_) => {
                let length = word_length(&self.text[at..]);
                if length == 0 {
                    return Err(
                        self.stop(self.unexpected("a key"), "a key is text in double quotes")
                    );
                }
                self.slip("a key is not in quotes", "put the key in double quotes")?;
                self.tree
                    .key(self.text[at..at + length].to_owned(), at as u32);
                self.at += length;
            }
            None => return Err(self.ended()),
        }
        self.blank()?;
        match self.bytes.get(self.at) {
            Some(b':') => self.at += 1,
            Some(b'=') => {
                self.slip("there is `=` after a key", "write a colon")?;
                self.at += 1;
            }
            Some(_) => {
                return Err(self.stop("there is no colon after a key", "write a colon and a value"));
            }
            None => return Err(self.ended()),
        }
        self.blank()
    }

    /// Reads a value; of a container only the opening bracket.
    fn value(&mut self) -> Result<(), Stop> {
        let at = self.at as u32;
        match self.bytes.get(self.at) {
            None => return Err(self.ended()),
            Some(b'{') => {
                self.tree.open_object(at)?;
                self.at += 1;
            }
            Some(b'[') => {
                self.tree.open_array(at)?;
                self.at += 1;
            }
            Some(b'"') => {
                let text = self.string()?;
                self.tree.scalar(text.into(), at)?;
            }
            Some(b'\'') => return Err(self.stop("text is in single quotes", "use double quotes")),
            Some(_) => {
                let length = word_length(&self.text[self.at..]);
                if length == 0 {
                    return Err(self.stop(
                        self.unexpected("a value"),
                        "write a value, or remove the key",
                    ));
                }
                match word(&self.text[self.at..self.at + length]) {
                    Ok(value) => self.tree.scalar(value, at).map(|_| ())?,
                    Err(_)
                        if self.tree.opened_at().is_none()
                            && self.text[self.at + length..].starts_with(':') =>
                    {
                        self.tree.hole(at)?;
                        return Err(self.stop(
                            "the text is not JSON",
                            "it looks like YAML: read it as that",
                        ));
                    }
                    // A word at the very end was most likely cut off.
                    Err(_)
                        if self.at + length == self.bytes.len()
                            && self.tree.opened_at().is_some() =>
                    {
                        self.at += length;
                        return Err(self.ended());
                    }
                    Err((message, help)) => {
                        self.slip(message, help)?;
                        self.tree.hole(at)?;
                    }
                }
                self.at += length;
            }
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Stop> {
        match string::read(self.text, self.at) {
            Ok(read) => {
                for (at, message, help) in read.errors {
                    self.tree.report(Code::Syntax, at as u32, message, help);
                    self.count()?;
                }
                self.at = read.end;
                Ok(read.text)
            }
            Err(Unclosed::AtEnd) => {
                Err(self.stop("a string is never closed", "close it with a double quote"))
            }
            Err(Unclosed::AtLine(end)) => {
                let diagnostic =
                    Diagnostic::error(Code::Syntax, "", "a string is not closed on its line")
                        .with_related("", "the line ends here")
                        .with_help(
                            "close it with a double quote, or write a line feed in it as \\n",
                        );
                self.tree
                    .report_with(diagnostic, self.at as u32, Some(end as u32));
                Err(Stop)
            }
        }
    }

    /// Passes over blanks, and over comments with a report.
    fn blank(&mut self) -> Result<(), Stop> {
        loop {
            // Indentation is a good part of a document: eight blanks at a time.
            while self.bytes.get(self.at..self.at + 8) == Some(b"        ") {
                self.at += 8;
            }
            while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
                self.at += 1;
            }
            if !matches!(self.bytes.get(self.at), Some(b'#' | b'/')) {
                return Ok(());
            }
            let rest = &self.text[self.at..];
            let length = match self.bytes.get(self.at) {
                Some(b'#') => rest.find('\n').unwrap_or(rest.len()),
                Some(b'/') if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                Some(b'/') if rest.starts_with("/*") => {
                    rest.find("*/").map_or(rest.len(), |at| at + 2)
                }
                _ => return Ok(()),
            };
            self.slip("JSON has no comments", "use the field Comment")?;
            self.at += length;
        }
    }

    fn unexpected(&self, wanted: &str) -> String {
        match self.text[self.at..].chars().next() {
            Some(char) => format!(
                "there is `{}` where {wanted} should be",
                char.escape_default()
            ),
            None => format!("the text ends where {wanted} should be"),
        }
    }

    /// Reports something that can be read over.
    fn slip(&mut self, message: impl Into<String>, help: impl Into<String>) -> Result<(), Stop> {
        self.tree
            .report(Code::Syntax, self.at as u32, message, help);
        self.count()
    }

    fn count(&mut self) -> Result<(), Stop> {
        self.slips += 1;
        if self.slips < MAX_SLIPS {
            Ok(())
        } else {
            Err(Stop)
        }
    }

    /// Reports something that cannot be read over.
    fn stop(&mut self, message: impl Into<String>, help: impl Into<String>) -> Stop {
        self.tree
            .report(Code::Syntax, self.at as u32, message, help);
        Stop
    }

    fn ended(&mut self) -> Stop {
        let what = if self.tree.in_object() {
            "an object"
        } else {
            "an array"
        };
        let opened = self.tree.opened_at();
        let mut diagnostic =
            Diagnostic::error(Code::Syntax, "", format!("the text ends inside {what}"))
                .with_help("the text may have been cut off; else close what is open");
        if opened.is_some() {
            diagnostic = diagnostic.with_related("", "it begins here");
        }
        self.tree.report_with(diagnostic, self.at as u32, opened);
        Stop
    }

    fn mismatch(&mut self, found: char) -> Stop {
        let (what, close) = if self.tree.in_object() {
            ("an object", '}')
        } else {
            ("an array", ']')
        };
        let diagnostic = Diagnostic::error(
            Code::Syntax,
            "",
            format!("there is `{found}` inside {what}"),
        )
        .with_related("", "it begins here")
        .with_help(format!("close it with `{close}` first"));
        let opened = self.tree.opened_at();
        self.tree.report_with(diagnostic, self.at as u32, opened);
        Stop
    }
}
