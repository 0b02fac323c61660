//! What functions cannot do: in JSONPath, outside of a closure, with a regular expression that is none.

use super::*;

fn item(order: Expr<Order>) -> Expr<String> {
    let mut leaked = None;
    let _ = order.items.map(|item| {
        leaked = Some(item.sku);
        item.sku
    });
    leaked.expect("an item")
}

const OUTSIDE: &str = "it exists only while the closure runs: return it from there, as part of the result, or do in the closure what needs it";

#[test]
fn an_item_outside_of_its_closure() {
    #[state]
    fn first(order: Expr<Order>) -> Flow<String> {
        //~ item-outside
        pass(item(order)).end()
    }

    assert_says(
        &error_in(Jsonata, first),
        "data-not-here",
        "item-outside",
        "the output of state `First` reads `$item`, what a closure was given, outside of that closure",
        OUTSIDE,
    );
}

/// It would silently be the item of the other closure.
#[test]
fn an_item_in_another_closure() {
    #[state]
    fn mixed(order: Expr<Order>) -> Flow<Vec<String>> {
        let sku = item(order);
        //~ item-elsewhere
        pass(order.items.map(|other| other.sku + sku)).end()
    }

    assert_says(
        &error_in(Jsonata, mixed),
        "data-not-here",
        "item-elsewhere",
        "the output of state `Mixed` reads `$item`, what a closure was given, outside of that closure",
        OUTSIDE,
    );
}

#[test]
fn regular_expressions_that_are_none() {
    #[state]
    fn find(order: Expr<Order>) -> Flow<bool> {
        //~ open-bracket
        pass(order.id.contains(regex("^[(a]"))).end()
    }

    assert_says(
        &error_in(Jsonata, find),
        "not-a-regex",
        "open-bracket",
        "in the output of state `Find`, a regular expression cannot be written in JSONata: `^[(a]` leaves a bracket open",
        "write it as in JavaScript, with every bracket that is meant as a character behind a backslash",
    );
}

/// Each with what to do instead.
#[test]
fn jsonpath_says_what_to_do_instead() {
    #[derive(Shape)]
    struct Answer<T> {
        answer: T,
    }
    #[track_caller]
    fn says<T: Shape>(answer: fn(Expr<Order>) -> Expr<T>, what: &str, help: &str) {
        let start = state("Ask", move |order: Expr<Order>| {
            //~ ask
            pass(AnswerExpr {
                answer: answer(order),
            })
            .end::<Standard>()
        });
        assert_says(
            &error_in(JsonPath, start),
            "unsupported-expression",
            "ask",
            &format!("in `Parameters` of state `Ask`: {what}"),
            help,
        );
    }
    let none = |name: &str| format!("JSONPath has no intrinsic function for `{name}`");
    const IN_JSONATA: &str = "make the state JSONata (`#[state(query_language = \"JSONata\")]`, or the whole workflow), or compute it in a Lambda";
    says(|o| o.id.to_uppercase(), &none("to_uppercase"), IN_JSONATA);
    says(
        |o| o.id.contains("x"),
        &none("contains"),
        "ask in a choice: `choice(x).when(x.name.contains(\"part\"), ..)`",
    );
    says(
        |o| o.items.map(|item| item.sku + "!"),
        &none("map"),
        "take fields of the items only, which JSONPath can (`order.items.map(|item| item.sku)`), use a Map state, or make the state JSONata",
    );
    says(
        |o| o.items.filter(|item| item.sku.len().gt(3)).len(),
        &none("filter"),
        "compare fields of the items with literals, which JSONPath can (`items.filter(|item| item.price.gt(10.0))`), or make the state JSONata",
    );
    says(
        |o| o.items.map(|item| item.sku).join(", "),
        &none("join"),
        "name the parts: `text!(\"{}, {}\", a, b)`",
    );
    says(
        |o| o.items.sort_by_key(|item| item.sku),
        &none("sort"),
        IN_JSONATA,
    );
    says(
        |_| Timestamp::now(),
        &none("now"),
        "take `context::state_entered_time()`",
    );
    says(
        |o| o.items.get(o.quantity),
        "the item may be missing, and in JSONPath that fails the state when it runs",
        "branch with `choice_on(..)`, vouch that the member is always written, `.assume_present()`, or make the state JSONata",
    );
    says(
        |o| o.note.expect("no note"),
        "JSONPath cannot choose between two values inside a state",
        "branch with `choice_on(..)` or `choice(..)`, or make the state JSONata",
    );
}

/// What a search is as data, it can be in a choice.
#[test]
fn choices_ask_what_data_cannot() {
    #[state]
    fn ask(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when(order.id.starts_with("A*"), done)
            .when(order.id.ends_with("-1").and(!order.id.contains("x")), done)
            .when(
                order
                    .error
                    .map(|e| e.cause)
                    .assume_present()
                    .cast::<Value>()
                    .is_string(),
                done,
            )
            .otherwise(done)
    }
    #[state]
    fn done(order: Expr<Order>) -> Flow<String> {
        succeed(order.id)
    }

    let workflow = Workflow::new("w", ask).query_language(JsonPath);
    let document = workflow.synthesize().expect("a document").document;
    let text = document.to_string_pretty();
    for rule in [
        r#""StringMatches": "A\\**""#,
        r#""StringMatches": "*-1""#,
        r#""StringMatches": "*x*""#,
        r#""IsString": true"#,
    ] {
        assert!(text.contains(rule), "{rule} in {text}");
    }
    let jsonata = Workflow::new("w", ask)
        .synthesize()
        .expect("a document")
        .document;
    let text = jsonata.to_string_pretty();
    assert!(
        text.contains("$substring($states.input.id, -2) = "),
        "{text}"
    );
}

/// Step Functions has taken it out.
#[test]
fn nothing_is_evaluated_that_data_says() {
    #[state]
    fn eval(order: Expr<Order>) -> Flow<Value> {
        //~ eval
        pass(Expr::<Value>::raw_jsonata(
            "$eval({})",
            [order.id.untyped()],
        ))
        .end()
    }

    assert_says(
        &error_in(Jsonata, eval),
        "malformed-jsonata",
        "eval",
        "in the output of state `Eval`, the raw JSONata cannot be right: Step Functions has no `$eval`",
        "try the expression in a JSONata playground first, or use the typed methods",
    );
}
