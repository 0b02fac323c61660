//! Sagas: steps, undos in reverse, and what is left when an undo fails.

use serde_json::{Value, json};
use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::saga::{self, Stuck};
use sfn_dsl::prelude::*;

use crate::{assert_states, catch_into, catch_into_path, invoke, invoke_by_path, states, with};

#[derive(Shape)]
pub struct Order {
    id: String,
}
#[derive(Shape)]
pub struct Reservation {
    reservation_id: String,
}
#[derive(Shape)]
pub struct Reserved {
    #[serde(flatten)]
    order: Order,
    reservation: Reservation,
}
#[derive(Shape)]
pub struct Charge {
    charge_id: String,
}
#[derive(Shape)]
pub struct Paid {
    #[serde(flatten)]
    reserved: Reserved,
    charge: Charge,
}

#[lambda("reserve")]
fn reserve(order: Order) -> Reservation;
#[lambda("release")]
fn release(reservation: Reservation);
#[lambda("charge")]
fn charge(order: Order) -> Charge;
#[lambda("refund")]
fn refund(charge: Charge);
#[lambda("void")]
fn void(order: Order);
#[lambda("ship")]
fn ship(paid: Paid) -> String;

#[state]
fn confirm(paid: Expr<Paid>) -> Flow<String> {
    succeed(paid.charge.charge_id)
}
#[state]
fn cancelled(failed: Expr<Failed<Order>>) -> Flow<String> {
    fail(failed.failure.error, failed.data.id)
}
#[state]
fn page(stuck: Expr<Stuck<Order>>) -> Flow<String> {
    fail(stuck.undo, stuck.undo_failure.cause)
}

const ENDS: saga::Ends<confirm, cancelled, page> = saga::Ends {
    done: confirm,
    undone: cancelled,
    stuck: page,
};

pub(crate) fn checkout() -> StateFn<Order, String> {
    saga::step("Reserve", |order: Expr<Order>| {
        reserve(order)
            .without_default_retry()
            .output(|reservation| ReservedExpr { order, reservation })
    })
    .undo("Release", |reserved| {
        release(reserved.reservation).without_default_retry()
    })
    .step("Charge", |reserved: Expr<Reserved>| {
        charge(reserved.order)
            .without_default_retry()
            .output(|charge| PaidExpr { reserved, charge })
    })
    .undo("Refund", |paid| refund(paid.charge).without_default_retry())
    .step("Ship", |paid: Expr<Paid>| {
        ship(paid).without_default_retry().discard_result(paid)
    })
    .ends(ENDS)
}

fn again() -> Value {
    json!([{
        "ErrorEquals": ["States.ALL"],
        "IntervalSeconds": 2,
        "MaxAttempts": 5,
        "BackoffRate": 2.0,
        "JitterStrategy": "FULL",
    }])
}

#[test]
fn the_data_grows_and_undos_run_from_the_last_step_that_was_done_to_the_first() {
    // The error and the name of the undo beside the data.
    let stuck = |name: &str| {
        let beside = format!("{{\"undo_failure\": $states.errorOutput, \"undo\": \"{name}\"}}");
        json!([{
            "ErrorEquals": ["States.ALL"],
            "Output": format!("{{% $merge([$states.input, {beside}]) %}}"),
            "Next": "Page",
        }])
    };
    let undo = |name: &str, function, of, next, comment| {
        with(
            invoke(function, json!(format!("{{% $states.input.{of} %}}"))),
            json!({
                "Comment": comment,
                "Output": "{% $states.input %}",
                "Retry": again(),
                "Catch": stuck(name),
                "Next": next,
            }),
        )
    };
    let step = |function, keeps: &str, on_failure, next| {
        let output = match keeps {
            "" => "{% $states.input %}".to_owned(),
            _ => {
                format!("{{% $merge([$states.input, {{\"{keeps}\": $states.result.Payload}}]) %}}")
            }
        };
        with(
            invoke(function, json!("{% $states.input %}")),
            json!({ "Output": output, "Catch": catch_into("failure", on_failure), "Next": next }),
        )
    };
    assert_states(
        Jsonata,
        checkout(),
        json!({
            // Nothing was done yet, so nothing is undone.
            "Reserve": step("reserve", "reservation", "Cancelled", "Charge"),
            "Charge": step("charge", "charge", "Release", "Ship"),
            "Ship": step("ship", "", "Refund", "Confirm"),
            "Refund": undo("Refund", "refund", "charge", "Release", "Undoes Charge"),
            "Release": undo("Release", "release", "reservation", "Cancelled", "Undoes Reserve"),
            "Confirm": { "Type": "Succeed", "Output": "{% $states.input.charge.charge_id %}" },
            "Cancelled": {
                "Type": "Fail",
                "Error": "{% $states.input.failure.Error %}",
                "Cause": "{% $states.input.id %}",
            },
            "Page": {
                "Type": "Fail",
                "Error": "{% $states.input.undo %}",
                "Cause": "{% $states.input.undo_failure.Cause %}",
            },
        }),
    );
}

#[test]
fn jsonpath_puts_each_result_beside_the_data() {
    let undo = |name: &str, function, of: &str, next, comment| {
        with(
            invoke_by_path(function, &format!("$.{of}")),
            json!({
                "Comment": comment,
                "ResultPath": null,
                "Retry": again(),
                "Catch": catch_into_path("undo_failure", &format!("{name}Failed")),
                "Next": next,
            }),
        )
    };
    // A catcher hands on the error alone, so the name is put beside it by a state.
    let failed = |name: &str| json!({ "Type": "Pass", "Result": name, "ResultPath": "$.undo", "Next": "Page" });
    let step = |function, placed, on_failure, next| {
        let step = with(invoke_by_path(function, "$"), placed);
        let ways = json!({ "Catch": catch_into_path("failure", on_failure), "Next": next });
        with(step, ways)
    };
    let reservation = json!({
        "ResultSelector": { "reservation_id.$": "$.Payload.reservation_id" },
        "ResultPath": "$.reservation",
    });
    let charge = json!({
        "ResultSelector": { "charge_id.$": "$.Payload.charge_id" },
        "ResultPath": "$.charge",
    });
    assert_states(
        JsonPath,
        checkout(),
        json!({
            "Reserve": step("reserve", reservation, "Cancelled", "Charge"),
            "Charge": step("charge", charge, "Release", "Ship"),
            "Ship": step("ship", json!({ "ResultPath": null }), "Refund", "Confirm"),
            "Refund": undo("Refund", "refund", "charge", "Release", "Undoes Charge"),
            "Release": undo("Release", "release", "reservation", "Cancelled", "Undoes Reserve"),
            "RefundFailed": failed("Refund"),
            "ReleaseFailed": failed("Release"),
            "Confirm": { "Type": "Succeed", "OutputPath": "$.charge.charge_id" },
            "Cancelled": {
                "Type": "Fail",
                "ErrorPath": "$.failure.Error",
                "CausePath": "$.id",
            },
            "Page": {
                "Type": "Fail",
                "ErrorPath": "$.undo",
                "CausePath": "$.undo_failure.Cause",
            },
        }),
    );
}

/// Where a state goes on, and where it goes when it fails.
fn ways(states: &Value, name: &str) -> (String, String) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (
        text(&states[name]["Next"]),
        text(&states[name]["Catch"][0]["Next"]),
    )
}

#[test]
fn what_may_have_happened_is_undone_when_its_own_step_fails() {
    let saga = saga::step("Reserve", |order: Expr<Order>| {
        reserve(order).output(|reservation| ReservedExpr { order, reservation })
    })
    .undo("Release", |reserved| release(reserved.reservation))
    .step("Charge", |reserved: Expr<Reserved>| {
        charge(reserved.order).output(|charge| PaidExpr { reserved, charge })
    })
    // The charge is not known then: only what was there before it can be read.
    .undo_attempt("Void", |reserved| void(reserved.order))
    .step("Ship", |paid: Expr<Paid>| ship(paid).discard_result(paid))
    .ends(ENDS);
    let states = states(Jsonata, saga);
    let way = |name| ways(&states, name);
    assert_eq!(way("Reserve"), ("Charge".into(), "Cancelled".into()));
    assert_eq!(way("Charge"), ("Ship".into(), "Void".into()));
    assert_eq!(way("Ship"), ("Confirm".into(), "Void".into()));
    assert_eq!(way("Void"), ("Release".into(), "Page".into()));
    assert_eq!(way("Release"), ("Cancelled".into(), "Page".into()));
}

#[test]
fn steps_without_an_undo_are_passed_over() {
    let saga = saga::step("Check", |order: Expr<Order>| {
        void(order).discard_result(order)
    })
    .step("Reserve", |order: Expr<Order>| {
        reserve(order).output(|reservation| ReservedExpr { order, reservation })
    })
    .undo("Release", |reserved| release(reserved.reservation))
    .step("Look", |reserved: Expr<Reserved>| {
        void(reserved.order).discard_result(reserved)
    })
    .step("Charge", |reserved: Expr<Reserved>| {
        charge(reserved.order).output(|charge| PaidExpr { reserved, charge })
    })
    .ends(ENDS);
    let states = states(Jsonata, saga);
    let way = |name| ways(&states, name);
    assert_eq!(way("Check"), ("Reserve".into(), "Cancelled".into()));
    assert_eq!(way("Reserve"), ("Look".into(), "Cancelled".into()));
    assert_eq!(way("Look"), ("Charge".into(), "Release".into()));
    assert_eq!(way("Charge"), ("Confirm".into(), "Release".into()));
    assert_eq!(way("Release"), ("Cancelled".into(), "Page".into()));
}

#[derive(LambdaError)]
enum StockError {
    Empty,
}
#[lambda("reserve-2")]
fn reserve_or_not(order: Order) -> Result<Reservation, StockError>;

#[state]
fn sold_out(error: Expr<ErrorOutput>) -> Flow<String> {
    fail("SoldOut", error.cause)
}

#[test]
fn what_a_step_says_itself_comes_first() {
    let saga = saga::step("Reserve", |order: Expr<Order>| {
        reserve_or_not(order)
            .output(|reservation| ReservedExpr { order, reservation })
            .catch(StockError::EMPTY, sold_out)
    })
    .undo("Release", |reserved| {
        release(reserved.reservation).retry(Retry::on(errors::ALL).max_attempts(1))
    })
    .step("Charge", |reserved: Expr<Reserved>| {
        charge(reserved.order).output(|charge| PaidExpr { reserved, charge })
    })
    .ends(ENDS);
    let states = states(Jsonata, saga);
    assert_eq!(
        states["Reserve"]["Catch"][0],
        json!({ "ErrorEquals": ["Empty"], "Next": "SoldOut" })
    );
    assert_eq!(states["Reserve"]["Catch"][1]["Next"], "Cancelled");
    // Its own retrier for everything, after the one that is recommended for Lambda; none is added.
    let retry = states["Release"]["Retry"].as_array().unwrap();
    assert_eq!(retry.len(), 2);
    assert_eq!(
        retry[1],
        json!({ "ErrorEquals": ["States.ALL"], "MaxAttempts": 1 })
    );
}

#[state]
fn side_by_side(failed: Expr<Failed<Order>>) -> Flow<(String, String)> {
    fail("Failed", failed.data.id)
}
#[state]
fn stuck_side_by_side(stuck: Expr<Stuck<Order>>) -> Flow<(String, String)> {
    fail("Stuck", stuck.data.id)
}
#[state]
fn id_of(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}
#[state]
fn both(done: Expr<Order>) -> Flow<(String, String)> {
    fail("Never", done.id)
}

#[test]
fn a_step_can_be_a_parallel_a_map_or_a_raw_state() {
    let saga = saga::step("Branches", |order: Expr<Order>| {
        parallel(order)
            .branch(id_of)
            .branch(id_of.named("Name2"))
            .discard_result(order)
    })
    .undo("UndoBranches", |order| {
        parallel(order).branch(id_of.named("Name3"))
    })
    .step("Raw", |_: Expr<Order>| {
        raw_state::<Order>(
            r#"{"Type": "Task", "Resource": "arn:aws:states:eu-west-1:123456789012:activity:a"}"#,
        )
    })
    .ends(saga::Ends {
        done: both,
        undone: side_by_side,
        stuck: stuck_side_by_side,
    });
    let states = states(Jsonata, saga);
    assert_eq!(states["Branches"]["Type"], "Parallel");
    assert_eq!(
        ways(&states, "Branches"),
        ("Raw".into(), "SideBySide".into())
    );
    assert_eq!(
        ways(&states, "UndoBranches"),
        ("SideBySide".into(), "StuckSideBySide".into())
    );
    assert_eq!(ways(&states, "Raw"), ("Both".into(), "UndoBranches".into()));
}

#[state]
fn all_done(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

fn long(steps: usize) -> StateFn<Order, String> {
    let nothing = |order: Expr<Order>| void(order).discard_result(order);
    let undo = |order: Expr<Order>| void(order);
    let mut saga = saga::step("Step0", nothing).undo("Undo0", undo);
    for n in 1..steps {
        let step = saga.step(format!("Step{n}"), nothing);
        saga = step.undo(format!("Undo{n}"), undo);
    }
    saga.ends(saga::Ends {
        done: all_done,
        undone: cancelled,
        stuck: page,
    })
}

#[test]
fn a_program_can_make_as_many_steps_as_it_likes() {
    let states = states(Jsonata, long(600));
    let way = |name| ways(&states, name);
    assert_eq!(way("Step599"), ("AllDone".into(), "Undo598".into()));
    assert_eq!(way("Undo598"), ("Undo597".into(), "Page".into()));
    // More than a definition may hold is told.
    let errors = Workflow::new("w", long(5_000)).synthesize();
    let errors = errors.expect_err("more than a definition may hold");
    assert_eq!(errors.iter().next().unwrap().code, "quota-exceeded");
}
