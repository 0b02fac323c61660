//! Pass, Wait, Succeed and Fail.

use sfn_dsl::prelude::*;

use super::*;

#[test]
fn a_pass() {
    let flow = |order: Expr<Order>| {
        pass(order.address)
            .comment("Only this")
            .assign(&SEEN, order.address.city)
            .end()
    };
    shows(
        &jsonata(flow),
        "Pass",
        &["Type", "Comment", "Output", "Assign", "End"],
    );
    let flow = |order: Expr<Order>| pass(order.address).comment("Only this").end();
    shows(
        &jsonpath(flow),
        "Pass",
        &["Type", "Comment", "InputPath", "End"],
    );
    let on = |order: Expr<Order>| pass(order).assign(&SEEN, order.id).next(done("Done"));
    shows(&jsonata(on), "Pass", &["Assign", "Next"]);
    shows(&jsonpath(on), "Pass", &["Assign", "Next"]);
    let built = |order: Expr<Order>| pass(order.with(|o| o.priority, text!("p{}", order.id))).end();
    let object = |order: Expr<Order>| {
        pass(SummaryExpr {
            order_id: order.id,
            charge_id: lit("1"),
        })
        .end()
    };
    shows(&jsonpath(object), "Pass", &["Parameters"]);
    let literal = |order: Expr<Order>| pass(order.with(|o| o.priority, "high")).end();
    shows(&jsonpath(literal), "Pass", &["Result", "ResultPath"]);
    shows(&jsonata(built), "Pass", &["Output"]);
}

#[test]
fn a_wait() {
    let seconds = |order: Expr<Order>| {
        wait(order)
            .seconds(10)
            .comment("A moment")
            .assign(&SEEN, order.id)
            .next(done("Done"))
    };
    let both = ["Type", "Comment", "Seconds", "Assign", "Next"];
    shows(&jsonata(seconds), "Wait", &both);
    shows(&jsonpath(seconds), "Wait", &both);
    let moment = |order: Expr<Order>| wait(order).until("2026-12-24T18:00:00Z").end();
    shows(&jsonata(moment), "Wait", &["Timestamp", "End"]);
    shows(&jsonpath(moment), "Wait", &["Timestamp", "End"]);
    let from_data = |order: Expr<Order>| wait(order).seconds(order.delay).end();
    shows(&jsonpath(from_data), "Wait", &["SecondsPath"]);
    let from_data = |order: Expr<Order>| wait(order.address).until(order.release_at).end();
    shows(&jsonata(from_data), "Wait", &["Output"]);
    shows(
        &jsonpath(from_data),
        "Wait",
        &["TimestampPath", "OutputPath"],
    );
}

#[test]
fn ends() {
    /// All is done.
    #[state]
    fn accept(order: Expr<Order>) -> Flow<Address> {
        succeed(order.address)
    }
    let accepted = |language| states(language, accept).unwrap()["Accept"].clone();
    shows(
        &accepted(Jsonata),
        "Succeed",
        &["Type", "Comment", "Output"],
    );
    shows(
        &accepted(JsonPath),
        "Succeed",
        &["Type", "Comment", "OutputPath"],
    );
    /// Nothing is done.
    #[state]
    fn refuse(_: Expr<Order>) -> Flow<Order> {
        fail("Refused", "Nobody wanted it")
    }
    let refused = |language| states(language, refuse).unwrap()["Refuse"].clone();
    let both = ["Type", "Comment", "Error", "Cause"];
    shows(&refused(Jsonata), "Fail", &both);
    shows(&refused(JsonPath), "Fail", &both);
    let from_data = |order: Expr<Order>| -> Flow<Order> { fail(order.id, order.address.city) };
    shows(&jsonpath(from_data), "Fail", &["ErrorPath", "CausePath"]);
}
