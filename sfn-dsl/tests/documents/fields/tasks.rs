//! Tasks, their retriers and catchers.

use serde_json::{Value, json};
use sfn_dsl::prelude::*;

use super::*;

#[test]
fn a_task() {
    let flow = |order: Expr<Order>| {
        wait_for_task_token(|token| sqs::send_message(&QUEUE, token))
            .comment("Asks")
            .credentials(&ASSISTANT)
            .timeout_seconds(order.limit)
            .heartbeat_seconds(order.delay)
            .retry(Retry::on(errors::TIMEOUT).max_attempts(1))
            .catch(errors::ALL, state("Failed", failed))
            .assign_result(&SEEN, |answer: Expr<Receipt>| answer.charge_id)
            .discard_result(order)
            .next(done("Done"))
    };
    let both = [
        "Type",
        "Resource",
        "Comment",
        "Credentials",
        "Retry",
        "Catch",
        "Assign",
        "Next",
    ];
    shows(&jsonata(flow), "Task", &both);
    shows(
        &jsonata(flow),
        "Task",
        &["Arguments", "Output", "TimeoutSeconds", "HeartbeatSeconds"],
    );
    has(&jsonata(flow)["Credentials"], &["RoleArn"]);
    shows(&jsonpath(flow), "Task", &both);
    shows(
        &jsonpath(flow),
        "Task",
        &[
            "Parameters",
            "ResultPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
        ],
    );
    has(&jsonpath(flow)["Credentials"], &["RoleArn"]);
}

#[test]
fn a_task_in_its_language() {
    #[state(query_language = "JSONata")]
    fn look_it_up(order: Expr<Order>) -> Flow<Receipt> {
        look_up(order.address).end()
    }
    let mixed = states(JsonPath, look_it_up).unwrap();
    shows(&mixed["LookItUp"], "Task", &["QueryLanguage", "End"]);
    let by_path = |order: Expr<Order>| look_up(order.address).put(order, |o| o.receipt).end();
    shows(
        &jsonpath(by_path),
        "Task",
        &["InputPath", "ResultPath", "End"],
    );
    let whole = |order: Expr<Order>| paid(order).timeout_seconds(5).heartbeat_seconds(2).end();
    shows(
        &jsonpath(whole),
        "Task",
        &["OutputPath", "TimeoutSeconds", "HeartbeatSeconds"],
    );
    let built = |order: Expr<Order>| {
        look_up(order.address)
            .output(|receipt| SummaryExpr {
                order_id: lit("1"),
                charge_id: receipt.charge_id,
            })
            .end()
    };
    shows(&jsonpath(built), "Task", &["ResultSelector"]);
}

#[test]
fn handlers() {
    let flow = |order: Expr<Order>| {
        look_up(order.address)
            .without_default_retry()
            .retry(
                Retry::on(errors::custom("Busy"))
                    .interval_seconds(3)
                    .max_attempts(5)
                    .backoff_rate(1.5)
                    .max_delay_seconds(60)
                    .full_jitter()
                    .comment("busy"),
            )
            .catch_to(errors::ALL, |error| {
                to(order.with(|o| o.error, error), done("Failed"))
                    .assign(&SEEN, error.error)
                    .comment("Nothing else helps")
            })
            .discard_result(order)
            .end()
    };
    let retrier = [
        "ErrorEquals",
        "IntervalSeconds",
        "MaxAttempts",
        "BackoffRate",
        "MaxDelaySeconds",
        "JitterStrategy",
        "Comment",
    ];
    has(&jsonata(flow)["Retry"][0], &retrier);
    has(&jsonpath(flow)["Retry"][0], &retrier);
    has(
        &jsonata(flow)["Catch"][0],
        &["ErrorEquals", "Next", "Output", "Assign", "Comment"],
    );
    has(
        &jsonpath(flow)["Catch"][0],
        &["ErrorEquals", "Next", "ResultPath", "Assign", "Comment"],
    );
}

#[test]
fn a_whole_answer_of_lambda() {
    let flow = |order: Expr<Order>| {
        paid(order)
            .envelope()
            .output(|answer| answer.payload.cents)
            .end()
    };
    assert_eq!(
        jsonata(flow)["Output"],
        json!("{% $states.result.Payload.cents %}")
    );
    let whole = |order: Expr<Order>| paid(order).envelope().end();
    assert_eq!(
        (
            jsonata(whole).get("Output"),
            jsonpath(whole).get("OutputPath")
        ),
        (None, None)
    );
}

#[test]
fn placeholders_stay_in_a_format() {
    let flow = |order: Expr<Order>| {
        pass(SummaryExpr {
            order_id: text!("s3://{}/{}/{{a}}", "${Orders-Bucket}", order.id),
            charge_id: text!("it's {}", order.id),
        })
        .end()
    };
    assert_eq!(
        jsonpath(flow)["Parameters"],
        json!({
            "order_id.$": "States.Format('s3://${Orders-Bucket}/{}/\\{a\\}', $.id)",
            "charge_id.$": "States.Format('it\\'s {}', $.id)"
        })
    );
}

/// Every name that the state's retriers have.
fn names(state: &Value) -> Vec<String> {
    let retriers = state["Retry"].as_array().unwrap().iter();
    let names = retriers.flat_map(|retrier| retrier["ErrorEquals"].as_array().unwrap());
    names
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn error_names() {
    let task = |order: Expr<Order>| {
        wait_for_task_token::<Receipt, _, _, _>(|token| sqs::send_message(&QUEUE, token))
            .timeout_seconds(60)
            .heartbeat_seconds(10)
            .retry(Retry::on(errors::HEARTBEAT_TIMEOUT))
            .retry(Retry::on(errors::TIMEOUT))
            .retry(Retry::on(errors::PERMISSIONS))
            .retry(Retry::on(errors::DATA_LIMIT_EXCEEDED))
            .retry(Retry::on(errors::TASK_FAILED))
            .retry(Retry::on(errors::ALL))
            .discard_result(order)
            .end()
    };
    let common = [
        "States.HeartbeatTimeout",
        "States.Timeout",
        "States.Permissions",
        "States.DataLimitExceeded",
        "States.TaskFailed",
        "States.ALL",
    ];
    assert_eq!(names(&jsonata(task)), common);
    assert_eq!(names(&jsonpath(task)), common);
    let of_jsonata = |order: Expr<Order>| {
        look_up(order.address)
            .without_default_retry()
            .retry(Retry::on(errors::QUERY_EVALUATION_ERROR))
            .end()
    };
    assert_eq!(names(&jsonata(of_jsonata)), ["States.QueryEvaluationError"]);
    let of_jsonpath = |order: Expr<Order>| {
        look_up(order.address)
            .without_default_retry()
            .retry(Retry::on(errors::INTRINSIC_FAILURE))
            .retry(Retry::on(errors::PARAMETER_PATH_FAILURE))
            .retry(Retry::on(errors::RESULT_PATH_MATCH_FAILURE))
            .end()
    };
    assert_eq!(
        names(&jsonpath(of_jsonpath)),
        [
            "States.IntrinsicFailure",
            "States.ParameterPathFailure",
            "States.ResultPathMatchFailure"
        ]
    );
}

#[test]
fn error_names_of_branches() {
    fn open(order: Expr<Order>) -> Flow<Order> {
        choice(order)
            .when(order.paid, done("Paid"))
            .or_no_choice_matched()
    }
    let flow = |order: Expr<Order>| {
        parallel(order)
            .branch(state("Open", open))
            .branch(done("Right"))
            .retry(Retry::on(errors::BRANCH_FAILED))
            .retry(Retry::on(errors::NO_CHOICE_MATCHED))
            .discard_result(order)
            .end()
    };
    let both = ["States.BranchFailed", "States.NoChoiceMatched"];
    assert_eq!(names(&jsonata(flow)), both);
    assert_eq!(names(&jsonpath(flow)), both);
}
