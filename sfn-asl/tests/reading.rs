//! Text of every kind: right, wrong and hostile. Nothing panics, and every error says where.

use sfn_asl::json::{Json, Number};
use sfn_asl::model::{Numeric, State, StateMachine, Task};
use sfn_asl::{Code, Limits, Parsed, parse, parse_bytes, read_json};
use std::time::{Duration, Instant};

fn limits() -> Limits {
    Limits::default()
}

fn only_error(text: &str) -> String {
    let read = read_json(text, &limits());
    assert!(read.value.is_none(), "{text} was read");
    assert_eq!(read.diagnostics.len(), 1, "{:#?}", read.diagnostics);
    read.diagnostics[0].to_string()
}

fn assert_round_trips(text: &str) {
    let parsed = parse(text, &limits());
    let document = parsed.document.expect("a document");
    let generic = read_json(text, &limits()).value.expect("a value");
    assert!(
        document.to_json().is_identical(&generic),
        "{}\n{}",
        document.to_json(),
        generic
    );
}

#[test]
fn order_and_spelling_survive() {
    assert_round_trips(
        r#"{"States":{"B":{"End":true,"Type":"Task","Resource":"arn:x","Retry":[{"BackoffRate":2.0,"ErrorEquals":[],
        "MaxAttempts":1e1,"IntervalSeconds":-0}],"TimeoutSeconds":340282366920938463463374607431768211456},
        "A":{"Type":"Choice","Default":"B","Choices":[{"Next":"B","NumericEquals":1.50,"Variable":"$.a"}]}},"StartAt":"A"}"#,
    );
}

#[test]
fn unknown_and_mistyped_members_survive_in_place() {
    let text = r#"{"x-a":1,"StartAt":["A"],"States":{"A":{"Next":5,"Type":"Pass","Foo":{"b":1,"a":[]},"End":"true"},
        "B":{"Type":"Tusk","Z":1},"C":7,"D":{"Type":"Parallel","Branches":[{"StartAt":"X","States":{}},"oops"],"Retry":{}}},
        "y":null}"#;
    assert_round_trips(text);
    let parsed = parse(text, &limits());
    let document = parsed.document.unwrap();
    let unknown: Vec<_> = document
        .unknown_fields()
        .into_iter()
        .map(|field| field.pointer)
        .collect();
    assert_eq!(unknown, ["/x-a", "/y", "/States/A/Foo"]);
    let places: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|found| (found.code.as_str(), found.pointer.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("wrong-type", "/StartAt"),
            ("wrong-type", "/States/A/Next"),
            ("wrong-type", "/States/A/End"),
            ("unknown-state-type", "/States/B/Type"),
            ("wrong-type", "/States/C"),
            ("wrong-type", "/States/D/Branches/1"),
            ("wrong-type", "/States/D/Retry"),
        ]
    );
    assert_eq!(
        parsed.diagnostics[2].to_string(),
        "1:91: error[wrong-type]: expected a boolean, found a string at /States/A/End\n  help: write true without quotes"
    );
}

#[test]
fn a_field_set_in_code_replaces_what_was_mistyped() {
    let parsed = parse(r#"{"Comment":1,"StartAt":"A"}"#, &limits());
    let document = parsed.document.unwrap().comment("now text");
    assert_eq!(
        document.to_string_compact(),
        r#"{"Comment":"now text","StartAt":"A"}"#
    );
}

#[test]
fn built_and_parsed_are_equal_whatever_the_order() {
    let parsed = StateMachine::from_json_str(
        r#"{"States":{"A":{"TimeoutSeconds":30.0,"End":true,"Resource":"arn:x","Type":"Task"}},"StartAt":"A"}"#,
    )
    .unwrap();
    let built = StateMachine::new("A").state("A", Task::new("arn:x").timeout_seconds(30).end());
    assert_eq!(parsed, built);
    assert_ne!(parsed, built.clone().comment("other"));
    let unknown = StateMachine::from_json_str(r#"{"States":{},"StartAt":"A","x":1}"#).unwrap();
    assert_ne!(unknown, StateMachine::new("A"));
}

#[test]
fn placeholders_and_expressions_stand_for_numbers() {
    let document = StateMachine::from_json_str(
        r#"{"TimeoutSeconds":"${Total}","States":{"A":{"Type":"Wait","Seconds":"{% $n %}","End":true}},"StartAt":"A"}"#,
    )
    .unwrap();
    assert_eq!(
        document.timeout_seconds,
        Some(Numeric::Placeholder("${Total}".into()))
    );
    let State::Wait(wait) = &document.states["A"] else {
        panic!("not a wait")
    };
    assert_eq!(wait.seconds, Some(Numeric::Expression("{% $n %}".into())));
}

#[test]
fn numbers_are_equal_by_value() {
    let number = |text| Number::parse(text).unwrap();
    for (a, b) in [
        ("2", "2.0"),
        ("20e-1", "2"),
        ("-0", "0.0"),
        ("1e400", "10e399"),
        ("0.10", "1e-1"),
        ("0e9", "0"),
    ] {
        assert_eq!(number(a), number(b), "{a} {b}");
    }
    for (a, b) in [
        ("2", "-2"),
        ("9007199254740993", "9007199254740992"),
        ("1e400", "1e401"),
        ("0.1", "0.01"),
    ] {
        assert_ne!(number(a), number(b), "{a} {b}");
    }
    assert_eq!(number("1e3").as_i64(), Some(1000));
    assert_eq!(number("0.0").as_i64(), Some(0));
    assert_eq!(number("1.5").as_i64(), None);
    assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
}

#[test]
fn a_syntax_error_says_where_and_what_to_do() {
    assert_eq!(
        only_error("{\n  \"a\": 1,\n}"),
        "3:1: error[syntax]: there is a comma after the last entry\n  help: remove the comma"
    );
    assert_eq!(
        only_error("{\"a\": tru}"),
        "1:7: error[syntax]: `tru` is not a JSON value at /a\n  help: put text in double quotes"
    );
    assert_eq!(
        only_error("{\"TimeoutSeconds\": ${Timeout}, \"x\": 1}"),
        "1:20: error[syntax]: `${Timeout}` is not a JSON value at /TimeoutSeconds\n  help: put the placeholder in quotes"
    );
    assert_eq!(
        only_error("{\"a\": [1, 2}"),
        "1:12: error[syntax]: there is `}` inside an array at /a/2\n  note: 1:7: it begins here\n  help: close it with `]` first"
    );
    assert_eq!(
        only_error("{\"a\": \"b\n\"}"),
        "1:7: error[syntax]: a string is not closed on its line at /a\n  note: 1:9: the line ends here\n  \
         help: close it with a double quote, or write a line feed in it as \\n"
    );
    for text in [
        "", " \n", "{", "[", "{\"a\"", "{\"a\":", "{\"a\":1", "\"", "\"\\", "1 2", "{}}", "nul",
        "'a'", "{1:2}x", "[1:2]",
    ] {
        let read = read_json(text, &limits());
        assert!(read.value.is_none(), "{text}");
        assert!(read.diagnostics[0].position.is_some(), "{text}");
    }
}

#[test]
fn slips_are_reported_together() {
    let text =
        "{\n \"a\": 1 \"b\": 2, // no\n \"c\": True,\n d: [1 2,],\n \"e\": 01,\n \"f\": \"\\x\"\n}";
    let read = read_json(text, &limits());
    let lines: Vec<_> = read
        .diagnostics
        .iter()
        .map(|found| found.position.unwrap().line)
        .collect();
    assert_eq!(lines, [2, 2, 3, 4, 4, 4, 5, 6], "{:#?}", read.diagnostics);
    assert!(read.value.is_none());
}

#[test]
fn what_is_wrong_before_a_syntax_error_is_reported_too() {
    let parsed = parse(
        "{\"Comment\": 1, \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": 1, \"Next\": ",
        &limits(),
    );
    assert!(parsed.document.is_none());
    let found: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|found| (found.code, found.pointer.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (Code::WrongType, "/Comment"),
            (Code::WrongType, "/States/A/End"),
            (Code::Syntax, "/States/A/Next")
        ]
    );
}

#[test]
fn every_duplicate_key_is_reported_with_the_first() {
    let parsed = parse(
        "{\"StartAt\":\"A\",\n\"States\":{\n\"A\":{},\n\"A\":{},\n\"A\":{\"Type\":\"Pass\"}}}",
        &limits(),
    );
    let duplicates: Vec<_> = parsed
        .diagnostics
        .iter()
        .filter(|found| found.code == Code::DuplicateKey)
        .map(|found| {
            (
                found.position.unwrap().line,
                found.related[0].position.unwrap().line,
                found.pointer.as_str(),
            )
        })
        .collect();
    assert_eq!(duplicates, [(4, 3, "/States/A"), (5, 3, "/States/A")]);
    assert!(parsed.document.is_some());
}

#[test]
fn strings_keep_every_character() {
    let text = r#"["\ud83d\ude00 é \u0000\u001f\/\"\\\b\f\n\r\t", "日本", "\u00e9"]"#;
    let read = read_json(text, &limits()).value.unwrap();
    assert_eq!(read[0], Json::from("😀 é \u{0}\u{1f}/\"\\\u{8}\u{c}\n\r\t"));
    let again: Json = read.to_string().parse().unwrap();
    assert_eq!(again, read);
    let lone = read_json(r#"["\ud800", "\udc00x", "\ud800\u0041"]"#, &limits());
    assert_eq!(lone.diagnostics.len(), 3);
    assert!(lone.value.is_none());
    let bare = read_json("[\"a\tb\u{1}\"]", &limits());
    assert_eq!(bare.diagnostics.len(), 2);
}

#[test]
fn columns_count_characters() {
    let read = read_json("[\"日本😀\", x]", &limits());
    assert_eq!(read.diagnostics[0].position.unwrap().column, 9);
    let long = format!("[\"{}\", x]", "é".repeat(10_000));
    assert_eq!(
        read_json(&long, &limits()).diagnostics[0]
            .position
            .unwrap()
            .column,
        10_006
    );
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let parsed = parse("\u{FEFF}{\"StartAt\":1}", &limits());
    assert_eq!(parsed.diagnostics[0].pointer, "/StartAt");
    let utf16 = parse_bytes(&[0xFF, 0xFE, b'{', 0], &limits());
    assert_eq!(utf16.diagnostics[0].code, Code::InvalidUtf8);
}

#[test]
fn invalid_utf8_names_the_byte() {
    let parsed = parse_bytes(b"{\n \"\xC3\xA9\": \"a\xFFb\"}", &limits());
    assert_eq!(
        parsed.diagnostics[0].to_string(),
        "2:9: error[invalid-utf8]: byte 11 (0xff) is not UTF-8\n  help: save the file as UTF-8"
    );
}

#[test]
fn truncated_text_gives_one_syntax_error_at_every_byte() {
    let text = StateMachine::new("É")
        .comment("naïve \"quoted\" \\ 日本")
        .timeout_seconds(12)
        .state(
            "É",
            Task::new("arn:aws:states:::sns:publish")
                .parameters(Json::from_iter([("a", Json::from(vec![1.5]))]))
                .end(),
        )
        .to_string_pretty();
    let bytes = text.trim_end().as_bytes();
    for end in 0..bytes.len() {
        let Parsed {
            document,
            diagnostics,
            ..
        } = parse_bytes(&bytes[..end], &limits());
        assert!(document.is_none());
        assert_eq!(diagnostics.len(), 1, "{end}: {diagnostics:#?}");
        assert!(diagnostics[0].position.is_some());
    }
}

#[test]
fn deep_nesting_is_refused_on_a_small_stack() {
    let run = || {
        for open in [
            "[",
            "{\"a\":",
            "{\"States\":{\"A\":{\"Type\":\"Parallel\",\"Branches\":[",
        ] {
            let text = open.repeat(100_000);
            let parsed = parse(&text, &limits());
            assert!(
                parsed
                    .diagnostics
                    .iter()
                    .any(|found| found.code == Code::LimitExceeded),
                "{open}"
            );
        }
        // As deep as the limit allows, everything that recurses has room.
        let levels = 49;
        let text = format!(
            "{}{{}}{}",
            "{\"States\":{\"A\":{\"Type\":\"Parallel\",\"Branches\":[".repeat(levels),
            "]}}}".repeat(levels)
        );
        let document = parse(&text, &limits()).document.expect("a document");
        assert_eq!(document.walk().count(), levels);
        assert_eq!(document.to_string_compact(), text);
        let _ = (document.clone() == document, document.unknown_fields());
    };
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

/// In a debug build on a busy machine; the benchmark has the real figures.
fn within(seconds: u64, what: &str, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    assert!(
        start.elapsed() < Duration::from_secs(seconds),
        "{what} took {:?}",
        start.elapsed()
    );
}

#[test]
fn large_text_takes_linear_time() {
    within(60, "100,000 states", || {
        let states: Vec<String> = (0..100_000)
            .map(|at| format!("\"S{at}\":{{\"Type\":\"Pass\",\"Next\":\"S{}\"}}", at + 1))
            .collect();
        let text = format!("{{\"StartAt\":\"S0\",\"States\":{{{}}}}}", states.join(","));
        let document = parse(&text, &limits()).document.unwrap();
        assert_eq!(document.states.len(), 100_000);
        assert!(document.states.contains_key("S99999"));
        assert_eq!(document.to_string_compact().len(), text.len());
    });
    within(60, "a string of 50 MB", || {
        let text = format!("{{\"Comment\":\"{}\"}}", "x".repeat(50 << 20));
        let document = parse(&text, &limits()).document.unwrap();
        assert_eq!(document.comment.map(|text| text.len()), Some(50 << 20));
    });
    within(60, "100,000 duplicates", || {
        let text = format!("{{{}\"b\":1}}", "\"a\":1,".repeat(100_001));
        assert_eq!(read_json(&text, &limits()).diagnostics.len(), 100_000);
    });
    within(60, "100,000 wrong types", || {
        let states: Vec<String> = (0..100_000)
            .map(|at| format!("\"S{at}\":{{\"Type\":\"Pass\",\"End\":1}}"))
            .collect();
        let text = format!("{{\"States\":{{{}}}}}", states.join(","));
        let parsed = parse(&text, &limits());
        assert_eq!(parsed.diagnostics.len(), 100_000);
        assert!(
            parsed
                .diagnostics
                .iter()
                .all(|found| found.position.is_some())
        );
    });
}

#[test]
fn limits_are_kept() {
    let too_long = parse(&" ".repeat(11), &limits().max_bytes(10));
    assert_eq!(too_long.diagnostics[0].code, Code::LimitExceeded);
    let too_many = read_json("[1,2,3]", &limits().max_values(3));
    assert_eq!(too_many.diagnostics[0].code, Code::LimitExceeded);
    assert!(
        read_json("[1,2,3]", &limits().max_values(4))
            .value
            .is_some()
    );
    assert!(read_json("[[]]", &limits().max_depth(2)).value.is_some());
    assert!(read_json("[[]]", &limits().max_depth(1)).value.is_none());
}

#[test]
fn a_document_must_be_an_object() {
    let parsed = parse("[1]", &limits());
    assert!(parsed.document.is_none());
    assert_eq!(parsed.diagnostics[0].code, Code::WrongType);
}
