//! Pass, Wait, Succeed, Fail and raw states; a state in another language.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[test]
fn waits_have_four_forms() {
    for (language, expected) in [
        (
            Jsonata,
            json!([{"Seconds": 5}, {"Seconds": "{% $states.input.delay %}"}, {"Timestamp": "2026-12-24T18:00:00Z"}, {"Timestamp": "{% $states.input.release_at %}"}]),
        ),
        (
            JsonPath,
            json!([{"Seconds": 5}, {"SecondsPath": "$.delay"}, {"Timestamp": "2026-12-24T18:00:00Z"}, {"TimestampPath": "$.release_at"}]),
        ),
    ] {
        let all = [
            state("X", |o: Expr<Order>| -> Flow<Order> {
                wait(o).seconds(5).end()
            }),
            state("X", |o: Expr<Order>| -> Flow<Order> {
                wait(o).seconds(o.delay).end()
            }),
            state("X", |o: Expr<Order>| -> Flow<Order> {
                wait(o).until("2026-12-24T18:00:00Z").end()
            }),
            state("X", |o: Expr<Order>| -> Flow<Order> {
                wait(o).until(o.release_at).end()
            }),
        ];
        for (start, expected) in all.into_iter().zip(expected.as_array().unwrap()) {
            let mut expected = expected.clone();
            expected["Type"] = json!("Wait");
            expected["End"] = json!(true);
            assert_eq!(states(language, start).unwrap()["X"], expected);
        }
    }
}

#[test]
fn pass_hands_on_data() {
    let literal = |_: Expr<Order>| {
        pass(ChargeOnlyExpr {
            id: lit("1"),
            source: lit("$.x"),
        })
        .end()
    };
    assert_eq!(
        jsonata(literal),
        json!({ "Type": "Pass", "Output": { "id": "1", "source": "$.x" }, "End": true })
    );
    assert_eq!(
        jsonpath(literal),
        json!({ "Type": "Pass", "Result": { "id": "1", "source": "$.x" }, "End": true })
    );
    let built = |o: Expr<Order>| {
        pass(ChargeOnlyExpr {
            id: o.id,
            source: lit("web"),
        })
        .end()
    };
    assert_eq!(
        jsonata(built)["Output"],
        json!({ "id": "{% $states.input.id %}", "source": "web" })
    );
    assert_eq!(
        jsonpath(built)["Parameters"],
        json!({ "id.$": "$.id", "source": "web" })
    );
    let part = |o: Expr<Order>| pass(o.address).end();
    assert_eq!(
        jsonata(part)["Output"],
        json!("{% $states.input.address %}")
    );
    assert_eq!(jsonpath(part)["InputPath"], json!("$.address"));
    let filled = |o: Expr<Order>| pass(o.with(|o| o.priority, "high")).end();
    assert_eq!(
        jsonata(filled)["Output"],
        json!("{% $merge([$states.input, {\"priority\": \"high\"}]) %}")
    );
    let state = jsonpath(filled);
    assert_eq!(
        (&state["Result"], &state["ResultPath"]),
        (&json!("high"), &json!("$.priority"))
    );
}

#[test]
fn a_literal_that_looks_like_an_expression_stays_a_literal() {
    let flow = |_: Expr<Order>| {
        pass(ChargeOnlyExpr {
            id: lit("{% $x %}"),
            source: lit("{%"),
        })
        .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!({ "id": "{% \"{% $x %}\" %}", "source": "{% \"{%\" %}" })
    );
    assert_eq!(
        jsonpath(flow)["Result"],
        json!({ "id": "{% $x %}", "source": "{%" })
    );
}

#[test]
fn an_option_is_handed_on_as_null_when_it_is_missing() {
    #[derive(Shape)]
    pub struct Note {
        id: String,
        priority: Option<String>,
    }
    let flow = |o: Expr<Order>| {
        pass(NoteExpr {
            id: o.id,
            priority: o.priority,
        })
        .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!({
            "id": "{% $states.input.id %}",
            "priority": "{% $states.input.priority != null ? $states.input.priority : null %}"
        })
    );
    let why = refused(flow);
    assert!(why.contains("`$.priority` may be missing"), "{why}");
    let vouched = |o: Expr<Order>| {
        pass(NoteExpr {
            id: o.id,
            priority: o.priority.assume_present(),
        })
        .end()
    };
    assert_eq!(
        jsonpath(vouched)["Parameters"],
        json!({ "id.$": "$.id", "priority.$": "$.priority" })
    );
}

#[test]
fn succeed_and_fail_end_the_flow() {
    let flow = |o: Expr<Order>| succeed(o.address);
    assert_eq!(
        jsonata(flow),
        json!({ "Type": "Succeed", "Output": "{% $states.input.address %}" })
    );
    assert_eq!(
        jsonpath(flow),
        json!({ "Type": "Succeed", "OutputPath": "$.address" })
    );
    let flow = |o: Expr<Order>| -> Flow<Order> { fail("Bad", text!("order {}", o.id)) };
    assert_eq!(
        jsonata(flow),
        json!({ "Type": "Fail", "Error": "Bad", "Cause": "{% \"order \" & $states.input.id %}" })
    );
    assert_eq!(
        jsonpath(flow),
        json!({ "Type": "Fail", "Error": "Bad", "CausePath": "States.Format('order {}', $.id)" })
    );
}

#[test]
fn a_jsonpath_workflow_can_hold_a_jsonata_state() {
    #[state(query_language = "JSONata")]
    fn compute(order: Expr<Order>) -> Flow<f64> {
        pass(order.total * 2.0).end()
    }
    assert_eq!(
        states(JsonPath, compute).unwrap()["Compute"],
        json!({ "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.total * 2 %}", "End": true })
    );
}

#[test]
fn a_raw_state_takes_part() {
    fn flow(_: Expr<Order>) -> Flow<String> {
        raw_state::<String>(r#"{ "Type": "Pass", "Output": "{% $uuid() %}" }"#)
            .next(state("Y", |s| succeed(s)))
    }
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(
        document["X"],
        json!({ "Type": "Pass", "Output": "{% $uuid() %}", "Next": "Y" })
    );
}

/// An escape hatch composes: what its builder is told comes after what the text says.
#[test]
fn a_raw_state_retries_and_catches() {
    #[derive(Shape)]
    pub struct Failure {
        order: String,
        error: ErrorOutput,
    }
    fn task(order: Expr<Order>) -> Flow<String> {
        raw_state::<String>(
            r#"{ "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
                "Arguments": { "Bucket": "b", "Key": "k" },
                "Retry": [{ "ErrorEquals": ["S3.SlowDownException"] }] }"#,
        )
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(1))
        .catch(
            errors::TIMEOUT,
            state("Late", |e: Expr<ErrorOutput>| succeed(e.cause)),
        )
        .catch_with(
            errors::ALL,
            |error| FailureExpr {
                order: order.id,
                error,
            },
            state("Lost", |failure: Expr<Failure>| succeed(failure.order)),
        )
        .comment("Reads it")
        .next(state("Y", |s: Expr<String>| succeed(s)))
    }
    let document = states(Jsonata, state("X", task)).unwrap();
    assert_eq!(
        document["X"],
        json!({
            "Type": "Task", "Comment": "Reads it", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
            "Arguments": { "Bucket": "b", "Key": "k" },
            "Retry": [
                { "ErrorEquals": ["S3.SlowDownException"] },
                { "ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 1 }
            ],
            "Catch": [
                { "ErrorEquals": ["States.Timeout"], "Next": "Late" },
                {
                    "ErrorEquals": ["States.ALL"],
                    "Output": { "order": "{% $states.input.id %}", "error": "{% $states.errorOutput %}" },
                    "Next": "Lost"
                }
            ],
            "Next": "Y"
        })
    );
    assert_eq!(document["Lost"]["Type"], "Succeed");

    fn by_path(order: Expr<Order>) -> Flow<Order> {
        raw_state::<Order>(r#"{ "Type": "Task", "Resource": "${Function}" }"#)
            .catch_with(
                errors::ALL,
                |error| order.with(|o| o.error, error),
                state("Lost", |order: Expr<Order>| succeed(order)),
            )
            .end()
    }
    let document = states(JsonPath, state("X", by_path)).unwrap();
    assert_eq!(
        document["X"]["Catch"],
        json!([{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Lost" }])
    );
}

#[test]
fn nothing_beside_a_flattened_part_is_said_as_null() {
    #[derive(Shape)]
    pub struct Meta {
        id: String,
    }
    #[derive(Shape)]
    pub struct Wide {
        #[serde(flatten)]
        meta: Meta,
        note: String,
    }
    #[derive(Shape)]
    pub struct Other {
        #[serde(flatten)]
        meta: Meta,
        note: Option<u32>,
    }
    // `meta` is a view of the whole object, whose own `note` is a string.
    let flow = |wide: Expr<Wide>| {
        pass(OtherExpr {
            meta: wide.meta,
            note: none(),
        })
        .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!("{% $merge([$states.input, {\"note\": null}]) %}")
    );
    let state = jsonpath(flow);
    assert_eq!(
        (&state["Result"], &state["ResultPath"]),
        (&json!(null), &json!("$.note"))
    );
}

/// Two flattened parts: a part that comes from a whole brings its own members along, and not those of the other one.
#[test]
fn flattened_parts_leave_each_other_alone() {
    #[derive(Shape)]
    pub struct Whole {
        #[serde(flatten)]
        head: Head,
        #[serde(flatten)]
        tail: Tail,
        extra: Option<String>,
    }
    #[derive(Shape)]
    pub struct Head {
        title: String,
    }
    #[derive(Shape)]
    pub struct Tail {
        lines: Vec<String>,
        note: Option<String>,
    }
    #[state]
    fn rename(whole: Expr<Whole>) -> Flow<Whole> {
        succeed(WholeExpr {
            head: HeadExpr { title: lit("new") }.into_expr(),
            tail: whole.tail,
            extra: whole.extra,
        })
    }
    let document = Workflow::new("w", rename).synthesize().unwrap().document;
    let document: Value = serde_json::from_str(&document.to_string_compact()).unwrap();
    // The title of the whole, which is old, is not among what the tail brings.
    let optional =
        |name: &str| format!("{{% $states.input.{name} != null ? $states.input.{name} : null %}}");
    assert_eq!(
        document["States"]["Rename"]["Output"],
        json!({
            "title": "new",
            "lines": "{% $states.input.lines %}",
            "note": optional("note"),
            "extra": optional("extra"),
        })
    );
}

/// A member that is not there takes the place of the whole's own, and so does not leave it.
#[test]
fn a_missing_member_beside_a_flattened_part() {
    #[derive(Shape)]
    pub struct Meta {
        id: String,
    }
    #[derive(Shape)]
    pub struct Noted {
        #[serde(flatten)]
        meta: Meta,
        note: Option<String>,
        remark: Option<String>,
    }
    let flow = |noted: Expr<Noted>| {
        pass(NotedExpr {
            meta: noted.meta,
            note: noted.remark,
            remark: noted.remark,
        })
        .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!(
            "{% $merge([$states.input, {\"note\": $states.input.remark != null ? $states.input.remark : null, \"remark\": $states.input.remark}]) %}"
        )
    );
}
