//! Variables that have no value where they are read, with the way that leads there.

use super::*;

//~ declared-attempts
pub(super) static ATTEMPTS: Variable<u64> = Variable::named("attempts");
static RECEIPT: Variable<Receipt> = Variable::named("receipt");
pub(super) static SKU: Variable<String> = Variable::named("sku");

const ASSIGN_ON_THE_WAY: &str = "assign it on this way too: `.assign(&VARIABLE, value)` on one of its states, the first one for a first value; one that may be absent is a `Variable<Option<_>>` that begins with `none()`";

#[state]
pub(super) fn report(order: Expr<Order>) -> Flow<String> {
    //~ reads-attempts
    succeed(text!("{}: {}", order.id, ATTEMPTS.get()))
}

#[test]
fn nobody_assigns_it() {
    let error = error_in(Jsonata, report);
    assert_says(
        &error,
        "variable-not-assigned",
        "reads-attempts",
        "the output of state `Report` reads the variable `$attempts`, which no state assigns",
        "assign it in a state before: `.assign(&VARIABLE, value)`",
    );
    assert_relates(&error, "declared-attempts", "the variable is declared here");
}

#[test]
fn one_way_goes_past_the_assignment() {
    //~ start-of-two-ways
    #[state]
    fn check(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when(order.total.gt(100.0), count)
            .otherwise(hold)
    }
    #[state]
    fn count(order: Expr<Order>) -> Flow<String> {
        pass(order)
            //~ counts
            .assign(&ATTEMPTS, 1)
            .next(report)
    }
    //~ holds
    #[state]
    fn hold(order: Expr<Order>) -> Flow<String> {
        wait(order).seconds(1).next(report)
    }

    for language in [Jsonata, JsonPath] {
        let errors = errors_of(&Workflow::new("orders", check).query_language(language));
        let error = errors
            .iter()
            .find(|error| error.code == "variable-not-assigned")
            .expect("the variable is not assigned");
        assert_says(
            error,
            "variable-not-assigned",
            "reads-attempts",
            "the output of state `Report` reads the variable `$attempts`, which is not assigned on the way `Check` -> `Hold` -> `Report`",
            ASSIGN_ON_THE_WAY,
        );
        assert_relates(error, "counts", "it is assigned in state `Count`");
        let way: Vec<&str> = error
            .related
            .iter()
            .map(|(_, what)| what.as_str())
            .collect();
        assert_eq!(
            way,
            [
                "`Check` goes to `Hold` otherwise",
                "`Hold` goes on to `Report`",
                "it is assigned in state `Count`",
            ]
        );
    }
}

#[test]
fn a_state_does_not_read_what_it_assigns() {
    #[state]
    fn count(order: Expr<Order>) -> Flow<String> {
        pass(order)
            //~ counts-on-nothing
            .assign(&ATTEMPTS, ATTEMPTS.get() + 1)
            .next(report)
    }

    let error = error_in(Jsonata, count);
    assert_says(
        &error,
        "variable-not-assigned",
        "counts-on-nothing",
        "the value of `$attempts` of state `Count` reads the variable `$attempts`, and nothing is assigned before it: it is where the way begins",
        ASSIGN_ON_THE_WAY,
    );
    assert_relates(
        &error,
        "counts-on-nothing",
        "what a state assigns can be read from the next state on: here its values are still those from before",
    );
}

#[test]
fn a_counter_with_a_first_value_counts() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        pass(order).assign(&ATTEMPTS, 0).next(again)
    }
    #[state]
    fn again(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when_to(
                ATTEMPTS.get().lt(3),
                to(order, again).assign(&ATTEMPTS, ATTEMPTS.get() + 1),
            )
            .otherwise(report)
    }
    Workflow::new("orders", start)
        .synthesize()
        .unwrap_or_else(|errors| panic!("{errors}"));
}

#[test]
fn a_state_that_fails_assigns_nothing() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<String> {
        charge(order)
            //~ caught
            .catch(errors::ALL, explain)
            .assign_result(&RECEIPT, |receipt| receipt)
            .next(thank)
    }
    #[state]
    fn thank(_: Expr<Receipt>) -> Flow<String> {
        succeed(RECEIPT.charge_id)
    }
    #[state]
    fn explain(_: Expr<ErrorOutput>) -> Flow<String> {
        //~ reads-receipt
        succeed(RECEIPT.charge_id)
    }

    let error = error_in(Jsonata, pay);
    assert_says(
        &error,
        "variable-not-assigned",
        "reads-receipt",
        "the output of state `Explain` reads the variable `$receipt`, which is not assigned on the way `Pay` -> `Explain`",
        ASSIGN_ON_THE_WAY,
    );
    assert_relates(
        &error,
        "caught",
        "`Pay` fails and goes to `Explain`: a state that fails assigns nothing, but its catcher can",
    );
}

#[test]
fn what_a_catcher_assigns_is_assigned_where_it_leads() {
    #[state]
    fn pay(order: Expr<Order>) -> Flow<String> {
        charge(order)
            .catch_to(errors::ALL, |error| {
                to(order, report)
                    .assign(&ATTEMPTS, 1)
                    .assign(&SKU, error.cause)
            })
            .output(|receipt| receipt.charge_id)
            .end()
    }
    Workflow::new("orders", pay)
        .synthesize()
        .unwrap_or_else(|errors| panic!("{errors}"));
}

#[test]
fn what_the_default_assigns_is_not_assigned_by_a_rule() {
    #[state]
    fn decide(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when(order.total.gt(1.0), report)
            .otherwise_to(to(order, report).assign(&ATTEMPTS, 0))
    }

    let error = error_in(Jsonata, decide);
    assert_eq!(error.code, "variable-not-assigned");
    assert!(
        error
            .related
            .iter()
            .any(|(_, what)| what == "`Decide` chooses `Report`"),
        "{error}"
    );
}

#[test]
fn what_is_assigned_inside_is_gone_outside() {
    #[state]
    fn each(order: Expr<Order>) -> Flow<String> {
        map(order.items, pack).discard_result(order).next(tell)
    }
    #[state]
    fn pack(item: Expr<Item>) -> Flow<String> {
        //~ assigned-inside
        pass(item.sku).assign(&SKU, item.sku).next(packed)
    }
    #[state]
    fn packed(_: Expr<String>) -> Flow<String> {
        succeed(SKU.get())
    }
    #[state]
    fn tell(_: Expr<Order>) -> Flow<String> {
        //~ read-outside
        succeed(SKU.get())
    }

    let error = error_in(Jsonata, each);
    assert_says(
        &error,
        "variable-of-inner-scope",
        "read-outside",
        "the output of state `Tell` reads the variable `$sku`, which is assigned inside of `Each` only and is gone outside of it",
        "hand the value out in the result of `Each`, or assign the variable from that result",
    );
    assert_relates(&error, "assigned-inside", "it is assigned in state `Pack`");
}

#[test]
fn one_branch_does_not_see_what_another_assigns() {
    #[state]
    fn both(order: Expr<Order>) -> Flow<(String, String)> {
        parallel(order).branch(left).branch(right).end()
    }
    #[state]
    fn left(order: Expr<Order>) -> Flow<String> {
        pass(order.id).assign(&SKU, "a").end()
    }
    #[state]
    fn right(_: Expr<Order>) -> Flow<String> {
        succeed(SKU.get())
    }

    let error = error_in(Jsonata, both);
    assert_eq!(error.code, "variable-of-inner-scope", "{error}");
    assert_eq!(error.state.as_deref(), Some("Right"));
}

#[test]
fn a_map_assigns_only_when_it_is_done() {
    static SKUS: Variable<Vec<String>> = Variable::named("skus");
    #[state]
    fn each(order: Expr<Order>) -> Flow<Vec<String>> {
        map(order.items, pack)
            .assign_result(&SKUS, |skus| skus)
            .end()
    }
    #[state]
    fn pack(item: Expr<Item>) -> Flow<String> {
        choice(item)
            .when(SKUS.get().is_empty(), packed)
            .otherwise(packed)
    }
    #[state]
    fn packed(item: Expr<Item>) -> Flow<String> {
        succeed(item.sku)
    }

    let error = error_in(Jsonata, each);
    assert_eq!(error.code, "variable-not-assigned", "{error}");
    assert_eq!(
        error.message,
        "the condition of state `Pack` reads the variable `$skus`, which is not assigned on the way `Each` -> `Pack`"
    );
    assert!(
        error
            .related
            .iter()
            .any(|(_, what)| what == "`Pack` begins inside of `Each`"),
        "{error}"
    );
}

#[test]
fn an_outer_variable_is_not_assigned_inside() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<Vec<String>> {
        pass(order)
            //~ assigned-outside
            .assign(&SKU, order.id)
            .next(each)
    }
    #[state]
    fn each(order: Expr<Order>) -> Flow<Vec<String>> {
        map(order.items, pack).end()
    }
    #[state]
    fn pack(item: Expr<Item>) -> Flow<String> {
        pass(item.sku)
            //~ shadows
            .assign(&SKU, item.sku)
            .end()
    }

    let error = error_in(Jsonata, start);
    assert_says(
        &error,
        "variable-of-outer-scope",
        "shadows",
        "state `Pack` is inside of `Each` and assigns the variable `$sku`, which belongs to the states around `Each`",
        "assign a variable of another name inside, and hand its value out in the result of `Each`; the runs of a Map and the branches of a Parallel go on side by side",
    );
    assert_relates(
        &error,
        "assigned-outside",
        "state `Start` assigns it outside",
    );
}

#[test]
fn a_long_way_is_shown_by_its_ends() {
    fn chain(n: u32) -> StateFn<Order, String> {
        state(format!("S{n}"), move |order: Expr<Order>| match n {
            0 => succeed(text!("{}", ATTEMPTS.get())),
            50 => choice(order)
                .when_to(
                    order.total.gt(1.0),
                    to(order, chain(49)).assign(&ATTEMPTS, 1),
                )
                .otherwise(chain(49)),
            _ => pass(order).next(chain(n - 1)),
        })
    }
    let error = error_in(Jsonata, chain(50));
    assert_eq!(
        error.message,
        "the output of state `S0` reads the variable `$attempts`, which is not assigned on the way `S50` -> `S49` -> `S48` -> `S47` -> `S46` -> .. 41 more .. -> `S4` -> `S3` -> `S2` -> `S1` -> `S0`"
    );
    assert_eq!(error.related.len(), 11);
}

#[test]
fn one_mistake_is_told_once_for_each_variable() {
    #[state]
    fn first(order: Expr<Order>) -> Flow<String> {
        pass(order)
            .assign(&SKU, text!("{}", ATTEMPTS.get()))
            .next(second)
    }
    #[state]
    fn second(order: Expr<Order>) -> Flow<String> {
        pass(order)
            .assign(&SKU, text!("{}{}", ATTEMPTS.get(), RECEIPT.charge_id))
            .next(report)
    }
    let errors = errors_of(&Workflow::new("orders", first));
    let found: Vec<(&str, &str)> = errors
        .iter()
        .map(|error| (error.code, error.state.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        [
            ("variable-not-assigned", "First"),
            ("variable-not-assigned", "Second")
        ]
    );
}

#[test]
fn a_child_execution_sees_nothing_of_its_parent() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<Vec<String>> {
        pass(order)
            //~ assigned-by-the-parent
            .assign(&SKU, order.id)
            .next(each)
    }
    #[state]
    fn each(order: Expr<Order>) -> Flow<Vec<String>> {
        distributed_map(order.items).express(pack).end()
    }
    #[state]
    fn pack(item: Expr<Item>) -> Flow<String, Express> {
        pass(item).next(packed)
    }
    #[state]
    fn packed(_: Expr<Item>) -> Flow<String, Express> {
        //~ read-by-a-child
        succeed(SKU.get())
    }

    let error = error_in(Jsonata, start);
    assert_says(
        &error,
        "variable-of-parent-execution",
        "read-by-a-child",
        "the output of state `Packed` reads the variable `$sku` of the states around `Each`, and the children of a Distributed Map are executions of their own, which do not see it",
        "hand the value to the children with their items, in the Map's selector or batch input",
    );
    assert_relates(
        &error,
        "assigned-by-the-parent",
        "it is assigned in state `Start`",
    );
}

/// What a selector makes it makes in the parent; and a child's variables are its own, whatever the parent's are called.
#[test]
fn a_child_execution_has_variables_of_its_own() {
    #[derive(Shape)]
    pub struct Line {
        of: String,
        sku: String,
    }
    #[state]
    fn start(order: Expr<Order>) -> Flow<Vec<String>> {
        pass(order).assign(&SKU, order.id).next(each)
    }
    #[state]
    fn each(order: Expr<Order>) -> Flow<Vec<String>> {
        distributed_map(order.items)
            .select(|item| LineExpr {
                of: SKU.get(),
                sku: item.value.sku,
            })
            .standard(pack)
            .end()
    }
    #[state]
    fn pack(line: Expr<Line>) -> Flow<String> {
        pass(line).assign(&SKU, line.sku).next(packed)
    }
    #[state]
    fn packed(line: Expr<Line>) -> Flow<String> {
        succeed(text!("{} of {}", SKU.get(), line.of))
    }
    Workflow::new("orders", start)
        .synthesize()
        .unwrap_or_else(|errors| panic!("{errors}"));

    // Inside of a child, a Map's body sees the child's variables, and not the parent's.
    #[state]
    fn outer(order: Expr<Order>) -> Flow<Vec<Vec<String>>> {
        pass(order).assign(&ATTEMPTS, 1).next(children)
    }
    #[state]
    fn children(order: Expr<Order>) -> Flow<Vec<Vec<String>>> {
        distributed_map(order.items).standard(child).end()
    }
    #[state]
    fn child(item: Expr<Item>) -> Flow<Vec<String>> {
        pass(item).assign(&SKU, item.sku).next(inner)
    }
    #[state]
    fn inner(item: Expr<Item>) -> Flow<Vec<String>> {
        map([item.sku], innermost).end()
    }
    #[state]
    fn innermost(_: Expr<String>) -> Flow<String> {
        succeed(text!("{} {}", SKU.get(), ATTEMPTS.get()))
    }
    let error = error_in(Jsonata, outer);
    assert_eq!(error.code, "variable-of-parent-execution", "{error}");
    assert!(
        error
            .message
            .contains("`$attempts` of the states around `Children`"),
        "{error}"
    );
}

/// What a dialect cannot say of a value is told; the variable is assigned for all that.
#[test]
fn a_value_that_cannot_be_written_is_told_alone() {
    #[state]
    fn start(order: Expr<Order>) -> Flow<Order> {
        pass(order)
            .assign(&ATTEMPTS, order.quantity * 2)
            .next(again)
    }
    #[state]
    fn again(order: Expr<Order>) -> Flow<Order> {
        choice(order)
            .when(ATTEMPTS.lt(3), again)
            .otherwise(state("Done", |order: Expr<Order>| succeed(order)))
    }
    let error = error_in(JsonPath, start);
    assert_eq!(error.code, "unsupported-expression", "{error}");
    assert!(
        error.message.contains("in `Assign` of state `Start`"),
        "{error}"
    );
}
