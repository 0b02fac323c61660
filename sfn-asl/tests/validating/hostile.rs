//! Documents that are large, deep or wrong all over: checked in linear time, on a small stack.

use sfn_asl::json::{Json, Object};
use sfn_asl::model::{Pass, StateMachine, StateName, States, Succeed};
use sfn_asl::{Limits, ValidateOptions, check, validate};
use std::time::{Duration, Instant};

const MANY: usize = 100_000;

/// How many diagnostics a machine of many states gets. Each state is made from its number.
fn count(state: impl Fn(usize) -> Pass, start_at: &str) -> usize {
    let states: States = (0..MANY)
        .map(|at| (StateName::unchecked(format!("S{at}")), state(at).into()))
        .collect();
    let machine = StateMachine {
        states,
        ..StateMachine::new(start_at)
    };
    let start = Instant::now();
    let found = validate(&machine, &ValidateOptions::default());
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "took {:?}",
        start.elapsed()
    );
    found.len()
}

#[test]
fn a_hundred_thousand_states_of_every_kind_of_wrong() {
    let chain = |at: usize| {
        if at + 1 < MANY {
            Pass::new().next(format!("S{}", at + 1))
        } else {
            Pass::new().end()
        }
    };
    // The chain itself is right, but longer than the service takes.
    assert_eq!(count(chain, "S0"), 1);
    // That nothing leads to a state is not said where transitions lead nowhere.
    assert_eq!(count(|_| Pass::new().next("Nowhere"), "S0"), MANY + 1);
    assert_eq!(count(|_| Pass::new(), "S0"), MANY + 1);
    assert_eq!(count(|_| Pass::new().next("${Somewhere}"), "S0"), 1);
}

#[test]
fn a_hundred_thousand_unknown_fields() {
    let mut members: Object = (0..MANY)
        .map(|at| (format!("x{at}"), Json::from(at)))
        .collect();
    members.insert("StartAt", "A");
    members.insert("States", Json::from_iter([("A", Succeed::new().to_json())]));
    let value = Json::from(members);
    let start = Instant::now();
    let machine = StateMachine::from_json(&value).unwrap();
    assert_eq!(
        validate(&machine, &ValidateOptions::default()).len(),
        MANY + 1
    );
    let checked = check(
        &value.to_pretty(),
        &Limits::default(),
        &ValidateOptions::default(),
    );
    assert_eq!(checked.diagnostics.len(), MANY + 1);
    assert!(
        checked
            .document
            .is_some_and(|document| document == machine && document.to_json().is_identical(&value))
    );
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "took {:?}",
        start.elapsed()
    );
}

#[test]
fn as_deep_as_the_limit_on_a_small_stack() {
    let run = || {
        let nots = format!(
            "{}\"Variable\":\"$.a\",\"IsNull\":true{}",
            "\"Not\":{".repeat(150),
            "}".repeat(150)
        );
        let arrays = format!("{}1{}", "[".repeat(150), "]".repeat(150));
        for text in [
            format!("{{\"States\":{{\"A\":{{\"Type\":\"Choice\",\"Choices\":[{{{nots}}}]}}}}}}"),
            format!("{{\"States\":{{\"A\":{{\"Type\":\"Pass\",\"Parameters\":{arrays}}}}}}}"),
            format!(
                "{{\"States\":{{\"A\":{{\"Type\":\"Pass\",\"QueryLanguage\":\"JSONata\",\"Output\":{arrays}}}}}}}"
            ),
            format!(
                "{}{{}}{}",
                "{\"States\":{\"A\":{\"Type\":\"Map\",\"ItemProcessor\":".repeat(60),
                "}}}".repeat(60)
            ),
        ] {
            let checked = check(&text, &Limits::default(), &ValidateOptions::default());
            let document = checked
                .document
                .unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
            assert_eq!(document.compact_length(), text.len());
        }
    };
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}
