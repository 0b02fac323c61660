//! Words of the text that are not strings: numbers, `true`, `false`, `null`, and what people write instead.

use crate::json::{Json, Number};

/// Reads a word as a value, or says what is wrong with it and what to write.
pub(super) fn word(text: &str) -> Result<Json, (String, String)> {
    match text {
        "true" => return Ok(Json::Bool(true)),
        "false" => return Ok(Json::Bool(false)),
        "null" => return Ok(Json::Null),
        _ => {}
    }
    if let Some(number) = Number::parse(text) {
        return Ok(Json::Number(number));
    }
    let shown = crate::model::shorten(text);
    let lower = text.to_ascii_lowercase();
    let help = match lower.as_str() {
        "true" | "false" | "null" => format!("write `{lower}`"),
        "none" | "nil" | "undefined" => "write `null`".to_owned(),
        "nan" | "infinity" | "-infinity" => "JSON has no such number".to_owned(),
        _ if text.starts_with("${") => "put the placeholder in quotes".to_owned(),
        _ if text.starts_with(['+', '.', '-'])
            || text.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            "a number is digits without leading zeros or `+`, with digits on both sides of a point"
                .to_owned()
        }
        _ => "put text in double quotes".to_owned(),
    };
    Err((format!("`{shown}` is not a JSON value"), help))
}

/// How many bytes from the start belong to one word.
pub(super) fn word_length(text: &str) -> usize {
    if text.starts_with("${") {
        return text.find(['}', '\n']).map_or(text.len(), |at| {
            at + usize::from(text[at..].starts_with('}'))
        });
    }
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '.' | '$');
    text.find(|c| !part(c)).unwrap_or(text.len())
}
