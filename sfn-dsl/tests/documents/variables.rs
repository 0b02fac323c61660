//! Variables: where each kind of state assigns them, and how they are read.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

static ATTEMPTS: Variable<u32> = Variable::named("attempts");
static LIMIT: Variable<u32> = Variable::named("limit");
static ORDER: Variable<Order> = Variable::named("order");
static CHARGE_ID: Variable<String> = Variable::named("chargeId");
static WHY: Variable<Option<String>> = Variable::named("why");
static CITY: Variable<String> = Variable::named("city");

/// A state before, so that what is read has a value.
fn after<In: Shape>(then: impl State<In, String> + Clone) -> StateFn<In, String> {
    state("First", move |input: Expr<In>| {
        pass(input)
            .assign(&ATTEMPTS, 0)
            .assign(&LIMIT, 3)
            .next(then.clone())
    })
}

#[test]
fn a_pass_assigns_literals_and_parts_of_its_input() {
    fn flow(order: Expr<Order>) -> Flow<Order> {
        pass(order)
            .assign(&ATTEMPTS, 0)
            .assign(&ORDER, order)
            .assign(&CITY, order.address.city)
            .assign(&WHY, none())
            .end()
    }
    assert_eq!(
        jsonata(flow),
        json!({
            "Type": "Pass",
            "Assign": {
                "attempts": 0,
                "order": "{% $states.input %}",
                "city": "{% $states.input.address.city %}",
                "why": null
            },
            "End": true
        })
    );
    assert_eq!(
        jsonpath(flow),
        json!({
            "Type": "Pass",
            "Assign": { "attempts": 0, "order.$": "$", "city.$": "$.address.city", "why": null },
            "End": true
        })
    );
}

/// In JSONPath `$` is then what the state made, so that a value is read from where it was put.
#[test]
fn a_pass_that_makes_something_assigns_from_what_it_makes() {
    #[derive(Shape)]
    pub struct Made {
        summary: Summary,
        city: String,
    }
    fn flow(order: Expr<Order>) -> Flow<Made> {
        pass(MadeExpr {
            summary: SummaryExpr {
                order_id: order.id,
                charge_id: lit("none"),
            }
            .into_expr(),
            city: order.address.city,
        })
        .assign(&CITY, text!("{}: {}", order.id, order.address.city))
        .end()
    }
    assert_eq!(
        jsonata(flow)["Assign"],
        json!({ "city": "{% $states.input.id & \": \" & $states.input.address.city %}" })
    );
    assert_eq!(
        jsonpath(flow)["Assign"],
        json!({ "city.$": "States.Format('{}: {}', $.summary.order_id, $.city)" })
    );

    fn part(order: Expr<Order>) -> Flow<Address> {
        pass(order.address).assign(&CITY, order.address.city).end()
    }
    assert_eq!(
        jsonpath(part),
        json!({ "Type": "Pass", "InputPath": "$.address", "Assign": { "city.$": "$.city" }, "End": true })
    );

    fn lost(order: Expr<Order>) -> Flow<Address> {
        pass(order.address).assign(&CITY, order.id).end()
    }
    assert!(
        refused(lost).contains("reads what the state makes of its input, and this is not in it")
    );
}

#[test]
fn a_task_assigns_from_its_result() {
    fn flow(order: Expr<Order>) -> Flow<String> {
        paid(order)
            .assign(&ATTEMPTS, ATTEMPTS.get() + 1)
            .assign_result(&CHARGE_ID, |receipt| receipt.charge_id)
            .output(|receipt| receipt.charge_id)
            .end()
    }
    let flow = after(state("X", flow));
    assert_eq!(
        states(Jsonata, flow.clone()).unwrap()["X"]["Assign"],
        json!({
            "attempts": "{% $attempts + 1 %}",
            "chargeId": "{% $states.result.Payload.charge_id %}"
        })
    );
    assert_eq!(
        states(JsonPath, flow).unwrap()["X"]["Assign"],
        json!({
            "attempts.$": "States.MathAdd($attempts, 1)",
            "chargeId.$": "$.Payload.charge_id"
        })
    );
}

#[test]
fn a_task_assigns_from_its_input_in_jsonata_only() {
    fn flow(order: Expr<Order>) -> Flow<Receipt> {
        paid(order).assign(&CITY, order.address.city).end()
    }
    assert_eq!(
        jsonata(flow)["Assign"],
        json!({ "city": "{% $states.input.address.city %}" })
    );
    let why = refused(flow);
    assert!(
        why.contains("reads the task's result here, and not the state's input"),
        "{why}"
    );
    assert!(
        why.contains("assign it in a `pass(..)` state before"),
        "{why}"
    );
}

#[test]
fn a_wait_assigns() {
    fn flow(order: Expr<Order>) -> Flow<Order> {
        wait(order)
            .seconds(5)
            .assign(&CITY, order.address.city)
            .end()
    }
    assert_eq!(
        jsonata(flow),
        json!({
            "Type": "Wait",
            "Seconds": 5,
            "Assign": { "city": "{% $states.input.address.city %}" },
            "End": true
        })
    );
    assert_eq!(
        jsonpath(flow),
        json!({
            "Type": "Wait",
            "Seconds": 5,
            "Assign": { "city.$": "$.address.city" },
            "End": true
        })
    );
}

#[test]
fn each_rule_of_a_choice_assigns_and_so_does_its_default() {
    fn flow(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when_to(order.paid, to(order, stop("Paid")).assign(&ATTEMPTS, 0))
            .when_to(
                ATTEMPTS.get().lt(LIMIT.get()),
                to(order, stop("Again"))
                    .assign(&ATTEMPTS, ATTEMPTS.get() + 1)
                    .assign(&CITY, order.address.city),
            )
            .otherwise_to(to(order, stop("Stop")).assign(&WHY, some("too often")))
    }
    let flow = after(state("X", flow));
    assert_eq!(
        states(Jsonata, flow.clone()).unwrap()["X"],
        json!({
            "Type": "Choice",
            "Choices": [
                { "Condition": "{% $states.input.paid %}", "Assign": { "attempts": 0 }, "Next": "Paid" },
                {
                    "Condition": "{% $attempts < $limit %}",
                    "Assign": {
                        "attempts": "{% $attempts + 1 %}",
                        "city": "{% $states.input.address.city %}"
                    },
                    "Next": "Again"
                }
            ],
            "Assign": { "why": "too often" },
            "Default": "Stop"
        })
    );
    assert_eq!(
        states(JsonPath, flow).unwrap()["X"],
        json!({
            "Type": "Choice",
            "Choices": [
                { "Variable": "$.paid", "BooleanEquals": true, "Assign": { "attempts": 0 }, "Next": "Paid" },
                {
                    "Variable": "$attempts",
                    "NumericLessThanPath": "$limit",
                    "Assign": {
                        "attempts.$": "States.MathAdd($attempts, 1)",
                        "city.$": "$.address.city"
                    },
                    "Next": "Again"
                }
            ],
            "Assign": { "why": "too often" },
            "Default": "Stop"
        })
    );
}

fn stop(name: &'static str) -> StateFn<Order, String> {
    state(name, |order: Expr<Order>| succeed(order.id))
}

#[test]
fn the_arms_of_a_match_assign() {
    fn flow(order: Expr<Order>) -> Flow<String> {
        choice_on(order.priority, |priority| match priority {
            Some(priority) => to(order, stop("Hurry")).assign(&WHY, some(priority)),
            None => to(order, stop("Slow")).assign(&WHY, none()),
        })
    }
    let document = jsonata(flow);
    assert_eq!(
        document["Choices"][0]["Assign"],
        json!({ "why": "{% $states.input.priority %}" })
    );
    assert_eq!(document["Assign"], json!({ "why": null }));
}

#[test]
fn a_catcher_assigns_from_the_error() {
    fn flow(order: Expr<Order>) -> Flow<String> {
        paid(order)
            .catch_to(errors::TIMEOUT, |_| to(order, stop("Late")))
            .catch_to(errors::ALL, |error| {
                to(order.with(|o| o.error, error), stop("Failed"))
                    .assign(&WHY, some(error.cause))
                    .assign(&ATTEMPTS, ATTEMPTS.get() + 1)
            })
            .output(|receipt| receipt.charge_id)
            .end()
    }
    let flow = after(state("X", flow));
    assert_eq!(
        states(Jsonata, flow.clone()).unwrap()["X"]["Catch"],
        json!([
            { "ErrorEquals": ["States.Timeout"], "Output": "{% $states.input %}", "Next": "Late" },
            {
                "ErrorEquals": ["States.ALL"],
                "Assign": {
                    "why": "{% $states.errorOutput.Cause %}",
                    "attempts": "{% $attempts + 1 %}"
                },
                "Output": "{% $merge([$states.input, {\"error\": $states.errorOutput}]) %}",
                "Next": "Failed"
            }
        ])
    );
    assert_eq!(
        states(JsonPath, flow).unwrap()["X"]["Catch"],
        json!([
            { "ErrorEquals": ["States.Timeout"], "ResultPath": null, "Next": "Late" },
            {
                "ErrorEquals": ["States.ALL"],
                "Assign": {
                    "why.$": "$.Cause",
                    "attempts.$": "States.MathAdd($attempts, 1)"
                },
                "ResultPath": "$.error",
                "Next": "Failed"
            }
        ])
    );
}

#[test]
fn a_map_and_a_parallel_assign_from_their_results() {
    static SKUS: Variable<Vec<String>> = Variable::named("skus");
    static BOTH: Variable<String> = Variable::named("both");
    fn each(order: Expr<Order>) -> Flow<Vec<String>> {
        map(
            order.items,
            state("One", |item: Expr<Item>| {
                // The states inside read what is assigned around them.
                succeed(text!("{} of {}", item.sku, LIMIT.get()))
            }),
        )
        .assign_result(&SKUS, |skus| skus)
        .end()
    }
    fn fan(order: Expr<Order>) -> Flow<Vec<String>> {
        parallel(order)
            .branch(state("Left", |o: Expr<Order>| succeed(o.id)))
            .branch(state("Right", |o: Expr<Order>| succeed(o.total)))
            .assign_result(&BOTH, |both| both.0)
            .discard_result(order)
            .next(state("Each", each))
    }
    fn first(order: Expr<Order>) -> Flow<Vec<String>> {
        pass(order).assign(&LIMIT, 3).next(state("Fan", fan))
    }
    let document = states(Jsonata, state("First", first)).unwrap();
    assert_eq!(
        document["Fan"]["Assign"],
        json!({ "both": "{% $states.result[0] %}" })
    );
    assert_eq!(
        document["Each"]["Assign"],
        json!({ "skus": "{% $states.result %}" })
    );
    assert_eq!(
        document["Each"]["ItemProcessor"]["States"]["One"]["Output"],
        json!("{% $states.input.sku & \" of \" & $limit %}")
    );
    fn by_path(order: Expr<Order>) -> Flow<Vec<String>> {
        map(
            order.items,
            state("One", |item: Expr<Item>| succeed(item.sku)),
        )
        .assign_result(&SKUS, |skus| skus)
        .end()
    }
    assert_eq!(jsonpath(by_path)["Assign"], json!({ "skus.$": "$" }));
}

#[test]
fn a_raw_state_assigns_after_what_its_text_assigns() {
    fn flow(order: Expr<Order>) -> Flow<String> {
        raw_state::<String>(
            r#"{ "Type": "Pass", "Assign": { "note": "{% $uuid() %}" }, "Output": "x" }"#,
        )
        .assign(&CITY, order.address.city)
        .end()
    }
    assert_eq!(
        jsonata(flow)["Assign"],
        json!({ "note": "{% $uuid() %}", "city": "{% $states.input.address.city %}" })
    );
}

/// In JSONPath what `$` is depends on what the text says.
#[test]
fn a_raw_state_assigns_from_what_its_type_gives() {
    fn raw(asl: &'static str) -> impl Fn(Expr<Order>) -> Flow<String> {
        move |order| {
            raw_state::<String>(asl)
                .assign(&CITY, order.address.city)
                .end()
        }
    }
    for asl in [
        r#"{ "Type": "Pass" }"#,
        r#"{ "Type": "Wait", "Seconds": 1 }"#,
    ] {
        assert_eq!(
            jsonpath(raw(asl))["Assign"],
            json!({ "city.$": "$.address.city" })
        );
    }
    for (asl, what) in [
        (
            r#"{ "Type": "Task", "Resource": "arn:aws:states:::sns:publish" }"#,
            "the task's result",
        ),
        (
            r#"{ "Type": "Pass", "Result": 1 }"#,
            "what the state makes of its input",
        ),
    ] {
        let why = refused(raw(asl));
        assert!(why.contains(what), "{why}");
        assert_eq!(
            jsonata(raw(r#"{ "Type": "Pass" }"#))["Assign"],
            json!({ "city": "{% $states.input.address.city %}" })
        );
    }
}

/// What may be missing is null then: an expression that gives nothing would fail the state.
#[test]
fn an_option_is_assigned_as_null_when_it_is_missing() {
    fn flow(order: Expr<Order>) -> Flow<Order> {
        pass(order).assign(&WHY, order.priority).end()
    }
    assert_eq!(
        jsonata(flow)["Assign"],
        json!({ "why": "{% $states.input.priority != null ? $states.input.priority : null %}" })
    );
    assert!(
        refused(flow).contains("`$.priority` may be missing, and in JSONPath that fails the state")
    );
}

#[test]
fn a_variable_stands_wherever_data_stands() {
    fn flow(order: Expr<Order>) -> Flow<String> {
        pass(order)
            .assign(&ORDER, order)
            .assign(&ATTEMPTS, 1)
            .next(state("Call", |_| {
                paid(ORDER.get())
                    .timeout_seconds(ATTEMPTS.get().cast::<u64>())
                    .discard_result(ORDER)
                    .next(state("Hold", |_: Expr<Order>| {
                        wait(ORDER.get())
                            .seconds(ORDER.delay)
                            .next(state("Decide", |_| {
                                choice(ORDER.get())
                                    .when(ORDER.paid, stop("Yes"))
                                    .otherwise(state("No", |_: Expr<Order>| {
                                        fail(
                                            "NotPaid",
                                            text!("{} at {}", ORDER.id, ORDER.address.city),
                                        )
                                    }))
                            }))
                    }))
            }))
    }
    let document = states(Jsonata, state("First", flow)).unwrap();
    assert_eq!(
        document["Call"]["Arguments"]["Payload"]["order_id"],
        json!("{% $order.id %}")
    );
    assert_eq!(document["Call"]["TimeoutSeconds"], json!("{% $attempts %}"));
    assert_eq!(document["Call"]["Output"], json!("{% $order %}"));
    assert_eq!(document["Hold"]["Seconds"], json!("{% $order.delay %}"));
    assert_eq!(document["Hold"]["Output"], json!("{% $order %}"));
    assert_eq!(
        document["Decide"]["Choices"][0]["Condition"],
        json!("{% $order.paid %}")
    );
    assert_eq!(
        document["No"]["Cause"],
        json!("{% $order.id & \" at \" & $order.address.city %}")
    );

    let document = states(JsonPath, state("First", flow)).unwrap();
    assert_eq!(
        document["Call"]["Parameters"]["Payload"],
        json!({
            "order_id.$": "$order.id",
            "amount.$": "$order.total",
            "currency": "EUR",
            "label.$": "States.Format('order {}', $order.id)"
        })
    );
    assert_eq!(document["Call"]["TimeoutSecondsPath"], json!("$attempts"));
    assert_eq!(document["Call"]["ResultPath"], json!(null));
    assert_eq!(document["Call"]["OutputPath"], json!("$order"));
    assert_eq!(document["Hold"]["SecondsPath"], json!("$order.delay"));
    assert_eq!(document["Hold"]["OutputPath"], json!("$order"));
    assert_eq!(
        document["Decide"]["Choices"][0]["Variable"],
        json!("$order.paid")
    );
    assert_eq!(
        document["No"]["CausePath"],
        json!("States.Format('{} at {}', $order.id, $order.address.city)")
    );
}

#[test]
fn names_are_made_at_run_time() {
    fn flow(order: Expr<Order>) -> Flow<String> {
        let limit: Variable<u64> = Variable::from_name(format!("{}Limit", "tenant"));
        pass(order)
            .assign(&limit, order.limit)
            .next(state("Say", move |_: Expr<Order>| {
                succeed(text!("{}", limit.get()))
            }))
    }
    let document = states(Jsonata, state("First", flow)).unwrap();
    assert_eq!(
        document["Say"]["Output"],
        json!("{% $string($tenantLimit) %}")
    );
}
