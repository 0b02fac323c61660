//! What types cannot see of a pattern: told where the author called it.

use sfn_dsl::patterns::poll::{self, Polled};
use sfn_dsl::patterns::{Failed, saga};
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Job {
    id: String,
    answer: Option<String>,
    #[serde(flatten)]
    history: History,
}
#[derive(Shape)]
pub struct History {
    #[serde(rename = "failure")]
    last_failure: String,
}
#[lambda("look")]
fn look(job: Job) -> bool;

#[state]
fn done(polled: Expr<Polled<Job, bool>>) -> Flow<String> {
    succeed(polled.job.id)
}
#[state]
fn lost(failed: Expr<Failed<Job>>) -> Flow<String> {
    fail("Lost", failed.data.id)
}

fn told<In: Shape, Out: Shape>(
    language: sfn_dsl::QueryLanguage,
    start: impl State<In, Out>,
) -> Vec<(&'static str, u32, String)> {
    let workflow = Workflow::new("test", start).query_language(language);
    let errors = workflow.synthesize().expect_err("it is wrong");
    let told = errors.iter().map(|error| {
        let location = error.location.expect("a place");
        assert_eq!(location.file(), file!());
        (error.code, location.line(), error.message.clone())
    });
    told.collect()
}

#[test]
fn members_that_would_be_overwritten() {
    let line = line!() + 2;
    let poll = poll::at_most(3)
        .check("Job", |job: Expr<Job>| look(job))
        .decide_on(
            |answer| answer,
            |polled, ready| {
                if ready {
                    poll::settle(polled, done)
                } else {
                    poll::again()
                }
            },
        )
        .ends(poll::Ends {
            exhausted: done,
            failed: lost,
        });
    let told = told(Jsonata, poll);
    let message = |member: &str| {
        format!(
            "state `CheckJob` puts `{member}` beside the data, and the data has a member of that name"
        )
    };
    assert_eq!(
        told,
        [
            ("member-overwritten", line, message("answer")),
            ("member-overwritten", line, message("failure")),
        ]
    );
}

#[derive(Shape)]
pub struct Order {
    id: String,
}
#[derive(Shape)]
pub struct Reserved {
    #[serde(flatten)]
    order: Order,
    reservation: Option<String>,
}
#[lambda("reserve")]
fn reserve(order: Order) -> Option<String>;

#[state]
fn confirm(reserved: Expr<Reserved>) -> Flow<String> {
    succeed(reserved.order.id)
}
#[state]
fn not_reserved(failed: Expr<Failed<Order>>) -> Flow<String> {
    fail("NotReserved", failed.data.id)
}
#[state]
fn page(stuck: Expr<saga::Stuck<Order>>) -> Flow<String> {
    fail("Stuck", stuck.data.id)
}

#[test]
fn what_jsonpath_cannot_say() {
    let line = line!() + 3;
    let saga = saga::step("Reserve", |order: Expr<Order>| {
        // Not an object whose fields are all known: a ResultSelector cannot take it out of the envelope.
        reserve(order).output(|reservation| ReservedExpr { order, reservation })
    })
    .ends(saga::Ends {
        done: confirm,
        undone: not_reserved,
        stuck: page,
    });
    let told = told(JsonPath, saga);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].0, told[0].1), ("unsupported-expression", line));
}
