//! The rules, each as a definition that breaks it and the one thing that is said about it.

use sfn_asl::WorkflowKind::{Express, Standard};
use sfn_asl::model::{Branch, Fail, Parallel, Pass, StateMachine, Succeed};
use sfn_asl::{Json, Severity, ValidateOptions, WorkflowKind, validate};

/// A machine of one state `A` that ends, with these fields, as text after `"Type"`.
fn one(fields: &str) -> String {
    format!(r#"{{"StartAt":"A","States":{{"A":{{"Type":{fields}}}}}}}"#)
}

fn found(text: &str, kind: WorkflowKind) -> Vec<(Severity, &'static str, String)> {
    let value: Json = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    let machine = StateMachine::from_json(&value).expect("an object");
    validate(&machine, &ValidateOptions::new(kind))
        .into_iter()
        .map(|found| (found.severity, found.code.as_str(), found.pointer))
        .collect()
}

#[track_caller]
fn valid(text: &str) {
    assert_eq!(found(text, Standard), [], "{text}");
}

#[track_caller]
fn wrong(text: &str, expected: &[(&str, &str)]) {
    let found = found(text, Standard);
    let found: Vec<_> = found
        .iter()
        .map(|(severity, code, pointer)| {
            assert_eq!(*severity, Severity::Error, "{text}");
            (*code, pointer.as_str())
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[track_caller]
fn warned(text: &str, expected: &[(&str, &str)]) {
    let found = found(text, Standard);
    assert!(
        found
            .iter()
            .all(|(severity, ..)| *severity == Severity::Warning),
        "{found:?}"
    );
    let found: Vec<_> = found
        .iter()
        .map(|(_, code, pointer)| (*code, pointer.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_document_needs_a_start_and_states() {
    wrong("{}", &[("missing-field", ""), ("missing-field", "")]);
    wrong(r#"{"StartAt":"A"}"#, &[("missing-field", "")]);
    wrong(r#"{"StartAt":"A","States":{}}"#, &[("missing-field", "")]);
    wrong(
        r#"{"StartAt":"B","States":{"A":{"Type":"Succeed"}}}"#,
        &[("unknown-start-at", "/StartAt")],
    );
    wrong(
        r#"{"StartAt":1,"States":{"A":{"Type":"Succeed"}}}"#,
        &[("wrong-type", "/StartAt")],
    );
    wrong(
        r#"{"Version":"2.0","StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#,
        &[("invalid-value", "/Version")],
    );
    wrong(
        r#"{"Foo":1,"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#,
        &[("unknown-field", "/Foo")],
    );
    valid(r#"{"StartAt":"${First}","States":{"A":{"Type":"Succeed"}}}"#);
}

#[test]
fn transitions_lead_to_states_of_their_scope() {
    wrong(
        &one(r#""Pass","Next":"B""#),
        &[("dangling-transition", "/States/A/Next")],
    );
    wrong(
        r#"{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"X"}],"Default":"Y"}}}"#,
        &[
            ("dangling-transition", "/States/A/Choices/0/Next"),
            ("dangling-transition", "/States/A/Default"),
        ],
    );
    wrong(
        &one(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Z"}]"#,
        ),
        &[("dangling-transition", "/States/A/Catch/0/Next")],
    );
    let inner = Branch::new("In").state("In", Pass::new().next("Out"));
    let machine = StateMachine::new("P")
        .state("P", Parallel::new().branch(inner).next("Out"))
        .state("Out", Succeed::new());
    wrong(
        &machine.to_string_compact(),
        &[(
            "transition-out-of-scope",
            "/States/P/Branches/0/States/In/Next",
        )],
    );
    valid(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"${Then}"}}}"#);
    valid(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"${B}":{"Type":"Succeed"}}}"#);
}

#[test]
fn states_are_reached_and_end() {
    wrong(
        r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"},"B":{"Type":"Pass","Next":"A"}}}"#,
        &[("unreachable-state", "/States/B")],
    );
    wrong(
        r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Wait","Seconds":1,"Next":"A"}}}"#,
        &[("no-terminal-state", "/States")],
    );
    wrong(&one(r#""Pass""#), &[("missing-field", "/States/A")]);
    wrong(
        r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B","End":true},"B":{"Type":"Succeed"}}}"#,
        &[("forbidden-field", "/States/A/End")],
    );
    wrong(
        &one(r#""Pass","End":false"#),
        &[("missing-field", "/States/A/End")],
    );
    wrong(
        &one(r#""Pass","End":"true""#),
        &[("wrong-type", "/States/A/End")],
    );
    wrong(
        &one(
            r#""Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Next":"B"}}}]"#,
        ),
        &[("no-terminal-state", "/States/A/Branches/0/States")],
    );
}

#[test]
fn names_are_short_and_unique_in_the_whole_machine() {
    let machine = |name: &str| {
        StateMachine::new(name)
            .state(name, Succeed::new())
            .to_string_compact()
    };
    valid(&machine(&"é".repeat(80)));
    let long = "é".repeat(81);
    wrong(
        &machine(&long),
        &[("invalid-state-name", &format!("/States/{long}"))],
    );
    wrong(&machine(""), &[("invalid-state-name", "/States/")]);
    let branch = || Branch::new("B").state("B", Succeed::new());
    let twice =
        StateMachine::new("A").state("A", Parallel::new().branch(branch()).branch(branch()).end());
    wrong(
        &twice.to_string_compact(),
        &[("duplicate-state-name", "/States/A/Branches/1/States/B")],
    );
}

#[test]
fn states_have_their_own_fields_only() {
    wrong(
        &one(r#""Succeed","Next":"A""#),
        &[("forbidden-field", "/States/A/Next")],
    );
    wrong(
        &one(r#""Pass","End":true,"Retry":[]"#),
        &[("forbidden-field", "/States/A/Retry")],
    );
    wrong(
        &one(r#""Fail","InputPath":"$""#),
        &[("forbidden-field", "/States/A/InputPath")],
    );
    wrong(
        &one(r#""Pass","End":true,"Paramaters":{}"#),
        &[("unknown-field", "/States/A/Paramaters")],
    );
    wrong(
        &one(r#""Tusk","End":true"#),
        &[("unknown-state-type", "/States/A/Type")],
    );
    wrong(
        &one(r#""Task","End":true"#),
        &[("missing-field", "/States/A")],
    );
    wrong(&one(r#""Choice""#), &[("missing-field", "/States/A")]);
    wrong(
        &one(r#""Parallel","End":true"#),
        &[("missing-field", "/States/A")],
    );
    wrong(
        &one(r#""Map","End":true"#),
        &[("missing-field", "/States/A")],
    );
    wrong(
        &one(r#""Fail","Error":"E","ErrorPath":"$.e""#),
        &[("forbidden-field", "/States/A/ErrorPath")],
    );
    wrong(
        &one(r#""Task","Resource":"arn:aws:states:::sns:publish","Credentials":{},"End":true"#),
        &[("missing-field", "/States/A/Credentials")],
    );
    wrong(
        &one(r#""Task","Resource":"publish","End":true"#),
        &[("invalid-resource", "/States/A/Resource")],
    );
    valid(&one(r#""Task","Resource":"${Function}","End":true"#));
}

#[test]
fn each_query_language_has_its_own_fields() {
    let jsonata = |fields: &str| one(&format!(r#"{fields},"QueryLanguage":"JSONata""#));
    for field in ["InputPath", "OutputPath", "ResultPath"] {
        let pointer = format!("/States/A/{field}");
        wrong(
            &jsonata(&format!(r#""Pass","End":true,"{field}":"$.a""#)),
            &[("wrong-query-language", &pointer)],
        );
    }
    wrong(
        &one(r#""Pass","End":true,"Output":1"#),
        &[("wrong-query-language", "/States/A/Output")],
    );
    wrong(
        &one(r#""Wait","Seconds":"{% 5 %}","End":true"#),
        &[("wrong-query-language", "/States/A/Seconds")],
    );
    valid(&jsonata(r#""Wait","Seconds":"{% 5 %}","End":true"#));
    wrong(
        r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","End":true,"QueryLanguage":"JSONPath"}}}"#,
        &[("wrong-query-language", "/States/A/QueryLanguage")],
    );
    wrong(
        &one(r#""Pass","End":true,"QueryLanguage":"JsonPath""#),
        &[("invalid-value", "/States/A/QueryLanguage")],
    );
    // A state in a JSONata map of a JSONPath machine is a JSONPath state.
    valid(&one(
        r#""Map","QueryLanguage":"JSONata","End":true,"ItemProcessor":{"StartAt":"B","States":{"B":{"Type":"Pass","InputPath":"$.a","End":true}}}"#,
    ));
    wrong(
        r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"A"}],"Default":"B"},"B":{"Type":"Succeed"}}}"#,
        &[
            ("invalid-choice-rule", "/States/A/Choices/0"),
            ("wrong-query-language", "/States/A/Choices/0/IsNull"),
        ],
    );
}

#[test]
fn a_jsonata_string_is_wholly_an_expression_or_text() {
    let output = |text: &str| {
        one(&format!(
            r#""Pass","QueryLanguage":"JSONata","End":true,"Output":{{"a":["{text}"]}}"#
        ))
    };
    valid(&output("{% $states.input.a %}"));
    valid(&output("costs 5 % of {x}"));
    wrong(
        &output("{% $x"),
        &[("invalid-expression", "/States/A/Output/a/0")],
    );
    wrong(
        &output("Hello {% $x %}"),
        &[("invalid-expression", "/States/A/Output/a/0")],
    );
    wrong(
        &output("{%  %}"),
        &[("invalid-expression", "/States/A/Output/a/0")],
    );
    warned(
        &output(" {% $x %} "),
        &[("invalid-expression", "/States/A/Output/a/0")],
    );
    warned(
        &one(r#""Pass","End":true,"Parameters":{"a":"{% $x %}"}"#),
        &[("invalid-expression", "/States/A/Parameters/a")],
    );
}

#[test]
fn a_template_evaluates_members_that_say_so() {
    let parameters = |member: &str| {
        one(&format!(
            r#""Pass","End":true,"Parameters":{{"in":[{{{member}}}]}}"#
        ))
    };
    let place = |key: &str| format!("/States/A/Parameters/in/0/{key}");
    for value in [
        r#""$.a""#,
        r#""$$.Execution.Id""#,
        r#""$x""#,
        r#""States.UUID()""#,
        r#""${Path}""#,
    ] {
        valid(&parameters(&format!(r#""a.$":{value}"#)));
    }
    for value in [
        "1",
        r#""a""#,
        "{}",
        r#""States.Nope($.a)""#,
        r#""States.Format('\\n')""#,
        r#""$.a[""#,
    ] {
        wrong(
            &parameters(&format!(r#""a.$":{value}"#)),
            &[("invalid-template", &place("a.$"))],
        );
    }
    wrong(
        &parameters(r#""a":1,"a.$":"$.a""#),
        &[("invalid-template", &place("a.$"))],
    );
    warned(
        &parameters(r#""a":"$.a""#),
        &[("invalid-template", &place("a"))],
    );
    warned(
        &parameters(r#""a":"States.UUID()""#),
        &[("invalid-template", &place("a"))],
    );
    // A result is taken literally, and nobody thinks otherwise.
    valid(&one(r#""Pass","End":true,"Result":{"a.$":1,"b":"$.a"}"#));
}

#[test]
fn paths_are_paths() {
    for (field, value) in [
        ("InputPath", "a"),
        ("OutputPath", "$."),
        ("ResultPath", "$.a[*]"),
        ("ResultPath", "$$.a"),
        ("ResultPath", "$x"),
    ] {
        let pointer = format!("/States/A/{field}");
        wrong(
            &one(&format!(r#""Pass","End":true,"{field}":"{value}""#)),
            &[("invalid-path", &pointer)],
        );
    }
    for (field, value) in [
        ("InputPath", "\"$.a[*]\""),
        ("InputPath", "\"$$.Execution\""),
        ("ResultPath", "null"),
        ("ResultPath", "\"$['a b'].c[0]\""),
    ] {
        valid(&one(&format!(r#""Pass","End":true,"{field}":{value}"#)));
    }
    wrong(
        &one(r#""Wait","SecondsPath":"$..a","End":true"#),
        &[("invalid-path", "/States/A/SecondsPath")],
    );
    wrong(
        &one(r#""Fail","CausePath":"States.MathAdd(1, 2)""#),
        &[("invalid-path", "/States/A/CausePath")],
    );
    valid(&one(
        r#""Fail","CausePath":"States.Format('{}', $.a)","ErrorPath":"$.b""#,
    ));
}

#[test]
fn choice_rules_have_one_test() {
    let rule = |rule: &str| {
        format!(
            r#"{{"StartAt":"A","States":{{"A":{{"Type":"Choice","Choices":[{{{rule}}}],"Default":"B"}},"B":{{"Type":"Succeed"}}}}}}"#
        )
    };
    let here = "/States/A/Choices/0";
    valid(&rule(r#""Variable":"$.a","NumericEquals":1.5,"Next":"B""#));
    valid(&rule(
        r#""Not":{"Or":[{"Variable":"$.a","StringMatches":"x*"},{"Variable":"$x","IsPresent":false}]},"Next":"B""#,
    ));
    valid(&rule(
        r#""Variable":"$.a","TimestampLessThan":"2026-01-01T00:00:00Z","Next":"B""#,
    ));
    valid(&rule(
        r#""Variable":"$.a","NumericEquals":"${Limit}","Next":"B""#,
    ));
    wrong(&rule(r#""Next":"B""#), &[("invalid-choice-rule", here)]);
    wrong(
        &rule(r#""Variable":"$.a","Next":"B""#),
        &[("invalid-choice-rule", here)],
    );
    wrong(
        &rule(r#""StringEquals":"a","Next":"B""#),
        &[("invalid-choice-rule", here)],
    );
    wrong(
        &rule(r#""Variable":"$.a","StringEquals":"a","IsNull":true,"Next":"B""#),
        &[("invalid-choice-rule", &format!("{here}/IsNull"))],
    );
    wrong(
        &rule(r#""Variable":"$.a","IsNull":true"#),
        &[("missing-field", here)],
    );
    wrong(
        &rule(r#""And":[{"Variable":"$.a","IsNull":true,"Next":"B"}],"Next":"B""#),
        &[("invalid-choice-rule", &format!("{here}/And/0/Next"))],
    );
    wrong(
        &rule(r#""And":[],"Next":"B""#),
        &[("invalid-choice-rule", &format!("{here}/And"))],
    );
    for (operator, operand) in [
        ("StringEquals", "1"),
        ("NumericLessThan", "\"5\""),
        ("BooleanEquals", "\"true\""),
        ("IsPresent", "1"),
        ("TimestampEquals", "1"),
        ("StringEqualsPath", "1"),
    ] {
        wrong(
            &rule(&format!(
                r#""Variable":"$.a","{operator}":{operand},"Next":"B""#
            )),
            &[("wrong-type", &format!("{here}/{operator}"))],
        );
    }
    wrong(
        &rule(r#""Variable":"$.a","StringEqualsPath":"b","Next":"B""#),
        &[("invalid-path", &format!("{here}/StringEqualsPath"))],
    );
    wrong(
        &rule(r#""Variable":"$.a","TimestampEquals":"today","Next":"B""#),
        &[("invalid-value", &format!("{here}/TimestampEquals"))],
    );
    wrong(
        &rule(r#""Variable":"a","IsNull":true,"Next":"B""#),
        &[("invalid-path", &format!("{here}/Variable"))],
    );
    wrong(
        &rule(r#""Condition":"{% true %}","Next":"B""#),
        &[("wrong-query-language", &format!("{here}/Condition"))],
    );
}

#[test]
fn timers_are_in_range() {
    wrong(
        &one(r#""Wait","End":true"#),
        &[("invalid-wait", "/States/A")],
    );
    wrong(
        &one(r#""Wait","Seconds":1,"Timestamp":"2026-01-01T00:00:00Z","End":true"#),
        &[("invalid-wait", "/States/A/Timestamp")],
    );
    wrong(
        &one(r#""Wait","Seconds":-1,"End":true"#),
        &[("invalid-value", "/States/A/Seconds")],
    );
    wrong(
        &one(r#""Wait","Seconds":100000000,"End":true"#),
        &[("invalid-value", "/States/A/Seconds")],
    );
    wrong(
        &one(r#""Wait","Seconds":1.5,"End":true"#),
        &[("invalid-value", "/States/A/Seconds")],
    );
    wrong(
        &one(r#""Wait","Timestamp":"2016-12-05 21:29:29Z","End":true"#),
        &[("invalid-value", "/States/A/Timestamp")],
    );
    valid(&one(r#""Wait","Seconds":0,"End":true"#));
    valid(&one(r#""Wait","Seconds":99999999,"End":true"#));
    let task = |timers: &str| {
        one(&format!(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,{timers}"#
        ))
    };
    wrong(
        &task(r#""TimeoutSeconds":0"#),
        &[("invalid-value", "/States/A/TimeoutSeconds")],
    );
    wrong(
        &task(r#""TimeoutSeconds":60,"HeartbeatSeconds":60"#),
        &[("invalid-value", "/States/A/HeartbeatSeconds")],
    );
    wrong(
        &task(r#""TimeoutSeconds":60,"TimeoutSecondsPath":"$.t""#),
        &[("forbidden-field", "/States/A/TimeoutSecondsPath")],
    );
    valid(&task(r#""TimeoutSeconds":60,"HeartbeatSeconds":59"#));
    valid(&task(r#""TimeoutSeconds":"${T}","HeartbeatSeconds":59"#));
}

#[test]
fn errors_are_handled_in_an_order_that_works() {
    let retry = |retry: &str| {
        one(&format!(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"Retry":[{retry}]"#
        ))
    };
    let here = "/States/A/Retry/0";
    valid(&retry(
        r#"{"ErrorEquals":["States.Timeout","My.Error"]},{"ErrorEquals":["States.ALL"],"MaxAttempts":0}"#,
    ));
    valid(&retry(
        r#"{"ErrorEquals":["States.Http.StatusCode.429"],"JitterStrategy":"FULL","MaxDelaySeconds":31622400}"#,
    ));
    wrong(&retry("{}"), &[("missing-field", here)]);
    wrong(&retry(r#"{"ErrorEquals":[]}"#), &[("missing-field", here)]);
    wrong(
        &retry(r#"{"ErrorEquals":["States.ALL","X"]}"#),
        &[("invalid-error-handling", &format!("{here}/ErrorEquals/0"))],
    );
    wrong(
        &retry(r#"{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["X"]}"#),
        &[("invalid-error-handling", &format!("{here}/ErrorEquals/0"))],
    );
    wrong(
        &retry(r#"{"ErrorEquals":["States.All"]}"#),
        &[("invalid-error-handling", &format!("{here}/ErrorEquals/0"))],
    );
    for field in [
        r#""IntervalSeconds":0"#,
        r#""MaxAttempts":-1"#,
        r#""MaxAttempts":1.5"#,
        r#""BackoffRate":0.5"#,
        r#""MaxDelaySeconds":31622401"#,
        r#""JitterStrategy":"SOME""#,
    ] {
        let name = field.split('"').nth(1).unwrap();
        wrong(
            &retry(&format!(r#"{{"ErrorEquals":["X"],{field}}}"#)),
            &[("invalid-value", &format!("{here}/{name}"))],
        );
    }
    wrong(
        &retry(r#"{"ErrorEquals":["X"],"MaxAttempts":"3"}"#),
        &[("wrong-type", &format!("{here}/MaxAttempts"))],
    );
    wrong(
        &one(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"Catch":[{"ErrorEquals":["X"]}]"#,
        ),
        &[("missing-field", "/States/A/Catch/0")],
    );
}

#[test]
fn express_workflows_cannot_wait_for_others() {
    let task = |resource: &str| one(&format!(r#""Task","Resource":"{resource}","End":true"#));
    for resource in [
        "arn:aws:states:::ecs:runTask.sync",
        "arn:aws:states:::states:startExecution.sync:2",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:states:eu-west-1:123456789012:activity:manual",
    ] {
        valid(&task(resource));
        let found = found(&task(resource), Express);
        assert_eq!(
            found,
            [(
                Severity::Error,
                "not-in-express",
                "/States/A/Resource".to_owned()
            )],
            "{resource}"
        );
    }
    assert_eq!(
        found(&task("arn:aws:states:::sqs:sendMessage"), Express),
        []
    );
    assert_eq!(
        found(
            &distributed("EXPRESS", "arn:aws:states:::sqs:sendMessage", ""),
            Express
        )[0]
        .1,
        "not-in-express"
    );
    // The children of a Distributed Map are what it says they are.
    valid(&distributed(
        "STANDARD",
        "arn:aws:states:::ecs:runTask.sync",
        "",
    ));
    wrong(
        &distributed("EXPRESS", "arn:aws:states:::ecs:runTask.sync", ""),
        &[(
            "not-in-express",
            "/States/A/ItemProcessor/States/B/Resource",
        )],
    );
}

fn distributed(children: &str, resource: &str, fields: &str) -> String {
    one(&format!(
        r#""Map","End":true,"ItemProcessor":{{"ProcessorConfig":{{"Mode":"DISTRIBUTED","ExecutionType":"{children}"}},"StartAt":"B","States":{{"B":{{"Type":"Task","Resource":"{resource}","End":true}}}}}}{fields}"#
    ))
}

#[test]
fn a_distributed_map_has_fields_of_its_own() {
    let map = |fields: &str| distributed("STANDARD", "arn:aws:states:::sns:publish", fields);
    let inline = |fields: &str| {
        one(&format!(
            r#""Map","End":true,"ItemProcessor":{{"StartAt":"B","States":{{"B":{{"Type":"Succeed"}}}}}}{fields}"#
        ))
    };
    let reader = r#","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"b","Key":"k"}}"#;
    valid(&map(reader));
    wrong(
        &inline(reader),
        &[("distributed-only", "/States/A/ItemReader")],
    );
    warned(
        &inline(r#","ToleratedFailureCount":1"#),
        &[("distributed-only", "/States/A/ToleratedFailureCount")],
    );
    wrong(
        &map(r#","ToleratedFailurePercentage":101"#),
        &[("invalid-value", "/States/A/ToleratedFailurePercentage")],
    );
    wrong(
        &map(r#","Label":"a b""#),
        &[("invalid-value", "/States/A/Label")],
    );
    wrong(
        &map(r#","ItemBatcher":{}"#),
        &[("missing-field", "/States/A/ItemBatcher")],
    );
    wrong(
        &map(r#","ItemBatcher":{"MaxInputBytesPerBatch":262145}"#),
        &[(
            "invalid-value",
            "/States/A/ItemBatcher/MaxInputBytesPerBatch",
        )],
    );
    wrong(
        &map(r#","ResultWriter":{}"#),
        &[("missing-field", "/States/A/ResultWriter")],
    );
    wrong(
        &map(r#","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{}}"#),
        &[("missing-field", "/States/A/ItemReader")],
    );
    wrong(
        &map(
            r#","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"TSV"}}"#,
        ),
        &[(
            "invalid-value",
            "/States/A/ItemReader/ReaderConfig/InputType",
        )],
    );
    wrong(
        &map(r#","ItemReader":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{}}"#),
        &[("invalid-resource", "/States/A/ItemReader/Resource")],
    );
    valid(&map(
        r#","ItemReader":{"Resource":"arn:aws:states:::s3:listObjectsV2","Parameters":{"Bucket":"b"}}"#,
    ));
    wrong(
        &one(
            r#""Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},"StartAt":"B","States":{"B":{"Type":"Succeed"}}}"#,
        ),
        &[("missing-field", "/States/A/ItemProcessor/ProcessorConfig")],
    );
    wrong(
        &one(
            r#""Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE","ExecutionType":"EXPRESS"},"StartAt":"B","States":{"B":{"Type":"Succeed"}}}"#,
        ),
        &[(
            "distributed-only",
            "/States/A/ItemProcessor/ProcessorConfig/ExecutionType",
        )],
    );
    wrong(
        &one(
            r#""Map","End":true,"Iterator":{"StartAt":"B","States":{"B":{"Type":"Succeed"}}},"ItemProcessor":{"StartAt":"C","States":{"C":{"Type":"Succeed"}}}"#,
        ),
        &[("forbidden-field", "/States/A/Iterator")],
    );
    valid(&one(
        r#""Map","End":true,"Parameters":{"a.$":"$$.Map.Item.Value"},"Iterator":{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}"#,
    ));
}

#[test]
fn variables_have_names_and_owners() {
    valid(&one(
        r#""Pass","End":true,"Assign":{"a.$":"$.a","b_1":2,"größe":3}"#,
    ));
    wrong(
        &one(r#""Pass","End":true,"Assign":{"1a":2}"#),
        &[("invalid-variable", "/States/A/Assign/1a")],
    );
    wrong(
        &one(r#""Pass","End":true,"Assign":{"states":2}"#),
        &[("invalid-variable", "/States/A/Assign/states")],
    );
    let nested = |inner: &str| {
        one(&format!(
            r#""Parallel","End":true,"Assign":{{"x":1}},"Branches":[{{"StartAt":"B","States":{{"B":{{"Type":"Pass","End":true,"Assign":{{"{inner}":1}}}}}}}}]"#
        ))
    };
    valid(&nested("y"));
    wrong(
        &nested("x"),
        &[("invalid-variable", "/States/A/Branches/0/States/B/Assign/x")],
    );
}

#[test]
fn a_definition_has_a_size() {
    let machine = |bytes: usize| {
        StateMachine::new("A")
            .comment("x".repeat(bytes))
            .state("A", Fail::default())
    };
    let frame =
        machine(0).to_string_compact().len() + r#""Comment":"","#.len() - r#""Comment":"","#.len();
    valid(&machine(1_048_576 - frame).to_string_compact());
    wrong(
        &machine(1_048_577 - frame).to_string_compact(),
        &[("quota-exceeded", "")],
    );
}

#[test]
fn a_slip_of_the_pen_gets_a_suggestion() {
    let machine = StateMachine::new("Check order")
        .state("Check order", Pass::new().next("Ship oder"))
        .state("Ship order", Succeed::new());
    let found = validate(&machine, &ValidateOptions::default());
    assert_eq!(found[0].help.as_deref(), Some("did you mean `Ship order`?"));
    // The state that was meant is not called unreachable as well.
    assert_eq!(
        found
            .iter()
            .map(|found| found.code.as_str())
            .collect::<Vec<_>>(),
        ["dangling-transition"]
    );
}
