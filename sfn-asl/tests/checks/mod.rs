//! What holds for any bytes: the bodies of the fuzz targets in `fuzz/`, which the tests of this crate run too.
//!
//! Each takes bytes as somebody could hand them in, asks everything there is to ask of them, and panics when an answer
//! contradicts another one. That nothing else panics, and that nothing takes for ever, is what it is run for.

// Every test takes what it needs, and the fuzz targets take them from a library.
#![allow(dead_code, unreachable_pub)]

use sfn_asl::model::{Pass, QueryLanguage, StateMachine};
use sfn_asl::{Diagnostic, Json, Limits, Parsed, ReadJson, ValidateOptions, WorkflowKind};
use sfn_asl::{check_parsed, jsonata, jsonpath, parse, parse_bytes, read_json, validate};

/// The JSON reader and the writer: what was read is written, and read again as the same.
pub fn json(bytes: &[u8]) {
    let limits = Limits::default();
    let parsed = parse_bytes(bytes, &limits);
    let Ok(text) = std::str::from_utf8(bytes) else {
        assert!(parsed.document.is_none() && parsed.has_errors());
        return;
    };
    let read = read_json(text, &limits);
    placed(text, &read.diagnostics);
    placed(text, &parsed.diagnostics);
    if let Some(value) = &read.value {
        same_value(value);
        same_document(value);
    } else {
        assert!(!read.diagnostics.is_empty(), "refused without a word");
        assert!(parsed.document.is_none());
    }
    // What another reader takes, ours takes: it allows more, and says so.
    if serde_json::from_slice::<serde_json::Value>(bytes).is_ok() {
        let severe = read.diagnostics.iter().find(|found| found.is_error());
        assert!(
            severe.is_none_or(|found| found.code.as_str() == "duplicate-key"),
            "{}",
            severe.unwrap()
        );
    }
}

fn same_value(value: &Json) {
    for text in [value.to_compact(), value.to_pretty()] {
        let again = read_json(&text, &Limits::default());
        assert!(again.diagnostics.is_empty(), "{}", again.diagnostics[0]);
        assert!(again.value.is_some_and(|again| again.is_identical(value)));
    }
}

fn same_document(value: &Json) {
    let Ok(document) = StateMachine::from_json(value) else {
        assert!(value.as_object().is_none());
        return;
    };
    assert!(document.to_json().is_identical(value));
    assert_eq!(document.compact_length(), value.to_compact().len());
    let again = parse(&document.to_string_pretty(), &Limits::default());
    assert_eq!(again.document.as_ref(), Some(&document));
}

/// The YAML reader, and what is read of templates.
#[cfg(feature = "yaml")]
pub fn yaml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let limits = Limits::default();
    let read = sfn_asl::read_yaml(text, &limits);
    let template = sfn_asl::read_yaml_template(text, &limits);
    for ReadJson {
        value, diagnostics, ..
    } in [&read, &template]
    {
        placed(text, diagnostics);
        match value {
            Some(value) => same_value(value),
            None => assert!(!diagnostics.is_empty(), "refused without a word"),
        }
    }
    let parsed = sfn_asl::parse_yaml(text, &limits);
    placed(text, &parsed.diagnostics);
    checked(text, parsed);
}

/// The reader of JSONata, alone and as the output of a state.
pub fn jsonata(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match jsonata::parse(text) {
        Ok(expression) => {
            let mut open = vec![&expression.root];
            while let Some(node) = open.pop() {
                assert!(
                    text.get(node.span.start..node.span.end).is_some(),
                    "{node:?}"
                );
                node.each_child(&mut |child| open.push(child));
            }
        }
        Err(error) => assert!(
            text.get(error.span.start..error.span.end).is_some(),
            "{error:?}"
        ),
    }
    in_a_state(QueryLanguage::Jsonata, |state| {
        state.output = Some(Json::from(format!("{{% {text} %}}")));
    });
}

/// The readers of paths and of intrinsic functions, alone and in a payload template.
pub fn jsonpath(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let forms = [
        text.to_owned(),
        format!("$.a{text}"),
        format!("$.a[?({text})]"),
        format!("$.a[?(@.b{text})]"),
    ];
    for form in &forms {
        if let Err(error) = jsonpath::parse(form) {
            assert!(error.at <= form.len(), "{form:?}: {error:?}");
        }
    }
    for form in [
        text.to_owned(),
        format!("States.Array({text})"),
        format!("States.{text}"),
    ] {
        let _ = jsonpath::called(&form);
        let _ = jsonpath::parse_call(&form);
        in_a_state(QueryLanguage::JsonPath, |state| {
            state.parameters = Some(Json::from_iter([("a.$", form.as_str()), ("b", &form)]));
        });
    }
}

fn in_a_state(language: QueryLanguage, set: impl Fn(&mut Pass)) {
    let mut state = Pass::new().end();
    state.query_language = Some(language);
    set(&mut state);
    let machine = StateMachine::new("A").state("A", state);
    let json = machine.to_json();
    for found in validate(&machine, &ValidateOptions::default()) {
        spanned(&json, &found);
    }
}

/// A definition in JSON: read, checked as either kind of workflow, every finding with its place.
pub fn definition(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        checked(text, parse(text, &Limits::default()));
    }
}

fn checked(text: &str, parsed: Parsed) {
    for kind in [WorkflowKind::Standard, WorkflowKind::Express] {
        let checked = check_parsed(parsed.clone(), &ValidateOptions::new(kind));
        placed(text, &checked.diagnostics);
        let Some(document) = &checked.document else {
            continue;
        };
        let json = document.to_json();
        let order: Vec<_> = checked
            .diagnostics
            .iter()
            .map(|found| found.position)
            .collect();
        assert!(order.is_sorted(), "findings are in the order of the text");
        for found in &checked.diagnostics {
            assert!(!found.message.is_empty() && !found.message.ends_with('.'));
            spanned(&json, found);
        }
        // The same document is judged the same, without its text.
        let again = validate(document, &ValidateOptions::new(kind));
        assert!(again.len() <= checked.diagnostics.len());
    }
}

/// Every finding has a place, and it is in the text.
fn placed(text: &str, found: &[Diagnostic]) {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    for found in found {
        let position = found
            .position
            .unwrap_or_else(|| panic!("no place: {found}"));
        assert!((1..=lines).contains(&position.line), "{found}");
        assert!(
            position.column >= 1 && position.column <= text.len() + 1,
            "{found}"
        );
    }
}

/// A part of a string is one.
fn spanned(json: &Json, found: &Diagnostic) {
    if let (Some((start, end)), Some(text)) = (
        found.span,
        json.pointer(&found.pointer).and_then(Json::as_str),
    ) {
        assert!(text.get(start..end).is_some(), "{found:?} in {text:?}");
    }
}
