//! What holds for every value and every document, not only for those somebody thought of.

mod checks;

use proptest::prelude::*;
use sfn_asl::json::{Json, Number, Object};
use sfn_asl::model::*;
use sfn_asl::{Limits, ValidateOptions, check, parse, parse_bytes, read_json, validate};

fn number() -> impl Strategy<Value = Json> {
    "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,5})?"
        .prop_map(|text| Json::Number(Number::parse(&text).expect("the JSON grammar")))
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        number(),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
        "[ -~]{0,12}".prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 64, 40, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::from),
            prop::collection::vec((any::<String>(), inner), 0..40)
                .prop_map(|members| Json::Object(members.into_iter().collect::<Object>())),
        ]
    })
}

/// Values as they stand in definitions: real field names, real types of states, and now and then something else.
fn definition() -> impl Strategy<Value = Json> {
    let key = prop_oneof![
        8 => prop::sample::select(
            [Task::FIELDS, Map::FIELDS, Choice::FIELDS, Wait::FIELDS, Fail::FIELDS, Parallel::FIELDS, StateMachine::FIELDS,
             Retrier::FIELDS, Catcher::FIELDS, ChoiceRule::FIELDS, ItemReader::FIELDS, ReaderConfig::FIELDS,
             ItemBatcher::FIELDS, ResultWriter::FIELDS, WriterConfig::FIELDS, ProcessorConfig::FIELDS].concat()
        ).prop_map(str::to_owned),
        2 => prop::sample::select(Operator::ALL).prop_map(|operator| operator.name().to_owned()),
        2 => prop::sample::select(vec!["And", "Or", "Not", "A", "B", "C", "x.$"]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let leaf = prop_oneof![
        number(),
        any::<bool>().prop_map(Json::from),
        Just(Json::Null),
        prop::sample::select(vec![
            "A",
            "B",
            "C",
            "$.a",
            "$$.x",
            "$..",
            "{% $x %}",
            "{% x",
            "${P}",
            "JSONata",
            "JSONPath",
            "DISTRIBUTED",
            "INLINE",
            "EXPRESS",
            "States.ALL",
            "States.Format('{}', $.a)",
            "arn:aws:states:::sns:publish.waitForTaskToken",
            "2026-01-01T00:00:00Z",
            "",
        ])
        .prop_map(Json::from),
        prop::sample::select(State::TYPES).prop_map(Json::from),
    ];
    let value = leaf.prop_recursive(6, 96, 10, move |inner| {
        let state = (prop::sample::select(State::TYPES), prop::collection::vec((key.clone(), inner.clone()), 0..8)).prop_map(
            |(of, members)| {
                let mut state: Object = members.into_iter().collect();
                state.insert("Type", of);
                Json::Object(state)
            },
        );
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            3 => prop::collection::vec((key.clone(), inner), 0..8).prop_map(Json::from_iter),
            3 => state.clone(),
            2 => prop::collection::vec((prop::sample::select(vec!["A", "B", "C", "D"]), state), 0..4).prop_map(|states| {
                Json::from_iter([("StartAt", Json::from("A")), ("States", Json::from_iter(states))])
            }),
        ]
    });
    (any::<String>(), value).prop_map(|(comment, value)| {
        let mut members = match value {
            Json::Object(members) => members,
            other => Object::from([("States", other)]),
        };
        members.insert("Comment", comment);
        Json::Object(members)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_is_read_as_it_was_written(value in json()) {
        for text in [value.to_compact(), value.to_pretty()] {
            let read = read_json(&text, &Limits::default());
            prop_assert_eq!(read.diagnostics.len(), 0);
            let again = read.value.expect("a value");
            prop_assert!(again.is_identical(&value));
            prop_assert_eq!(&again, &value);
            // Another reader sees the same.
            let other: Result<serde_json::Value, _> = serde_json::from_str(&text);
            if let Ok(other) = other {
                prop_assert_eq!(serde_json::to_value(&other).unwrap(), serde_json::from_str::<serde_json::Value>(&value.to_compact()).unwrap());
            }
        }
    }

    #[test]
    fn any_definition_is_checked(value in definition()) {
        checks::json(value.to_compact().as_bytes());
        checks::definition(value.to_pretty().as_bytes());
        #[cfg(feature = "yaml")]
        checks::yaml(value.to_pretty().as_bytes());
    }

    #[test]
    fn a_definition_is_written_as_it_was_read(value in definition()) {
        let document = StateMachine::from_json(&value).expect("an object");
        prop_assert!(document.to_json().is_identical(&value), "{} became {}", value, document.to_json());
        prop_assert_eq!(document.compact_length(), value.to_compact().len());
        let parsed = parse(&value.to_pretty(), &Limits::default());
        prop_assert_eq!(parsed.document.as_ref(), Some(&document));
        // Nothing that is found has no place.
        let checked = check(&value.to_pretty(), &Limits::default(), &ValidateOptions::new(sfn_asl::WorkflowKind::Express));
        for found in &checked.diagnostics {
            prop_assert!(found.position.is_some(), "{found}");
            prop_assert!(!found.message.ends_with('.') && found.help.as_ref().is_some_and(|help| !help.ends_with('.')) || found.code == sfn_asl::Code::WrongType, "{found}");
        }
    }

    #[test]
    fn the_order_of_members_does_not_matter(value in definition()) {
        fn reversed(value: &Json) -> Json {
            match value {
                Json::Object(members) => members.iter().collect::<Vec<_>>().into_iter().rev().map(|(key, value)| (key.as_str(), reversed(value))).collect(),
                Json::Array(items) => items.iter().map(reversed).collect(),
                other => other.clone(),
            }
        }
        // Of two tests in one rule the first one counts, so there order means something.
        fn ambiguous(value: &Json) -> bool {
            match value {
                Json::Object(members) => members.keys().filter(|key| Test::is_name(key)).count() > 1 || members.values().any(ambiguous),
                Json::Array(items) => items.iter().any(ambiguous),
                _ => false,
            }
        }
        prop_assume!(!ambiguous(&value));
        let (one, other) = (StateMachine::from_json(&value).unwrap(), StateMachine::from_json(&reversed(&value)).unwrap());
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(validate(&one, &ValidateOptions::default()).len(), validate(&other, &ValidateOptions::default()).len());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[\\[\\]{}\",:0-9a-e\\\\\\-\u{e9}#/*. \n]{0,60}") {
        let _ = parse(&text, &Limits::default());
        #[cfg(feature = "yaml")]
        let _ = sfn_asl::parse_yaml(&text, &Limits::default());
    }

    #[test]
    fn no_yaml_makes_the_reader_panic(text in "[\\[\\]{}\",:&*!|>?'#%@\u{e9}a-c<\\- \n\t.0x~]{0,60}") {
        #[cfg(feature = "yaml")]
        let _ = sfn_asl::parse_yaml(&text, &Limits::default());
        #[cfg(not(feature = "yaml"))]
        let _ = text;
    }

    #[test]
    fn no_change_of_a_byte_makes_the_reader_panic(value in definition(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = value.to_pretty().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let parsed = parse_bytes(&bytes, &Limits::default());
        prop_assert!(parsed.document.is_some() || parsed.diagnostics.iter().all(|found| found.position.is_some()));
        #[cfg(feature = "yaml")]
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let _ = sfn_asl::parse_yaml(text, &Limits::default());
        }
    }

    #[test]
    fn json_is_yaml(value in definition()) {
        #[cfg(feature = "yaml")]
        {
            fn printable(text: &str) -> String {
                text.chars().map(|char| if (' '..='~').contains(&char) { char } else { '?' }).collect()
            }
            fn plain(value: &Json) -> Json {
                match value {
                    Json::String(text) => printable(text).into(),
                    Json::Object(members) => members.iter().map(|(key, value)| (printable(key), plain(value))).collect(),
                    Json::Array(items) => items.iter().map(plain).collect(),
                    other => other.clone(),
                }
            }
            // YAML does not allow all the characters that JSON does.
            let value = plain(&value);
            let text = value.to_pretty();
            let read = sfn_asl::read_yaml(&text, &Limits::default());
            prop_assert!(
                read.value.as_ref().is_some_and(|read| read.is_identical(&value)),
                "{text}\n{:?}",
                read.diagnostics
            );
        }
        #[cfg(not(feature = "yaml"))]
        let _ = value;
    }
}
