//! The schema of an input, as far as a definition shows it: the definition on top, what can be said below.

use sfn_asl::{Json, StateMachine};
use sfn_codegen::infer::{input_schema, output_schema};

fn document(text: &str) -> StateMachine {
    StateMachine::from_json_str(text).unwrap()
}

fn input(text: &str) -> Json {
    input_schema(&document(text), "w")
}

/// A schema without its words.
fn bare(json: &Json) -> Json {
    match json {
        Json::Object(members) => members
            .iter()
            .filter(|(name, value)| {
                let words = ["$schema", "title", "description"].contains(&name.as_str());
                !words || value.as_str().is_none()
            })
            .map(|(name, value)| (name.clone(), bare(value)))
            .collect(),
        Json::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

#[track_caller]
fn expect(text: &str, schema: &str) {
    let found = bare(&input(text));
    assert_eq!(
        found,
        schema.parse::<Json>().unwrap(),
        "{}",
        found.to_pretty()
    );
}

#[track_caller]
fn expect_output(text: &str, schema: &str) {
    let found = bare(&output_schema(&document(text), "w"));
    assert_eq!(
        found,
        schema.parse::<Json>().unwrap(),
        "{}",
        found.to_pretty()
    );
}

#[test]
fn what_operators_show_is_the_type() {
    expect(
        r#"{"StartAt": "Hold", "States": {
            "Hold": {"Type": "Wait", "TimestampPath": "$.from", "Next": "Rest"},
            "Rest": {"Type": "Wait", "SecondsPath": "$.pause.seconds", "Next": "Each"},
            "Each": {"Type": "Map", "ItemsPath": "$.lines", "ItemProcessor": {"StartAt": "One", "States": {
                "One": {"Type": "Pass", "Parameters": {"text.$": "States.Format('{}', $.sku)", "more.$": "States.MathAdd($.count, 1)"}, "End": true}}},
                "ResultPath": null, "Next": "Say"},
            "Say": {"Type": "Fail", "ErrorPath": "$.error"}}}"#,
        // Nothing ends well, so nothing is required.
        r#"{"type": "object", "properties": {
            "error": {"type": "string"},
            "from": {"type": "string", "format": "date-time"},
            "lines": {"type": "array", "items": {"type": "object", "properties": {"count": {"type": "number"}, "sku": {}}}},
            "pause": {"type": "object", "properties": {"seconds": {"type": "integer"}}}}}"#,
    );
}

#[test]
fn required_is_what_no_good_end_can_do_without() {
    expect(
        r#"{"StartAt": "Weigh", "States": {
            "Weigh": {"Type": "Choice", "Choices": [
                {"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Big"},
                {"And": [{"Variable": "$.coupon", "IsPresent": true}, {"Variable": "$.coupon", "StringEquals": "X"}], "Next": "Free"},
                {"Variable": "$.country", "StringEquals": "XX", "Next": "No"}], "Default": "Small"},
            "Big": {"Type": "Pass", "InputPath": "$.email", "End": true},
            "Free": {"Type": "Pass", "InputPath": "$.email", "End": true},
            "Small": {"Type": "Pass", "Parameters": {"to.$": "$.email", "id.$": "$.id"}, "End": true},
            "No": {"Type": "Fail"}}}"#,
        // The first rule is always looked at, the third only when the others do not hold; every good end reads the address.
        r#"{"type": "object", "properties": {
            "country": {"type": "string"}, "coupon": {"type": "string"}, "email": {}, "id": {}, "total": {"type": "number"}},
            "required": ["email", "total"]}"#,
    );
}

#[test]
fn what_a_catcher_forgives_is_not_required() {
    let text = |errors: &str| {
        format!(
            r#"{{"StartAt": "Call", "States": {{
                "Call": {{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {{"TopicArn": "t", "Message.$": "$.text"}},
                    "Catch": [{{"ErrorEquals": [{errors}], "Next": "Done"}}], "Next": "Done"}},
                "Done": {{"Type": "Succeed"}}}}}}"#
        )
    };
    let found = bare(&input(&text(r#""States.ALL""#)));
    assert_eq!(found["required"], Json::Null, "{found}");
    let found = bare(&input(&text(r#""Sns.NotFoundException""#)));
    assert_eq!(found["required"].to_compact(), r#"["text"]"#);
}

#[test]
fn jsonata_needs_what_makes_a_whole_expression_missing() {
    expect(
        r#"{"QueryLanguage": "JSONata", "StartAt": "Make", "States": {
            "Make": {"Type": "Pass", "Output": {
                "id": "{% $states.input.id %}",
                "double": "{% $states.input.price * 2 %}",
                "name": "{% $uppercase($states.input.customer.name) %}",
                "text": "{% 'to ' & $states.input.nick %}",
                "note": "{% $exists($states.input.note) ? $states.input.note : '' %}",
                "first": "{% $states.input.lines[0].sku %}",
                "is": "{% $states.input.state = 'open' %}"}, "End": true}}}"#,
        // What is joined, asked after, compared for equality or chosen of a list may be missing. `customer` may be a list, too.
        r#"{"type": "object", "properties": {
            "customer": {"properties": {"name": {"type": "string"}}, "required": ["name"]},
            "id": {}, "lines": {"items": {"properties": {"sku": {}}}}, "nick": {}, "note": {}, "price": {"type": "number"}, "state": {"type": "string"}},
            "required": ["customer", "id", "lines", "price"]}"#,
    );
}

#[test]
fn the_input_is_followed_through_results_variables_and_the_context() {
    expect(
        r#"{"QueryLanguage": "JSONata", "StartAt": "Keep", "States": {
            "Keep": {"Type": "Pass", "Assign": {"order": "{% $states.input.order %}"}, "Next": "Put"},
            "Put": {"Type": "Pass", "Output": "{% $merge([$states.input, {'total': 5}]) %}", "Next": "Use"},
            "Use": {"Type": "Pass", "Output": {
                "a": "{% $order.id %}", "b": "{% $states.context.Execution.Input.who %}", "c": "{% $states.input.kept %}",
                "d": "{% $states.input.total %}"}, "Next": "Each"},
            "Each": {"Type": "Map", "Items": "{% $states.context.Execution.Input.lines %}",
                "ItemSelector": {"line": "{% $states.context.Map.Item.Value.sku %}"},
                "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "Output": "{% $length($states.input.line) %}", "End": true}}},
                "End": true}}}"#,
        // `total` is put there on the way.
        r#"{"type": "object", "properties": {
            "kept": {}, "lines": {"items": {"properties": {"sku": {"type": "string"}}, "required": ["sku"]}},
            "order": {"properties": {"id": {}}, "required": ["id"]}, "who": {}},
            "required": ["kept", "lines", "order", "who"]}"#,
    );
    expect(
        r#"{"StartAt": "Call", "States": {
            "Call": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", "InputPath": "$.order",
                "ResultPath": "$.receipt", "Next": "Use"},
            "Use": {"Type": "Pass", "Parameters": {"a.$": "$.receipt.id", "b.$": "$.email", "c.$": "$$.Execution.Input.order.total"}, "Next": "Gone"},
            "Gone": {"Type": "Pass", "Parameters": {"a.$": "$.nothing"}, "End": true}}}"#,
        r#"{"type": "object", "properties": {"email": {}, "order": {"type": "object", "properties": {"total": {}}, "required": ["total"]}},
            "required": ["email", "order"]}"#,
    );
}

#[test]
fn states_that_read_and_hand_on_are_named() {
    let schema = input(
        r#"{"StartAt": "Call", "States": {
            "Call": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", "ResultPath": null, "Next": "Look"},
            "Look": {"Type": "Choice", "Choices": [{"Variable": "$.ok", "BooleanEquals": true, "Next": "Call"}], "Default": "Done"},
            "Done": {"Type": "Succeed"}}}"#,
    );
    assert_eq!(
        schema["description"].as_str(),
        Some("handed on by `Call`, where more of it may be read")
    );
    assert_eq!(
        schema["properties"]["ok"]["description"].as_str(),
        Some("read by `Look`")
    );
}

#[test]
fn nothing_is_said_where_nothing_shows() {
    expect(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
        "{}",
    );
    expect(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", "Next": "B"},
            "B": {"Type": "Pass", "InputPath": "$.of.the.result", "End": true}}}"#,
        "{}",
    );
    expect(r#"{"StartAt": "Nowhere", "States": {}}"#, "{}");
}

#[test]
fn outputs_are_what_ends_put_together() {
    expect_output(
        r#"{"QueryLanguage": "JSONata", "StartAt": "Is", "States": {
            "Is": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.ok %}", "Next": "Good"}], "Default": "Bad"},
            "Good": {"Type": "Succeed", "Output": {"status": "done", "at": "{% $millis() %}", "id": "{% $states.input.id %}"}},
            "Bad": {"Type": "Succeed", "Output": {"status": "refused", "reason": "{% 'not ' & $states.input.id %}"}}}}"#,
        r#"{"type": "object", "properties": {
            "at": {"type": "integer"}, "id": {}, "reason": {"type": "string"}, "status": {"type": "string"}},
            "required": ["status"], "additionalProperties": false}"#,
    );
    expect_output(
        r#"{"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "End": true}}},
            {"StartAt": "B", "States": {"B": {"Type": "Map", "ItemsPath": "$.all", "End": true,
                "ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Pass", "Result": {"x": true}, "End": true}}}}}}]}}}"#,
        r#"{"type": "array", "prefixItems": [{"type": "integer"}, {"type": "array", "items":
            {"type": "object", "properties": {"x": {"type": "boolean"}}, "required": ["x"], "additionalProperties": false}}],
            "minItems": 2, "maxItems": 2}"#,
    );
    expect_output(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Fail"}}}"#,
        r#"{"not": {}}"#,
    );
}

/// A chain in which every state puts something beside its input, and every state can start again.
fn chain(length: usize) -> String {
    let states: Vec<String> = (0..length)
        .map(|at| {
            let next = at + 1;
            format!(
                r#""S{at}": {{"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", "Parameters": {{"a.$": "$.f{at}"}},
                    "ResultPath": "$.r{at}", "Catch": [{{"ErrorEquals": ["X"], "ResultPath": "$.e", "Next": "S0"}}], "Next": "S{next}"}}"#
            )
        })
        .collect();
    format!(
        r#"{{"StartAt": "S0", "States": {{{}, "S{length}": {{"Type": "Succeed"}}}}}}"#,
        states.join(",")
    )
}

#[test]
fn loops_are_followed_until_nothing_changes() {
    let schema = input(&chain(10));
    assert_eq!(
        schema["required"].as_array().map(<[Json]>::len),
        Some(10),
        "{schema}"
    );
}

#[test]
fn large_definitions_are_gone_through_in_time() {
    let start = std::time::Instant::now();
    input(&chain(2_000));
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

/// A snapshot without its head.
fn snapshot(path: &std::path::Path) -> Option<Json> {
    let text = std::fs::read_to_string(path).ok()?;
    let body = text.splitn(3, "---\n").nth(2)?;
    body.parse().ok()
}

/// A schema with those that it refers to and chooses from.
fn all<'s>(schema: &'s Json, root: &'s Json) -> Vec<&'s Json> {
    let (mut open, mut out) = (vec![schema], Vec::new());
    while let Some(one) = open.pop() {
        out.push(one);
        let reference = one["$ref"].as_str().and_then(|at| at.strip_prefix('#'));
        open.extend(reference.and_then(|at| root.pointer(at)));
        for choice in ["anyOf", "oneOf", "allOf"] {
            open.extend(one[choice].as_array().unwrap_or_default());
        }
    }
    out
}

/// What is said of the input and is not so, by the types it was written with.
fn contradictions(said: &Json, typed: &Json, root: &Json, at: &str, out: &mut Vec<String>) {
    let typed = all(typed, root);
    let lists = |of: &Json, name: &str| {
        let names = of["required"].as_array().unwrap_or_default();
        names.iter().any(|one| one.as_str() == Some(name))
    };
    for (name, said_of) in said["properties"].as_object().into_iter().flatten() {
        let at = format!("{at}.{name}");
        let known = typed.iter().find_map(|one| one["properties"].get(name));
        match known {
            None => out.push(format!("{at} is in no type")),
            Some(known) => contradictions(said_of, known, root, &at, out),
        }
        if lists(said, name) && !typed.iter().any(|one| lists(one, name)) {
            out.push(format!("{at} need not be there"));
        }
    }
    if let Some(item) = said.get("items") {
        match typed.iter().find_map(|one| one.get("items")) {
            None => out.push(format!("{at} is no list")),
            Some(known) => contradictions(item, known, root, &format!("{at}[*]"), out),
        }
    }
}

#[test]
fn what_a_definition_shows_is_what_its_types_say() {
    let snapshots = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots");
    let mut compared = 0;
    for folder in std::fs::read_dir(snapshots).unwrap() {
        let folder = folder.unwrap().path();
        let files = ["definition.asl.json.snap", "input.schema.json.snap"];
        let [Some(definition), Some(typed)] = files.map(|file| snapshot(&folder.join(file))) else {
            continue;
        };
        let said = input(&definition.to_compact());
        let mut found = Vec::new();
        contradictions(&said, &typed, &typed, "", &mut found);
        assert!(found.is_empty(), "{}: {found:#?}", folder.display());
        compared += 1;
    }
    assert!(compared >= 5, "{compared}");
}
