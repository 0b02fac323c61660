//! Choices and the operators of their rules.

use sfn_dsl::prelude::*;

use super::*;

#[test]
fn a_choice() {
    fn flow(order: Expr<Order>) -> Flow<Order> {
        choice(order)
            .comment("Large or small")
            .when_to(
                order.total.gt(100.0),
                to(order, done("Large"))
                    .assign(&SEEN, order.id)
                    .comment("Somebody looks"),
            )
            .otherwise_to(to(order, done("Small")).assign(&SEEN, order.id))
    }
    let jsonata = states(Jsonata, state("X", flow)).unwrap()["X"].clone();
    let jsonpath = states(JsonPath, state("X", flow)).unwrap()["X"].clone();
    for state in [&jsonata, &jsonpath] {
        shows(
            state,
            "Choice",
            &["Type", "Comment", "Choices", "Default", "Assign"],
        );
        has(&state["Choices"][0], &["Next", "Assign", "Comment"]);
    }
    has(&jsonata["Choices"][0], &["Condition"]);
    has(&jsonpath["Choices"][0], &["Variable"]);
}

#[test]
fn a_choice_hands_on() {
    fn part(order: Expr<Order>) -> Flow<Address> {
        fn done(name: &'static str) -> StateFn<Address, Address> {
            state(name, |address: Expr<Address>| succeed(address))
        }
        choice(order)
            .when_to(order.total.gt(100.0), to(order.address, done("Large")))
            .otherwise_to(to(order.address, done("Small")))
    }
    let jsonata = states(Jsonata, state("X", part)).unwrap()["X"].clone();
    shows(&jsonata, "Choice", &["Output"]);
    has(&jsonata["Choices"][0], &["Output"]);
    let jsonpath = states(JsonPath, state("X", part)).unwrap()["X"].clone();
    shows(&jsonpath, "Choice", &["OutputPath"]);
}

/// The rule of a condition in JSONPath, as text.
#[track_caller]
fn rule(condition: impl Fn(Expr<Order>) -> Expr<bool> + 'static) -> String {
    let start = state("X", move |order: Expr<Order>| {
        choice(order)
            .when(condition(order), done("Yes"))
            .otherwise(done("No"))
    });
    states(JsonPath, start).unwrap()["X"]["Choices"][0].to_string()
}

/// Whether a rule has this operator, and it alone of the name.
#[track_caller]
fn says(rule: &str, operator: &str) {
    assert!(rule.contains(&format!("\"{operator}\":")), "{rule}");
}

#[test]
fn comparisons_with_literals() {
    says(&rule(|o| o.id.eq("a")), "StringEquals");
    says(&rule(|o| o.id.lt("a")), "StringLessThan");
    says(&rule(|o| o.id.le("a")), "StringLessThanEquals");
    says(&rule(|o| o.id.gt("a")), "StringGreaterThan");
    says(&rule(|o| o.id.ge("a")), "StringGreaterThanEquals");
    says(&rule(|o| o.total.eq(1.0)), "NumericEquals");
    says(&rule(|o| o.total.lt(1.0)), "NumericLessThan");
    says(&rule(|o| o.total.le(1.0)), "NumericLessThanEquals");
    says(&rule(|o| o.total.gt(1.0)), "NumericGreaterThan");
    says(&rule(|o| o.total.ge(1.0)), "NumericGreaterThanEquals");
    let christmas = || timestamp("2026-12-24T18:00:00Z");
    says(
        &rule(move |o| o.release_at.eq(christmas())),
        "TimestampEquals",
    );
    says(
        &rule(move |o| o.release_at.lt(christmas())),
        "TimestampLessThan",
    );
    says(
        &rule(move |o| o.release_at.le(christmas())),
        "TimestampLessThanEquals",
    );
    says(
        &rule(move |o| o.release_at.gt(christmas())),
        "TimestampGreaterThan",
    );
    says(
        &rule(move |o| o.release_at.ge(christmas())),
        "TimestampGreaterThanEquals",
    );
    says(&rule(|o| o.paid.eq(true)), "BooleanEquals");
}

#[test]
fn comparisons_with_data() {
    says(&rule(|o| o.id.eq(o.address.city)), "StringEqualsPath");
    says(&rule(|o| o.id.lt(o.address.city)), "StringLessThanPath");
    says(
        &rule(|o| o.id.le(o.address.city)),
        "StringLessThanEqualsPath",
    );
    says(&rule(|o| o.id.gt(o.address.city)), "StringGreaterThanPath");
    says(
        &rule(|o| o.id.ge(o.address.city)),
        "StringGreaterThanEqualsPath",
    );
    says(&rule(|o| o.limit.eq(o.delay)), "NumericEqualsPath");
    says(&rule(|o| o.limit.lt(o.delay)), "NumericLessThanPath");
    says(&rule(|o| o.limit.le(o.delay)), "NumericLessThanEqualsPath");
    says(&rule(|o| o.limit.gt(o.delay)), "NumericGreaterThanPath");
    says(
        &rule(|o| o.limit.ge(o.delay)),
        "NumericGreaterThanEqualsPath",
    );
    let now = context::state_entered_time;
    says(
        &rule(move |o| o.release_at.eq(now())),
        "TimestampEqualsPath",
    );
    says(
        &rule(move |o| o.release_at.lt(now())),
        "TimestampLessThanPath",
    );
    says(
        &rule(move |o| o.release_at.le(now())),
        "TimestampLessThanEqualsPath",
    );
    says(
        &rule(move |o| o.release_at.gt(now())),
        "TimestampGreaterThanPath",
    );
    says(
        &rule(move |o| o.release_at.ge(now())),
        "TimestampGreaterThanEqualsPath",
    );
    says(&rule(|o| o.paid.eq(o.paid)), "BooleanEqualsPath");
}

#[test]
fn what_is_there_and_of_which_kind() {
    says(&rule(|o| o.id.contains("a")), "StringMatches");
    says(&rule(|o| o.priority.is_present()), "IsPresent");
    says(&rule(|o| o.priority.is_null()), "IsNull");
    says(&rule(|o| o.id.cast::<Value>().is_string()), "IsString");
    says(&rule(|o| o.id.cast::<Value>().is_number()), "IsNumeric");
    says(&rule(|o| o.id.cast::<Value>().is_boolean()), "IsBoolean");
    says(&rule(|o| o.paid.and(o.id.eq("a"))), "And");
    says(&rule(|o| o.paid.or(o.id.eq("a"))), "Or");
    says(&rule(|o| !o.paid), "Not");
}
