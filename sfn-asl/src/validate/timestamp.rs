//! Timestamps by RFC 3339, as the service takes them: an upper case `T`, and `Z` or an offset.

use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Path;

pub(super) fn check(text: &str, path: &Path<'_>) -> Result<(), Box<Diagnostic>> {
    if is_valid(text) {
        return Ok(());
    }
    let message = format!("`{}` is not a timestamp", crate::model::shorten(text));
    let help = "write it by RFC 3339, such as 2026-03-14T01:59:00Z";
    Err(Box::new(
        Diagnostic::error(Code::InvalidValue, path, message).with_help(help),
    ))
}

fn is_valid(text: &str) -> bool {
    let Some((date, rest)) = text.split_once('T') else {
        return false;
    };
    let zone = rest.find(['Z', '+', '-']);
    let Some((time, zone)) = zone.map(|at| rest.split_at(at)) else {
        return false;
    };
    let (clock, fraction) = time
        .split_once('.')
        .map_or((time, None), |(clock, fraction)| (clock, Some(fraction)));
    let zone_is_valid =
        zone == "Z" || numbers(&zone[1..], ':', &[2, 2]).is_some_and(|z| z[0] < 24 && z[1] < 60);
    let date_is_valid = numbers(date, '-', &[4, 2, 2])
        .is_some_and(|d| (1..=12).contains(&d[1]) && (1..=days(d[0], d[1])).contains(&d[2]));
    let clock_is_valid =
        numbers(clock, ':', &[2, 2, 2]).is_some_and(|c| c[0] < 24 && c[1] < 60 && c[2] <= 60);
    let fraction_is_valid = fraction
        .is_none_or(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    date_is_valid && clock_is_valid && fraction_is_valid && zone_is_valid
}

/// Numbers of fixed widths between separators.
fn numbers(text: &str, separator: char, widths: &[usize]) -> Option<Vec<u32>> {
    let parts: Vec<&str> = text.split(separator).collect();
    if parts.len() != widths.len() {
        return None;
    }
    parts
        .iter()
        .zip(widths)
        .map(|(part, width)| {
            let digits = part.len() == *width && part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse().ok() } else { None }
        })
        .collect()
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn timestamps() {
        for text in [
            "2026-03-14T01:59:00Z",
            "2024-02-29T23:59:60.123456789+05:30",
            "0000-01-01T00:00:00-00:00",
        ] {
            assert!(super::is_valid(text), "{text}");
        }
        for text in [
            "2016-12-05T25:29:29Z",
            "2016-12-05 21:29:29Z",
            "2016-12-05T21:29:29",
            "2023-02-29T00:00:00Z",
            "2016-1-05T21:29:29Z",
            "",
            "T",
            "2016-12-05T21:29:29.Z",
            "2016-12-05t21:29:29Z",
        ] {
            assert!(!super::is_valid(text), "{text}");
        }
    }
}
