//! Files of any kind: findings, and an exit status; no panic, no file that takes for ever.

use crate::Folder;
use proptest::prelude::*;
use std::time::{Duration, Instant};

const JSON: &str = r#"{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": {"Fn::Join": ["\u00e9", ["{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"QueryLanguage\":\"JSONata\",\"Resource\":\"", {"Ref": "F"}, "\",\"Output\":\"{% \\u00e9 & $nope($x) %}\",\"Next\":\"B\"}}}"]]}}}}}"#;
const YAML: &str = "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        QueryLanguage: JSONata\n        StartAt: A\n        States:\n          A:\n            Type: Task\n            Resource: !Sub \"arn:\\u00e9${X}\"\n            Output: >-\n              {% $sum(\n                é\n              ) & $nope() %}\n            Next: 'B''s'\n";
const PLAIN: &str = r#"{"StartAt":"A","QueryLanguage":"JSONata","States":{"A":{"Type":"Pass","Output":{"a":"{% \"\ud83d\ude00\" & $nope( %}"},"Nxt":1,"Next":"B"},"C":{"Type":"Choice","Choices":[{"Condition":"{% x %}","Next":"é"}]}}}"#;

/// A text with pieces of it taken out, doubled, or replaced.
fn mutated() -> impl Strategy<Value = (usize, String)> {
    let edit = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0..4,
        "[\\[\\]{}\"'\\\\|>!&*:,é\\n $%]{0,3}",
    );
    let which = 0..3_usize;
    (which, prop::collection::vec(edit, 1..6)).prop_map(|(which, edits)| {
        let mut chars: Vec<char> = [JSON, YAML, PLAIN][which].chars().collect();
        for (from, length, how, put) in edits {
            let from = from.index(chars.len().max(1));
            let to = (from + length.index(12)).min(chars.len());
            let old: Vec<char> = chars[from.min(to)..to].to_vec();
            let new: Vec<char> = match how {
                0 => Vec::new(),
                1 => [old.clone(), old].concat(),
                2 => put.chars().collect(),
                _ => [put.chars().collect(), old].concat(),
            };
            chars.splice(from.min(to)..to, new);
        }
        (which, chars.into_iter().collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_gets_an_answer((which, text) in mutated()) {
        let name = ["a.json", "a.yaml", "b.json"][which];
        let folder = Folder::new().with(name, &text);
        let (status, _, err) = folder.run(&["validate", name]);
        prop_assert!(status.code() < 2, "{}", err);
        let (code, reports) = folder.reports(&[name]);
        prop_assert_eq!(code, status.code());
        for found in reports[0]["diagnostics"].as_array().unwrap_or_default() {
            let line = found["line"].as_i64().unwrap_or_default();
            prop_assert!(line >= 1 && line <= 1 + text.lines().count() as i64, "{}", found);
        }
    }
}

#[test]
fn what_is_large_or_deep_is_answered_soon() {
    let started = Instant::now();
    let deep = format!(
        "{}1{}",
        "{\"Fn::If\":[1,".repeat(50_000),
        "]}".repeat(50_000)
    );
    let nested = format!(
        "{{\"Resources\":{}1{}}}",
        "{\"a\":".repeat(150),
        "}".repeat(150)
    );
    let long = format!(
        "{{\"StartAt\":\"A\",\"States\":{{\"A\":{{\"Type\":\"Succeed\",\"Output\":\"{{% {} %}}\",\"QueryLanguage\":\"JSONata\"}}}}}}",
        "a.".repeat(300_000)
    );
    for text in [deep, nested, long] {
        let (status, ..) = Folder::new()
            .with("a.json", &text)
            .run(&["validate", "a.json"]);
        assert!(status.code() < 2);
    }
    assert!(started.elapsed() < Duration::from_secs(60));
}
