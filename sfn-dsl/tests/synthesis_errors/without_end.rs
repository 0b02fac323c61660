//! What would never end.

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
fn no_rules() {
    #[state]
    fn decide(order: Expr<Order>) -> Flow<Order> {
        //~ no-rules
        choice(order).otherwise(done)
    }
    #[state]
    fn done(order: Expr<Order>) -> Flow<Order> {
        succeed(order)
    }

    assert_says(
        &error_in(Jsonata, decide),
        "no-rules",
        "no-rules",
        "state `Decide` is a choice without rules",
        "add a rule with `.when(condition, state)`, or go on without a choice: `pass(data).next(state)`",
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

#[test]
fn an_expression_that_doubles() {
    #[state]
    fn add_up(order: Expr<Order>) -> Flow<f64> {
        let mut sum = order.total;
        for _ in 0..60 {
            sum = sum + sum;
        }
        //~ doubling
        pass(sum).end()
    }

    let error = error_in(Jsonata, add_up);
    assert_eq!(error.code, "unsupported-expression");
    assert_eq!(error.location.map(|l| l.line()), Some(line_of("doubling")));
    assert!(
        error.message.contains("its parts are used again and again"),
        "{error}"
    );
}

#[test]
fn a_text_made_in_a_loop() {
    // Neither quadratic memory nor a stack for each part.
    let mut text = lit::<String>("");
    for n in 0..20_000 {
        text = text + context::execution_name() + n.to_string();
    }
    assert!(text.to_jsonata().is_err(), "too deep or too long");
    let mut text = lit::<String>("");
    for _ in 0..1_000 {
        text = text + context::execution_name();
    }
    assert!(text.to_jsonata().is_ok());
}
