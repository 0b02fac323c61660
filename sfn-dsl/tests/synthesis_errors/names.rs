//! Names of states and workflows.

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
        ("", "the workflow name is empty".to_owned()),
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

/// Another name for the first of two states does not give the second one.
#[test]
fn two_states_in_two_branches() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<(Order, Order)> {
        parallel(order)
            .branch(pick)
            .branch(pick.named("PickAgain"))
            .end()
    }
    #[state]
    fn pick(order: Expr<Order>) -> Flow<Order> {
        //~ leads-to-pack
        wait(order).seconds(1).next(pack)
    }
    #[state]
    fn pack(order: Expr<Order>) -> Flow<Order> {
        succeed(order)
    }
    let error = error_in(Jsonata, start);
    assert_says(
        &error,
        "state-in-two-scopes",
        "leads-to-pack",
        "state `Pack` is used both inside and outside of a Map body or Parallel branch, or in two of them",
        "the state that leads to it is there twice, under two names; so make these states by a function that takes a prefix: `state(format!(\"{prefix}Pack\"), ..)`",
    );
    assert_relates(&error, "leads-to-pack", "one state leads to it in both");
}
