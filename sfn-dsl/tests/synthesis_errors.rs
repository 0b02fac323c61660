//! Wrong programs that types cannot see: each compiles, and synthesis says what is wrong, where and what to do.
//!
//! The workflow stands on top and the error below. `//~ name` stands above a line that an error has to point at.

#![allow(missing_docs)]

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use sfn_dsl::prelude::*;
use sfn_dsl::{Errors, SynthesisError};

#[derive(Shape)]
struct Order {
    id: String,
    total: f64,
    quantity: u64,
    note: Option<String>,
    receipt: Option<Receipt>,
    error: Option<ErrorOutput>,
    items: Vec<Item>,
}

#[derive(Shape)]
struct Item {
    sku: String,
}

#[derive(Shape)]
struct Receipt {
    charge_id: String,
    seconds: u64,
}

#[derive(Shape)]
struct Paid {
    order_id: String,
    receipt: Receipt,
}

#[derive(Shape)]
struct Failure {
    order_id: String,
    error: ErrorOutput,
}

#[derive(Shape)]
struct Question {
    order_id: String,
    task_token: TaskToken,
}

#[lambda("charge-card", direct)]
fn charge(order: Order) -> Receipt;

static APPROVALS: Queue = Queue::named("approvals");

// What a test asks for.

/// The number of the line below this mark.
#[track_caller]
fn line_of(mark: &str) -> u32 {
    let mark = format!("//~ {mark}");
    let mut lines = (2..).zip(include_str!("synthesis_errors.rs").lines());
    let found = lines.find(|(_, line)| line.trim_start() == mark);
    found
        .unwrap_or_else(|| panic!("there is no mark `{mark}`"))
        .0
}

/// Everything that is wrong with the workflow.
#[track_caller]
fn errors_of<In: Shape, Out: Shape, K: Kind>(workflow: &Workflow<In, Out, K>) -> Errors {
    match workflow.synthesize() {
        Ok(synthesis) => panic!("no error, but {}", synthesis.document.to_string_pretty()),
        Err(errors) => errors,
    }
}

/// The only thing that is wrong with the workflow that starts here.
#[track_caller]
fn error_in<In: Shape, Out: Shape, K: Kind>(
    language: sfn_dsl::QueryLanguage,
    start: impl State<In, Out, K>,
) -> SynthesisError {
    let errors = errors_of(&Workflow::new("orders", start).query_language(language));
    assert_eq!(errors.len(), 1, "{errors}");
    errors.into_iter().next().expect("one error")
}

/// Code, mark of the line, message, help.
#[track_caller]
fn assert_says(error: &SynthesisError, code: &str, mark: &str, message: &str, help: &str) {
    assert_eq!(error.code, code, "{error}");
    let location = error.location.expect("a location");
    assert!(location.file().ends_with("synthesis_errors.rs"), "{error}");
    assert_eq!(location.line(), line_of(mark), "{error}");
    assert_eq!(error.message, message, "{error}");
    assert_eq!(error.help.as_deref(), Some(help), "{error}");
}

/// The line of the other place that the error names, and what it says of it.
#[track_caller]
fn assert_relates(error: &SynthesisError, mark: &str, what: &str) {
    let found: Vec<(u32, &str)> = error
        .related
        .iter()
        .map(|(location, what)| (location.line(), what.as_str()))
        .collect();
    assert!(found.contains(&(line_of(mark), what)), "{error}");
}

mod names {
    use super::*;

    #[test]
    fn of_two_functions() {
        #[state]
        fn receive(order: Expr<Order>) -> Flow<Order> {
            choice(order)
                .when(order.total.gt(100.0), large)
                .otherwise(small)
        }
        #[state(name = "Ship")]
        //~ first-ship
        fn large(order: Expr<Order>) -> Flow<Order> {
            succeed(order)
        }
        #[state(name = "Ship")]
        //~ second-ship
        fn small(order: Expr<Order>) -> Flow<Order> {
            pass(order).end()
        }

        let error = error_in(Jsonata, receive);
        assert_says(
            &error,
            "duplicate-state-name",
            "second-ship",
            "two different states are called `Ship`",
            "rename one of them: `#[state(name = \"..\")]`, or `.named(\"Ship2\")` where it is used",
        );
        assert_relates(&error, "first-ship", "the other one is here");
    }

    #[test]
    fn of_closures_with_different_data() {
        fn pause(seconds: u64) -> StateFn<Order, Order> {
            //~ pause
            state("Pause", move |order| wait(order).seconds(seconds).end())
        }
        #[state]
        fn receive(order: Expr<Order>) -> Flow<Order> {
            choice(order)
                .when(order.total.gt(100.0), pause(60))
                .otherwise(pause(5))
        }

        assert_says(
            &error_in(Jsonata, receive),
            "duplicate-state-name",
            "pause",
            "two different states are called `Pause`, made at the same place with different data",
            "put what makes them different into the name: `state(format!(\"Import{tenant}\"), ..)`",
        );
    }

    #[test]
    fn in_two_scopes() {
        #[state]
        fn receive(order: Expr<Order>) -> Flow<Order> {
            parallel(order)
                //~ check-first
                .branch(check)
                .discard_result(order)
                //~ check-twice
                .next(check)
        }
        #[state]
        fn check(order: Expr<Order>) -> Flow<Order> {
            pass(order).end()
        }

        let error = error_in(Jsonata, receive);
        assert_says(
            &error,
            "state-in-two-scopes",
            "check-twice",
            "state `Check` is used both inside and outside of a Map body or Parallel branch, or in two of them",
            "names are unique over the whole workflow: use it under another name here, `.named(\"Check2\")`",
        );
        assert_relates(&error, "check-first", "it is used here first");
    }

    #[test]
    fn too_long() {
        let name = "Check".repeat(17);
        //~ too-long
        let check = state(name.clone(), |order: Expr<Order>| succeed(order));
        let errors = errors_of::<Order, Order, Standard>(&Workflow::new("orders", check));
        assert_eq!(errors.len(), 1, "{errors}");
        assert_says(
            errors.iter().next().expect("one"),
            "state-name",
            "too-long",
            &format!("the state name `{name}` has 85 characters, and 80 is the limit"),
            "give it a shorter name: `#[state(name = \"..\")]`, `state(\"..\", ..)` or `.named(\"..\")`",
        );
    }

    #[test]
    fn empty() {
        //~ empty
        let check = state(" ", |order: Expr<Order>| succeed(order));
        let errors = errors_of::<Order, Order, Standard>(&Workflow::new("orders", check));
        assert_eq!(errors.len(), 1, "{errors}");
        assert_says(
            errors.iter().next().expect("one"),
            "state-name",
            "empty",
            "a state has an empty name",
            "give it a name that says what it does",
        );
    }

    #[test]
    fn of_a_workflow() {
        #[state]
        fn receive(order: Expr<Order>) -> Flow<Order> {
            succeed(order)
        }
        let long = "orders".repeat(14);
        for (name, message) in [
            ("", "a workflow has an empty name".to_owned()),
            (
                "order processing",
                "the workflow name `order processing` has ' ' in it".to_owned(),
            ),
            (
                &long,
                format!("the workflow name `{long}` has 84 characters, and 80 is the limit"),
            ),
        ] {
            //~ workflow-name
            let workflow = Workflow::new(name.to_owned(), receive);
            let errors = errors_of(&workflow);
            assert_eq!(errors.len(), 1, "{errors}");
            assert_says(
                errors.iter().next().expect("one"),
                "workflow-name",
                "workflow-name",
                &message,
                "use up to 80 letters, digits, `-` and `_`, such as `order-processing-prod`",
            );
        }
    }
}

mod data_where_it_is_not {
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
            //~ leaked-error
            let task = charge(order).catch_with(
                errors::ALL,
                |error| {
                    leaked = Some(error.cause);
                    error
                },
                give_up,
            );
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
            //~ leaked-item
            let map = map_select(
                order.items,
                |item| {
                    leaked = Some(item.index);
                    item.value
                },
                pack_one,
            );
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
            "an item exists only in the selector of its `map_select`",
        );
    }

    #[test]
    fn a_token_after_the_call() {
        #[state]
        fn ask(order: Expr<Order>) -> Flow<Question> {
            let mut leaked = None;
            //~ leaked-token
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
}

mod jsonpath {
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
            //~ mixed
            charge(order)
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
            //~ two-fields
            charge(order)
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
}

mod without_end {
    use super::*;

    #[test]
    fn no_branches() {
        #[state]
        fn fan_out(order: Expr<Order>) -> Flow<Vec<String>> {
            let none: Vec<StateFn<Order, String>> = Vec::new();
            //~ no-branches
            parallel_all(order, none).end()
        }

        assert_says(
            &error_in(Jsonata, fan_out),
            "no-branches",
            "no-branches",
            "state `FanOut` has no branches",
            "give `parallel_all` at least one",
        );
    }

    #[test]
    fn states_that_make_states() {
        fn step(n: u64) -> StateFn<Order, Order> {
            state(format!("Step{n}"), move |order| {
                //~ endless
                pass(order).next(step(n + 1))
            })
        }

        assert_says(
            &error_in(Jsonata, step(0)),
            "too-many-states",
            "endless",
            "there are more than 100000 states, and each leads to another",
            "a function that makes states must come to an end: lead back to a state by the same name instead",
        );
    }

    #[derive(Shape)]
    struct Folder {
        folders: Vec<Folder>,
    }

    #[test]
    fn a_map_inside_of_itself() {
        #[state]
        fn walk(folder: Expr<Folder>) -> Flow<Folder> {
            //~ inside-of-itself
            map(folder.folders, walk).discard_result(folder).end()
        }

        let error = error_in(Jsonata, walk);
        assert_says(
            &error,
            "state-inside-itself",
            "inside-of-itself",
            "state `Walk` is inside of itself: it is part of its own Map body or Parallel branch",
            "Step Functions has no recursion: start the workflow anew for the inner data, `states::start_execution(..)`, or write down as many levels as there can be",
        );
    }

    #[test]
    fn maps_inside_of_maps() {
        fn walk(depth: u32) -> StateFn<Folder, Folder> {
            state(format!("Walk{depth}"), move |folder: Expr<Folder>| {
                //~ nested
                map(folder.folders, walk(depth + 1))
                    .discard_result(folder)
                    .end()
            })
        }

        assert_says(
            &error_in(Jsonata, walk(0)),
            "nested-too-deeply",
            "nested",
            "Map bodies and Parallel branches nest more than 32 deep here",
            "move the inner part into a workflow of its own and start it with `states::start_execution`",
        );
    }

    #[test]
    fn an_expression_inside_of_expressions() {
        for depth in [10_000, 100_000] {
            for language in [Jsonata, JsonPath] {
                let start = state("AddUp", move |order: Expr<Order>| {
                    let sum = (0..depth).fold(order.quantity, |sum, _| (sum + 1) * 2);
                    //~ deep
                    wait(order).seconds(sum).end()
                });
                let errors = errors_of::<Order, Order, Standard>(
                    &Workflow::new("w", start).query_language(language),
                );
                assert_eq!(errors.len(), 1, "{errors}");
                let field = if language == Jsonata {
                    "Seconds"
                } else {
                    "SecondsPath"
                };
                let nested = 2 * depth + 2;
                assert_says(
                    errors.iter().next().expect("one"),
                    "unsupported-expression",
                    "deep",
                    &format!(
                        "in `{field}` of state `AddUp`: this expression nests {nested} operations deep, and 256 is the limit"
                    ),
                    "compute it in several Pass states, or in a Lambda",
                );
            }
        }
    }

    #[test]
    fn a_literal_inside_of_literals() {
        for language in [Jsonata, JsonPath] {
            let start = state("Configure", move |_: Expr<Order>| {
                let nested = (0..100_000).fold(lit::<Value>(Value::Null), |inner, _| {
                    lit::<Vec<Value>>([inner]).cast()
                });
                //~ deep-literal
                pass(nested).end()
            });
            let errors = errors_of::<Order, Value, Standard>(
                &Workflow::new("w", start).query_language(language),
            );
            assert_eq!(errors.len(), 1, "{errors}");
            let field = if language == Jsonata {
                "Output"
            } else {
                "Parameters"
            };
            assert_says(
                errors.iter().next().expect("one"),
                "unsupported-expression",
                "deep-literal",
                &format!(
                    "in `{field}` of state `Configure`: this expression nests 100001 operations deep, and 256 is the limit"
                ),
                "compute it in several Pass states, or in a Lambda",
            );
        }
    }
}

mod together {
    use super::*;

    #[test]
    fn independent_errors_come_at_once() {
        #[state]
        fn receive(order: Expr<Order>) -> Flow<bool> {
            pass(order.with(|o| o.note, order.total.then_text())).next(ask)
        }
        #[state]
        fn ask(order: Expr<Order>) -> Flow<bool> {
            //~ first
            wait_for_task_token(|_token| sqs::send_message(&APPROVALS, order.id)).next(decide)
        }
        #[state]
        fn decide(approved: Expr<bool>) -> Flow<bool> {
            let none: Vec<StateFn<bool, bool>> = Vec::new();
            //~ second
            parallel_all(approved, none).output(|_| approved).end()
        }
        trait ThenText {
            fn then_text(self) -> Expr<String>;
        }
        impl ThenText for Expr<f64> {
            fn then_text(self) -> Expr<String> {
                text!("{} EUR", self)
            }
        }

        //~ third
        let errors = errors_of(&Workflow::new("order processing", receive));
        let found: Vec<_> = errors
            .iter()
            .map(|e| (e.code, e.location.map(|l| l.line())))
            .collect();
        assert_eq!(
            found,
            [
                ("token-not-sent", Some(line_of("first"))),
                ("no-branches", Some(line_of("second"))),
                ("workflow-name", Some(line_of("third"))),
            ],
            "{errors}"
        );
        // As rustc writes them, with a blank line between.
        let text = errors.to_string();
        assert!(
            text.starts_with("error[token-not-sent]: state `Ask` waits for"),
            "{text}"
        );
        assert!(
            text.contains("\n  = help: give `parallel_all` at least one\n\nerror[workflow-name]:"),
            "{text}"
        );
    }

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
}
