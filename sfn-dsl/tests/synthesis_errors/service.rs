//! What the service would refuse, found by the rules that hold for every document and told where it was written.

use super::*;

#[test]
fn what_the_service_would_refuse_is_said_at_its_line() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        charge(order)
            .without_default_retry()
            //~ all
            .retry(Retry::on(errors::ALL))
            //~ slow
            .retry(Retry::on(errors::TIMEOUT).backoff_rate(0.5))
            .end()
    }

    let errors = errors_of(&Workflow::new("orders", pay));
    let lines: Vec<_> = errors
        .iter()
        .filter_map(|e| e.location)
        .map(|l| l.line())
        .collect();
    assert_eq!(lines, [line_of("all"), line_of("slow")], "{errors}");
}

#[test]
fn a_definition_that_is_too_large() {
    #[state]
    fn configure(_: Expr<Order>) -> Flow<String> {
        succeed("x".repeat(1_100_000))
    }

    let error = error_in(Jsonata, configure);
    assert_eq!(error.code, "quota-exceeded", "{error}");
    assert_eq!(
        error.help.as_deref(),
        Some("move a part into a state machine of its own and start it from here")
    );
}

#[test]
fn a_raw_state_with_a_typo() {
    #[state]
    fn misspelt(_: Expr<Order>) -> Flow<Order> {
        //~ raw-type
        raw_state(r#"{ "Type": "Pas" }"#).end()
    }
    assert_says(
        &error_in(Jsonata, misspelt),
        "raw-state",
        "raw-type",
        "the raw state `Misspelt` is no state of the language",
        "write a JSON object with a `Type` (Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map) and that type's fields",
    );

    #[state]
    //~ raw-field
    fn another_field(_: Expr<Order>) -> Flow<Order> {
        raw_state(r#"{ "Type": "Pass", "Ouput": "x" }"#).end()
    }
    assert_says(
        &error_in(Jsonata, another_field),
        "unknown-field",
        "raw-field",
        "at `/States/AnotherField/Ouput`: a Pass state has no field `Ouput`",
        "did you mean `Output`?",
    );
}

/// What one state's text cannot say does not keep another one's number from being told.
#[test]
fn all_that_is_wrong_at_once() {
    #[state]
    fn hold(order: Expr<Order>) -> Flow<String> {
        wait(order).seconds(100_000_000).next(say)
    }
    #[state]
    fn say(order: Expr<Order>) -> Flow<String> {
        succeed(Expr::<String>::raw_jsonata(
            "$string({}",
            [order.id.untyped()],
        ))
    }
    let errors = errors_of(&Workflow::new("two words", hold));
    let codes: Vec<_> = errors.iter().map(|error| error.code).collect();
    assert_eq!(
        codes,
        ["malformed-jsonata", "invalid-value", "workflow-name"]
    );
    let state = errors
        .iter()
        .nth(1)
        .and_then(|error| error.state.as_deref());
    assert_eq!(state, Some("Hold"));
}

#[test]
fn a_raw_state_that_says_another_way_on() {
    #[state]
    fn pasted(_: Expr<Order>) -> Flow<Order> {
        //~ raw-next
        raw_state(r#"{ "Type": "Pass", "Next": "Charge" }"#).next(pasted_too)
    }
    #[state]
    fn pasted_too(_: Expr<Order>) -> Flow<Order> {
        // Says the same.
        raw_state(r#"{ "Type": "Pass", "End": true }"#).end()
    }
    assert_says(
        &error_in(Jsonata, pasted),
        "raw-state",
        "raw-next",
        "the text of the raw state `Pasted` has `\"Next\": \"Charge\"`, and the workflow goes on to `PastedToo`",
        "leave it out of the text: `.next(state)` and `.end()` say where a state goes on",
    );

    #[state]
    fn ended(_: Expr<Order>) -> Flow<Order> {
        //~ raw-end
        raw_state(r#"{ "Type": "Pass", "End": true }"#).next(pasted_too)
    }
    assert_says(
        &error_in(Jsonata, ended),
        "raw-state",
        "raw-end",
        "the text of the raw state `Ended` has `\"End\": true`, and the workflow goes on to `PastedToo`",
        "leave it out of the text: `.next(state)` and `.end()` say where a state goes on",
    );
}

#[test]
fn a_raw_state_of_a_type_that_cannot_retry() {
    #[state]
    fn tag(order: Expr<Order>) -> Flow<Order> {
        raw_state(r#"{ "Type": "Pass" }"#)
            //~ raw-retry
            .retry(Retry::on(errors::ALL))
            .catch_with(
                errors::ALL,
                |_| order,
                state("Lost", |order: Expr<Order>| succeed(order)),
            )
            .end()
    }
    let errors = errors_of(&Workflow::new("orders", tag));
    let errors: Vec<_> = errors.iter().collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_says(
        errors[0],
        "raw-state",
        "raw-retry",
        "the raw state `Tag` is a Pass, which has no `Retry`",
        "leave it out: only Task, Parallel and Map states can retry and catch",
    );
}

#[test]
fn a_retrier_after_those_of_a_raw_state() {
    #[state]
    fn read(_: Expr<Order>) -> Flow<Order> {
        raw_state(
            r#"{ "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Retry": [
                { "ErrorEquals": ["A"] }, { "ErrorEquals": ["B"] }
            ] }"#,
        )
        //~ raw-rate
        .retry(Retry::on(errors::TIMEOUT).backoff_rate(0.5))
        .end()
    }
    let error = error_in(Jsonata, read);
    assert_eq!(
        error.location.unwrap().line(),
        line_of("raw-rate"),
        "{error}"
    );
}

#[test]
fn a_heartbeat_that_never_comes() {
    #[state]
    //~ heartbeat
    fn ask(order: Expr<Order>) -> Flow<bool> {
        wait_for_task_token(|token| {
            let question = QuestionExpr {
                order_id: order.id,
                task_token: token,
            };
            sqs::send_message(&APPROVALS, question)
        })
        .timeout_seconds(10)
        .heartbeat_seconds(20)
        .end()
    }

    assert_says(
        &error_in(Jsonata, ask),
        "invalid-value",
        "heartbeat",
        "at `/States/Ask/HeartbeatSeconds`: the heartbeat of 20 seconds is not below the timeout of 10",
        "lower the heartbeat, or raise the timeout",
    );
}

static BILLING: StateMachine<Order, String> = StateMachine::named("billing");

#[test]
fn a_name_that_no_execution_can_have() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        states::start_execution(&BILLING, order)
            //~ execution name
            .name("order 1")
            .sync()
            .output(|done| done.output)
            .end()
    }
    assert_says(
        &error_in(Jsonata, start),
        "unsupported-expression",
        "execution name",
        "in `arguments` of state `Start`: the execution name `order 1` has ' ' in it",
        "leave it out for a random name, or build it from data that is unique: `text!(\"order-{}\", order.id)`",
    );
}

#[test]
fn an_input_that_cannot_say_who_started_it() {
    static ECHO: StateMachine<String, String> = StateMachine::named("echo");
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        states::start_execution(&ECHO, order.id)
            //~ associated text
            .associate_with_parent()
            .sync()
            .output(|done| done.output)
            .end()
    }
    assert_says(
        &error_in(Jsonata, start),
        "unsupported-expression",
        "associated text",
        "in `arguments` of state `Start`: only an input that is an object can say who started the execution",
        "leave out `.associate_with_parent()`, or make the child's input a struct",
    );
}

#[test]
fn a_queue_by_the_placeholder_of_its_arn() {
    static ORDERS: Queue = Queue::placeholder("OrdersQueueArn");
    #[state]
    fn send(order: Expr<Order>) -> Flow<Order> {
        //~ queue arn
        sqs::send_message(&ORDERS, order.id)
            .discard_result(order)
            .end()
    }
    assert_says(
        &error_in(Jsonata, send),
        "unsupported-expression",
        "queue arn",
        "in `arguments` of state `Send`: a placeholder that stands for a queue's ARN cannot become its URL, which is what the API takes",
        "use a placeholder for its name, `Queue::placeholder(\"OrdersQueue\")`, or for both, `Queue::placeholders(\"OrdersQueueUrl\", \"OrdersQueueArn\")`",
    );
}

#[test]
fn an_output_computed_from_the_input_in_jsonpath() {
    static SCORING: StateMachine<Order, String, Express> = StateMachine::named("scoring");
    #[state]
    fn score(order: Expr<Order>) -> Flow<String> {
        states::start_sync_execution(&SCORING, order)
            //~ computed of both
            .output(|done| text!("{}: {}", order.id, done.output))
            .end()
    }
    assert_says(
        &error_in(JsonPath, score),
        "unsupported-expression",
        "computed of both",
        "in `Output` of state `Score`: JSONPath can hand on a path, or what is computed from the result alone, but nothing computed from the input",
        "put the result into a field with `.put(..)` and build the rest in a `pass(..)` state after it, or make the state JSONata",
    );
}
