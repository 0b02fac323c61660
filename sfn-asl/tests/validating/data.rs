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
