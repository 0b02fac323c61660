//! Each rule on a definition that breaks it and on one that does not.

use super::*;

fn found(text: &str) -> Vec<String> {
    found_as(text, WorkflowKind::Standard)
}

fn found_as(text: &str, kind: WorkflowKind) -> Vec<String> {
    let document = StateMachine::from_json_str(text).unwrap();
    let found = lint(&document, kind, &Levels::default());
    found
        .iter()
        .map(|lint| format!("{} {}", lint.rule.code, lint.pointer))
        .collect()
}

/// A definition with one state that ends, or several.
fn machine(states: &str) -> String {
    let first = states.split('"').nth(1).unwrap_or_default();
    format!(r#"{{"StartAt": "{first}", "States": {{{states}}}}}"#)
}

#[test]
fn tasks_leave_nothing_to_chance() {
    let bare = machine(
        r#""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}"#,
    );
    assert_eq!(
        found(&bare),
        [
            "task-without-retry /States/A",
            "task-without-timeout /States/A"
        ]
    );
    let asks = machine(
        r#""A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true}"#,
    );
    assert_eq!(found(&asks), ["callback-without-deadline /States/A"]);
    let good = machine(
        r#""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 5, "End": true,
            "Retry": [{"ErrorEquals": ["States.ALL"], "JitterStrategy": "FULL"}]}"#,
    );
    assert!(found(&good).is_empty(), "{:?}", found(&good));
}

#[test]
fn retriers_wait() {
    let hammering = machine(
        r#""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 5, "End": true,
            "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 50, "BackoffRate": 1.0, "IntervalSeconds": 1}]}"#,
    );
    assert_eq!(
        found(&hammering),
        [
            "retry-never-waits /States/A/Retry/0",
            "retry-without-jitter /States/A/Retry/0"
        ]
    );
}

#[test]
fn a_comment_allows_a_rule() {
    let text = machine(
        r#""A": {"Type": "Choice", "Comment": "never anything else\nsfn-lint: allow choice-without-default", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "B"}]},
           "B": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "C"}]}, "C": {"Type": "Succeed"}"#,
    );
    assert_eq!(found(&text), ["choice-without-default /States/B"]);
}

#[test]
fn a_choice_between_cases_needs_no_default() {
    let text = |second: &str| {
        machine(&format!(
            r#""A": {{"Type": "Choice", "Choices": [{{"Variable": "$.kind", "StringEquals": "card", "Next": "B"}},
                {{"Variable": "{second}", "StringEquals": "cash", "Next": "B"}}]}}, "B": {{"Type": "Succeed"}}"#
        ))
    };
    assert!(found(&text("$.kind")).is_empty());
    assert_eq!(
        found(&text("$.other")),
        ["choice-without-default /States/A"]
    );
    let jsonata = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [
        {"Condition": "{% $states.input.kind = 'card' %}", "Next": "B"}, {"Condition": "{% $states.input.kind = \"cash\" %}", "Next": "B"}]},
        "B": {"Type": "Succeed"}}}"#;
    assert!(found(jsonata).is_empty());
}

#[test]
fn levels_are_set_and_unknown_rules_are_told() {
    let document = StateMachine::from_json_str(&machine(r#""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 1, "End": true}"#)).unwrap();
    let mut levels = Levels::default();
    levels.set("task-without-retry", Level::Off).unwrap();
    levels.set("task-without-catch", Level::Error).unwrap();
    let lints = lint(&document, WorkflowKind::Standard, &levels);
    assert_eq!(lints.len(), 1);
    assert_eq!(
        (lints[0].rule.code, lints[0].level),
        ("task-without-catch", Level::Error)
    );
    assert_eq!(
        levels.set("task-without-timout", Level::Off).unwrap_err(),
        "there is no rule `task-without-timout`, did you mean `task-without-timeout`?"
    );
}

#[test]
fn a_path_that_nothing_provides() {
    let text = machine(
        r#""Make": {"Type": "Pass", "Parameters": {"order": {"id.$": "$.id"}, "total": 5}, "Next": "Use"},
           "Use": {"Type": "Pass", "Parameters": {"a.$": "$.order.id", "b.$": "$.order.ident", "c.$": "$.totl", "d.$": "$$.Execution.Id"}, "End": true}"#,
    );
    assert_eq!(
        found(&text),
        [
            "path-nothing-provides /States/Use/Parameters/b.$",
            "path-nothing-provides /States/Use/Parameters/c.$"
        ]
    );
    let jsonata = r#"{"QueryLanguage": "JSONata", "StartAt": "Make", "States": {
        "Make": {"Type": "Pass", "Output": {"order": {"id": "{% $states.input.id %}"}}, "Next": "Use"},
        "Use": {"Type": "Pass", "Output": {"a": "{% $states.input.order.id %}", "b": "{% $states.input.ordr.id & 'x' %}", "c": "{% $exists($states.input.other) %}"}, "End": true}}}"#;
    assert_eq!(
        found(jsonata),
        ["path-nothing-provides /States/Use/Output/b"]
    );
}

#[test]
fn ways_that_meet_may_each_provide() {
    let text = machine(
        r#""Which": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "One"}], "Default": "Two"},
           "One": {"Type": "Pass", "Result": {"a": 1}, "Next": "Use"}, "Two": {"Type": "Pass", "Result": {"b": 1}, "Next": "Use"},
           "Use": {"Type": "Pass", "Parameters": {"a.$": "$.a", "b.$": "$.b", "c.$": "$.c"}, "End": true}"#,
    );
    assert_eq!(
        found(&text),
        ["path-nothing-provides /States/Use/Parameters/c.$"]
    );
}

#[test]
fn a_result_that_replaces_what_is_read_later() {
    let text = machine(
        r#""Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge", "TimeoutSeconds": 5,
            "ResultSelector": {"receipt.$": "$.id"}, "Next": "Ship", "Comment": "sfn-lint: allow task-without-retry"},
           "Ship": {"Type": "Pass", "Parameters": {"to.$": "$.order.address"}, "End": true}"#,
    );
    assert_eq!(
        found(&text),
        ["result-replaces-input /States/Ship/Parameters/to.$"]
    );
    let kept = text.replace(
        r#""ResultSelector""#,
        r#""ResultPath": "$.payment", "ResultSelector""#,
    );
    assert!(found(&kept).is_empty(), "{:?}", found(&kept));
}

#[test]
fn errors_and_loops_are_followed() {
    let text = machine(
        r#""Try": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:try", "TimeoutSeconds": 5, "Comment": "sfn-lint: allow task-without-retry",
            "ResultPath": "$.result", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Tell"}], "Next": "Again"},
           "Again": {"Type": "Choice", "Choices": [{"Variable": "$.result", "IsPresent": false, "Next": "Try"}], "Default": "Done"},
           "Tell": {"Type": "Pass", "Parameters": {"why.$": "$.Cause", "order.$": "$.order"}, "End": true},
           "Done": {"Type": "Succeed"}"#,
    );
    // The task has no result when it fails: its error took the place of the input.
    assert_eq!(
        found(&text),
        ["result-replaces-input /States/Tell/Parameters/order.$"]
    );
}

#[test]
fn maps_and_waits() {
    let old = machine(
        r#""Each": {"Type": "Map", "End": true, "Iterator": {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}}"#,
    );
    assert_eq!(found(&old), ["deprecated-field /States/Each/Iterator"]);
    let many: Vec<String> = (0..8)
        .map(|n| format!(r#""T{n}": {{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 9, {}}}"#, if n < 7 { format!(r#""Next": "T{}""#, n + 1) } else { r#""End": true"#.to_owned() }))
        .collect();
    let map = machine(&format!(
        r#""Each": {{"Type": "Map", "End": true, "ItemProcessor": {{"StartAt": "T0", "States": {{{}}}}}}}"#,
        many.join(", ")
    ));
    assert!(
        found(&map).contains(&"history-growth /States/Each".to_owned()),
        "{:?}",
        found(&map)
    );
    let wait = machine(r#""W": {"Type": "Wait", "Seconds": 600, "End": true}"#);
    assert!(found(&wait).is_empty());
    assert_eq!(
        found_as(&wait, WorkflowKind::Express),
        ["express-wait /States/W/Seconds"]
    );
}

#[test]
fn rules_have_names_of_their_own_and_reasons() {
    for (at, rule) in RULES.iter().enumerate() {
        assert!(
            RULES[..at].iter().all(|other| other.code != rule.code),
            "{}",
            rule.code
        );
        assert!(
            rule.why.len() > 40 && rule.why.ends_with('.'),
            "{}",
            rule.code
        );
    }
}
