//! Query languages, payloads, paths, choice rules, variables.

use crate::{one, valid, warned, wrong};

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
        &[("wrong-query-language", "/States/A/Choices/0/IsNull")],
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
        &output("{% $states.input"),
        &[("invalid-expression", "/States/A/Output/a/0")],
    );
    wrong(
        &output("Hello {% $states.input %}"),
        &[("invalid-expression", "/States/A/Output/a/0")],
    );
    wrong(
        &output("{%  %}"),
        &[("invalid-expression", "/States/A/Output/a/0")],
    );
    warned(
        &output(" {% $states.input %} "),
        &[("invalid-expression", "/States/A/Output/a/0")],
    );
    warned(
        &one(r#""Pass","End":true,"Parameters":{"a":"{% 1 %}"}"#),
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
        &[("path-taken-as-text", &place("a"))],
    );
    warned(
        &parameters(r#""a":"States.UUID()""#),
        &[("path-taken-as-text", &place("a"))],
    );
    // A result is taken literally.
    valid(&one(
        r#""Pass","End":true,"Result":{"a":1,"b":"costs $.5"}"#,
    ));
    warned(
        &one(r#""Pass","End":true,"Result":{"a.$":"$.x","b":["$.a"]}"#),
        &[
            ("static-result", "/States/A/Result/a.$"),
            ("static-result", "/States/A/Result/b/0"),
        ],
    );
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
        r#""Not":{"Or":[{"Variable":"$.a","StringMatches":"x*"},{"Variable":"$$.Execution.Input.x","IsPresent":false}]},"Next":"B""#,
    ));
    valid(&rule(
        r#""Variable":"$.a","TimestampLessThan":"2026-01-01T00:00:00Z","Next":"B""#,
    ));
    valid(&rule(
        r#""Variable":"$.a","NumericEquals":"${Limit}","Next":"B""#,
    ));
    warned(
        &rule(r#""Variable":"$.a","StringEquals":"$.b","Next":"B""#),
        &[("path-in-wrong-field", &format!("{here}/StringEquals"))],
    );
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
    let nested = |before: &str, own: &str| {
        format!(
            r#"{{"StartAt":"A","States":{{"A":{{"Type":"Pass","Assign":{{"{before}":1}},"Next":"P"}},"P":{{"Type":"Parallel","End":true,"Assign":{{"{own}":1}},"Branches":[{{"StartAt":"B","States":{{"B":{{"Type":"Pass","End":true,"Assign":{{"x":1}}}}}}}}]}}}}}}"#
        )
    };
    valid(&nested("y", "y"));
    wrong(
        &nested("x", "y"),
        &[("invalid-variable", "/States/P/Branches/0/States/B/Assign/x")],
    );
    // When the Parallel sets its own, those of its branches are gone.
    valid(&nested("y", "x"));
}

#[test]
fn operands_have_the_type_of_their_operator() {
    let rule = |test: &str| {
        format!(
            r#"{{"StartAt":"A","States":{{"A":{{"Type":"Choice","Choices":[{{"Variable":"$.a",{test},"Next":"B"}}]}},"B":{{"Type":"Succeed"}}}}}}"#
        )
    };
    for (operator, operand) in [
        ("NumericEquals", r#""1""#),
        ("NumericGreaterThanEquals", "true"),
        ("StringEquals", "1"),
        ("StringMatches", "1"),
        ("StringMatches", "null"),
        ("BooleanEquals", r#""true""#),
        ("TimestampLessThan", "1"),
        ("IsPresent", r#""yes""#),
        ("IsNull", "null"),
        ("NumericEqualsPath", "1"),
        ("TimestampEqualsPath", "{}"),
    ] {
        let text = rule(&format!(r#""{operator}":{operand}"#));
        let place = format!("/States/A/Choices/0/{operator}");
        wrong(&text, &[("wrong-type", &place)]);
        // What is read from a text is told once, too.
        let checked = sfn_asl::check(
            &text,
            &sfn_asl::Limits::default(),
            &sfn_asl::ValidateOptions::default(),
        );
        let codes: Vec<&str> = checked
            .diagnostics
            .iter()
            .map(|found| found.code.as_str())
            .collect();
        assert_eq!(codes, ["wrong-type"], "{text}");
    }
    for test in [
        r#""StringMatches":"log-*.txt""#,
        r#""StringMatches":"\\*\\\\""#,
        r#""TimestampGreaterThanEquals":"2026-03-14T01:59:00.5-07:00""#,
        r#""TimestampEqualsPath":"$$.Execution.StartTime""#,
        r#""IsTimestamp":false"#,
    ] {
        valid(&rule(test));
    }
    for operand in ["2026-03-14", "2026-03-14T01:59:00", "$.when", ""] {
        wrong(
            &rule(&format!(r#""TimestampEquals":"{operand}""#)),
            &[("invalid-value", "/States/A/Choices/0/TimestampEquals")],
        );
    }
}

#[test]
fn a_slip_in_an_operator_is_one_mistake() {
    let rule = |rule: &str| {
        format!(
            r#"{{"StartAt":"A","States":{{"A":{{"Type":"Choice","Choices":[{{{rule},"Next":"B"}}]}},"B":{{"Type":"Succeed"}}}}}}"#
        )
    };
    wrong(
        &rule(r#""Variable":"$.a","StringEqual":"a""#),
        &[("unknown-field", "/States/A/Choices/0/StringEqual")],
    );
    wrong(
        &rule(r#""Not":{"Variable":"$.a","isNull":true}"#),
        &[("unknown-field", "/States/A/Choices/0/Not/isNull")],
    );
    wrong(
        &rule(r#""Not":{"Variable":"$.a","IsNull":true,"Assign":{"b":1}}"#),
        &[("invalid-choice-rule", "/States/A/Choices/0/Not/Assign")],
    );
    warned(
        &rule(r#""Variable":"$.a","Or":[{"Variable":"$.a","IsNull":true}]"#),
        &[("invalid-choice-rule", "/States/A/Choices/0/Variable")],
    );
}

#[test]
fn what_is_not_evaluated_is_said_of_lists_and_whole_templates() {
    warned(
        &one(r#""Pass","End":true,"Parameters":{"a":["$.b","c"]}"#),
        &[("path-taken-as-text", "/States/A/Parameters/a/0")],
    );
    warned(
        &one(r#""Pass","End":true,"Parameters":"$.a""#),
        &[("path-taken-as-text", "/States/A/Parameters")],
    );
    valid(&one(
        r#""Pass","End":true,"Parameters":{"price":["$5","$."]}"#,
    ));
}

#[test]
fn reference_paths_are_paths() {
    for path in ["$.", "$.a.", "$.a[", "$.a b", "$[a]", "$.a['b'"] {
        wrong(
            &one(&format!(r#""Pass","End":true,"ResultPath":"{path}""#)),
            &[("invalid-path", "/States/A/ResultPath")],
        );
        wrong(
            &one(&format!(r#""Wait","End":true,"SecondsPath":"{path}""#)),
            &[("invalid-path", "/States/A/SecondsPath")],
        );
    }
    for path in [
        "$",
        "$.a.b",
        "$.a[0][1]",
        "$['a b'].c",
        "$.a[-1]",
        "${Path}",
    ] {
        valid(&one(&format!(r#""Pass","End":true,"ResultPath":"{path}""#)));
    }
}

#[test]
fn a_role_is_said_in_one_way() {
    let task = |credentials: &str| {
        one(&format!(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"Credentials":{credentials}"#
        ))
    };
    let place = "/States/A/Credentials";
    wrong(&task("{}"), &[("missing-field", place)]);
    wrong(&task("null"), &[("wrong-type", place)]);
    wrong(
        &task(r#"{"roleArn":"arn:aws:iam::1:role/r"}"#),
        &[("unknown-field", &format!("{place}/roleArn"))],
    );
    wrong(
        &task(r#"{"RoleArn":"arn:aws:iam::1:role/r","RoleArn.$":"$.role"}"#),
        &[("forbidden-field", &format!("{place}/RoleArn.$"))],
    );
    wrong(
        &task(r#"{"RoleArn.$":"role"}"#),
        &[("invalid-template", &format!("{place}/RoleArn.$"))],
    );
    warned(
        &task(r#"{"RoleArn":"$.role"}"#),
        &[("invalid-value", &format!("{place}/RoleArn"))],
    );
    warned(
        &task(r#"{"RoleArn.$":"$role"}"#),
        &[("unassigned-variable", &format!("{place}/RoleArn.$"))],
    );
    valid(&task(r#"{"RoleArn":"${Role}"}"#));
    valid(&task(
        r#"{"RoleArn.$":"States.Format('arn:aws:iam::{}:role/r', $.account)"}"#,
    ));
    wrong(
        &one(
            r#""Task","QueryLanguage":"JSONata","Resource":"arn:aws:states:::sns:publish","End":true,"Credentials":{"RoleArn.$":"$.role"}"#,
        ),
        &[("wrong-query-language", &format!("{place}/RoleArn.$"))],
    );
}

#[test]
fn it_is_known_which_variables_a_state_reads() {
    let text = r#"{
        "StartAt": "A",
        "States": {
            "A": {"Type": "Pass", "Assign": {"limit": 1, "who": "x"}, "Next": "B"},
            "B": {"Type": "Choice", "Choices": [
                {"Not": {"Variable": "$limit", "NumericEqualsPath": "$most"}, "Assign": {"again.$": "States.Format('{}', $who)"}, "Next": "C"}
            ], "Default": "D"},
            "C": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::sns:publish",
                  "Arguments": {"Message": "{% ($n := $limit; $map([1], function($i) { $i + $n + $step })) %}"},
                  "TimeoutSeconds": "{% $limit %}", "Next": "D"},
            "D": {"Type": "Fail", "ErrorPath": "$who.name", "Cause": "$limit"}
        }
    }"#;
    let machine = sfn_asl::StateMachine::from_json_str(text).unwrap();
    let read: Vec<String> = sfn_asl::variable_references(&machine)
        .into_iter()
        .map(|(state, names)| format!("{state}: {}", Vec::from_iter(names).join(" ")))
        .collect();
    assert_eq!(read, ["B: limit most who", "C: limit step", "D: who"]);
}
