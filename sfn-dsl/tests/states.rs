//! What `#[state]` makes of a function.

#![allow(missing_docs)]

use serde_json::{Value, json};
use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
    total: f64,
}

fn document<In: Shape, Out: Shape, K: Kind>(start: impl State<In, Out, K>) -> Value {
    let synthesis = Workflow::new("test", start).synthesize().expect("a workflow without mistakes");
    serde_json::from_str(&synthesis.document.to_string_compact()).expect("a document is JSON")
}

/// Asks the warehouse
/// whether it is there.
///
/// Cheap.
#[state]
fn check_inventory2(Wrapped(order): Expr<Wrapped>) -> Flow<String> {
    let id = order.id;
    succeed(id)
}

#[state(name = "Is it there? (JSONPath)", query_language = "JSONPath")]
pub(crate) fn r#match(order: Expr<Order>) -> Flow<String> {
    if cfg!(test) {
        return succeed(order.id);
    }
    succeed("never")
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
    choice(order).when(order.total.gt(100.0), give_up).otherwise(small)
}

#[state]
fn small<K: Kind>(order: Expr<Order>) -> Flow<String, K> {
    succeed(order.id)
}

type Answer = Flow<String, Express>;

#[state]
fn through_an_alias(order: Expr<Order>) -> Answer {
    succeed(order.id)
}

#[state]
#[allow(unused_variables, clippy::needless_return)]
#[cfg(not(windows))]
fn with_attributes(order: Expr<Order>) -> Flow<()> {
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

// A pattern works where a view can be taken apart: `Expr` itself has no parts, so this only names it.
use std::convert::identity as _identity;
#[allow(non_snake_case)]
mod patterns {}
