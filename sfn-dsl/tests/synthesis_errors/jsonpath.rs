//! What JSONPath cannot say.

use super::*;

const IN_JSONATA: &str = "make the state JSONata (`#[state(query_language = \"JSONata\")]`, or the whole workflow), or compute it in a Lambda";

#[test]
fn has_no_default_for_what_is_absent() {
    #[state]
    fn note(order: Expr<Order>) -> Flow<String> {
        //~ unwrap-or
        pass(order.note.unwrap_or("none")).end()
    }

    assert_says(
        &error_in(JsonPath, note),
        "unsupported-expression",
        "unwrap-or",
        "in `Parameters` of state `Note`: JSONPath cannot choose between two values inside a state",
        "branch with `choice_on(..)` or `choice(..)`, or make the state JSONata",
    );
}

#[test]
fn does_not_multiply() {
    #[derive(Shape)]
    struct Sum {
        sum: f64,
    }
    #[state]
    fn add_up(order: Expr<Order>) -> Flow<Sum> {
        //~ multiply
        pass(SumExpr {
            sum: order.total * 2.0,
        })
        .end()
    }

    assert_says(
        &error_in(JsonPath, add_up),
        "unsupported-expression",
        "multiply",
        "in `Parameters` of state `AddUp`: JSONPath can add numbers, but not multiply or divide them",
        IN_JSONATA,
    );
}

#[test]
fn does_not_mix_input_and_result() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Paid> {
        charge(order)
            //~ mixed
            .output(|receipt| PaidExpr {
                order_id: order.id,
                receipt,
            })
            .end()
    }

    assert_says(
        &error_in(JsonPath, pay),
        "unsupported-expression",
        "mixed",
        "in `Output` of state `Pay`: JSONPath cannot build one object from the input and the result of a state",
        "put the result into a field with `.put(..)` and build the rest in a `pass(..)` state after it, or make the state JSONata",
    );
}

#[test]
fn puts_one_field_at_a_time() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Order> {
        charge(order)
            //~ two-fields
            .output(|receipt| {
                order
                    .with(|o| o.note, receipt.charge_id)
                    .with(|o| o.receipt, receipt)
            })
            .end()
    }

    assert_says(
        &error_in(JsonPath, pay),
        "unsupported-expression",
        "two-fields",
        "in `Output` of state `Pay`: JSONPath can put a result into one field of the input, not into several at once",
        "put the result into a field with `.put(..)` and build the rest in a `pass(..)` state after it, or make the state JSONata",
    );
}

#[test]
fn gives_a_handler_no_new_object() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<Receipt> {
        charge(order)
            //~ catch-with
            .catch_with(
                errors::ALL,
                |error| FailureExpr {
                    order_id: order.id,
                    error,
                },
                give_up,
            )
            .end()
    }
    #[state]
    fn give_up(failure: Expr<Failure>) -> Flow<Receipt> {
        fail("GaveUp", failure.error.cause)
    }

    assert_says(
        &error_in(JsonPath, pay),
        "unsupported-expression",
        "catch-with",
        "in `Catch` of state `Pay`: JSONPath can give a handler the error, or the state's input with the error in one field",
        "use `.catch(..)` or `|error| order.with(|o| o.error, error)`, or make the state JSONata",
    );
}

#[test]
fn hands_all_targets_of_a_choice_the_same() {
    #[state]
    fn branch(order: Expr<Order>) -> Flow<String> {
        //~ two-data
        choice_on(order.note, |note| match note {
            Some(note) => to(note, say),
            None => to(order.id, say),
        })
    }
    #[state]
    fn say(text: Expr<String>) -> Flow<String> {
        succeed(text)
    }

    assert_says(
        &error_in(JsonPath, branch),
        "unsupported-expression",
        "two-data",
        "in `Choices` of state `Branch`: JSONPath cannot hand different data to each target of a Choice",
        "hand the same data to all of them and pick a part in the targets, or make the state JSONata (`#[state(query_language = \"JSONata\")]`)",
    );
}

#[test]
fn has_no_literal_condition() {
    #[state]
    fn always(order: Expr<Order>) -> Flow<Order> {
        choice(order)
            //~ literal-condition
            .when(true, done)
            .otherwise(done)
    }
    #[state]
    fn done(order: Expr<Order>) -> Flow<Order> {
        succeed(order)
    }

    assert_says(
        &error_in(JsonPath, always),
        "unsupported-expression",
        "literal-condition",
        "in `Choices` of state `Always`: a literal is no condition in JSONPath",
        "compare a field with a literal or with another field, or make the state JSONata (`#[state(query_language = \"JSONata\")]`)",
    );
}

#[test]
fn is_not_for_a_state_of_a_jsonata_workflow() {
    #[state(query_language = "JSONPath")]
    //~ jsonpath-state
    fn receive(order: Expr<Order>) -> Flow<Order> {
        succeed(order)
    }

    assert_says(
        &error_in(Jsonata, receive),
        "jsonpath-in-jsonata",
        "jsonpath-state",
        "state `Receive` is JSONPath in a JSONata workflow, which the service refuses",
        "make the workflow JSONPath, `.query_language(JsonPath)`, and the other states JSONata; or drop the state's own language",
    );
}

#[test]
fn is_another_language_than_jsonata() {
    #[state]
    fn now(_: Expr<Order>) -> Flow<String> {
        //~ raw-jsonpath
        succeed(Expr::<String>::raw_jsonpath("States.UUID()", []))
    }
    assert_says(
        &error_in(Jsonata, now),
        "unsupported-expression",
        "raw-jsonpath",
        "in `Output` of state `Now`: `States.UUID()` is JSONPath, and this state is in JSONata",
        "write it with `Expr::raw_jsonata`, or make the state JSONPath",
    );

    #[state]
    fn later(_: Expr<Order>) -> Flow<String> {
        //~ raw-jsonata
        pass(Expr::<String>::raw_jsonata("$now()", [])).end()
    }
    assert_says(
        &error_in(JsonPath, later),
        "unsupported-expression",
        "raw-jsonata",
        "in `Parameters` of state `Later`: `$now()` is JSONata, and this state is in JSONPath",
        "write it with `Expr::raw_jsonpath`, or make the state JSONata",
    );
}
