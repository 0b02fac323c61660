//! Where in a file the bytes of a text stand that the file holds: a string with escapes, a block of YAML, pieces joined by a
//! function of a template.

/// A text, and where in the file each of its bytes comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) content: String,
    /// A place for each byte, and one for the end. INVARIANT: never empty.
    origin: Vec<usize>,
}

impl Text {
    /// The value of a string that begins there in a file.
    pub(crate) fn of_string(file: &str, at: usize, value: &str) -> Self {
        Self {
            content: value.to_owned(),
            origin: trace(file, at, value),
        }
    }

    /// What stands for something that is not known here, and comes from there.
    pub(crate) fn placeholder(name: &str, at: usize) -> Self {
        let content = format!("${{{name}}}");
        Self {
            origin: vec![at; content.len() + 1],
            content,
        }
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.origin.pop();
        self.content.push_str(&other.content);
        self.origin.extend(other.origin);
    }

    /// The text of JSON with quotes around the placeholders that stand for whole values, as in `"Seconds": ${Wait}`: what
    /// fills them in works on text. Says whether there are any.
    pub(crate) fn quoted(mut self) -> (Self, bool) {
        let bare = bare_placeholders(&self.content);
        let found = !bare.is_empty();
        // From the last one on, so that the places of those before stay.
        for (start, end) in bare.into_iter().rev() {
            for at in [end, start] {
                self.content.insert(at, '"');
                let place = self.place(at);
                self.origin.insert(at, place);
            }
        }
        (self, found)
    }

    /// The whole of a file.
    pub(crate) fn whole(file: &str) -> Self {
        Self {
            content: file.to_owned(),
            origin: (0..=file.len()).collect(),
        }
    }

    /// Where in the file a byte of the text comes from.
    pub(crate) fn place(&self, at: usize) -> usize {
        let last = self.origin.last().copied().unwrap_or_default();
        self.origin.get(at).copied().unwrap_or(last)
    }
}

/// Where placeholders stand outside of strings, with what is joined to them.
fn bare_placeholders(json: &str) -> Vec<(usize, usize)> {
    let bytes = json.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut in_string) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_string => at += 1,
            b'"' => in_string = !in_string,
            b'$' if !in_string => {
                if let Some(end) = placeholder_end(json, at) {
                    found.push((at, end));
                    at = end;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Where a value ends that begins with a placeholder, if one begins there.
fn placeholder_end(json: &str, start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        let rest = json.get(at..)?;
        if rest.starts_with("${") {
            at += rest.find('}')? + 1;
        } else if at == start {
            return None;
        } else {
            match rest.chars().next() {
                None | Some(',' | ']' | '}' | ':' | '"') => return Some(at),
                Some(char) if char.is_whitespace() => return Some(at),
                Some(char) => at += char.len_utf8(),
            }
        }
    }
}

/// Goes along a string in a file and its value at once. Where the two part, the rest is said to be where they did.
fn trace(file: &str, at: usize, value: &str) -> Vec<usize> {
    let mut origin = Vec::with_capacity(value.len() + 1);
    let mut here = skip_tag(file, at);
    let rest = &file[here..];
    let quote = rest
        .chars()
        .next()
        .filter(|char| matches!(char, '"' | '\''));
    let mut indent = None;
    if quote.is_some() {
        here += 1;
    } else if rest.starts_with(['|', '>']) {
        here = line_after(file, here);
    } else if let Some(line) = file[..here].rfind('\n').map(|feed| feed + 1)
        && file[line..here].bytes().all(|byte| byte == b' ')
    {
        // A block whose header was passed already.
        indent = Some(here - line);
    }
    for char in value.chars() {
        let (start, next) = step(file, here, char, quote, &mut indent);
        for _ in 0..char.len_utf8() {
            origin.push(start);
        }
        here = next;
    }
    origin.push(here);
    origin
}

/// Where the next character of a value stands, and what comes after it.
fn step(
    file: &str,
    mut here: usize,
    char: char,
    quote: Option<char>,
    indent: &mut Option<usize>,
) -> (usize, usize) {
    let rest = &file[here..];
    match quote {
        Some('"') => {
            if rest.starts_with('\\') {
                return (here, here + escape(rest));
            }
        }
        Some(_) => {
            if rest.starts_with("''") {
                return (here, here + 2);
            }
        }
        None => {
            // At the beginning of a line of a block stands its indentation.
            if here > 0 && file.as_bytes()[here - 1] == b'\n' {
                let blanks = rest.bytes().take_while(|byte| *byte == b' ').count();
                let width = *indent.get_or_insert(blanks);
                here += blanks.min(width);
            }
        }
    }
    let rest = &file[here..];
    match rest.chars().next() {
        Some(found) if found == char => (here, here + found.len_utf8()),
        // A folded line: its end, and the blanks of the next one, are one blank.
        Some('\n') if char == ' ' => {
            let blanks = rest[1..].bytes().take_while(|byte| *byte == b' ').count();
            (here, here + 1 + if quote.is_some() { blanks } else { 0 })
        }
        Some('\r') if rest.starts_with("\r\n") && char == '\n' => (here, here + 2),
        _ => (here, here),
    }
}

/// How long an escape is that a text begins with; what is none, as far as a character goes.
fn escape(text: &str) -> usize {
    let is_high = |text: &str| {
        let code = text
            .get(2..6)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        code.is_some_and(|code| (0xD800..0xDC00).contains(&code))
    };
    let mut length = match text.as_bytes().get(1) {
        // Two of them may be one character.
        Some(b'u') if is_high(text) && text.get(6..8) == Some("\\u") => 12,
        Some(b'u') => 6,
        Some(b'x') => 4,
        Some(b'U') => 10,
        _ => 2,
    };
    length = length.min(text.len());
    while !text.is_char_boundary(length) {
        length += 1;
    }
    length
}

/// The tag of a value in YAML, with the blanks after it.
fn skip_tag(file: &str, at: usize) -> usize {
    let rest = &file[at.min(file.len())..];
    if !rest.starts_with('!') {
        return at.min(file.len());
    }
    let tag = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let blanks = rest[tag..].len() - rest[tag..].trim_start().len();
    at + tag + blanks
}

fn line_after(file: &str, at: usize) -> usize {
    file[at..]
        .find('\n')
        .map_or(file.len(), |feed| at + feed + 1)
}

/// The lines of a text, to turn lines and columns into bytes and back. A definition on one line costs no pass over it each time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    starts: Vec<usize>,
    /// Only for text beyond ASCII, where bytes are not columns: how many characters begin before each block of [`BLOCK`] bytes.
    blocks: Option<Vec<usize>>,
}

const BLOCK: usize = 1024;

/// How many characters begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let feeds = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let blocks = (!text.is_ascii()).then(|| {
            let mut before = 0;
            let counted = text.as_bytes().chunks(BLOCK).map(|block| {
                before += characters(block);
                before
            });
            std::iter::once(0).chain(counted).collect()
        });
        Self {
            starts: std::iter::once(0)
                .chain(feeds.map(|(at, _)| at + 1))
                .collect(),
            blocks,
        }
    }

    /// How many characters begin before a byte.
    fn before(&self, text: &str, at: usize) -> usize {
        let at = at.min(text.len());
        match &self.blocks {
            None => at,
            Some(blocks) => {
                let block = at / BLOCK;
                blocks[block] + characters(&text.as_bytes()[block * BLOCK..at])
            }
        }
    }

    /// The byte at a line and column, both counted from 1; columns count characters.
    pub(crate) fn offset(&self, text: &str, line: usize, column: usize) -> usize {
        let Some(start) = line.checked_sub(1).and_then(|line| self.starts.get(line)) else {
            return 0;
        };
        let next = self.starts.get(line).copied();
        let end = next.map_or(text.len(), |next| next - 1);
        let wanted = column.saturating_sub(1);
        let Some(blocks) = &self.blocks else {
            return (start + wanted).min(end);
        };
        // The block in which the character begins, and from there on one after the other.
        let wanted = self.before(text, *start) + wanted;
        let block = blocks.partition_point(|before| *before <= wanted).max(1) - 1;
        let from = (block * BLOCK).clamp(*start, end);
        let mut left = wanted - self.before(text, from).min(wanted);
        for (at, byte) in text.as_bytes()[from..end].iter().enumerate() {
            if byte & 0xC0 != 0x80 {
                if left == 0 {
                    return from + at;
                }
                left -= 1;
            }
        }
        end
    }

    /// The line and column of a byte.
    pub(crate) fn position(&self, text: &str, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts[line - 1];
        (line, self.before(text, at) - self.before(text, start) + 1)
    }
}

/// Where the value ends that begins at a place of JSON or YAML text: a string with its quotes, a key, a word; of what is
/// longer than a line, the line.
pub(crate) fn token_end(file: &str, at: usize) -> usize {
    let rest = &file[at.min(file.len())..];
    // What is underlined is short: a very long line is not looked through to its end.
    let mut enough = rest.len().min(4_096);
    while !rest.is_char_boundary(enough) {
        enough -= 1;
    }
    let rest = &rest[..enough];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let line = line.trim_end();
    let first = line.chars().next();
    let length = match first {
        Some(quote @ ('"' | '\'')) => {
            let mut escaped = false;
            let close = line.char_indices().skip(1).find(|(_, char)| match char {
                _ if escaped => {
                    escaped = false;
                    false
                }
                '\\' if quote == '"' => {
                    escaped = true;
                    false
                }
                char => *char == quote,
            });
            close.map_or(line.len(), |(at, _)| at + 1)
        }
        Some('{' | '[') => 1,
        Some(_) => {
            let ends = [", ", ": ", " #"].iter().filter_map(|end| line.find(end));
            let last = line.trim_end_matches([',', ':', '}', ']']).len().max(1);
            ends.min().unwrap_or(last).clamp(1, last)
        }
        None => 0,
    };
    at + length.max(usize::from(!line.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::{Lines, Text, token_end};

    #[track_caller]
    fn traced(file: &str, at: &str, value: &str, find: &str) {
        let text = Text::of_string(file, file.find(at).unwrap(), value);
        let place = text.place(value.find(find).unwrap());
        assert!(file[place..].starts_with(find), "{}", &file[place..]);
        assert_eq!(text.origin.len(), value.len() + 1);
    }

    #[test]
    fn strings_are_found_in_their_files() {
        traced(
            r#"{"a": "x\n\"y\" \u00e9 z"}"#,
            "\"x",
            "x\n\"y\" \u{e9} z",
            "z",
        );
        traced("a: 'it''s here'\n", "'it", "it's here", "here");
        traced("a: plain text # no\n", "plain", "plain text", "text");
        traced("a: !Sub \"one two\"\n", "!Sub", "one two", "two");
        traced(
            "a: |\n  one\n    two\n  three\n",
            "|",
            "one\n  two\nthree\n",
            "three",
        );
        traced(
            "a: !Sub |\n    one\n      two\n",
            "!Sub",
            "one\n  two\n",
            "two",
        );
        traced("a: >-\n  one\n  two\n", ">", "one two", "two");
        traced("a: |\r\n  one\r\n  two\r\n", "|", "one\ntwo\n", "two");
    }

    #[test]
    fn pieces_keep_their_places() {
        let file = r#"["a", "b"]"#;
        let mut text = Text::of_string(file, 1, "a");
        text.append(Text::placeholder("X", 9));
        text.append(Text::of_string(file, 6, "b"));
        assert_eq!(text.content, "a${X}b");
        assert_eq!((text.place(0), text.place(2), text.place(5)), (2, 9, 7));
        assert_eq!(text.place(100), 8);
    }

    #[test]
    fn placeholders_of_whole_values_are_quoted() {
        let file = r#"{"a": ${B}, "c": "${D} \" ${E}", "f": [${G}0, 1], "$": "$"}"#;
        let (text, found) = Text::whole(file).quoted();
        assert!(found);
        assert_eq!(
            text.content,
            r#"{"a": "${B}", "c": "${D} \" ${E}", "f": ["${G}0", 1], "$": "$"}"#
        );
        let one = text.content.find("1]").unwrap();
        assert!(file[text.place(one)..].starts_with("1]"));
        assert!(!Text::whole(r#"{"a": "${B}", "b": $C, "d": ${E"#).quoted().1);
    }

    #[test]
    fn lines_and_columns_are_bytes() {
        let text = "a\nbü c\n";
        let lines = Lines::of(text);
        assert_eq!(lines.offset(text, 2, 4), 6);
        assert_eq!(lines.position(text, 6), (2, 4));
        assert_eq!(lines.offset(text, 2, 99), 7);
        assert_eq!(lines.offset(text, 99, 1), 0);
        assert_eq!(lines.position(text, 0), (1, 1));
    }

    #[test]
    fn places_on_long_lines_are_those_of_counting() {
        let line = "aü€😀 ".repeat(2_000);
        for text in [format!("x\n{line}\ny"), "ab, ".repeat(2_000)] {
            let lines = Lines::of(&text);
            let (mut line, mut column) = (1, 1);
            for (at, char) in text.char_indices() {
                assert_eq!(lines.position(&text, at), (line, column));
                assert_eq!(lines.offset(&text, line, column), at);
                (line, column) = if char == '\n' {
                    (line + 1, 1)
                } else {
                    (line, column + 1)
                };
            }
        }
    }

    #[test]
    fn tokens_end() {
        for (text, token) in [
            (r#""a\"b": 1"#, r#""a\"b""#),
            ("12, 3", "12"),
            ("true}", "true"),
            ("Key: value", "Key"),
            ("plain text # no", "plain text"),
            ("{\n", "{"),
            ("", ""),
        ] {
            assert_eq!(&text[..token_end(text, 0)], token, "{text}");
        }
    }
}
