//! Numbers that keep their spelling.

use std::fmt::{self, Write as _};

/// A JSON number as it was spelled: `2.0` stays `2.0`, and an integer of 40 digits loses none.
///
/// Equality is by value: `2 == 2.0 == 20e-1`. [`Number::spelling`] tells them apart.
///
/// ```
/// use sfn_asl::json::Number;
///
/// let long = Number::parse("340282366920938463463374607431768211456").unwrap();
/// assert_eq!(long.to_string(), "340282366920938463463374607431768211456");
/// assert_eq!(Number::parse("2.0"), Some(Number::from(2)));
/// assert_eq!(Number::parse("01"), None);
/// ```
#[derive(Clone)]
pub struct Number(Repr);

/// Most numbers in a definition are small integers, which then need no allocation.
#[derive(Clone)]
enum Repr {
    /// INVARIANT: spelled the way `i64` prints itself.
    Int(i64),
    /// INVARIANT: a number by the JSON grammar that `Int` cannot spell.
    Text(Box<str>),
}

impl Number {
    /// Reads a number by the JSON grammar, keeping its spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (scan(text.as_bytes()) == Some(text.len())).then(|| Self::from_scanned(text))
    }

    /// Takes text that is known to follow the JSON grammar.
    pub(crate) fn from_scanned(text: &str) -> Self {
        // Short digit strings without a leading minus or zero are what `i64` prints.
        match text.parse::<i64>() {
            Ok(value) if text.len() <= 20 && text != "-0" => Self(Repr::Int(value)),
            _ => Self(Repr::Text(text.into())),
        }
    }

    /// A number from a double; none for NaN and the infinities, which JSON cannot say.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        // What most rates are; quicker than finding the shortest digits of any double.
        if value.fract() == 0.0 && value.abs() < 1e15 && value.is_sign_positive() {
            return Some(Self(Repr::Text(format!("{}.0", value as i64).into())));
        }
        // Debug keeps `2.0` a number with a fraction and writes large ones with an exponent.
        value
            .is_finite()
            .then(|| Self::from_scanned(&format!("{value:?}")))
    }

    /// The spelling.
    #[must_use]
    pub fn spelling(&self) -> std::borrow::Cow<'_, str> {
        match &self.0 {
            Repr::Int(value) => value.to_string().into(),
            Repr::Text(text) => (&**text).into(),
        }
    }

    /// Writes the spelling.
    pub(crate) fn push_to(&self, out: &mut String) {
        match &self.0 {
            Repr::Int(digit @ 0..=9) => out.push(char::from(b'0' + *digit as u8)),
            // Writing to a string does not fail.
            Repr::Int(value) => drop(write!(out, "{value}")),
            Repr::Text(text) => out.push_str(text),
        }
    }

    /// How many bytes the spelling has.
    pub(crate) fn length(&self) -> usize {
        match &self.0 {
            Repr::Int(0) => 1,
            Repr::Int(value) => {
                usize::from(*value < 0) + value.unsigned_abs().ilog10() as usize + 1
            }
            Repr::Text(text) => text.len(),
        }
    }

    /// The value as a 64-bit integer, when it is a whole number (also spelled `2.0` or `1e3`) and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Int(value) => Some(*value),
            Repr::Text(text) => Decimal::read(text).to_i64(),
        }
    }

    /// The value as an unsigned 64-bit integer, when it is a whole number and fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Int(value) => u64::try_from(*value).ok(),
            Repr::Text(text) => text
                .parse()
                .ok()
                .or_else(|| u64::try_from(Decimal::read(text).to_i64()?).ok()),
        }
    }

    /// The nearest double; beyond its range an infinity.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Int(value) => *value as f64,
            // INVARIANT: the JSON grammar is a part of what `f64` reads.
            Repr::Text(text) => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// Whether the number is spelled as an integer: no fraction, no exponent.
    #[must_use]
    pub fn is_integer_spelling(&self) -> bool {
        match &self.0 {
            Repr::Int(_) => true,
            Repr::Text(text) => !text.contains(['.', 'e', 'E']),
        }
    }
}

/// How many bytes from the start are one number by the JSON grammar.
pub(crate) fn scan(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    match bytes.get(at)? {
        b'0' => at += 1,
        b'1'..=b'9' => at += digits(at),
        _ => return None,
    }
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
    }
    Some(at)
}

/// A number in one form only: `negative` × 0.`digits` × 10^`exponent`, digits without zeros at either end.
#[derive(PartialEq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i128,
}

impl Decimal {
    fn read(text: &str) -> Self {
        let (negative, text) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // An exponent that does not fit 128 bits is as far out as one that barely does.
        let exponent: i128 = exponent.parse().unwrap_or(if exponent.starts_with('-') {
            i128::MIN
        } else {
            i128::MAX
        });
        let all = format!("{whole}{fraction}");
        let leading = all.len() - all.trim_start_matches('0').len();
        let digits = all.trim_matches('0').to_owned();
        if digits.is_empty() {
            return Self {
                negative: false,
                digits,
                exponent: 0,
            };
        }
        let exponent = exponent.saturating_add(whole.len() as i128 - leading as i128);
        Self {
            negative,
            digits,
            exponent,
        }
    }

    fn to_i64(&self) -> Option<i64> {
        let zeros = usize::try_from(self.exponent - self.digits.len() as i128).ok()?;
        if zeros > 19 || self.digits.len() > 19 {
            return None;
        }
        format!(
            "{}{}{}",
            if self.negative { "-" } else { "" },
            self.digits,
            "0".repeat(zeros)
        )
        .parse()
        .or_else(|error| {
            if self.digits.is_empty() {
                Ok(0)
            } else {
                Err(error)
            }
        })
        .ok()
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Int(a), Repr::Int(b)) => a == b,
            (Repr::Text(a), Repr::Text(b)) if a == b => true,
            _ => Decimal::read(&self.spelling()) == Decimal::read(&other.spelling()),
        }
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Int(value) => value.fmt(f),
            Repr::Text(text) => f.pad(text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! from_integers {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Number {
            fn from(value: $ty) -> Self {
                match i64::try_from(value) {
                    Ok(value) => Self(Repr::Int(value)),
                    Err(_) => Self(Repr::Text(value.to_string().into())),
                }
            }
        }
    )*};
}
from_integers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);
