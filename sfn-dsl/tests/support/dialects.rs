//! Reads every JSONata and JSONPath text of a document with implementations that are not ours, and with our own readers.
//!
//! A test has it by `#[path = "../support/dialects.rs"] mod dialects;`. Of calls of intrinsic
//! functions, which nobody else reads, the paths in them are given to the other implementation.

#![allow(unreachable_pub, dead_code)]

use serde_json::Value;

/// How many texts of each dialect were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub jsonata: usize,
    pub jsonpath: usize,
}

/// Reads every text of a document, or of its `States`.
#[track_caller]
pub fn read_all(document: &Value) -> Read {
    let mut reader = Reader::default();
    let path = document["QueryLanguage"] != "JSONata";
    reader.value(document, path, "");
    assert_eq!(reader.problems, [""; 0]);
    reader.read
}

/// Reads the states of a workflow in this language.
#[track_caller]
pub fn read_states(states: &Value, in_jsonpath: bool) -> Read {
    let mut reader = Reader::default();
    reader.value(states, in_jsonpath, "");
    assert_eq!(reader.problems, [""; 0]);
    reader.read
}

#[derive(Default)]
struct Reader {
    read: Read,
    problems: Vec<String>,
}

impl Reader {
    fn value(&mut self, value: &Value, in_jsonpath: bool, key: &str) {
        match value {
            Value::Object(members) => {
                // A state says its own language where it has another one.
                let in_jsonpath = match members.get("QueryLanguage").and_then(Value::as_str) {
                    Some("JSONata") => false,
                    Some("JSONPath") => true,
                    _ => in_jsonpath,
                };
                for (key, member) in members {
                    self.value(member, in_jsonpath, key);
                }
            }
            Value::Array(items) => items
                .iter()
                .for_each(|item| self.value(item, in_jsonpath, key)),
            Value::String(text) if in_jsonpath => self.jsonpath_at(key, text),
            Value::String(text) => {
                if let Some(text) = text.strip_prefix("{%") {
                    self.jsonata(text.strip_suffix("%}").unwrap_or(text));
                }
            }
            _ => {}
        }
    }

    fn jsonata(&mut self, text: &str) {
        self.read.jsonata += 1;
        if let Err(e) = jsonata_core::parser::parse(text) {
            self.problems.push(format!("{text}: {e:?}"));
        }
        if let Err(e) = sfn_asl::jsonata::parse(text) {
            self.problems.push(format!("{text}: our own reader: {e}"));
        }
        // Operators of later versions, which the parser knows and Step Functions does not.
        let outside = outside_of_strings(text);
        if outside.contains("??") || outside.replace("(?:", "").contains("?:") {
            self.problems.push(format!("{text}: newer than 2.0.6"));
        }
    }

    fn jsonpath_at(&mut self, key: &str, text: &str) {
        let holds_a_path = key.ends_with("Path") || key.ends_with(".$") || key == "Variable";
        if !holds_a_path {
            return;
        }
        self.read.jsonpath += 1;
        if text.starts_with("States.") {
            // A placeholder has braces that are none of the template's.
            if !sfn_asl::model::has_placeholder(text)
                && let Err(e) = sfn_asl::jsonpath::parse_call(text)
            {
                self.problems.push(format!("{text}: our own reader: {e}"));
            }
            for path in paths_in_call(text) {
                self.path(&path);
            }
        } else {
            self.path(text);
        }
    }

    /// A path: of the input, of the context object (`$$.`), of a variable (`$name.`).
    fn path(&mut self, text: &str) {
        let rest = text.trim_start_matches('$');
        let variable: usize = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .map(char::len_utf8)
            .sum();
        if let Err(e) = sfn_asl::jsonpath::parse(text) {
            self.problems.push(format!("{text}: our own reader: {e}"));
        }
        let path = format!("${}", &rest[variable..]);
        if let Err(e) = serde_json_path::JsonPath::parse(&path) {
            self.problems.push(format!("{text}: {e}"));
        }
    }
}

/// The paths among the arguments of a call.
fn paths_in_call(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let (mut path, mut open, mut quoted) = (String::new(), 0, false);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let in_path = !path.is_empty();
        match c {
            '\\' if quoted => {
                let next = chars.next();
                if in_path {
                    path.push(c);
                    path.extend(next);
                }
                continue;
            }
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '[' | '(' if in_path => open += 1,
            ']' | ')' if in_path && open > 0 => open -= 1,
            ',' | ')' if in_path && open == 0 => {
                paths.push(std::mem::take(&mut path));
                continue;
            }
            '$' if !in_path => path.push(c),
            _ => {}
        }
        if in_path {
            path.push(c);
        }
    }
    paths
}

fn outside_of_strings(text: &str) -> String {
    let mut out = String::new();
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                chars.next();
            }
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, c) => out.push(c),
        }
    }
    out
}

#[test]
fn paths_are_found_in_calls() {
    assert_eq!(
        paths_in_call(
            "States.Format('a $.b {}', $.x['a, (b'], States.ArrayLength($.l[?(@.c == 'd)')]))"
        ),
        ["$.x['a, (b']", "$.l[?(@.c == 'd)')]"]
    );
}
