//! Small parts of reading YAML: numbers that JSON spells differently, and places in the text.

use crate::json::Number;
use saphyr_parser::Marker;

/// What a plain scalar is, when JSON would spell it differently.
pub(super) enum Resolved {
    Number(Number),
    Text,
    Impossible,
}

/// Numbers of the core schema that JSON spells differently.
pub(super) fn number(text: &str) -> Resolved {
    let radix = |digits: &str, radix| match u128::from_str_radix(digits, radix) {
        Ok(value) if !digits.starts_with('+') => Resolved::Number(value.into()),
        _ => Resolved::Text,
    };
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(rest, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Resolved::Impossible;
    }
    let (mantissa, exponent) = rest
        .find(['e', 'E'])
        .map_or((rest, ""), |at| rest.split_at(at));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Resolved::Text;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    Number::parse(&format!("{sign}{whole}{point}{fraction}{exponent}"))
        .map_or(Resolved::Text, Resolved::Number)
}

/// From places counted in characters to places counted in bytes. Events come in order, so each step is short.
pub(super) struct Offsets<'t> {
    text: &'t str,
    chars: usize,
    bytes: usize,
    ascii: bool,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            chars: 0,
            bytes: 0,
            ascii: text.is_ascii(),
        }
    }

    pub(super) fn at(&mut self, marker: &Marker) -> u32 {
        let bom = usize::from(self.text.starts_with('\u{FEFF}'));
        let wanted = marker.index() + bom;
        if self.ascii {
            return wanted.min(self.text.len()) as u32;
        }
        if wanted >= self.chars {
            let (count, bytes) = self.text[self.bytes..]
                .chars()
                .take(wanted - self.chars)
                .fold((0, 0), |(count, bytes), char| {
                    (count + 1, bytes + char.len_utf8())
                });
            self.chars += count;
            self.bytes += bytes;
        } else {
            let back: usize = self.text[..self.bytes]
                .chars()
                .rev()
                .take(self.chars - wanted)
                .map(char::len_utf8)
                .sum();
            self.chars = wanted;
            self.bytes -= back;
        }
        self.bytes as u32
    }
}
