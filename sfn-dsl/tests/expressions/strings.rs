//! Functions of strings.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[derive(Shape)]
pub struct Texts {
    pub(super) name: String,
    padded: String,
    pub(super) csv: String,
    pub(super) code: String,
    pub(super) number: String,
    pub(super) blob: String,
    pub(super) json: String,
    pub(super) roman: String,
    pub(super) day: String,
    pub(super) url: String,
    pub(super) count: u64,
    pub(super) state: Status,
    pub(super) any: Value,
    maybe: Option<String>,
    pub(super) inner: Inner,
}

#[derive(Shape)]
pub struct Inner {
    pub(super) flag: bool,
}

fn texts() -> Value {
    json!({
        "name": "Müller & Söhne",
        "padded": "  a \t b  ",
        "csv": "a,b,,c",
        "code": "ab-12/cd-345",
        "number": "42.5",
        "blob": "aGVsbG8=",
        "json": "{\"flag\": true}",
        "roman": "MMXXVI",
        "day": "24.12.2026",
        "url": "a%20b%26c",
        "count": 2,
        "state": "on-hold",
        "any": "x",
        "inner": { "flag": false }
    })
}

pub(super) const NONE: Result<&str, &str> = Err("no intrinsic function");

#[track_caller]
pub(super) fn gives<T: Shape>(
    expr: impl FnOnce(Expr<Texts>) -> Expr<T>,
    jsonata: &str,
    jsonpath: Result<&str, &str>,
    value: impl Into<Option<Value>>,
) {
    check_on(
        texts(),
        expr(context::execution_input()),
        jsonata,
        jsonpath,
        value,
    );
}

#[test]
fn case() {
    gives(
        |t| t.name.to_uppercase(),
        "$uppercase($o.name)",
        NONE,
        json!("MÜLLER & SÖHNE"),
    );
    gives(
        |t| t.name.to_lowercase(),
        "$lowercase($o.name)",
        NONE,
        json!("müller & söhne"),
    );
}

#[test]
fn length() {
    gives(|t| t.name.len(), "$length($o.name)", NONE, json!(14));
    gives(
        |t| t.name.is_empty(),
        "$o.name = \"\"",
        Err("condition"),
        json!(false),
    );
}

#[test]
fn blanks() {
    gives(
        |t| t.padded.trim(),
        r#"$replace($o.padded, /^\s+|\s+$/, "")"#,
        NONE,
        json!("a \t b"),
    );
    gives(
        |t| t.padded.collapse_whitespace(),
        "$trim($o.padded)",
        NONE,
        json!("a b"),
    );
}

#[test]
fn parts_by_place() {
    gives(
        |t| t.name.substring(1, 5),
        "$substring($o.name, 1, 5)",
        NONE,
        json!("üller"),
    );
    gives(
        |t| t.name.substring(12, 5),
        "$substring($o.name, 12, 5)",
        NONE,
        json!("ne"),
    );
    gives(
        |t| t.name.substring_from(t.count),
        "$substring($o.name, $o.count)",
        NONE,
        json!("ller & Söhne"),
    );
    gives(
        |t| t.name.last_chars(5),
        "$substring($o.name, -5)",
        NONE,
        json!("Söhne"),
    );
    gives(|t| t.code.last_chars(0), "\"\"", Err("literal"), json!(""));
}

#[test]
fn parts_by_mark() {
    let before = "$substringBefore($o.code, \"-\")";
    let after = "$substringAfter($o.code, \"-\")";
    gives(|t| t.code.substring_before("-"), before, NONE, json!("ab"));
    gives(
        |t| t.code.substring_after("-"),
        after,
        NONE,
        json!("12/cd-345"),
    );
    // Where it does not occur, the whole string.
    gives(
        |t| t.code.substring_after("#"),
        "$substringAfter($o.code, \"#\")",
        NONE,
        json!("ab-12/cd-345"),
    );
    gives(
        |t| t.code.split_once("-"),
        &format!("$contains($o.code, \"-\") ? [{before}, {after}] : null"),
        Err("cannot choose"),
        json!(["ab", "12/cd-345"]),
    );
    gives(
        |t| t.code.split_once("#").map(|parts| parts.1).unwrap_or("-"),
        "$contains($o.code, \"#\") ? $substringAfter($o.code, \"#\") : \"-\"",
        Err("cannot choose"),
        json!("-"),
    );
}

#[test]
fn filled_up() {
    gives(
        |t| t.number.pad_start(6, "0"),
        "$pad($o.number, -6, \"0\")",
        NONE,
        json!("0042.5"),
    );
    gives(
        |t| t.number.pad_end(6, '_'),
        "$pad($o.number, 6, \"_\")",
        NONE,
        json!("42.5__"),
    );
}

#[test]
fn contains() {
    gives(
        |t| t.code.contains("12"),
        "$contains($o.code, \"12\")",
        NONE,
        json!(true),
    );
    gives(
        |t| t.code.contains(regex(r"[A-Z]{2}-\d").ignore_case()),
        r"$contains($o.code, /[A-Z]{2}-\d/i)",
        NONE,
        json!(true),
    );
    gives(
        |t| t.code.contains(regex("b/c")),
        r"$contains($o.code, /b\/c/)",
        NONE,
        json!(false),
    );
    let on_its_own_line = regex("^cd$").multi_line();
    gives(
        |t| t.code.contains(on_its_own_line),
        "$contains($o.code, /^cd$/m)",
        NONE,
        json!(false),
    );
}

#[test]
fn beginning_and_end() {
    gives(
        |t| t.name.starts_with("Mü"),
        "$substring($o.name, 0, 2) = \"Mü\"",
        NONE,
        json!(true),
    );
    gives(
        |t| t.name.ends_with("hne"),
        "$substring($o.name, -3) = \"hne\"",
        NONE,
        json!(true),
    );
    gives(
        |t| t.number.ends_with("a longer text"),
        "$substring($o.number, -13) = \"a longer text\"",
        NONE,
        json!(false),
    );
    gives(
        |t| t.name.starts_with(t.any.cast::<String>()),
        "$substring($o.name, 0, $length($o.any)) = $o.any",
        NONE,
        json!(false),
    );
    gives(
        |t| !t.name.ends_with(t.any.cast::<String>()),
        "$not($substring($o.name, -$length($o.any)) = $o.any)",
        Err("condition"),
        json!(true),
    );
}

#[test]
fn split_and_join() {
    gives(
        |t| t.csv.split(","),
        "$split($o.csv, \",\")",
        Ok("States.StringSplit($o.csv, ',')"),
        json!(["a", "b", "", "c"]),
    );
    // The intrinsic function would split at each of the characters.
    gives(
        |t| t.csv.split(", "),
        "$split($o.csv, \", \")",
        Err("a single literal one only"),
        json!(["a,b,,c"]),
    );
    gives(
        |t| t.code.split(regex("[-/]")),
        "$split($o.code, /[-\\/]/)",
        NONE,
        json!(["ab", "12", "cd", "345"]),
    );
    gives(
        |t| t.csv.split(",").join("+"),
        "$join($split($o.csv, \",\"), \"+\")",
        NONE,
        json!("a+b++c"),
    );
    gives(
        |t| t.csv.split(",")[1],
        "$split($o.csv, \",\")[1]",
        Ok("States.ArrayGetItem(States.StringSplit($o.csv, ','), 1)"),
        json!("b"),
    );
}

#[test]
fn replace() {
    gives(
        |t| t.csv.replace(",", "."),
        "$replace($o.csv, \",\", \".\")",
        NONE,
        json!("a.b..c"),
    );
    gives(
        |t| t.csv.replacen(",", "", 1),
        "$replace($o.csv, \",\", \"\", 1)",
        NONE,
        json!("ab,,c"),
    );
    gives(
        |t| t.code.replace(regex(r"([a-z]+)-(\d+)"), "$2$1"),
        r#"$replace($o.code, /([a-z]+)-(\d+)/, "$2$1")"#,
        NONE,
        json!("12ab/345cd"),
    );
    gives(
        |t| {
            t.code
                .replace_with(regex(r"[a-z]+"), |found| found.text.to_uppercase() + ".")
        },
        "$replace($o.code, /[a-z]+/, function($found) { $uppercase($found.match) & \".\" })",
        NONE,
        json!("AB.-12/CD.-345"),
    );
}

#[test]
fn find() {
    gives(
        |t| {
            t.code
                .find_all(regex(r"([a-z])([a-z])-\d+"))
                .map(|found| found.groups[1])
        },
        r"[$map([$match($o.code, /([a-z])([a-z])-\d+/)], function($item) { $item.groups[1] })]",
        Err("no intrinsic"),
        json!(["b", "d"]),
    );
    gives(
        |t| t.code.find_all(regex("x")).len(),
        "$count($match($o.code, /x/))",
        NONE,
        json!(0),
    );
    // One is a list of one.
    gives(
        |t| t.code.find_all(regex("ab")),
        "[$match($o.code, /ab/)]",
        NONE,
        json!([{ "match": "ab", "index": 0, "groups": [] }]),
    );
    gives(
        |t| {
            t.code
                .find(regex(r"\d+"))
                .map(|found| found.text)
                .unwrap_or("none")
        },
        r#"$match($o.code, /\d+/, 1).match != null ? $match($o.code, /\d+/, 1).match : "none""#,
        Err("cannot choose"),
        json!("12"),
    );
    gives(
        |t| t.code.find(regex("x")).is_none(),
        "$not($match($o.code, /x/, 1) != null)",
        Err("condition"),
        json!(true),
    );
}
