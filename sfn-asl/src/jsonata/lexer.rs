//! From text to tokens, one at a time: whether a `/` divides or begins a regular expression is known to who asks.

use super::ast::{Regex, Span};
use super::error::SyntaxError;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    End,
    Name(String),
    Variable(String),
    String(String),
    Number(f64),
    /// `true`, `false`, `null`.
    Value(Option<bool>),
    Regex(Regex),
    /// An operator or a mark; `and`, `or` and `in` too.
    Mark(&'static str),
}

impl Token {
    pub(super) fn is(&self, mark: &str) -> bool {
        matches!(self, Self::Mark(this) if *this == mark)
    }

    /// What it is, for messages.
    pub(super) fn words(&self) -> String {
        match self {
            Self::End => "the end".to_owned(),
            Self::Name(name) => format!("`{}`", crate::model::shorten(name)),
            Self::Variable(name) => format!("`${}`", crate::model::shorten(name)),
            Self::String(_) => "a string".to_owned(),
            Self::Number(number) => format!("`{number}`"),
            Self::Value(value) => {
                format!(
                    "`{}`",
                    value.map_or("null", |is| if is { "true" } else { "false" })
                )
            }
            Self::Regex(_) => "a regular expression".to_owned(),
            Self::Mark(mark) => format!("`{mark}`"),
        }
    }
}

/// The mark that a text begins with; the longest one.
fn mark(text: &[u8]) -> Option<&'static str> {
    Some(match text {
        [b'.', b'.', ..] => "..",
        [b':', b'=', ..] => ":=",
        [b'!', b'=', ..] => "!=",
        [b'>', b'=', ..] => ">=",
        [b'<', b'=', ..] => "<=",
        [b'*', b'*', ..] => "**",
        [b'~', b'>', ..] => "~>",
        [b'.', ..] => ".",
        [b'[', ..] => "[",
        [b']', ..] => "]",
        [b'{', ..] => "{",
        [b'}', ..] => "}",
        [b'(', ..] => "(",
        [b')', ..] => ")",
        [b',', ..] => ",",
        [b'@', ..] => "@",
        [b'#', ..] => "#",
        [b';', ..] => ";",
        [b':', ..] => ":",
        [b'?', ..] => "?",
        [b'+', ..] => "+",
        [b'-', ..] => "-",
        [b'*', ..] => "*",
        [b'/', ..] => "/",
        [b'%', ..] => "%",
        [b'|', ..] => "|",
        [b'=', ..] => "=",
        [b'<', ..] => "<",
        [b'>', ..] => ">",
        [b'^', ..] => "^",
        [b'&', ..] => "&",
        [b'!', ..] => "!",
        [b'~', ..] => "~",
        _ => return None,
    })
}

fn ends_name(byte: u8) -> bool {
    is_blank(byte) || b".[]{}(),@#;:?+-*/%|=<>^&!~".contains(&byte)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B)
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

type Result<T> = std::result::Result<T, Box<SyntaxError>>;

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the next token is looked for.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes back to where it was.
    pub(super) fn go_back(&mut self, at: usize) {
        self.at = at;
    }

    /// The byte before a place, blanks left out.
    pub(super) fn byte_before(&self, at: usize) -> Option<u8> {
        self.bytes()[..at]
            .iter()
            .rev()
            .copied()
            .find(|byte| !is_blank(*byte))
    }

    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes().get(self.at + ahead).copied()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn fail<T>(
        &self,
        code: &'static str,
        start: usize,
        end: usize,
        message: impl Into<String>,
    ) -> Result<T> {
        let end = end.min(self.text.len());
        Err(SyntaxError::new(
            code,
            Span::new(start.min(end), end),
            message,
        ))
    }

    fn blanks_and_comments(&mut self) -> Result<()> {
        loop {
            while self.peek(0).is_some_and(is_blank) {
                self.at += 1;
            }
            if !self.rest().starts_with("/*") {
                return Ok(());
            }
            match self.rest()[2..].find("*/") {
                Some(length) => self.at += length + 4,
                None => {
                    return self.fail(
                        "S0106",
                        self.at,
                        self.at + 2,
                        "the comment is not closed with `*/`",
                    );
                }
            }
        }
    }

    /// The next token and where it is. After an operand a `/` divides.
    pub(super) fn next(&mut self, after_operand: bool) -> Result<(Token, Span)> {
        self.blanks_and_comments()?;
        let start = self.at;
        let token = self.token(after_operand)?;
        Ok((token, Span::new(start, self.at)))
    }

    fn token(&mut self, after_operand: bool) -> Result<Token> {
        let Some(first) = self.peek(0) else {
            return Ok(Token::End);
        };
        match first {
            b'/' if !after_operand => return self.regex().map(Token::Regex),
            b'"' | b'\'' => return self.string(first).map(Token::String),
            b'`' => return self.quoted_name(),
            b'0'..=b'9' => return self.number(),
            _ => {}
        }
        if let Some(mark) = mark(self.rest().as_bytes()) {
            self.at += mark.len();
            return Ok(Token::Mark(mark));
        }
        let length = self
            .rest()
            .bytes()
            .position(ends_name)
            .unwrap_or(self.rest().len());
        let word = &self.rest()[..length];
        self.at += length;
        Ok(match word {
            "and" => Token::Mark("and"),
            "or" => Token::Mark("or"),
            "in" => Token::Mark("in"),
            "true" => Token::Value(Some(true)),
            "false" => Token::Value(Some(false)),
            "null" => Token::Value(None),
            _ => match word.strip_prefix('$') {
                Some(name) => Token::Variable(name.to_owned()),
                None => Token::Name(word.to_owned()),
            },
        })
    }

    /// What is between slashes; a slash in brackets does not end it.
    fn regex(&mut self) -> Result<Regex> {
        let start = self.at;
        self.at += 1;
        let from = self.at;
        let (mut depth, mut escaped) = (0_i64, false);
        loop {
            let Some(byte) = self.peek(0) else {
                return self.fail(
                    "S0302",
                    start,
                    start + 1,
                    "the regular expression is not closed with `/`",
                );
            };
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'/' if depth == 0 => break,
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        let pattern = self.text[from..self.at].to_owned();
        self.at += 1;
        if pattern.is_empty() {
            return self.fail("S0301", start, self.at, "the regular expression is empty");
        }
        let (mut ignore_case, mut multi_line) = (false, false);
        while let Some(flag @ (b'i' | b'm')) = self.peek(0) {
            *(if flag == b'i' {
                &mut ignore_case
            } else {
                &mut multi_line
            }) = true;
            self.at += 1;
        }
        Ok(Regex {
            pattern,
            ignore_case,
            multi_line,
        })
    }

    fn string(&mut self, quote: u8) -> Result<String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let plain = self
                .rest()
                .bytes()
                .position(|byte| byte == quote || byte == b'\\');
            let Some(plain) = plain else {
                return self.fail("S0101", start, start + 1, "the string is not closed");
            };
            out.push_str(&self.rest()[..plain]);
            self.at += plain + 1;
            if self.bytes()[self.at - 1] == quote {
                return Ok(out);
            }
            let escape = self.rest().chars().next();
            let length = escape.map_or(0, char::len_utf8);
            self.at += length;
            out.push(match escape {
                Some(same @ ('"' | '\\' | '/')) => same,
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('u') => self.unicode()?,
                Some(other) => {
                    let message =
                        format!("`\\{other}` is not an escape: write `\\\\` for a backslash");
                    return self.fail("S0103", self.at - length - 1, self.at, message);
                }
                None => return self.fail("S0101", start, start + 1, "the string is not closed"),
            });
        }
    }

    /// The character after `\u`; two of them may make one, and half of one is none.
    fn unicode(&mut self) -> Result<char> {
        let first = self.hex()?;
        if (0xD800..0xDC00).contains(&first) && self.rest().starts_with("\\u") {
            let before = self.at;
            self.at += 2;
            let second = self.hex()?;
            if (0xDC00..0xE000).contains(&second) {
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Result<u32> {
        let digits = self
            .rest()
            .get(..4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => self.fail(
                "S0104",
                self.at - 2,
                self.at,
                "`\\u` is followed by four hexadecimal digits",
            ),
        }
    }

    fn quoted_name(&mut self) -> Result<Token> {
        let start = self.at;
        match self.rest()[1..].find('`') {
            Some(length) => {
                self.at += length + 2;
                Ok(Token::Name(self.text[start + 1..self.at - 1].to_owned()))
            }
            None => self.fail("S0105", start, start + 1, "the name is not closed with `"),
        }
    }

    /// A number as JSON writes it; what cannot be part of one is the next token.
    fn number(&mut self) -> Result<Token> {
        let start = self.at;
        let digits = |lexer: &mut Self| {
            let from = lexer.at;
            while lexer.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
                lexer.at += 1;
            }
            lexer.at > from
        };
        if self.peek(0) == Some(b'0') {
            self.at += 1;
        } else {
            digits(self);
        }
        if self.peek(0) == Some(b'.') {
            self.at += 1;
            if !digits(self) {
                self.at -= 1;
            }
        }
        if matches!(self.peek(0), Some(b'e' | b'E')) {
            let before = self.at;
            self.at += 1;
            if matches!(self.peek(0), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if !digits(self) {
                self.at = before;
            }
        }
        match self.text[start..self.at].parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Token::Number(number)),
            _ => self.fail("S0102", start, self.at, "the number is too large"),
        }
    }
}
