//! Small definitions, and what is said of each.

use sfn_asl::WorkflowKind;
use sfn_asl::json::Json;

use crate::calls::{Called, called};
use crate::{Verdict, verdict};

/// The verdict on these states, the first of which is `A`.
fn of(states: &str) -> Verdict {
    let definition = format!(r#"{{"StartAt": "A", "States": {{{states}}}}}"#);
    verdict(
        &definition.parse::<Json>().expect("JSON"),
        WorkflowKind::Standard,
    )
}

/// The verdict on a Pass with this value.
fn of_value(text: &str) -> Verdict {
    let text = Json::from(text);
    of(&format!(
        r#""A": {{"Type": "Pass", "Parameters": {{"x.$": {text}}}, "End": true}}"#
    ))
}

/// The verdict on a Pass with this output.
fn of_query(text: &str) -> Verdict {
    let text = Json::from(format!("{{% {text} %}}"));
    of(&format!(
        r#""A": {{"Type": "Pass", "QueryLanguage": "JSONata", "Output": {text}, "End": true}}"#
    ))
}

/// The verdict on a Task with these fields.
fn of_task(fields: &str) -> Verdict {
    of(&format!(
        r#""A": {{"Type": "Task", {fields}, "End": true}}"#
    ))
}

#[track_caller]
fn not(verdict: Verdict, reason: &str) {
    match verdict {
        Verdict::Not(reasons) => assert_eq!(reasons.into_iter().collect::<Vec<_>>(), [reason]),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn with_jsonata(verdict: Verdict) {
    assert!(matches!(verdict, Verdict::WithJsonata(_)), "{verdict:?}");
}

#[test]
fn what_is_broken_is_refused() {
    let nowhere = of(r#""A": {"Type": "Pass", "Next": "Nowhere"}"#);
    assert!(matches!(nowhere, Verdict::Refused(_)));
}

#[test]
fn paths() {
    for path in [
        "$",
        "$.a.b[0]['c d']",
        "$.items[*].sku",
        "$.items[1:]",
        "$.items[-3:].sku",
        "$.items[?(@.price > 10 && @.kind == 'book')].sku",
        "$$.Execution.Id",
        "$$.Execution.Input.order.id",
        "$$.Execution",
        "$$",
        "States.Format('arn:${AWS::Partition}:{}', $.a)",
        "States.Format('{} of {}', $.a, States.ArrayLength($.items[*].sku))",
    ] {
        assert_eq!(of_value(path), Verdict::Whole, "{path}");
    }
    for path in [
        "$.items[-1]",
        "$.items[1:3]",
        "$.items[*].tags[1:]",
        "$.items[0]['a','b']",
        "$.items[?(@.id == $.wanted)]",
    ] {
        with_jsonata(of_value(path));
    }
    not(
        of_value("$..id"),
        "a path that descends to any depth (`..`)",
    );
    not(
        of_value("$$.Task.Token"),
        "a task token outside of the call that waits for it",
    );
}

#[test]
fn queries() {
    for query in [
        "$states.input.items[price > 10].name",
        "$sum($map($states.input.items, function($i) { $i.price * $i.count }))",
        "{'id': $states.input.id, 'at': $states.context.State.EnteredTime}",
        "$states.input.total > 100 ? 'large' : 'small'",
        "${Enabled} = true",
        "($x := $states.input.a; $x & '-' & $uuid())",
    ] {
        assert_eq!(of_query(query), Verdict::Whole, "{query}");
    }
    not(of_query("$states.input.**.id"), "JSONata's `**`");
    not(
        of_query("$map($states.input.ids, $substring(?, 1))"),
        "JSONata's `f(?)`",
    );
    not(
        of_query("($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(5))"),
        "a function of JSONata that calls itself",
    );
}

#[test]
fn what_is_called() {
    assert_eq!(called("${Charge.Arn}"), Called::Arn);
    assert_eq!(
        called("arn:aws:lambda:eu-west-1:1:function:charge"),
        Called::Arn
    );
    assert_eq!(
        called("arn:aws:states:${AWS::Region}:1:activity:sign"),
        Called::Arn
    );
    let sync = Called::Integration("ecs:runTask".to_owned(), ".sync".to_owned());
    assert_eq!(
        called("arn:${AWS::Partition}:states:::ecs:runTask.sync"),
        sync
    );
    let put = Called::Sdk("s3:putObject".to_owned());
    assert_eq!(
        called("arn:aws:states:eu-west-1:1:aws-sdk:s3:putObject"),
        put
    );
}

#[test]
fn calls() {
    assert_eq!(
        of_task(
            r#""Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
               "Parameters": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message.$": "$$.Task.Token"}"#
        ),
        Verdict::Whole
    );
    assert_eq!(
        of_task(
            r#""Resource": "arn:aws:states:::aws-sdk:s3:listObjectsV2", "Parameters": {"Bucket": "b"},
               "ResultSelector": {"keys.$": "$.Contents[*].Key"}, "ResultPath": "$.found.keys""#
        ),
        Verdict::Whole
    );
    not(
        of_task(r#""Resource": "arn:aws:states:::aws-sdk:s3:listObjectsV2""#),
        "all parameters of an API from the state's input as it is",
    );
    not(
        of_task(
            r#""Resource": "arn:aws:states:::events:putEvents", "Parameters": {"Entries.$": "$.events"}"#,
        ),
        "events that are data already, or have a member without a call",
    );
    not(
        of_task(
            r#""Resource": "arn:aws:states:::lambda:invoke",
               "Parameters": {"FunctionName": "f", "LogType": "Tail"}"#,
        ),
        "the parameter LogType of lambda:invoke",
    );
}

#[test]
fn what_is_handed_on() {
    let of = |fields: &str| {
        of_task(&format!(
            r#""Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", {fields}"#
        ))
    };
    assert_eq!(of(r#""ResultPath": "$.a.b""#), Verdict::Whole);
    assert_eq!(
        of(r#""ResultPath": "$.a", "OutputPath": "$.a.id""#),
        Verdict::Whole
    );
    with_jsonata(of(r#""ResultPath": "$.a.b", "OutputPath": "$.a""#));
}

#[test]
fn rules() {
    let of = |rule: &str| {
        of(&format!(
            r#""A": {{"Type": "Choice", "Choices": [{{"Variable": "$.x", {rule}, "Next": "B"}}], "Default": "B"}},
               "B": {{"Type": "Succeed"}}"#
        ))
    };
    for rule in [
        r#""StringMatches": "*.txt""#,
        r#""StringMatches": "a*""#,
        r#""NumericGreaterThanPath": "$.y""#,
        r#""IsPresent": false"#,
        r#""IsNumeric": true"#,
    ] {
        assert_eq!(of(rule), Verdict::Whole, "{rule}");
    }
    with_jsonata(of(r#""StringMatches": "a*b""#));
}

#[test]
fn an_item_is_read_in_the_selector() {
    let map = |selector: &str, inside: &str| {
        of(&format!(
            r#""A": {{"Type": "Map", "ItemsPath": "$.items", {selector} "ItemProcessor": {{"StartAt": "B", "States":
               {{"B": {{"Type": "Pass", {inside} "End": true}}}}}}, "End": true}}"#
        ))
    };
    let item = r#"{"item.$": "$$.Map.Item.Value", "place.$": "$$.Map.Item.Index"}"#;
    assert_eq!(
        map(&format!(r#""ItemSelector": {item},"#), ""),
        Verdict::Whole
    );
    not(
        map("", &format!(r#""Parameters": {item},"#)),
        "the item of a Map read in a state of its own, and not in the selector",
    );
}
