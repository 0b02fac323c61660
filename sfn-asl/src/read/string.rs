//! JSON strings: runs of plain characters are taken whole, escapes one by one.

/// What came of reading a string.
pub(super) struct Read {
    pub(super) text: String,
    /// The byte after the closing quote.
    pub(super) end: usize,
    /// What is wrong inside, each with its offset, message and help. The text stands in as well as it can.
    pub(super) errors: Vec<(usize, String, &'static str)>,
}

/// Why a string has no end.
pub(super) enum Unclosed {
    /// The text ends inside it.
    AtEnd,
    /// The line ends inside it.
    AtLine(usize),
}

/// Reads the string whose opening quote is at `start`.
pub(super) fn read(text: &str, start: usize) -> Result<Read, Unclosed> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut errors = Vec::new();
    let mut at = start + 1;
    loop {
        let run = plain(&bytes[at..]);
        let end = at + run;
        match bytes.get(end) {
            None => return Err(Unclosed::AtEnd),
            Some(b'"') => {
                // INVARIANT: quotes, backslashes and control characters are ASCII, so a run ends between characters.
                if out.is_empty() {
                    out = text[at..end].to_owned();
                } else {
                    out.push_str(&text[at..end]);
                }
                return Ok(Read {
                    text: out,
                    end: end + 1,
                    errors,
                });
            }
            Some(b'\\') => {
                out.push_str(&text[at..end]);
                at = escape(text, end, &mut out, &mut errors)?;
            }
            Some(b'\n' | b'\r') => return Err(Unclosed::AtLine(end)),
            Some(control) => {
                out.push_str(&text[at..=end]);
                let message =
                    format!("the control character U+{control:04X} stands bare in a string");
                errors.push((
                    end,
                    message,
                    "write it as an escape, such as \\t or \\u001f",
                ));
                at = end + 1;
            }
        }
    }
}

/// How many bytes need no care. Eight at a time: most of a large definition is inside strings.
fn plain(bytes: &[u8]) -> usize {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    let mut at = 0;
    for chunk in bytes.chunks_exact(8) {
        let word = u64::from_ne_bytes(chunk.try_into().unwrap_or_default());
        let zero = |word: u64| word.wrapping_sub(LOW) & !word & HIGH;
        let quote = zero(word ^ (LOW * u64::from(b'"')));
        let backslash = zero(word ^ (LOW * u64::from(b'\\')));
        let control = word.wrapping_sub(LOW * 0x20) & !word & HIGH;
        // A borrow can flag a byte too many, never one too few, so flagged bytes are looked at one by one.
        if quote | backslash | control != 0
            && let Some(found) = chunk.iter().position(|byte| special(*byte))
        {
            return at + found;
        }
        at += 8;
    }
    at + bytes[at..]
        .iter()
        .position(|byte| special(*byte))
        .unwrap_or(bytes.len() - at)
}

/// Reads the escape whose backslash is at `at`; gives the byte after it.
fn escape(
    text: &str,
    at: usize,
    out: &mut String,
    errors: &mut Vec<(usize, String, &'static str)>,
) -> Result<usize, Unclosed> {
    let Some(char) = text[at + 1..].chars().next() else {
        return Err(Unclosed::AtEnd);
    };
    let plain = match char {
        '"' | '\\' | '/' => char,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return Ok(unicode(text, at, out, errors)),
        '\n' | '\r' => return Err(Unclosed::AtLine(at + 1)),
        other => {
            let message = format!("`\\{}` is not an escape of JSON", other.escape_default());
            errors.push((at, message, "write a backslash as `\\\\`"));
            out.push('\\');
            other
        }
    };
    out.push(plain);
    Ok(at + 1 + char.len_utf8())
}

/// Reads `\uXXXX`, and the second half of a pair.
fn unicode(
    text: &str,
    at: usize,
    out: &mut String,
    errors: &mut Vec<(usize, String, &'static str)>,
) -> usize {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let Some(first) = unit(at) else {
        errors.push((
            at,
            "`\\u` needs four hexadecimal digits".to_owned(),
            "write a backslash as `\\\\`",
        ));
        out.push(char::REPLACEMENT_CHARACTER);
        return at + 2;
    };
    if let Some(char) = char::from_u32(first) {
        out.push(char);
        return at + 6;
    }
    let pair = unit(at + 6).filter(|second| first < 0xDC00 && (0xDC00..0xE000).contains(second));
    match pair
        .and_then(|second| char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)))
    {
        Some(char) => {
            out.push(char);
            at + 12
        }
        None => {
            let message = format!("`\\u{first:04x}` is half of a surrogate pair");
            errors.push((at, message, "write the character itself, or both halves"));
            out.push(char::REPLACEMENT_CHARACTER);
            at + 6
        }
    }
}
