//! Each rule on the two definitions of its page; and what it leaves alone.

use super::*;
use sfn_asl::{Limits, ValidateOptions, WorkflowKind};

fn kind(example: Example) -> WorkflowKind {
    if example.express {
        WorkflowKind::Express
    } else {
        WorkflowKind::Standard
    }
}

/// Where one rule finds something, at whatever level it is.
#[track_caller]
fn places(code: &str, text: &str, kind: WorkflowKind) -> Vec<String> {
    let document = StateMachine::from_json_str(text).unwrap();
    let config = Config::new(kind).level(code, Level::Warning).unwrap();
    let found = lint(&document, &config).into_iter();
    found
        .filter(|found| found.rule.code == code)
        .map(|found| found.pointer)
        .collect()
}

/// Where one rule finds something in a Standard workflow with these states, the first of which starts it.
#[track_caller]
fn standard(code: &str, states: &str) -> Vec<String> {
    let first = states.split('"').nth(1).unwrap_or_default();
    let text = format!(r#"{{"StartAt": "{first}", "States": {{{states}}}}}"#);
    places(code, &text, WorkflowKind::Standard)
}

#[test]
fn each_rule_finds_something_in_its_bad_definition_and_nothing_in_the_good_one() {
    for rule in RULES
        .iter()
        .filter(|rule| rule.code != "definition-near-limit")
    {
        for (example, broken) in [(rule.bad(), true), (rule.good(), false)] {
            let kind = kind(example);
            let found = places(rule.code, example.text, kind);
            assert_eq!(!found.is_empty(), broken, "{}: {found:?}", rule.code);
            let checked = sfn_asl::check(
                example.text,
                &Limits::default(),
                &ValidateOptions::new(kind),
            );
            let errors = checked.diagnostics.iter().filter(|found| found.is_error());
            assert_eq!(
                errors.collect::<Vec<_>>(),
                Vec::<&sfn_asl::Diagnostic>::new(),
                "{}",
                rule.code
            );
        }
    }
}

#[test]
fn rules_have_names_of_their_own_and_pages() {
    for (at, rule) in RULES.iter().enumerate() {
        let code = rule.code;
        assert!(RULES[..at].iter().all(|other| other.code != code), "{code}");
        assert!(
            rule.page().starts_with("# ") && rule.page().ends_with('\n'),
            "{code}"
        );
        assert!(rule.why().len() > 80 && rule.why().ends_with('.'), "{code}");
        let title = rule.title();
        assert!(!title.ends_with('.') && title.len() < 80, "{title}");
        assert_eq!(
            rule.mends,
            rule.page().contains("`--fix`"),
            "{code}: its page says what --fix does, if anything"
        );
    }
}

#[test]
fn what_is_mended_is_found_no_more() {
    for rule in RULES
        .iter()
        .filter(|rule| rule.mends && rule.code != "answer-as-text")
    {
        let bad = rule.bad();
        let config = Config::new(kind(bad))
            .level(rule.code, Level::Warning)
            .unwrap();
        let of_rule = |text: &str| -> Vec<Finding> {
            let document = StateMachine::from_json_str(text).unwrap();
            let found = lint(&document, &config).into_iter();
            found.filter(|found| found.rule.code == rule.code).collect()
        };
        let edits: Vec<Edit> = of_rule(bad.text)
            .into_iter()
            .flat_map(|found| found.edits)
            .collect();
        assert!(!edits.is_empty(), "{}", rule.code);
        let mended = fix::mend_text(bad.text, &edits).unwrap();
        assert!(
            of_rule(&mended.text).is_empty(),
            "{}:\n{}",
            rule.code,
            mended.text
        );
    }
}

#[test]
fn comments_allow_where_they_stand_and_in_what_is_there() {
    let choice = |comment: &str| {
        format!(
            r#"{{"Type": "Choice", "Comment": "{comment}", "Choices": [{{"Variable": "$.x", "IsPresent": true, "Next": "Z"}}]}}"#
        )
    };
    let of = |states: &str| standard("choice-without-default", states);
    let end = r#""Z": {"Type": "Succeed"}"#;
    assert_eq!(
        of(&format!(r#""A": {}, {end}"#, choice("why not"))),
        ["/States/A"]
    );
    let allowed = choice("sfn:allow(choice-without-default) it is all there is");
    assert!(of(&format!(r#""A": {allowed}, {end}"#)).is_empty());
    let others = choice("sfn:allow(task-without-retry, choice-without-default)");
    assert!(of(&format!(r#""A": {others}, {end}"#)).is_empty());
    // What is in a Parallel, and what is beside it.
    let inside = format!(
        r#""P": {{"Type": "Parallel", "Comment": "sfn:allow(choice-without-default) x", "Next": "A",
            "Branches": [{{"StartAt": "I", "States": {{"I": {}, {end}}}}}]}}, "A": {}, {end}"#,
        choice(""),
        choice("")
    );
    assert_eq!(of(&inside), ["/States/A"]);
    let retrier = r#""A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Retry": [
        {"Comment": "sfn:allow(retry-without-jitter) alone", "ErrorEquals": ["A"]}, {"ErrorEquals": ["B"]}]}"#;
    assert_eq!(
        standard("retry-without-jitter", retrier),
        ["/States/A/Retry/1"]
    );
}

#[test]
fn levels_are_set_for_all_and_for_some_states() {
    let text = r#"{"StartAt": "Ask", "States": {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Next": "Tell"},
        "Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}"#;
    let document = StateMachine::from_json_str(text).unwrap();
    let config = Config::default()
        .level("all", Level::Off)
        .and_then(|config| config.level("task-without-retry", Level::Error))
        .and_then(|config| config.level_in("T*", "task-without-retry", Level::Info))
        .unwrap();
    let found: Vec<String> = lint(&document, &config)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        found,
        [
            "error[task-without-retry]: the task `Ask` has no retrier at /States/Ask",
            "info[task-without-retry]: the task `Tell` has no retrier at /States/Tell",
        ]
    );
}

#[test]
fn a_definition_near_its_limit_is_told() {
    let text = |bytes: usize| {
        format!(
            r#"{{"Comment": "{}", "StartAt": "A", "States": {{"A": {{"Type": "Succeed"}}}}}}"#,
            "x".repeat(bytes)
        )
    };
    let of = |bytes| {
        places(
            "definition-near-limit",
            &text(bytes),
            WorkflowKind::Standard,
        )
    };
    assert_eq!(of(900_000), [""]);
    assert!(of(800_000).is_empty());
    // Over it is the business of the validator.
    assert!(of(1_048_576).is_empty());
}

#[test]
fn a_choice_between_cases_needs_no_default() {
    let text = |second: &str| {
        format!(
            r#""A": {{"Type": "Choice", "Choices": [{{"Variable": "$.kind", "StringEquals": "card", "Next": "B"}},
                {{"Variable": "{second}", "StringEquals": "cash", "Next": "B"}}]}}, "B": {{"Type": "Succeed"}}"#
        )
    };
    assert!(standard("choice-without-default", &text("$.kind")).is_empty());
    assert_eq!(
        standard("choice-without-default", &text("$.other")),
        ["/States/A"]
    );
    let jsonata = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [
        {"Condition": "{% $states.input.kind = 'card' %}", "Next": "B"}, {"Condition": "{% $states.input.kind = \"cash\" %}", "Next": "B"}]},
        "B": {"Type": "Succeed"}}}"#;
    assert!(places("choice-without-default", jsonata, WorkflowKind::Standard).is_empty());
}

#[test]
fn paths_are_followed_over_every_way() {
    let code = "path-nothing-provides";
    let made = r#""Make": {"Type": "Pass", "Parameters": {"order": {"id.$": "$.id"}, "total": 5}, "Next": "Use"},
        "Use": {"Type": "Pass", "Parameters": {"a.$": "$.order.id", "b.$": "$.order.ident", "c.$": "$.totl", "d.$": "$$.Execution.Id",
            "e.$": "States.Format('{}', $.missing)"}, "End": true}"#;
    assert_eq!(
        standard(code, made),
        [
            "/States/Use/Parameters/b.$",
            "/States/Use/Parameters/c.$",
            "/States/Use/Parameters/e.$"
        ]
    );
    // Where ways meet each may provide.
    let meet = r#""Which": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "One"}], "Default": "Two"},
        "One": {"Type": "Pass", "Result": {"a": 1}, "Next": "Use"}, "Two": {"Type": "Pass", "Result": {"b": 1}, "Next": "Use"},
        "Use": {"Type": "Pass", "Parameters": {"a.$": "$.a", "b.$": "$.b", "c.$": "$.c"}, "End": true}"#;
    assert_eq!(standard(code, meet), ["/States/Use/Parameters/c.$"]);
    // What is asked after may be missing; what is only compared may not.
    let asks = r#""Make": {"Type": "Pass", "Parameters": {"a": 1}, "Next": "Is"},
        "Is": {"Type": "Choice", "Default": "Z", "Choices": [
            {"And": [{"Variable": "$.b", "IsPresent": true}, {"Variable": "$.b.c", "StringEquals": "x"}], "Next": "Z"},
            {"Variable": "$.d", "StringEquals": "x", "Next": "Z"}]}, "Z": {"Type": "Succeed"}"#;
    assert_eq!(standard(code, asks), ["/States/Is/Choices/1/Variable"]);
    // The answer of a service, and the list of a Parallel.
    let answers = r#""Get": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Parameters": {"TableName": "t", "Key": {"id": {"S": "1"}}},
            "ResultSelector": {"a.$": "$.Item.total.N", "b.$": "$.item"}, "Next": "Both"},
        "Both": {"Type": "Parallel", "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}], "Next": "Use"},
        "Use": {"Type": "Pass", "Parameters": {"a.$": "$[0].total", "b.$": "$.total"}, "End": true}"#;
    assert_eq!(standard(code, answers), ["/States/Get/ResultSelector/b.$"]);
    // What was in the input of the call may have had the field: that is another rule.
    assert_eq!(
        standard("result-replaces-input", answers),
        ["/States/Use/Parameters/b.$"]
    );
}

#[test]
fn a_result_goes_into_the_whole_input() {
    let text = r#""Make": {"Type": "Pass", "Parameters": {"a": {"b": 1}, "c": 2}, "Next": "Call"},
        "Call": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "InputPath": "$.a",
            "Parameters": {"TopicArn": "t", "Message.$": "$.b", "Subject.$": "$.c"}, "ResultPath": "$.d", "Next": "Use"},
        "Use": {"Type": "Pass", "Parameters": {"c.$": "$.c", "d.$": "$.d.MessageId", "b.$": "$.b", "e.$": "$.d.Id"}, "End": true}"#;
    assert_eq!(
        standard("path-nothing-provides", text),
        [
            "/States/Call/Parameters/Subject.$",
            "/States/Use/Parameters/b.$",
            "/States/Use/Parameters/e.$"
        ]
    );
}

#[test]
fn paths_in_jsonata_are_followed() {
    let text = r#"{"QueryLanguage": "JSONata", "StartAt": "Make", "States": {
        "Make": {"Type": "Pass", "Output": {"order": {"id": "{% $states.input.id %}"}}, "Next": "Use"},
        "Use": {"Type": "Pass", "Output": {"a": "{% $states.input.order.id %}", "b": "{% $states.input.ordr.id & 'x' %}", "c": "{% $exists($states.input.other) %}"}, "Next": "Call"},
        "Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "f", "Payload": "{% $states.input.a %}"},
            "Output": {"x": "{% $states.result.Payload.x %}", "y": "{% $states.result.y %}"}, "End": true}}}"#;
    assert_eq!(
        places("path-nothing-provides", text, WorkflowKind::Standard),
        ["/States/Use/Output/b", "/States/Call/Output/y"]
    );
}

#[test]
fn errors_and_loops_are_followed() {
    let text = r#""Try": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:try",
            "ResultPath": "$.result", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Tell"}], "Next": "Again"},
        "Again": {"Type": "Choice", "Choices": [{"Variable": "$.result", "IsPresent": false, "Next": "Try"}], "Default": "Done"},
        "Tell": {"Type": "Pass", "Parameters": {"why.$": "$.Cause", "order.$": "$.order"}, "End": true},
        "Done": {"Type": "Succeed"}"#;
    // The task has no result when it fails: its error took the place of the input.
    assert_eq!(
        standard("result-replaces-input", text),
        ["/States/Tell/Parameters/order.$"]
    );
    let kept = text.replace(
        r#""Next": "Tell""#,
        r#""ResultPath": "$.error", "Next": "Tell""#,
    );
    assert!(standard("result-replaces-input", &kept).is_empty());
}

#[test]
fn fields_are_read_when_anything_may_read_them() {
    let code = "field-never-read";
    let chain = |second: &str| {
        format!(
            r#""A": {{"Type": "Pass", "Result": 1, "ResultPath": "$.a", "Next": "B"}}, "B": {{"Type": "Task",
                "Resource": "arn:aws:states:::sns:publish", {second} "Next": "C"}}, "C": {{"Type": "Succeed"}}"#
        )
    };
    let given = r#""Parameters": {"TopicArn": "t", "Message.$": "$.text"},"#;
    assert_eq!(standard(code, &chain(given)), ["/States/A/ResultPath"]);
    // All of the input, the field itself, what it is in, an error, the end.
    for read in [
        "",
        r#""Parameters": {"TopicArn": "t", "Message.$": "$"},"#,
        r#""Parameters": {"TopicArn": "t", "Message.$": "$.a.b"},"#,
        r#""Parameters": {"TopicArn": "t", "Message.$": "$.text"}, "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "C"}],"#,
        r#""Parameters": {"TopicArn": "t", "Message.$": "$.text"}, "ResultPath": null,"#,
    ] {
        assert_eq!(standard(code, &chain(read)), Vec::<String>::new(), "{read}");
    }
}

#[test]
fn variables_are_read_inside_of_what_sees_them() {
    let text = |read: &str| {
        format!(
            r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{
            "A": {{"Type": "Pass", "Assign": {{"x": 1}}, "Next": "M"}},
            "M": {{"Type": "Map", "Items": [1], "End": true, "ItemProcessor": {{"StartAt": "I", "States": {{
                "I": {{"Type": "Pass", "Output": "{read}", "End": true}}}}}}}}}}}}"#
        )
    };
    let of = |read: &str| places("variable-never-read", &text(read), WorkflowKind::Standard);
    assert!(of("{% $x + 1 %}").is_empty());
    assert_eq!(of("{% 1 %}"), ["/States/A/Assign/x"]);
    // What cannot be read may be anything.
    assert!(of("{% $${Name} %}").is_empty());
    let path = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"x.$": "$.a", "y.$": "$.b"}, "Next": "B"},
        "B": {"Type": "Pass", "Parameters": {"z.$": "$.list[?(@.id == $x)]"}, "End": true}}}"#;
    assert_eq!(
        places("variable-never-read", path, WorkflowKind::Standard),
        ["/States/A/Assign/y.$"]
    );
}

#[test]
fn loops_end_when_something_ends_them() {
    let poll = |seconds: u32, rule: &str| {
        format!(
            r#""Ask": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getCrawler", "Parameters": {{"Name": "c"}}, "ResultPath": "$.got", "Next": "Is"}},
            "Is": {{"Type": "Choice", "Choices": [{{{rule}, "Next": "Z"}}], "Default": "Wait"}},
            "Wait": {{"Type": "Wait", "Seconds": {seconds}, "Next": "Ask"}}, "Z": {{"Type": "Succeed"}}"#
        )
    };
    let of = |seconds, rule: &str| standard("loop-without-end", &poll(seconds, rule));
    let ready = r#""Variable": "$.got.Crawler.State", "StringEquals": "READY""#;
    assert_eq!(of(10, ready), ["/States/Wait"]);
    // Nine events a turn: 2,777 turns of 16 s are more than twelve hours.
    assert!(of(16, ready).is_empty());
    assert!(of(10, r#""Variable": "$.turns", "NumericGreaterThan": 50"#).is_empty());
    let document = format!(
        r#"{{"TimeoutSeconds": 3600, "StartAt": "Ask", "States": {{{}}}}}"#,
        poll(10, ready)
    );
    assert!(places("loop-without-end", &document, WorkflowKind::Standard).is_empty());
    let document = document.replace("3600", "864000");
    let machine = StateMachine::from_json_str(&document).unwrap();
    let found = lint(&machine, &Config::default());
    let told = found
        .iter()
        .find(|found| found.rule.code == "loop-without-end")
        .unwrap();
    assert_eq!(
        told.message,
        "the loop of `Wait` has no end of its own: a turn makes about 9 events, so the history is full after 2777 turns, in 7.7 hours"
    );
    assert!(places("loop-without-end", &document, WorkflowKind::Express).is_empty());
}

#[test]
fn items_of_maps_are_counted_on_the_heaviest_way() {
    let map = |inside: &str, items: &str| {
        format!(
            r#""M": {{"Type": "Map", {items} "End": true, "ItemProcessor": {{"StartAt": "C", "States": {{{inside}}}}}}}"#
        )
    };
    let task = r#"{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}"#;
    let mut branches = String::from(r#""C": {"Type": "Choice", "Default": "T0", "Choices": ["#);
    let rules: Vec<String> = (0..9)
        .map(|at| format!(r#"{{"Variable": "$.x", "NumericEquals": {at}, "Next": "T{at}"}}"#))
        .collect();
    branches += &format!("{}]}}", rules.join(","));
    for at in 0..9 {
        branches += &format!(r#", "T{at}": {task}"#);
    }
    // Nine tasks side by side are one on each way: 2 + 5 + 2 events.
    assert!(standard("map-fills-history", &map(&branches, "")).is_empty());
    let mut chain = String::new();
    for at in 0..6 {
        let name = if at == 0 {
            "C".to_owned()
        } else {
            format!("T{at}")
        };
        let end = if at == 5 {
            r#""End": true"#.to_owned()
        } else {
            format!(r#""Next": "T{}""#, at + 1)
        };
        chain += &format!(
            r#"{}"{name}": {{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", {end}}}"#,
            if at == 0 { "" } else { ", " }
        );
    }
    assert_eq!(
        standard("map-fills-history", &map(&chain, "")),
        ["/States/M"]
    );
    let jsonata = format!(
        r#"{{"QueryLanguage": "JSONata", "StartAt": "M", "States": {{{}}}}}"#,
        map(&chain, r#""Items": [1, 2],"#)
    );
    assert!(places("map-fills-history", &jsonata, WorkflowKind::Standard).is_empty());
}

#[test]
fn handlers_are_looked_at_in_order_and_by_what_is_raised() {
    let task = |resource: &str, retry: &str| {
        format!(
            r#""A": {{"Type": "Task", "Resource": "{resource}", "End": true, "Retry": [{retry}]}}"#
        )
    };
    let of = |resource: &str, names: &[&str]| {
        let retriers: Vec<String> = names
            .iter()
            .map(|names| format!(r#"{{"ErrorEquals": [{names}]}}"#))
            .collect();
        standard("handler-never-acts", &task(resource, &retriers.join(",")))
    };
    let table = "arn:aws:states:::dynamodb:putItem";
    let second = ["/States/A/Retry/1"];
    assert_eq!(of(table, &[r#""States.TaskFailed""#, r#""Mine""#]), second);
    // One of its names can still match.
    assert!(
        of(
            table,
            &[r#""States.TaskFailed""#, r#""Mine", "States.Timeout""#]
        )
        .is_empty()
    );
    assert!(of(table, &[r#""Mine""#, r#""States.TaskFailed""#]).is_empty());
    assert_eq!(
        of(
            table,
            &[r#""States.Timeout""#, r#""States.HeartbeatTimeout""#]
        ),
        second
    );
    assert_eq!(
        of(table, &[r#""DynamoDb.ConditionalCheckFailedException""#]),
        ["/States/A/Retry/0"]
    );
    assert!(of(table, &[r#""DynamoDB.ConditionalCheckFailedException""#]).is_empty());
    assert_eq!(of(table, &[r#""Lambda.Unknown""#]), ["/States/A/Retry/0"]);
    assert_eq!(
        of(
            "arn:aws:states:::aws-sdk:s3:getObject",
            &[r#""S3.NoSuchKey""#]
        ),
        ["/States/A/Retry/0"]
    );
    assert!(
        of(
            "arn:aws:states:::aws-sdk:s3:getObject",
            &[r#""S3.NoSuchKeyException""#]
        )
        .is_empty()
    );
    assert_eq!(of(table, &[r#""States.Runtime""#]), ["/States/A/Retry/0"]);
    assert!(of("${Function}", &[r#""Lambda.Unknown""#]).is_empty());
}

#[test]
fn tables_name_calls_that_exist() {
    let known = |resource: &str| crate::iam::known(resource).is_ok();
    let optimized = |name: &str| known(&format!("arn:aws:states:::{name}"));
    let sdk = |name: &str| known(&format!("arn:aws:states:::aws-sdk:{name}"));
    for (asks, waits) in polling::ASKS {
        assert!(optimized(asks) || sdk(asks), "{asks}");
        assert!(optimized(waits), "{waits}");
    }
    for row in answers::ANSWERS {
        assert!(optimized(row.0), "{}", row.0);
    }
    let long = payload::LONG_ANSWERS.iter().map(|row| row.0);
    let twice = kinds::MORE_TWICE.iter().map(|row| row.0);
    for name in kinds::SAME_TWICE.iter().copied().chain(long).chain(twice) {
        assert!(optimized(name) || sdk(name), "{name}");
    }
}
