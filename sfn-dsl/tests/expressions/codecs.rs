//! Strings as something else, and something else as a string.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::strings::{Inner, NONE, gives};

#[test]
fn base64() {
    gives(
        |t| t.number.base64_encode(),
        "$base64encode($o.number)",
        Ok("States.Base64Encode($o.number)"),
        json!("NDIuNQ=="),
    );
    gives(
        |t| t.blob.base64_decode(),
        "$base64decode($o.blob)",
        Ok("States.Base64Decode($o.blob)"),
        json!("hello"),
    );
}

#[test]
fn urls() {
    gives(
        |t| lit::<String>("a b&c").encode_url_component() + t.blob,
        "$encodeUrlComponent(\"a b&c\") & $o.blob",
        NONE,
        json!("a%20b%26caGVsbG8="),
    );
    gives(
        |t| lit::<String>("http://x.org/é?q=1").encode_url() + t.blob,
        "$encodeUrl(\"http://x.org/é?q=1\") & $o.blob",
        NONE,
        json!("http://x.org/%C3%A9?q=1aGVsbG8="),
    );
    gives(
        |t| t.url.decode_url_component(),
        "$decodeUrlComponent($o.url)",
        NONE,
        json!("a b&c"),
    );
    gives(
        |t| lit::<String>("caf%C3%A9?q=").decode_url() + t.number,
        "$decodeUrl(\"caf%C3%A9?q=\") & $o.number",
        NONE,
        json!("café?q=42.5"),
    );
}

#[test]
fn hashes() {
    for (algorithm, name) in [
        (HashAlgorithm::Md5, "MD5"),
        (HashAlgorithm::Sha1, "SHA-1"),
        (HashAlgorithm::Sha256, "SHA-256"),
        (HashAlgorithm::Sha384, "SHA-384"),
        (HashAlgorithm::Sha512, "SHA-512"),
    ] {
        gives(
            |t| t.number.hash(algorithm),
            &format!("$hash($o.number, \"{name}\")"),
            Ok(&format!("States.Hash($o.number, '{name}')")),
            json!(format!("\"{name}\" of \"42.5\"")),
        );
    }
}

#[test]
fn parse() {
    gives(
        |t| t.number.parse::<f64>(),
        "$number($o.number)",
        Ok("States.StringToJson($o.number)"),
        json!(42.5),
    );
    gives(
        |t| t.roman.parse_integer::<u32>("I"),
        "$parseInteger($o.roman, \"I\")",
        NONE,
        json!(2026),
    );
    gives(
        |t| t.json.parse_json::<Inner>(),
        "$parse($o.json)",
        Ok("States.StringToJson($o.json)"),
        json!({ "flag": true }),
    );
    gives(
        |t| t.json.parse_json::<Inner>().flag,
        "$parse($o.json).flag",
        Err("computed"),
        json!(true),
    );
    gives(
        |t| t.day.parse_timestamp("[D01].[M01].[Y0001]"),
        "$fromMillis($toMillis($o.day, \"[D01].[M01].[Y0001]\"))",
        NONE,
        json!("2026-12-24T00:00:00.000Z"),
    );
}

#[test]
fn written_as_text() {
    gives(
        |t| t.count.to_string(),
        "$string($o.count)",
        Ok("States.Format('{}', $o.count)"),
        json!("2"),
    );
    gives(
        |t| t.inner.flag.to_string(),
        "$string($o.inner.flag)",
        Ok("States.Format('{}', $o.inner.flag)"),
        json!("false"),
    );
    gives(
        |t| t.name.to_string(),
        "$o.name",
        Ok("$o.name"),
        json!("Müller & Söhne"),
    );
}

#[test]
fn written_as_json() {
    gives(
        |t| t.inner.to_json(),
        "$string($o.inner)",
        Ok("States.JsonToString($o.inner)"),
        json!("{\"flag\":false}"),
    );
    // JSONata leaves a string without its quotes.
    let quoted = |of: &str| format!("$substring($string([{of}]), 1, $length($string([{of}])) - 2)");
    gives(
        |t| t.number.to_json(),
        &quoted("$o.number"),
        Ok("States.JsonToString($o.number)"),
        json!("\"42.5\""),
    );
    gives(
        |t| t.state.to_json(),
        &quoted("$o.state"),
        Ok("States.JsonToString($o.state)"),
        json!("\"on-hold\""),
    );
    gives(
        |t| t.any.to_json(),
        &format!(
            "$type($o.any) = \"string\" ? {} : $string($o.any)",
            quoted("$o.any")
        ),
        Ok("States.JsonToString($o.any)"),
        json!("\"x\""),
    );
    gives(
        |t| (t.count + 1).to_json(),
        "$string($o.count + 1)",
        Err("write a field as JSON"),
        json!("3"),
    );
}
