//! Retriers and catchers that can never act.

use super::*;

#[derive(LambdaError)]
enum PaymentError {
    CardDeclined,
    Fraud,
}

#[lambda("pay")]
fn take(order: Order) -> Result<Receipt, PaymentError>;

#[state]
fn sorry<T: Shape>(_: Expr<T>) -> Flow<Receipt> {
    fail_error("Sorry")
}

static SCANNER: Activity<Order, Receipt> = Activity::named("scanner");

#[test]
fn an_error_that_is_retried_already() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        take(order)
            //~ retried first
            .retry(Retry::on([
                PaymentError::CARD_DECLINED,
                PaymentError::FRAUD,
            ]))
            //~ retried again
            .retry(Retry::on(PaymentError::FRAUD).max_attempts(9))
            .end()
    }
    let error = error_in(Jsonata, pay);
    assert_says(
        &error,
        "error-already-handled",
        "retried again",
        "this retrier of state `Pay` never acts: one before it takes `Fraud` already",
        "put the narrower one first, or remove this one",
    );
    assert_relates(&error, "retried first", "the retrier that takes it");
    assert_eq!(error.state.as_deref(), Some("Pay"));
}

#[test]
fn an_error_that_a_wildcard_takes() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        take(order)
            .timeout_seconds(30)
            .heartbeat_seconds(10)
            //~ wildcard
            .catch(errors::TASK_FAILED, sorry)
            //~ behind the wildcard
            .catch(PaymentError::CARD_DECLINED, sorry)
            // A timeout is no failure of the task, and only its own name matches a limit.
            .catch(errors::TIMEOUT, sorry)
            //~ heartbeat behind timeout
            .catch(errors::HEARTBEAT_TIMEOUT, sorry)
            .catch(errors::DATA_LIMIT_EXCEEDED, sorry)
            .catch(errors::ALL, sorry)
            .end()
    }
    let errors = errors_of(&Workflow::new("orders", pay));
    assert_eq!(errors.len(), 2, "{errors}");
    let mut errors = errors.iter();
    let first = errors.next().unwrap();
    assert_says(
        first,
        "error-already-handled",
        "behind the wildcard",
        "this catcher of state `Pay` never acts: one before it takes `CardDeclined` already",
        "put the narrower one first, or remove this one",
    );
    assert_relates(first, "wildcard", "the catcher that takes it");
    assert_says(
        errors.next().unwrap(),
        "error-already-handled",
        "heartbeat behind timeout",
        "this catcher of state `Pay` never acts: one before it takes `States.HeartbeatTimeout` already",
        "put the narrower one first, or remove this one",
    );
}

#[test]
fn whatever_comes_after_all() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        take(order)
            //~ all before others
            .catch(errors::ALL, sorry)
            .catch(PaymentError::CARD_DECLINED, sorry)
            .end()
    }
    assert_says(
        &error_in(Jsonata, pay),
        "invalid-error-handling",
        "all before others",
        "at `/States/Pay/Catch/0/ErrorEquals/0`: States.ALL is not in the last entry",
        "what comes after it can never act: move it to the end",
    );
}

/// Lists are shared between states: one of its names can match, so the list is of use.
#[test]
fn a_list_in_which_one_name_matches_is_fine() {
    const PASSING: [errors::ErrorName; 3] = [
        errors::TIMEOUT,
        errors::HEARTBEAT_TIMEOUT,
        errors::LAMBDA_TOO_MANY_REQUESTS,
    ];
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        take(order)
            .retry(Retry::on(errors::TIMEOUT).max_attempts(1))
            .retry(Retry::on(PASSING))
            .catch_each(|error, said| match error {
                PaymentError::CardDeclined => to(said, sorry),
                PaymentError::Fraud => to(order, sorry.named("SorryForFraud")),
            })
            .catch(errors::ALL, sorry)
            .end()
    }
    Workflow::new("orders", pay).synthesize().unwrap();
}

#[test]
fn a_heartbeat_that_nobody_asked_for() {
    #[state]
    fn scan(order: Expr<Order>) -> Flow<Receipt> {
        activity::run(&SCANNER, order)
            .timeout_seconds(600)
            //~ no heartbeat
            .catch(errors::HEARTBEAT_TIMEOUT, sorry)
            .end()
    }
    assert_says(
        &error_in(Jsonata, scan),
        "error-never-raised",
        "no heartbeat",
        "this catcher of state `Scan` never acts: nothing there raises `States.HeartbeatTimeout`",
        "give the task a `.heartbeat_seconds(..)`, or remove the name",
    );
}

#[test]
fn a_timeout_of_a_worker_that_has_none() {
    #[state]
    fn ask(order: Expr<Order>) -> Flow<Receipt> {
        wait_for_task_token(|token| {
            sqs::send_message(
                &APPROVALS,
                QuestionExpr {
                    order_id: order.id,
                    task_token: token,
                },
            )
        })
        //~ no timeout
        .catch(errors::TIMEOUT, sorry)
        .end()
    }
    assert_says(
        &error_in(Jsonata, ask),
        "error-never-raised",
        "no timeout",
        "this catcher of state `Ask` never acts: nothing there raises `States.Timeout`",
        "an activity or a callback waits for as long as the execution lasts: give it a `.timeout_seconds(..)`",
    );

    // A heartbeat that is missed is a timeout too, and Lambda has one of its own.
    #[state]
    fn scan(order: Expr<Order>) -> Flow<Receipt> {
        activity::run(&SCANNER, order)
            .heartbeat_seconds(order.quantity)
            .catch(errors::TIMEOUT, sorry)
            .next(pay)
    }
    #[state]
    fn pay(receipt: Expr<Receipt>) -> Flow<Receipt> {
        aws_sdk::call::<Receipt>("s3", "headObject")
            .with("Key", receipt.charge_id)
            .catch(errors::TIMEOUT, sorry)
            .end()
    }
    Workflow::new("orders", scan).synthesize().unwrap();
}

#[test]
fn errors_of_other_states() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        take(order)
            //~ choice in a task
            .catch(errors::NO_CHOICE_MATCHED, sorry)
            //~ branch in a task
            .catch(errors::BRANCH_FAILED, sorry)
            //~ reader in a task
            .catch(errors::ITEM_READER_FAILED, sorry)
            //~ intrinsic in JSONata
            .catch(errors::INTRINSIC_FAILURE, sorry)
            //~ http in a function
            .catch(errors::http_status(404), sorry)
            .end()
    }
    let errors = errors_of(&Workflow::new("orders", pay));
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.code, error.location.map(std::panic::Location::line)))
        .collect();
    let expected = [
        "choice in a task",
        "branch in a task",
        "reader in a task",
        "intrinsic in JSONata",
        "http in a function",
    ]
    .map(|mark| ("error-never-raised", Some(line_of(mark))));
    assert_eq!(found, expected, "{errors}");
    assert_eq!(
        errors.iter().next().and_then(|e| e.help.as_deref()),
        Some(
            "only a Choice without a default raises it, to the Map or Parallel that it is inside of: catch it there, or give the Choice an `.otherwise(..)`"
        )
    );
}

#[test]
fn errors_of_what_is_inside() {
    // The Choice has no default, so the Map can fail with it.
    #[state]
    fn check_all(order: Expr<Order>) -> Flow<Vec<String>> {
        map(order.items, check_one)
            .catch(errors::NO_CHOICE_MATCHED, none_checked)
            .end()
    }
    #[state]
    fn check_one(item: Expr<Item>) -> Flow<String> {
        choice(item)
            .when(item.sku.eq("1"), checked)
            .or_no_choice_matched()
    }
    #[state]
    fn checked(item: Expr<Item>) -> Flow<String> {
        succeed(item.sku)
    }
    #[state]
    fn none_checked(error: Expr<ErrorOutput>) -> Flow<Vec<String>> {
        fail_cause(error.cause)
    }
    Workflow::new("orders", check_all).synthesize().unwrap();

    // Here it has one.
    #[state]
    fn pack_all(order: Expr<Order>) -> Flow<Vec<String>> {
        map(order.items, pack_one)
            //~ choice with a default
            .catch(errors::NO_CHOICE_MATCHED, none_checked)
            .end()
    }
    #[state]
    fn pack_one(item: Expr<Item>) -> Flow<String> {
        choice(item)
            .when(item.sku.eq("1"), checked)
            .otherwise(checked)
    }
    let error = error_in(Jsonata, pack_all);
    assert_eq!(error.code, "error-never-raised", "{error}");
    assert_eq!(
        error.location.map(std::panic::Location::line),
        Some(line_of("choice with a default"))
    );
    assert_eq!(
        error.message,
        "this catcher of state `PackAll` never acts: nothing there raises `States.NoChoiceMatched`"
    );
}

#[test]
fn a_name_as_another_integration_spells_it() {
    #[derive(Shape)]
    struct OrderKey {
        id: String,
    }
    static ORDERS: Table<Order, OrderKey> = Table::named("orders");
    #[state]
    fn save(order: Expr<Order>) -> Flow<Order> {
        dynamodb::put_item(&ORDERS, order)
            .discard_result(order)
            //~ spelt as by an SDK call
            .retry(Retry::on(errors::custom(
                "DynamoDb.ConditionalCheckFailedException",
            )))
            .next(head)
    }
    #[state]
    fn head(order: Expr<Order>) -> Flow<Order> {
        aws_sdk::call::<Order>("s3", "headObject")
            .with("Key", order.id)
            //~ without Exception
            .retry(Retry::on(errors::custom("S3.NoSuchKey")))
            .end()
    }
    let errors = errors_of(&Workflow::new("orders", save));
    assert_eq!(errors.len(), 2, "{errors}");
    let mut errors = errors.iter();
    assert_says(
        errors.next().unwrap(),
        "error-never-raised",
        "spelt as by an SDK call",
        "this retrier of state `Save` never acts: nothing there raises `DynamoDb.ConditionalCheckFailedException`",
        "DynamoDB's own integration spells it `DynamoDB.ConditionalCheckFailedException`; `DynamoDb.` is that of an SDK call",
    );
    assert_says(
        errors.next().unwrap(),
        "error-never-raised",
        "without Exception",
        "this retrier of state `Head` never acts: nothing there raises `S3.NoSuchKey`",
        "the errors of an SDK call end in `Exception`: `S3.NoSuchKeyException`",
    );
}

#[test]
fn what_ends_the_execution_is_named_beside_others() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        take(order)
            //~ terminal
            .catch([errors::TIMEOUT, errors::custom("States.Runtime")], sorry)
            .end()
    }
    assert_says(
        &error_in(Jsonata, pay),
        "terminal-error",
        "terminal",
        "a catcher of state `Pay` names `States.Runtime`, which ends the execution before it is asked",
        "remove the name: nothing retries or catches it",
    );
}

#[test]
fn handlers_of_a_state_written_as_text() {
    #[state]
    //~ raw handlers
    fn tell(_: Expr<Order>) -> Flow<Receipt> {
        raw_state(
            r#"{
                "Type": "Task", "Resource": "arn:aws:states:::sns:publish",
                "Arguments": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:told", "Message": "x"},
                "Retry": [{"ErrorEquals": ["States.TaskFailed"]}, {"ErrorEquals": ["Lambda.Unknown", "Sandbox.Timedout"]}]
            }"#,
        )
        .end()
    }
    let error = error_in(Jsonata, tell);
    assert_eq!(error.code, "error-never-raised", "{error}");
    assert_eq!(
        error.message,
        "this retrier of state `Tell` never acts: nothing there raises `Lambda.Unknown`, `Sandbox.Timedout`"
    );
    assert_eq!(
        error.help.as_deref(),
        Some("only the call of a Lambda function raises it: remove the name")
    );
}

#[test]
fn what_a_distributed_map_raises() {
    #[state]
    fn pack_all(order: Expr<Order>) -> Flow<Vec<Item>> {
        distributed_map(order.items)
            .express(pack_one)
            .catch(errors::EXCEED_TOLERATED_FAILURE_THRESHOLD, nothing)
            //~ no reader
            .catch(errors::ITEM_READER_FAILED, nothing)
            .end()
    }
    #[state]
    fn pack_one(item: Expr<Item>) -> Flow<Item, Express> {
        succeed(item)
    }
    #[state]
    fn nothing(_: Expr<ErrorOutput>) -> Flow<Vec<Item>> {
        fail_error("Nothing")
    }
    assert_says(
        &error_in(Jsonata, pack_all),
        "error-never-raised",
        "no reader",
        "this catcher of state `PackAll` never acts: nothing there raises `States.ItemReaderFailed`",
        "only a Distributed Map with an item reader raises it: remove the name",
    );

    // An inline Map tolerates nothing and raises nothing of its own.
    #[state]
    fn pack_inline(order: Expr<Order>) -> Flow<Vec<Item>> {
        map(order.items, pack_here)
            //~ inline threshold
            .catch(errors::EXCEED_TOLERATED_FAILURE_THRESHOLD, nothing)
            .end()
    }
    #[state]
    fn pack_here(item: Expr<Item>) -> Flow<Item> {
        succeed(item)
    }
    let error = error_in(Jsonata, pack_inline);
    assert_eq!(error.code, "error-never-raised", "{error}");
    assert_eq!(
        error.location.map(std::panic::Location::line),
        Some(line_of("inline threshold"))
    );
}
