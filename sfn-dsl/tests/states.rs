//! What `#[state]` makes of a function.

#![allow(missing_docs, unreachable_pub)]

use serde_json::{Value, json};
use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
    total: f64,
}

fn document<In: Shape, Out: Shape, K: Kind>(start: impl State<In, Out, K>) -> Value {
    let synthesis = Workflow::new("test", start)
        .synthesize()
        .expect("a workflow without mistakes");
    serde_json::from_str(&synthesis.document.to_string_compact()).expect("a document is JSON")
}

/// Asks the warehouse
/// whether it is there.
///
/// Cheap.
#[state]
fn check_inventory2(mut order: Expr<Order>) -> Flow<String> {
    order = order.with_total();
    succeed(order.id)
}

trait WithTotal {
    fn with_total(self) -> Self;
}
impl WithTotal for Expr<Order> {
    fn with_total(self) -> Self {
        self
    }
}

#[test]
fn name_and_comment_come_from_the_function() {
    let document = document(check_inventory2);
    assert_eq!(document["StartAt"], "CheckInventory2");
    let comment = &document["States"]["CheckInventory2"]["Comment"];
    assert_eq!(comment, "Asks the warehouse whether it is there.\n\nCheap.");
}

#[test]
fn the_place_is_the_name_of_the_function() {
    let line = include_str!("states.rs")
        .lines()
        .position(|l| l.starts_with("fn check_inventory2"))
        .map(|n| n + 1);
    let synthesis = Workflow::new("test", check_inventory2)
        .synthesize()
        .expect("a workflow");
    let location = synthesis
        .annotations
        .location_of("/States/CheckInventory2")
        .expect("a location");
    assert!(location.file().ends_with("states.rs"));
    assert_eq!(
        (Some(location.line() as usize), location.column()),
        (line, 4)
    );
}

#[state(name = "Is it there?", query_language = "JSONata")]
pub(crate) fn r#match(order: Expr<Order>) -> Flow<String> {
    if cfg!(test) {
        return pass(order.id).next(r#type);
    }
    succeed("never")
}

#[state]
fn r#type(id: Expr<String>) -> Flow<String> {
    succeed(id)
}

#[test]
fn name_and_language_can_be_given() {
    let synthesis = Workflow::new("test", r#match)
        .query_language(JsonPath)
        .synthesize()
        .expect("a workflow");
    let document: Value =
        serde_json::from_str(&synthesis.document.to_string_compact()).expect("JSON");
    assert_eq!(
        document["States"],
        json!({
            "Is it there?": {
                "Type": "Pass",
                "QueryLanguage": "JSONata",
                "Output": "{% $states.input.id %}",
                "Next": "Type"
            },
            "Type": { "Type": "Succeed" }
        })
    );
}

/// Any data, any kind of workflow.
#[state]
fn give_up<T: Shape, K>(_: Expr<T>) -> Flow<String, K>
where
    K: Kind,
{
    fail("GaveUp", "nothing more to try")
}

#[state]
fn decide<K: Kind>(order: Expr<Order>) -> sfn_dsl::Flow<String, K> {
    choice(order)
        .when(order.total.gt(100.0), give_up)
        .otherwise(small)
}

#[state]
fn small<K: Kind>(order: Expr<Order>) -> Flow<String, K> {
    succeed(order.id)
}

#[test]
fn a_state_can_serve_both_kinds() {
    let names = |document: Value| -> Vec<String> {
        document["States"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect()
    };
    assert_eq!(
        names(document::<_, _, Standard>(decide)),
        ["Decide", "GiveUp", "Small"]
    );
    assert_eq!(
        names(document::<_, _, Express>(decide)),
        ["Decide", "GiveUp", "Small"]
    );
}

type Answer = Flow<String, Express>;

#[state]
fn through_an_alias(order: Expr<Order>) -> Answer {
    succeed(order.id)
}

#[test]
fn the_flow_may_have_another_name() {
    assert_eq!(document(through_an_alias)["StartAt"], "ThroughAnAlias");
}

#[state]
#[allow(unused_variables, clippy::needless_return)]
#[cfg(not(windows))]
fn with_attributes(order: Expr<Order>) -> Flow<()> {
    #![allow(unused_mut)]
    let mut unused = 1;
    return succeed(());
}

#[state]
#[cfg(any())]
fn not_there(order: Expr<Missing>) -> Flow<()> {}

#[state]
#[deprecated(note = "use `small`")]
fn old(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

/// Nothing leads here, and that is how it is meant.
#[state]
#[expect(dead_code)]
fn later(order: Expr<Order>) -> Flow<String> {
    succeed(order.id)
}

#[test]
fn attributes_stay_with_the_function() {
    #[allow(deprecated)]
    let state = old;
    assert_eq!(
        document(state)["States"]["Old"]["Output"],
        json!("{% $states.input.id %}")
    );
    assert_eq!(
        document(with_attributes)["States"]["WithAttributes"]["Type"],
        "Succeed"
    );
}

mod library {
    use sfn_dsl::prelude::*;

    /// States can be anywhere that functions can.
    #[state]
    pub fn shout(text: Expr<String>) -> Flow<String> {
        succeed(text + "!")
    }
}

#[test]
fn states_are_items_like_any_other() {
    #[state]
    fn inner(order: Expr<Order>) -> Flow<String> {
        pass(order.id).next(library::shout)
    }
    assert_eq!(document(inner)["States"]["Inner"]["Next"], "Shout");
}
