//! Data read where it is not.

use super::*;

#[test]
fn of_another_state() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<String> {
        charge(order).next(state("Thank", move |_: Expr<Receipt>| {
            //~ captured
            succeed(order.id)
        }))
    }

    assert_says(
        &error_in(Jsonata, pay),
        "expression-of-another-state",
        "captured",
        "the output of state `Thank` reads data of state `Pay`, which is gone by then",
        "hand the data on in the other state's output, so that it arrives in this state's input",
    );
}

#[test]
fn a_result_before_the_call() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        let mut leaked = None;
        //~ leaked-result
        let task = charge(order).output(|receipt| {
            leaked = Some(receipt.seconds);
            receipt
        });
        task.timeout_seconds(leaked.expect("a result")).end()
    }

    assert_says(
        &error_in(Jsonata, pay),
        "data-not-here",
        "leaked-result",
        "the timeout of state `Pay` reads the state's result, which is not there",
        "a result exists only after the call: read it in `.output(|result| ..)`",
    );
}

#[test]
fn an_error_after_the_call() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<String> {
        let mut leaked = None;
        let task = charge(order).catch_with(
            errors::ALL,
            |error| {
                leaked = Some(error.cause);
                error
            },
            give_up,
        );
        //~ leaked-error
        task.output(|_| leaked.expect("a cause")).end()
    }
    #[state]
    fn give_up(error: Expr<ErrorOutput>) -> Flow<String> {
        succeed(error.cause)
    }

    assert_says(
        &error_in(Jsonata, pay),
        "data-not-here",
        "leaked-error",
        "the output of state `Pay` reads a catcher's error, which is not there",
        "an error exists only in the closure of its `catch_with`",
    );
}

#[test]
fn an_item_after_the_map() {
    #[state]
    fn pack(order: Expr<Order>) -> Flow<u64> {
        let mut leaked = None;
        let map = map_select(
            order.items,
            |item| {
                leaked = Some(item.index);
                item.value
            },
            pack_one,
        );
        //~ leaked-item
        map.output(|_| leaked.expect("an index")).end()
    }
    #[state]
    fn pack_one(item: Expr<Item>) -> Flow<String> {
        succeed(item.sku)
    }

    assert_says(
        &error_in(Jsonata, pack),
        "data-not-here",
        "leaked-item",
        "the output of state `Pack` reads a Map item, which is not there",
        "an item exists only in the selector of its `map_select`, or the `.select(..)` of its `distributed_map`",
    );
}

#[test]
fn a_token_after_the_call() {
    #[state]
    fn ask(order: Expr<Order>) -> Flow<Question> {
        let mut leaked = None;
        wait_for_task_token(|token| {
            leaked = Some(token);
            sqs::send_message(
                &APPROVALS,
                QuestionExpr {
                    order_id: order.id,
                    task_token: token,
                },
            )
        })
        //~ leaked-token
        .output(|_: Expr<bool>| QuestionExpr {
            order_id: order.id,
            task_token: leaked.expect("a token"),
        })
        .end()
    }

    assert_says(
        &error_in(Jsonata, ask),
        "data-not-here",
        "leaked-token",
        "the output of state `Ask` reads a task token, which is not there",
        "a token exists only in the arguments of the call inside its `wait_for_task_token`",
    );
}

#[test]
fn a_token_that_is_not_sent() {
    #[state]
    fn ask(order: Expr<Order>) -> Flow<bool> {
        //~ not-sent
        wait_for_task_token(|_token| sqs::send_message(&APPROVALS, order.id)).end()
    }

    assert_says(
        &error_in(Jsonata, ask),
        "token-not-sent",
        "not-sent",
        "state `Ask` waits for a task token that it does not hand out",
        "put the token into what is sent: `wait_for_task_token(|token| sqs::send_message(&QUEUE, QuestionExpr { task_token: token, .. }))`",
    );
}

#[test]
fn a_field_that_is_none() {
    #[state]
    fn note(order: Expr<Order>) -> Flow<Order> {
        let copied = order.note;
        //~ no-field
        pass(order.with(|_| copied, "gift")).end()
    }

    assert_says(
        &error_in(Jsonata, note),
        "not-a-field",
        "no-field",
        "in the output of state `Note`, the closure of `with` or `put` does not return a field",
        "return one of the value's own optional fields: `order.with(|o| o.receipt, receipt)`",
    );
}

#[test]
fn an_attribute_inside_of_another() {
    #[derive(Shape)]
    struct Key {
        id: String,
    }
    static RECEIPTS: sfn_dsl::Table<Paid, Key> = sfn_dsl::Table::named("receipts");
    #[state]
    fn correct(order: Expr<Order>) -> Flow<Order> {
        dynamodb::update_item(&RECEIPTS, KeyExpr { id: order.id })
            //~ nested-attribute
            .set(|item| item.receipt.charge_id, "none")
            .discard_result(order)
            .end()
    }

    assert_says(
        &error_in(Jsonata, correct),
        "unsupported-expression",
        "nested-attribute",
        "in `arguments` of state `Correct`: this is not one of the item's own attributes",
        "point at a field of the item, `|item| item.status`, and set nested data as a whole",
    );
}

#[test]
fn an_item_that_is_no_attribute_value() {
    #[derive(Shape)]
    struct Deep {
        id: String,
        below: Vec<Deep>,
    }
    static FOLDERS: sfn_dsl::Table<Deep, Deep> = sfn_dsl::Table::named("folders");
    #[state]
    fn save(deep: Expr<Deep>) -> Flow<Deep> {
        //~ no-attribute
        dynamodb::put_item(&FOLDERS, deep)
            .discard_result(deep)
            .end()
    }

    let error = error_in(Jsonata, save);
    assert_eq!(
        error.location.map(|l| l.line()),
        Some(line_of("no-attribute")),
        "{error}"
    );
}

#[test]
fn a_constant_that_is_no_json() {
    #[derive(Shape)]
    struct Odd;
    impl Serialize for Odd {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([(vec![1], 2)].into_iter().collect::<BTreeMap<_, _>>())
        }
    }
    #[state]
    fn configure(_: Expr<Order>) -> Flow<Odd> {
        //~ no-json
        succeed(constant(&Odd))
    }

    assert_says(
        &error_in(Jsonata, configure),
        "not-json",
        "no-json",
        "in the output of state `Configure`, a constant cannot be written as JSON: key must be a string",
        "use maps with string keys, and no values that JSON does not have",
    );
}

#[test]
fn the_stand_in_of_with_outside_of_its_closure() {
    let order: Expr<Order> = context::execution_input();
    let mut leaked = None;
    let _ = order.with(
        |o| {
            leaked = Some(o);
            o.note
        },
        "x",
    );
    // Whatever it says, it does not panic.
    assert!(leaked.expect("a stand-in").id.to_jsonata().is_ok());
}

#[test]
fn raw_jsonata_that_cannot_be_right() {
    for (text, why) in [
        ("$states.input.(", "a `)` is missing"),
        ("$uuid())", "its `)` closes nothing"),
        ("'it", "a ' is missing"),
        ("1 %} {% 2", "it has `%}` in it, which ends an expression"),
        ("$eval('1')", "Step Functions has no `$eval`"),
    ] {
        let start = state("Compute", move |_: Expr<Order>| -> Flow<String> {
            pass(Expr::<String>::raw_jsonata(text, [])).end()
        });
        let error = error_in(Jsonata, start);
        assert_eq!(error.code, "malformed-jsonata", "{error}");
        assert_eq!(
            error.message,
            format!("in the output of state `Compute`, the raw JSONata cannot be right: {why}")
        );
    }
    for text in [
        "$replace($states.input.id, /\\(/, '')",
        "{\"a\": [1, \")\"]}",
        "$uuid()",
    ] {
        let start = state("Compute", move |_: Expr<Order>| -> Flow<String> {
            pass(Expr::<String>::raw_jsonata(text, [])).end()
        });
        assert!(
            Workflow::new("orders", start).synthesize().is_ok(),
            "{text}"
        );
    }
}
