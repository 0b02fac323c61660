//! Variables and the context object in expressions: the text in both dialects, and what the JSONata gives.

use serde_json::{Value, json};
use sfn_dsl::prelude::*;

use super::*;

static ATTEMPTS: Variable<u32> = Variable::named("attempts");
static ORDER: Variable<Order> = Variable::named("theOrder");
static RATE: Variable<f64> = Variable::named("rate");
static READY: Variable<bool> = Variable::named("ready");
static NOTE: Variable<Option<String>> = Variable::named("note");
static TAGS: Variable<Vec<String>> = Variable::named("tags");
static SINCE: Variable<Timestamp> = Variable::named("since");
static STATUS: Variable<Status> = Variable::named("status_2");
static ÉTAPE: Variable<String> = Variable::named("étape");

/// What JSONata makes of the text, with these variables and this context object.
fn evaluate(text: &str, variables: &Value, context_object: &Value) -> Option<Value> {
    engine::run_with(text, context_object, variables).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn variables() -> Value {
    json!({
        "attempts": 2, "ready": false, "theOrder": data(), "rate": 0.5, "note": null, "tags": ["a", "b"],
        "since": "2026-03-01T12:00:00Z", "status_2": "on-hold", "étape": "début"
    })
}

#[track_caller]
fn check<T: Shape>(expr: Expr<T>, jsonata: &str, jsonpath: Option<&str>, value: Value) {
    let text = expr.to_jsonata().unwrap();
    assert_eq!(text, jsonata);
    assert_eq!(expr.to_jsonpath().ok().as_deref(), jsonpath);
    assert_eq!(
        evaluate(&text, &variables(), &json!({})),
        Some(value),
        "{text}"
    );
}

#[test]
fn a_variable_is_data_like_any_other() {
    check(ATTEMPTS.get(), "$attempts", Some("$attempts"), json!(2));
    check(*ATTEMPTS, "$attempts", Some("$attempts"), json!(2));
    check(
        ATTEMPTS.get() + 1,
        "$attempts + 1",
        Some("States.MathAdd($attempts, 1)"),
        json!(3),
    );
    check(
        ATTEMPTS + 1,
        "$attempts + 1",
        Some("States.MathAdd($attempts, 1)"),
        json!(3),
    );
    check(
        (lit(10) - ATTEMPTS) * 2,
        "(10 - $attempts) * 2",
        None,
        json!(16),
    );
    check(!READY, "$not($ready)", None, json!(true));
    check(
        text!("{}%", RATE * 100.0),
        "$rate * 100 & \"%\"",
        None,
        json!("50%"),
    );
    check(ATTEMPTS.lt(3), "$attempts < 3", None, json!(true));
    check(
        ORDER.total * RATE.get(),
        "$theOrder.total * $rate",
        None,
        json!(60.25),
    );
    check(
        ORDER.ship_to.city,
        "$theOrder.`ship-to`.city",
        Some("$theOrder['ship-to'].city"),
        json!("Gent"),
    );
    check(
        text!("{} of {}", ATTEMPTS, ORDER.order_id),
        "$attempts & \" of \" & $theOrder.orderId",
        Some("States.Format('{} of {}', $attempts, $theOrder.orderId)"),
        json!("2 of A-1"),
    );
    check(NOTE.is_some(), "$note != null", None, json!(false));
    check(
        STATUS.eq(Status::OnHold),
        "$status_2 = \"on-hold\"",
        None,
        json!(true),
    );
    check(
        TAGS.len(),
        "$count($tags)",
        Some("States.ArrayLength($tags)"),
        json!(2),
    );
    check(
        SINCE.gt(ORDER.placed),
        "$toMillis($since) > $toMillis($theOrder.placed)",
        None,
        json!(true),
    );
    check(ÉTAPE.get(), "$étape", Some("$étape"), json!("début"));
}

/// A variable in a closure is the same one for every item.
#[test]
fn a_variable_in_a_closure() {
    let text = ORDER
        .items
        .map(|item| item.price * RATE.get())
        .to_jsonata()
        .unwrap();
    assert_eq!(
        evaluate(&text, &variables(), &json!({})),
        Some(json!([5])),
        "{text}"
    );
    assert!(text.contains("* $rate"), "{text}");
}

#[test]
fn a_variable_stands_for_its_data() {
    fn whole(order: impl IntoExpr<Order>) -> Expr<Order> {
        order.into_expr()
    }
    assert_eq!(whole(ORDER).to_jsonata().unwrap(), "$theOrder");
    assert_eq!(whole(*ORDER).to_jsonata().unwrap(), "$theOrder");
    assert_eq!(RATE.gt(RATE).to_jsonata().unwrap(), "$rate > $rate");
    assert_eq!(ATTEMPTS.name(), "attempts");
}

#[test]
fn every_member_of_the_context_object() {
    let object = json!({
        "Execution": {
            "Id": "arn:e", "Input": { "orderId": "A-1" }, "Name": "run-1", "RoleArn": "arn:r",
            "StartTime": "2026-03-01T12:00:00Z", "RedriveCount": 1, "RedriveTime": "2026-03-02T12:00:00Z"
        },
        "StateMachine": { "Id": "arn:m", "Name": "orders" },
        "State": { "EnteredTime": "2026-03-01T12:00:01Z", "Name": "Pay", "RetryCount": 2 }
    });
    let check =
        |jsonata: Result<String, _>, jsonpath: Result<String, sfn_dsl::Unsupported>, path: &str| {
            let text: String = jsonata
                .map_err(|e: sfn_dsl::Unsupported| e.to_string())
                .unwrap();
            assert_eq!(text, format!("$states.context.{path}"));
            assert_eq!(jsonpath.unwrap(), format!("$$.{path}"));
            let pointer = format!("/{}", path.replace('.', "/"));
            assert_eq!(
                evaluate(&text, &json!({}), &object).as_ref(),
                object.pointer(&pointer),
                "{text}"
            );
            assert!(object.pointer(&pointer).is_some(), "{path}");
        };
    macro_rules! all {
        ($($function:ident = $path:literal,)*) => {$(
            check(context::$function().to_jsonata(), context::$function().to_jsonpath(), $path);
        )*};
    }
    all! {
        execution_id = "Execution.Id",
        execution_name = "Execution.Name",
        execution_role_arn = "Execution.RoleArn",
        execution_start_time = "Execution.StartTime",
        execution_redrive_count = "Execution.RedriveCount",
        state_machine_id = "StateMachine.Id",
        state_machine_name = "StateMachine.Name",
        state_name = "State.Name",
        state_entered_time = "State.EnteredTime",
        state_retry_count = "State.RetryCount",
    }
    let input = context::execution_input::<Order>().order_id;
    check(
        input.to_jsonata(),
        input.to_jsonpath(),
        "Execution.Input.orderId",
    );
    let redriven = context::execution_redrive_time().assume_present();
    check(
        redriven.to_jsonata(),
        redriven.to_jsonpath(),
        "Execution.RedriveTime",
    );
    let named: Expr<String> = context::member("StateMachine.Name");
    check(named.to_jsonata(), named.to_jsonpath(), "StateMachine.Name");
}

/// In an execution that was not redriven there is no time of it, and an expression that gives nothing would fail the state.
#[test]
fn the_time_of_a_redrive_may_be_missing() {
    let again = context::execution_redrive_time()
        .is_some()
        .to_jsonata()
        .unwrap();
    assert_eq!(
        evaluate(&again, &json!({}), &json!({ "Execution": {} })),
        Some(json!(false))
    );
}
