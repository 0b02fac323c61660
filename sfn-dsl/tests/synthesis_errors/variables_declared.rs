//! Variables that cannot be: names, types, what hides what, what is too large; and those that an author's own text names.

use super::variables::{ATTEMPTS, SKU, report};
use super::*;

#[test]
fn a_name_has_one_type() {
    //~ as-text
    static AS_TEXT: Variable<String> = Variable::named("attempts");
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        //~ assigned-as-text
        pass(order).assign(&AS_TEXT, "none").next(report)
    }

    let error = error_in(Jsonata, start);
    assert_says(
        &error,
        "variable-type",
        "declared-attempts",
        "the variable `$attempts` is declared twice: as `Variable<String>` and as `Variable<u64>`",
        "a variable has one type in all of a workflow: give one of the two another name",
    );
    assert_relates(&error, "as-text", "the other one is here");
    assert_relates(
        &error,
        "reads-attempts",
        "this one is used in state `Report`",
    );
}

#[test]
fn the_types_are_named_as_they_are_written() {
    static ONE: Variable<Vec<Receipt>> = Variable::named("list");
    static OTHER: Variable<Option<std::collections::BTreeMap<String, Item>>> =
        Variable::named("list");
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        pass(order.id)
            .assign(&ONE, Vec::<Expr<Receipt>>::new())
            .next(again)
    }
    #[state]
    fn again(id: Expr<String>) -> Flow<String> {
        pass(id).assign(&OTHER, none()).end()
    }
    let error = error_in(Jsonata, start);
    assert_eq!(
        error.message,
        "the variable `$list` is declared twice: as `Variable<Vec<Receipt>>` and as `Variable<Option<BTreeMap<String, Item>>>`"
    );
}

#[test]
fn names_that_are_none() {
    let cases = [
        (
            "$attempts",
            "write it without the `$`: `Variable::named(\"attempts\")`",
        ),
        ("1st", "begin with a letter"),
        ("two words", "begin with a letter"),
        ("", "begin with a letter"),
        ("${Tenant}Count", "begin with a letter"),
        ("states", "`states` is what the service calls its own data"),
    ];
    for (name, help) in cases {
        let variable: Variable<u64> = Variable::named(name);
        let start = state("Start", move |order: Expr<Order>| {
            pass(order).assign(&variable, 1).end::<Standard>()
        });
        let error = error_in(Jsonata, start);
        assert_eq!(error.code, "variable-name", "{error}");
        assert!(
            error.help.as_ref().is_some_and(|h| h.contains(help)),
            "{error}"
        );
        assert!(error.message.contains(&format!("`{name}`")), "{error}");
    }
}

#[test]
fn twice_at_once() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<Order> {
        pass(order)
            .assign(&ATTEMPTS, 1)
            //~ assigned-again
            .assign(&ATTEMPTS, 2)
            .end()
    }
    assert_says(
        &error_in(Jsonata, start),
        "variable-assigned-twice",
        "assigned-again",
        "state `Start` assigns the variable `$attempts` twice at once",
        "leave one of them out: all values are read before any variable is assigned, so the second could not build on the first",
    );
}

#[test]
fn a_function_is_not_hidden() {
    static COUNT: Variable<u64> = Variable::named("count");
    static ITEM: Variable<f64> = Variable::named("item");
    #[state]
    fn start(order: Expr<Order>) -> Flow<u64> {
        pass(order).assign(&COUNT, 1).assign(&ITEM, 1.5).next(add)
    }
    #[state]
    fn add(order: Expr<Order>) -> Flow<u64> {
        pass(COUNT.get() + order.items.len()).end()
    }
    let error = error_in(Jsonata, start);
    assert_eq!(error.code, "variable-hides-function");
    assert_eq!(
        error.message,
        "state `Add` calls the function `$count` of JSONata, and the variable `$count` hides it"
    );

    #[state]
    fn filter(order: Expr<Order>) -> Flow<Order> {
        pass(order).assign(&ITEM, 1.5).next(by_item)
    }
    #[state]
    fn by_item(order: Expr<Order>) -> Flow<Order> {
        pass(order)
            .assign(
                &SKU,
                // Of the author's own; those of the library give way.
                Expr::<String>::raw_jsonata(
                    "$map({}, function($item) { $item.sku & {} })[0]",
                    [order.items.untyped(), ITEM.get().untyped()],
                ),
            )
            .end()
    }
    let error = error_in(Jsonata, filter);
    assert_eq!(error.code, "variable-hides-function", "{error}");
    assert!(
        error
            .message
            .contains("whose parameter is called `$item` too"),
        "{error}"
    );
}

/// A state that reads a variable `$item`, beside a closure of the library and within one.
#[test]
fn closures_of_the_library_give_way() {
    static ITEM: Variable<String> = Variable::named("item");
    #[state]
    fn start(order: Expr<Order>) -> Flow<Vec<String>> {
        pass(order).assign(&ITEM, order.id).next(read)
    }
    #[state]
    fn read(order: Expr<Order>) -> Flow<Vec<String>> {
        // A regular expression is text, but none that names anything.
        let beside = order.items.map(|each| each.sku.trim()).push(ITEM);
        let within = order.items.map(|each| each.sku + ITEM.get());
        pass(beside.concat(within)).end()
    }
    let document = Workflow::new("orders", start).synthesize();
    let document = document
        .unwrap_or_else(|errors| panic!("{errors}"))
        .document;
    let text = document.to_string_compact();
    assert!(
        text.contains("function($item) { $replace($item.sku"),
        "{text}"
    );
    assert!(
        text.contains("function($item2) { $item2.sku & $item }"),
        "{text}"
    );
}

#[test]
fn raw_text_reads_too() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when_to(order.total.gt(1.0), to(order, raw).assign(&ATTEMPTS, 1))
            .otherwise(raw)
    }
    #[state]
    fn raw(_: Expr<Order>) -> Flow<String> {
        succeed(Expr::<String>::raw_jsonata("$string($attempts)", []))
    }
    let error = error_in(Jsonata, start);
    assert_eq!(error.code, "variable-not-assigned", "{error}");
    assert_eq!(
        error.message,
        "state `Raw` reads the variable `$attempts`, which is not assigned on the way `Start` -> `Raw`"
    );

    #[state]
    fn start_raw(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when_to(
                order.total.gt(1.0),
                to(order, raw_pass).assign(&ATTEMPTS, 1),
            )
            .otherwise(raw_pass)
    }
    #[state]
    fn raw_pass(_: Expr<Order>) -> Flow<String> {
        raw_state::<String>(
            r#"{ "Type": "Pass", "Parameters": { "n.$": "States.Format('{}', $attempts)" } }"#,
        )
        .end()
    }
    let error = error_in(JsonPath, start_raw);
    assert_eq!(error.code, "variable-not-assigned", "{error}");
}

#[test]
fn a_raw_state_assigns_what_its_text_says() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        raw_state::<Order>(r#"{ "Type": "Pass", "Assign": { "attempts": 1 } }"#)
            .assign(&SKU, order.id)
            .next(report)
    }
    Workflow::new("orders", start)
        .synthesize()
        .unwrap_or_else(|errors| panic!("{errors}"));

    #[state]
    fn twice(_: Expr<Order>) -> Flow<Order> {
        raw_state::<Order>(r#"{ "Type": "Pass", "Assign": { "attempts": 1 } }"#)
            .assign(&ATTEMPTS, 2)
            .end()
    }
    assert_eq!(error_in(Jsonata, twice).code, "variable-assigned-twice");

    #[state]
    fn ends(_: Expr<Order>) -> Flow<Order> {
        raw_state::<Order>(r#"{ "Type": "Succeed" }"#)
            .assign(&ATTEMPTS, 2)
            .end()
    }
    let error = error_in(Jsonata, ends);
    assert_eq!(error.code, "raw-state", "{error}");
    assert!(error.message.contains("has no `Assign`"), "{error}");
}

#[test]
fn literals_past_the_quota() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<Order> {
        pass(order).assign(&SKU, "x".repeat(262_143)).end()
    }
    let error = error_in(Jsonata, start);
    assert_eq!(error.code, "assign-too-large");
    assert!(error.message.contains("262145 bytes"), "{error}");

    #[state]
    fn just(order: Expr<Order>) -> Flow<Order> {
        pass(order).assign(&SKU, "x".repeat(262_142)).end()
    }
    Workflow::new("orders", just)
        .synthesize()
        .unwrap_or_else(|errors| panic!("{errors}"));
}

/// What the service would refuse is told where it was written.
#[test]
fn what_is_wrong_with_a_value_is_said_at_its_line() {
    fn wrong() -> Expr<u64> {
        Expr::raw_jsonata("1 +* 2", [])
    }
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        pass(order)
            .assign(&SKU, order.id)
            //~ wrong-in-a-state
            .assign(&ATTEMPTS, wrong())
            .next(decide)
    }
    #[state]
    fn decide(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when(order.total.gt(1.0), report)
            .when_to(
                order.total.gt(0.0),
                to(order, pay)
                    //~ wrong-in-a-rule
                    .assign(&ATTEMPTS, wrong()),
            )
            .otherwise(report)
    }
    #[state]
    fn pay(order: Expr<Order>) -> Flow<String> {
        charge(order)
            .catch_to(errors::TIMEOUT, |_| to(order, report))
            .catch_to(errors::ALL, |_| {
                to(order, report)
                    //~ wrong-in-a-catcher
                    .assign(&ATTEMPTS, wrong())
            })
            .output(|receipt| receipt.charge_id)
            .end()
    }
    let errors = errors_of(&Workflow::new("orders", start));
    let mut lines: Vec<u32> = errors
        .iter()
        .map(|error| {
            assert_eq!(error.code, "invalid-expression", "{error}");
            error.location.expect("a place").line()
        })
        .collect();
    lines.sort_unstable();
    let marks = ["wrong-in-a-state", "wrong-in-a-rule", "wrong-in-a-catcher"];
    assert_eq!(lines, marks.map(line_of), "{errors}");
}
