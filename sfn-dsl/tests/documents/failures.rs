//! Retriers and catchers.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

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

#[derive(LambdaError)]
enum PaymentError {
    #[lambda_error(name = "CardDeclinedException")]
    CardDeclined,
    Expired {
        since: String,
    },
    Fraud(String),
    Busy,
}

#[lambda("take-payment")]
fn take_payment(order: Order) -> Result<Receipt, PaymentError>;

#[state]
fn ask_for_another_card(order: Expr<Order>) -> Flow<Receipt> {
    fail_error(order.id)
}
#[state]
fn review(error: Expr<ErrorOutput>) -> Flow<Receipt> {
    fail("Review", error.cause)
}

#[test]
fn declared_errors_are_matched_one_by_one() {
    fn flow(order: Expr<Order>) -> Flow<Receipt> {
        take_payment(order)
            .retry(Retry::on(errors::declared_by::<PaymentError>()).max_attempts(1))
            .catch_each(|error, said| match error {
                PaymentErrorKind::CardDeclined | PaymentErrorKind::Expired => {
                    Some(to(order, ask_for_another_card))
                }
                PaymentErrorKind::Fraud => Some(to(said, review)),
                PaymentErrorKind::Busy => None,
            })
            .catch(errors::ALL, review.named("ReviewTheRest"))
            .end()
    }
    let named = ["CardDeclinedException", "Expired", "Fraud", "Busy"];
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(
        document["X"]["Catch"],
        json!([
            {
                "ErrorEquals": ["CardDeclinedException", "Expired"],
                "Output": "{% $states.input %}",
                "Next": "AskForAnotherCard"
            },
            { "ErrorEquals": ["Fraud"], "Next": "Review" },
            { "ErrorEquals": ["States.ALL"], "Next": "ReviewTheRest" }
        ])
    );
    assert_eq!(document["X"]["Retry"][0]["ErrorEquals"], json!(named));
    let document = states(JsonPath, state("X", flow)).unwrap();
    assert_eq!(
        document["X"]["Catch"],
        json!([
            {
                "ErrorEquals": ["CardDeclinedException", "Expired"],
                "ResultPath": null,
                "Next": "AskForAnotherCard"
            },
            { "ErrorEquals": ["Fraud"], "Next": "Review" },
            { "ErrorEquals": ["States.ALL"], "Next": "ReviewTheRest" }
        ])
    );
}

#[test]
fn errors_are_declared_where_nothing_else_does() {
    #[derive(LambdaError)]
    enum Refusal {
        Refused,
        #[lambda_error(name = "approval.withdrawn")]
        Withdrawn,
    }
    #[derive(Shape)]
    struct Question {
        token: TaskToken,
    }
    let state = jsonata(|_: Expr<Order>| -> Flow<Receipt> {
        wait_for_task_token(|token| {
            sqs::send_message(Queue::named("questions"), QuestionExpr { token })
        })
        .raises::<Refusal>()
        .retry(Retry::on(Refusal::WITHDRAWN).max_attempts(1))
        .catch_each(|error, said| match error {
            Refusal::Refused => Some(to(said, review)),
            Refusal::Withdrawn => None,
        })
        .end()
    });
    assert_eq!(
        state["Retry"][0]["ErrorEquals"],
        json!(["approval.withdrawn"])
    );
    assert_eq!(
        state["Catch"],
        json!([{ "ErrorEquals": ["Refused"], "Next": "Review" }])
    );
}
