//! Circuit breakers: the states, the conditions of each update, and what is decided for each circuit.

use serde_json::{Value, json};
use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::circuit_breaker::{self, Circuit, CircuitKey};
use sfn_dsl::prelude::*;

use crate::{assert_states, invoke, run, states, with};

#[derive(Shape)]
pub struct Payment {
    order_id: String,
}
#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}
#[lambda("charge")]
fn charge(payment: Payment) -> Receipt;

static CIRCUITS: Table<Circuit, CircuitKey> = Table::named("circuits");

#[state]
fn paid<K: Kind>(receipt: Expr<Receipt>) -> Flow<Receipt, K> {
    succeed(receipt)
}
#[state]
fn try_later<K: Kind>(payment: Expr<Payment>) -> Flow<Receipt, K> {
    fail("Down", payment.order_id)
}
#[state]
fn not_paid<K: Kind>(failed: Expr<Failed<Payment>>) -> Flow<Receipt, K> {
    fail(failed.failure.error, failed.data.order_id)
}

pub(crate) fn pay<K: Kind>() -> StateFn<Payment, Receipt, K> {
    circuit_breaker::guard("Cards", &CIRCUITS)
        .open_after_failures(3)
        .cooldown_seconds(90)
        .call("Charge", |payment: Expr<Payment>| {
            charge(payment).without_default_retry()
        })
        .ends(circuit_breaker::Ends {
            done: paid,
            rejected: try_later,
            failed: not_paid,
        })
}

const COOLED_DOWN: &str = "{% $fromMillis($toMillis($states.context.State.EnteredTime) + 90000) %}";

/// A call of DynamoDB about the circuit, guarded like all of them.
fn dynamodb(action: &str, arguments: Value, on_failure: Value, next: &str) -> Value {
    let key = json!({ "TableName": "circuits", "Key": { "service": { "S": "Cards" } } });
    json!({
        "Type": "Task",
        "Resource": format!("arn:aws:states:::dynamodb:{action}"),
        "Arguments": with(key, arguments),
        "TimeoutSeconds": 10,
        "Retry": [{
            "ErrorEquals": [
                "DynamoDB.InternalServerErrorException",
                "DynamoDB.ProvisionedThroughputExceededException",
                "DynamoDB.RequestLimitExceededException",
                "DynamoDB.ThrottlingException",
            ],
            "IntervalSeconds": 1,
            "MaxAttempts": 3,
            "BackoffRate": 2.0,
            "JitterStrategy": "FULL",
        }],
        "Catch": [with(json!({ "ErrorEquals": ["States.ALL"] }), on_failure)],
        "Next": next,
    })
}

/// A change of the circuit, by whoever still knows its version.
fn change(status: &str, version: &str, sets: Value, values: Value, update: &str) -> Value {
    let names = json!({ "#status": "status", "#version": "version" });
    let basic = json!({
        ":status": { "S": status },
        ":version": { "N": format!("{{% $string($states.input.{version} + 1) %}}") },
        ":expected": { "N": format!("{{% $string($states.input.{version}) %}}") },
    });
    json!({
        "ExpressionAttributeNames": with(names, sets),
        "ExpressionAttributeValues": with(basic, values),
        "UpdateExpression": format!("SET #status = :status, #version = :version, {update}"),
        "ConditionExpression": "#version = :expected",
    })
}

#[test]
fn every_state_of_it() {
    let missed = json!([{
        "ErrorEquals": ["States.ALL"],
        "Output": {
            "failed": "{% $merge([$states.input.request, {\"failure\": $states.errorOutput}]) %}",
            "version": "{% $states.input.version %}",
        },
        "Next": "CountCardsFailure",
    }]);
    let call = |output: Value, next: &str| {
        let called = invoke("charge", json!("{% $states.input.request %}"));
        with(
            called,
            json!({ "Output": output, "Catch": missed, "Next": next }),
        )
    };
    let retry_at = || {
        (
            json!({ "#retry_at": "retry_at" }),
            json!({ ":retry_at": { "S": COOLED_DOWN } }),
        )
    };
    let (names, values) = retry_at();
    let claim = change(
        "HALF_OPEN",
        "version",
        names,
        values,
        "#retry_at = :retry_at",
    );
    let (names, values) = retry_at();
    let open = change(
        "OPEN",
        "circuit_version",
        names,
        values,
        "#retry_at = :retry_at",
    );
    let close = change(
        "CLOSED",
        "version",
        json!({ "#failures": "failures", "#retry_at": "retry_at" }),
        json!({ ":failures": { "N": "0" } }),
        "#failures = :failures REMOVE #retry_at",
    );
    let count = json!({
        "UpdateExpression": "SET #failures = if_not_exists(#failures, :zero) + :one, #version = if_not_exists(#version, :zero), #status = if_not_exists(#status, :closed)",
        "ExpressionAttributeNames": { "#failures": "failures", "#version": "version", "#status": "status" },
        "ExpressionAttributeValues": { ":zero": { "N": "0" }, ":one": { "N": "1" }, ":closed": { "S": "CLOSED" } },
        "ReturnValues": "ALL_NEW",
    });
    let request = json!("{% $states.input.request %}");
    let attempt = |version: &str| json!({ "request": request, "version": version });
    let known = attempt("{% $states.input.circuit.version %}");
    let failed = json!({ "Output": "{% $states.input.failed %}", "Next": "NotPaid" });
    let item = "$states.result.Item";
    assert_states(
        Jsonata,
        pay::<Standard>(),
        json!({
            "ReadCardsCircuit": with(
                dynamodb(
                    "getItem",
                    json!({ "ConsistentRead": true }),
                    // A circuit that cannot be read stops nobody.
                    json!({ "Output": { "request": "{% $states.input %}", "version": 0 }, "Next": "Charge" }),
                    "IsCardsUp",
                ),
                json!({ "Output": {
                    "request": "{% $states.input %}",
                    "circuit": format!("{{% {item} != null ? {{\"service\": {item}.service.S, \"status\": {item}.status.S, \"failures\": $number({item}.failures.N), \"version\": $number({item}.version.N), \"retry_at\": {item}.retry_at.S}} : null %}}"),
                }}),
            ),
            "IsCardsUp": {
                "Type": "Choice",
                "Choices": [
                    {
                        "Condition": "{% $states.input.circuit.retry_at != null and $toMillis($states.context.State.EnteredTime) < $toMillis($states.input.circuit.retry_at) %}",
                        "Output": request,
                        "Next": "TryLater",
                    },
                    {
                        "Condition": "{% $states.input.circuit.retry_at != null %}",
                        "Output": known,
                        "Next": "ClaimCardsProbe",
                    },
                    {
                        "Condition": "{% $states.input.circuit != null and $states.input.circuit.failures > 0 %}",
                        "Output": known,
                        "Next": "ChargeOnTrial",
                    },
                ],
                "Default": "Charge",
                "Output": attempt("{% $states.input.circuit.version != null ? $states.input.circuit.version : 0 %}"),
            },
            "ClaimCardsProbe": with(
                dynamodb("updateItem", claim, json!({ "Output": request, "Next": "TryLater" }), "ChargeOnTrial"),
                json!({ "Output": attempt("{% $states.input.version + 1 %}") }),
            ),
            "Charge": call(json!("{% $states.result.Payload %}"), "Paid"),
            "ChargeOnTrial": call(
                json!({ "result": "{% $states.result.Payload %}", "version": "{% $states.input.version %}" }),
                "CloseCardsCircuit",
            ),
            "CloseCardsCircuit": with(
                dynamodb("updateItem", close, json!({ "Output": "{% $states.input.result %}", "Next": "Paid" }), "Paid"),
                json!({ "Output": "{% $states.input.result %}" }),
            ),
            "CountCardsFailure": with(
                dynamodb("updateItem", count, failed.clone(), "HowManyCardsFailures"),
                json!({ "Output": {
                    "failed": "{% $states.input.failed %}",
                    "version": "{% $states.input.version %}",
                    "failures": "{% $number($states.result.Attributes.failures.N) %}",
                    "status": "{% $states.result.Attributes.status.S %}",
                    "circuit_version": "{% $number($states.result.Attributes.version.N) %}",
                }}),
            ),
            "HowManyCardsFailures": {
                "Type": "Choice",
                "Choices": [{
                    "Condition": "{% $states.input.failures >= 3 and ($states.input.status = \"CLOSED\" or $states.input.circuit_version = $states.input.version) %}",
                    "Next": "OpenCardsCircuit",
                }],
                "Default": "NotPaid",
                "Output": "{% $states.input.failed %}",
            },
            "OpenCardsCircuit": with(
                dynamodb("updateItem", open, failed, "NotPaid"),
                json!({ "Output": "{% $states.input.failed %}" }),
            ),
            "Paid": { "Type": "Succeed" },
            "TryLater": { "Type": "Fail", "Error": "Down", "Cause": "{% $states.input.order_id %}" },
            "NotPaid": {
                "Type": "Fail",
                "Error": "{% $states.input.failure.Error %}",
                "Cause": "{% $states.input.order_id %}",
            },
        }),
    );
}

/// Where the Choice goes on with this as its input.
fn decided(choice: &Value, input: Value) -> String {
    let now = json!({ "State": { "EnteredTime": "2026-03-01T12:00:00.000Z" } });
    let known = json!({ "input": input, "context": now });
    let rules = choice["Choices"].as_array().unwrap();
    let rule = rules
        .iter()
        .find(|rule| run(&rule["Condition"], known.clone()) == json!(true));
    let next = rule.map_or(&choice["Default"], |rule| &rule["Next"]);
    next.as_str().unwrap().to_owned()
}

#[test]
fn what_a_circuit_decides() {
    let states = states(Jsonata, pay::<Standard>());
    let circuit = |failures: u64, retry_at: Value| json!({ "request": {}, "circuit": { "failures": failures, "version": 7, "retry_at": retry_at } });
    let decided = |input| decided(&states["IsCardsUp"], input);
    assert_eq!(decided(json!({ "request": {}, "circuit": null })), "Charge");
    let closed = json!({ "request": {}, "circuit": { "failures": 0, "version": 7 } });
    assert_eq!(decided(closed), "Charge");
    assert_eq!(decided(circuit(2, Value::Null)), "ChargeOnTrial");
    assert_eq!(
        decided(circuit(3, json!("2026-03-01T12:00:01Z"))),
        "TryLater"
    );
    assert_eq!(
        decided(circuit(3, json!("2026-03-01T12:00:00Z"))),
        "ClaimCardsProbe"
    );
    // Whatever the zone it is written in.
    assert_eq!(
        decided(circuit(3, json!("2026-03-01T12:30:00+01:00"))),
        "ClaimCardsProbe"
    );
}

#[test]
fn what_a_failure_decides() {
    let states = states(Jsonata, pay::<Standard>());
    let decided = |failures: u64, status: &str, circuit_version: u64| {
        let input = json!({ "failures": failures, "status": status, "version": 7, "circuit_version": circuit_version });
        decided(&states["HowManyCardsFailures"], input)
    };
    assert_eq!(decided(2, "CLOSED", 7), "NotPaid");
    assert_eq!(decided(3, "CLOSED", 7), "OpenCardsCircuit");
    // It was closed anew since this call began: it is closed, and fails too often.
    assert_eq!(decided(3, "CLOSED", 9), "OpenCardsCircuit");
    // Opened by another one meanwhile.
    assert_eq!(decided(4, "OPEN", 8), "NotPaid");
    // The probe itself failed, and a call from before the circuit opened.
    assert_eq!(decided(4, "HALF_OPEN", 7), "OpenCardsCircuit");
    assert_eq!(decided(4, "HALF_OPEN", 9), "NotPaid");
}

#[test]
fn in_jsonpath_workflows_its_states_are_jsonata_and_express_has_it_too() {
    let states = states(JsonPath, pay::<Express>());
    for (name, state) in states.as_object().unwrap() {
        let own = !["Paid", "TryLater", "NotPaid"].contains(&name.as_str());
        assert_eq!(state.get("QueryLanguage").is_some(), own, "{name}");
    }
    assert_eq!(states["TryLater"]["CausePath"], "$.order_id");
}
