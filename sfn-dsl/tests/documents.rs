//! Each state type in both dialects: the workflow on top, the document below.

#![allow(missing_docs)]

use serde_json::{Value, json};
use sfn_dsl::prelude::*;
use sfn_dsl::{Kind, QueryLanguage};

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
    delay: u64,
    release_at: Timestamp,
    items: Vec<Item>,
    limit: u64,
    address: Address,
    paid: bool,
    priority: Option<String>,
    receipt: Option<Receipt>,
    error: Option<ErrorOutput>,
}

#[derive(Shape)]
pub struct Item {
    sku: String,
}

#[derive(Shape)]
pub struct Address {
    city: String,
    note: Option<String>,
}

#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
    cents: u64,
}

#[derive(Shape)]
pub struct Charged {
    #[serde(flatten)]
    order: Order,
    receipt: Receipt,
}

#[derive(Shape)]
pub struct Charge {
    order_id: String,
    amount: f64,
    currency: String,
    label: String,
}

#[derive(Shape)]
pub struct Summary {
    order_id: String,
    charge_id: String,
}

#[derive(Shape)]
pub struct ChargeOnly {
    id: String,
    source: String,
}

#[lambda("charge")]
fn charge(charge: Charge) -> Receipt;

#[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:look-up", direct)]
fn look_up(address: Address) -> Receipt;

/// The states of the workflow that begins with this one.
#[track_caller]
fn states<In: Shape, Out: Shape, K: Kind>(
    language: QueryLanguage,
    start: impl State<In, Out, K>,
) -> Result<Value, sfn_dsl::Errors> {
    let synthesis = Workflow::new("test", start)
        .query_language(language)
        .synthesize()?;
    let text = synthesis.document.to_string_pretty();
    // Whatever is synthesized is read back as it is.
    assert_eq!(
        sfn_asl::StateMachine::from_json_str(&text).expect("a document that can be read"),
        synthesis.document
    );
    let document: Value = serde_json::from_str(&text).unwrap();
    Ok(document["States"].clone())
}

/// One state, in JSONata.
#[track_caller]
fn jsonata<In: Shape, Out: Shape>(define: impl Fn(Expr<In>) -> Flow<Out> + 'static) -> Value {
    states(Jsonata, state("X", define)).unwrap_or_else(|e| panic!("{e}"))["X"].clone()
}

/// One state, in JSONPath.
#[track_caller]
fn jsonpath<In: Shape, Out: Shape>(define: impl Fn(Expr<In>) -> Flow<Out> + 'static) -> Value {
    states(JsonPath, state("X", define)).unwrap_or_else(|e| panic!("{e}"))["X"].clone()
}

/// Why JSONPath cannot.
#[track_caller]
fn refused<In: Shape, Out: Shape>(define: impl Fn(Expr<In>) -> Flow<Out> + 'static) -> String {
    match states(JsonPath, state("X", define)) {
        Ok(document) => panic!("JSONPath could: {document}"),
        Err(e) => e.to_string(),
    }
}

fn paid(order: Expr<Order>) -> sfn_dsl::Task<Receipt, sfn_dsl::integrations::lambda::Invoke> {
    charge(ChargeExpr {
        order_id: order.id,
        amount: order.total,
        currency: lit("EUR"),
        label: text!("order {}", order.id),
    })
    .without_default_retry()
}

const FUNCTION: &str =
    "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:charge";

#[test]
fn a_task_gets_a_payload_and_hands_on_the_result() {
    assert_eq!(
        jsonata(|order: Expr<Order>| paid(order).end()),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {
                "FunctionName": FUNCTION,
                "Payload": {
                    "order_id": "{% $states.input.id %}",
                    "amount": "{% $states.input.total %}",
                    "currency": "EUR",
                    "label": "{% \"order \" & $states.input.id %}"
                }
            },
            "Output": "{% $states.result.Payload %}",
            "End": true
        })
    );
    assert_eq!(
        jsonpath(|order: Expr<Order>| paid(order).end()),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": FUNCTION,
                "Payload": {
                    "order_id.$": "$.id",
                    "amount.$": "$.total",
                    "currency": "EUR",
                    "label.$": "States.Format('order {}', $.id)"
                }
            },
            "OutputPath": "$.Payload",
            "End": true
        })
    );
}

#[test]
fn a_direct_call_has_no_envelope() {
    let flow = |order: Expr<Order>| look_up(order.address).without_default_retry().end();
    assert_eq!(
        jsonata(flow),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:look-up",
            "Arguments": "{% $states.input.address %}",
            "End": true
        })
    );
    assert_eq!(
        jsonpath(flow),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:look-up",
            "InputPath": "$.address",
            "End": true
        })
    );
}

#[test]
fn a_result_is_discarded() {
    let flow = |order: Expr<Order>| paid(order).discard_result(order).end();
    assert_eq!(jsonata(flow)["Output"], json!("{% $states.input %}"));
    let state = jsonpath(flow);
    assert_eq!(
        (&state["ResultPath"], state.get("OutputPath")),
        (&Value::Null, None)
    );
    assert!(state.as_object().unwrap().contains_key("ResultPath"));
}

#[test]
fn a_result_is_put_into_a_field() {
    // The field is optional in the same type,
    let flow = |order: Expr<Order>| look_up(order.address).put(order, |o| o.receipt).end();
    assert_eq!(
        jsonata(flow)["Output"],
        json!("{% $merge([$states.input, {\"receipt\": $states.result}]) %}")
    );
    assert_eq!(jsonpath(flow)["ResultPath"], json!("$.receipt"));
    // or the field of a type that flattens the input.
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .output(|receipt| ChargedExpr { order, receipt })
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!("{% $merge([$states.input, {\"receipt\": $states.result}]) %}")
    );
    assert_eq!(jsonpath(flow)["ResultPath"], json!("$.receipt"));
    // Deep down too.
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .output(|r| order.with(|o| o.address.note, r.charge_id))
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!(
            "{% $merge([$states.input, {\"address\": $merge([$states.input.address, {\"note\": $states.result.charge_id}])}]) %}"
        )
    );
}

#[test]
fn an_enveloped_result_is_put_into_a_field_by_its_members() {
    let state = jsonpath(|order: Expr<Order>| paid(order).put(order, |o| o.receipt).end());
    assert_eq!(state["ResultPath"], json!("$.receipt"));
    assert_eq!(
        state["ResultSelector"],
        json!({ "charge_id.$": "$.Payload.charge_id", "cents.$": "$.Payload.cents" })
    );
}

#[test]
fn an_output_is_built_from_input_and_result() {
    let flow = |order: Expr<Order>| {
        paid(order)
            .output(|r| SummaryExpr {
                order_id: order.id,
                charge_id: r.charge_id,
            })
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!({ "order_id": "{% $states.input.id %}", "charge_id": "{% $states.result.Payload.charge_id %}" })
    );
    let why = refused(flow);
    assert!(
        why.contains("cannot build one object from the input and the result"),
        "{why}"
    );
    assert!(why.contains("documents.rs:"), "{why}");
}

#[test]
fn an_output_is_built_from_the_result_alone() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .output(|r| ChargeOnlyExpr {
                id: r.charge_id,
                source: lit("bank"),
            })
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!({ "id": "{% $states.result.charge_id %}", "source": "bank" })
    );
    assert_eq!(
        jsonpath(flow)["ResultSelector"],
        json!({ "id.$": "$.charge_id", "source": "bank" })
    );
}

#[test]
fn outputs_compose() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .output(|r| SummaryExpr {
                order_id: order.id,
                charge_id: r.charge_id,
            })
            .output(|summary| summary.charge_id)
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!("{% $states.result.charge_id %}")
    );
    assert_eq!(jsonpath(flow)["OutputPath"], json!("$.charge_id"));
}

#[test]
fn retriers_have_all_six_fields_and_keep_their_order() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .retry(
                Retry::on([errors::TIMEOUT, errors::custom("Busy")])
                    .interval_seconds(3)
                    .max_attempts(5)
                    .backoff_rate(1.5)
                    .max_delay_seconds(60)
                    .full_jitter()
                    .comment("busy"),
            )
            .retry(Retry::on(errors::ALL).max_attempts(0).no_jitter())
            .end()
    };
    let state = jsonata(flow);
    let retry = state["Retry"].as_array().unwrap();
    assert_eq!(
        retry[0],
        json!({
            "Comment": "busy",
            "ErrorEquals": ["States.Timeout", "Busy"], "IntervalSeconds": 3, "MaxAttempts": 5, "BackoffRate": 1.5,
            "MaxDelaySeconds": 60, "JitterStrategy": "FULL"
        })
    );
    // What AWS recommends for Lambda, before the retrier that would match everything.
    assert_eq!(
        retry[1]["ErrorEquals"],
        json!([
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException"
        ])
    );
    assert_eq!(
        retry[2],
        json!({ "ErrorEquals": ["States.ALL"], "MaxAttempts": 0, "JitterStrategy": "NONE" })
    );
    assert_eq!(retry.len(), 3);
}

#[test]
fn an_error_that_the_author_retries_is_his() {
    let state = jsonata(|order: Expr<Order>| {
        look_up(order.address)
            .retry(Retry::on(errors::LAMBDA_SERVICE_EXCEPTION).max_attempts(1))
            .end()
    });
    assert_eq!(
        state["Retry"][0]["ErrorEquals"],
        json!(["Lambda.ServiceException"])
    );
    assert_eq!(
        state["Retry"][1]["ErrorEquals"],
        json!([
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException"
        ])
    );
}

#[test]
fn catchers_give_handlers_what_they_take() {
    fn flow(order: Expr<Order>) -> Flow<Receipt> {
        look_up(order.address)
            .catch(
                errors::TIMEOUT,
                state("Late", |_: Expr<ErrorOutput>| fail("Late", "too late")),
            )
            .catch_with(
                errors::ALL,
                |e| order.with(|o| o.error, e),
                state("Broken", |order: Expr<Order>| {
                    fail("Broken", order.error.map(|e| e.cause).unwrap_or("?"))
                }),
            )
            .end()
    }
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(
        document["X"]["Catch"],
        json!([
            { "ErrorEquals": ["States.Timeout"], "Next": "Late" },
            {
                "ErrorEquals": ["States.ALL"],
                "Output": "{% $merge([$states.input, {\"error\": $states.errorOutput}]) %}",
                "Next": "Broken"
            }
        ])
    );
    assert_eq!(
        document["Broken"]["Cause"],
        json!("{% $states.input.error.Cause != null ? $states.input.error.Cause : \"?\" %}")
    );
    fn flow_by_path(order: Expr<Order>) -> Flow<Receipt> {
        look_up(order.address)
            .catch_with(
                errors::TIMEOUT,
                |_| order,
                state("Again", |order: Expr<Order>| fail("Again", order.id)),
            )
            .catch_with(
                errors::ALL,
                |e| order.with(|o| o.error, e),
                state("Broken", |order: Expr<Order>| fail_cause(order.id)),
            )
            .end()
    }
    let document = states(JsonPath, state("X", flow_by_path)).unwrap();
    assert_eq!(
        document["X"]["Catch"],
        json!([
            { "ErrorEquals": ["States.Timeout"], "ResultPath": null, "Next": "Again" },
            { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Broken" }
        ])
    );
    assert_eq!(
        document["Broken"],
        json!({ "Type": "Fail", "CausePath": "$.id" })
    );
}

#[test]
fn timeouts_are_literals_or_data() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .timeout_seconds(order.limit)
            .heartbeat_seconds(10)
            .end()
    };
    let state = jsonata(flow);
    assert_eq!(
        (&state["TimeoutSeconds"], &state["HeartbeatSeconds"]),
        (&json!("{% $states.input.limit %}"), &json!(10))
    );
    let state = jsonpath(flow);
    assert_eq!(
        (&state["TimeoutSecondsPath"], &state["HeartbeatSeconds"]),
        (&json!("$.limit"), &json!(10))
    );
}

#[test]
fn another_role_is_assumed() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .without_default_retry()
            .with_role("arn:aws:iam::210987654321:role/look-up")
            .end()
    };
    assert_eq!(
        jsonata(flow)["Credentials"],
        json!({ "RoleArn": "arn:aws:iam::210987654321:role/look-up" })
    );
    let flow = |order: Expr<Order>| look_up(order.address).with_role(order.id).end();
    assert_eq!(
        jsonata(flow)["Credentials"],
        json!({ "RoleArn": "{% $states.input.id %}" })
    );
    assert_eq!(
        jsonpath(flow)["Credentials"],
        json!({ "RoleArn.$": "$.id" })
    );
}

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

fn done(name: &'static str) -> StateFn<Order, Order> {
    state(name, |o: Expr<Order>| succeed(o))
}

#[test]
fn a_choice_has_rules_in_order() {
    fn flow(order: Expr<Order>) -> Flow<Order> {
        choice(order)
            .when(order.total.gt(100.0).and(!order.paid), done("A"))
            .when(
                lit::<f64>(5.0).lt(order.total).or(order.id.ne("x")),
                done("B"),
            )
            .when(order.priority.is_some_and(|p| p.eq("high")), done("C"))
            .when(order.id.eq(order.address.city), done("D"))
            .when(order.id.contains("a*b"), done("E"))
            .when(order.release_at.le("2026-12-24T18:00:00Z"), done("F"))
            .when(order.paid, done("G"))
            .otherwise(done("H"))
    }
    assert_eq!(
        states(JsonPath, state("X", flow)).unwrap()["X"],
        json!({
            "Type": "Choice",
            "Choices": [
                { "And": [
                    { "Variable": "$.total", "NumericGreaterThan": 100 },
                    { "Not": { "Variable": "$.paid", "BooleanEquals": true } }
                ], "Next": "A" },
                { "Or": [
                    { "Variable": "$.total", "NumericGreaterThan": 5 },
                    { "Not": { "Variable": "$.id", "StringEquals": "x" } }
                ], "Next": "B" },
                { "And": [
                    { "And": [
                        { "Variable": "$.priority", "IsPresent": true },
                        { "Not": { "Variable": "$.priority", "IsNull": true } }
                    ] },
                    { "Variable": "$.priority", "StringEquals": "high" }
                ], "Next": "C" },
                { "Variable": "$.id", "StringEqualsPath": "$.address.city", "Next": "D" },
                { "Variable": "$.id", "StringMatches": "*a\\*b*", "Next": "E" },
                { "Variable": "$.release_at", "TimestampLessThanEquals": "2026-12-24T18:00:00Z", "Next": "F" },
                { "Variable": "$.paid", "BooleanEquals": true, "Next": "G" }
            ],
            "Default": "H"
        })
    );
    let document = states(Jsonata, state("X", flow)).unwrap();
    let conditions: Vec<_> = document["X"]["Choices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["Condition"].as_str().unwrap())
        .collect();
    assert_eq!(
        conditions,
        [
            "{% $states.input.total > 100 and $not($states.input.paid) %}",
            "{% 5 < $states.input.total or $states.input.id != \"x\" %}",
            "{% $states.input.priority != null and $states.input.priority = \"high\" %}",
            "{% $states.input.id = $states.input.address.city %}",
            "{% $contains($states.input.id, \"a*b\") %}",
            "{% $toMillis($states.input.release_at) <= $toMillis(\"2026-12-24T18:00:00Z\") %}",
            "{% $states.input.paid %}",
        ]
    );
}

#[derive(Clone, Copy, Shape)]
pub enum Size {
    Small,
    Large,
}

#[derive(Shape)]
#[serde(tag = "kind")]
pub enum Event {
    Created { id: String },
    Moved(Move),
    Gone,
}

#[derive(Shape)]
pub struct Move {
    to: String,
}

#[derive(Shape)]
pub struct Parcel {
    size: Size,
    event: Event,
    open: bool,
}

#[test]
fn a_choice_over_cases_is_a_match() {
    fn end(name: &'static str) -> StateFn<Parcel, String> {
        state(name, |_| fail_error("none"))
    }
    fn flow(parcel: Expr<Parcel>) -> Flow<String> {
        choice_on(parcel.size, |size| match size {
            Size::Small => to(parcel, state("ByEvent", by_event)),
            Size::Large => to(parcel, end("Large")),
        })
    }
    fn by_event(parcel: Expr<Parcel>) -> Flow<String> {
        choice_on(parcel.event, |event| match event {
            EventCase::Created { id } => to(id, state("Id", |id: Expr<String>| succeed(id))),
            EventCase::Moved(event) => to(event.to, state("To", |to: Expr<String>| succeed(to))),
            EventCase::Gone => to(parcel, state("Open", by_open)),
        })
    }
    fn by_open(parcel: Expr<Parcel>) -> Flow<String> {
        choice_on(parcel.open, |open| {
            if open {
                to(parcel, end("IsOpen"))
            } else {
                to(parcel, end("IsClosed"))
            }
        })
    }
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(
        document["X"]["Choices"],
        json!([
            { "Condition": "{% $states.input.size = \"Small\" %}", "Next": "ByEvent" },
            { "Condition": "{% $states.input.size = \"Large\" %}", "Next": "Large" }
        ])
    );
    assert_eq!(
        document["X"].get("Default"),
        None,
        "an unknown size goes nowhere"
    );
    assert_eq!(
        document["ByEvent"]["Choices"],
        json!([
            { "Condition": "{% $states.input.event.kind = \"Created\" %}", "Output": "{% $states.input.event.id %}", "Next": "Id" },
            { "Condition": "{% $states.input.event.kind = \"Moved\" %}", "Output": "{% $states.input.event.to %}", "Next": "To" },
            { "Condition": "{% $states.input.event.kind = \"Gone\" %}", "Next": "Open" }
        ])
    );
    assert_eq!(
        document["Open"],
        json!({
            "Type": "Choice",
            "Choices": [{ "Condition": "{% $states.input.open %}", "Next": "IsOpen" }],
            "Default": "IsClosed"
        })
    );
    let why = states(JsonPath, state("X", by_event))
        .unwrap_err()
        .to_string();
    assert!(
        why.contains("cannot hand different data to each target"),
        "{why}"
    );
}

#[test]
fn a_map_prepares_each_item() {
    #[derive(Shape)]
    pub struct Line {
        order_id: String,
        sku: String,
        place: u64,
    }
    fn flow(order: Expr<Order>) -> Flow<Vec<String>> {
        map_select(
            order.items,
            |item| LineExpr {
                order_id: order.id,
                sku: item.value.sku,
                place: item.index,
            },
            state("Pack", |line: Expr<Line>| succeed(line.sku)),
        )
        .max_concurrency(order.limit)
        .end()
    }
    assert_eq!(
        states(Jsonata, state("X", flow)).unwrap()["X"],
        json!({
            "Type": "Map",
            "Items": "{% $states.input.items %}",
            "ItemSelector": {
                "order_id": "{% $states.input.id %}",
                "sku": "{% $states.context.Map.Item.Value.sku %}",
                "place": "{% $states.context.Map.Item.Index %}"
            },
            "MaxConcurrency": "{% $states.input.limit %}",
            "ItemProcessor": {
                "StartAt": "Pack",
                "States": { "Pack": { "Type": "Succeed", "Output": "{% $states.input.sku %}" } }
            },
            "End": true
        })
    );
    assert_eq!(
        states(JsonPath, state("X", flow)).unwrap()["X"],
        json!({
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemSelector": {
                "order_id.$": "$.id",
                "sku.$": "$$.Map.Item.Value.sku",
                "place.$": "$$.Map.Item.Index"
            },
            "MaxConcurrencyPath": "$.limit",
            "ItemProcessor": {
                "StartAt": "Pack",
                "States": { "Pack": { "Type": "Succeed", "OutputPath": "$.sku" } }
            },
            "End": true
        })
    );
}

#[test]
fn a_list_of_branches_is_made_at_run_time() {
    fn flow(order: Expr<Order>) -> Flow<Vec<String>> {
        parallel_all(
            order,
            ["Ab", "Cd"].map(|name| state(name, move |_: Expr<Order>| pass(name).end())),
        )
        .end()
    }
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(
        document["X"]["Branches"],
        json!([
            { "StartAt": "Ab", "States": { "Ab": { "Type": "Pass", "Output": "Ab", "End": true } } },
            { "StartAt": "Cd", "States": { "Cd": { "Type": "Pass", "Output": "Cd", "End": true } } }
        ])
    );
}

#[test]
fn twelve_branches_make_a_tuple_of_twelve() {
    type Twelve = (
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
    );
    fn each(n: u32) -> StateFn<String, String> {
        state(format!("Branch{n}"), |text| succeed(text))
    }
    fn flow(text: Expr<String>) -> Flow<String> {
        parallel(text)
            .branch(each(1))
            .branch(each(2))
            .branch(each(3))
            .branch(each(4))
            .branch(each(5))
            .branch(each(6))
            .branch(each(7))
            .branch(each(8))
            .branch(each(9))
            .branch(each(10))
            .branch(each(11))
            .branch(each(12))
            .next(state("Join", |all: Expr<Twelve>| succeed(all.11)))
    }
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(document["X"]["Branches"].as_array().unwrap().len(), 12);
    assert_eq!(document["Join"]["Output"], json!("{% $states.input[11] %}"));
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

#[test]
fn cycles_and_joins_are_states_once() {
    fn check(n: Expr<u64>) -> Flow<u64> {
        choice(n)
            .when(n.gt(3), state("Done", |n: Expr<u64>| succeed(n)))
            .otherwise(state("Again", again))
    }
    fn again(n: Expr<u64>) -> Flow<u64> {
        pass(n + 1).next(state("Check", check))
    }
    let document = states(Jsonata, state("Check", check)).unwrap();
    let names: std::collections::BTreeSet<_> = document
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(names, ["Again", "Check", "Done"].into());
    assert_eq!(document["Again"]["Next"], json!("Check"));
}
