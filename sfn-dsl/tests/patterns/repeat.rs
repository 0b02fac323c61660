//! Bounded loops, and going on in a new execution.

use serde_json::{Value, json};
use sfn_dsl::patterns::{Failed, continue_as_new, repeat};
use sfn_dsl::prelude::*;

use crate::{assert_states, catch_into, catch_into_path, invoke, invoke_by_path, states, with};

#[derive(Shape)]
pub struct Crawl {
    site: String,
    done: bool,
    executions: u64,
}
#[lambda("crawl")]
fn crawl(crawl: Crawl) -> Crawl;

#[state]
fn crawled<K: Kind>(crawl: Expr<Crawl>) -> Flow<String, K> {
    succeed(crawl.site)
}
#[state]
fn enough<K: Kind>(crawl: Expr<Crawl>) -> Flow<String, K> {
    fail("Enough", crawl.site)
}
#[state]
fn stopped<K: Kind>(failed: Expr<Failed<Crawl>>) -> Flow<String, K> {
    fail(failed.failure.error, failed.data.site)
}

pub(crate) fn crawling<K: Kind>() -> StateFn<Crawl, String, K> {
    repeat::at_most(7)
        .until(|crawl: Expr<Crawl>| crawl.done)
        .step("Crawl", |page| crawl(page).without_default_retry())
        .ends(repeat::Ends {
            done: crawled,
            exhausted: enough,
            failed: stopped,
        })
}

#[test]
fn a_turn_a_decision_and_a_count() {
    let expected = json!({
        "BeginCrawl": { "Type": "Pass", "Assign": { "crawl_turns": 1 }, "Next": "Crawl" },
        "Crawl": with(
            invoke("crawl", json!("{% $states.input %}")),
            json!({
                "Output": "{% $states.result.Payload %}",
                "Catch": catch_into("failure", "Stopped"),
                "Next": "IsCrawlDone",
            }),
        ),
        "IsCrawlDone": {
            "Type": "Choice",
            "Choices": [
                { "Condition": "{% $states.input.done %}", "Next": "Crawled" },
                { "Condition": "{% $crawl_turns >= 7 %}", "Next": "Enough" },
            ],
            "Default": "Crawl",
            "Assign": { "crawl_turns": "{% $crawl_turns + 1 %}" },
        },
        "Crawled": { "Type": "Succeed", "Output": "{% $states.input.site %}" },
        "Enough": { "Type": "Fail", "Error": "Enough", "Cause": "{% $states.input.site %}" },
        "Stopped": {
            "Type": "Fail",
            "Error": "{% $states.input.failure.Error %}",
            "Cause": "{% $states.input.site %}",
        },
    });
    assert_states(Jsonata, crawling::<Standard>(), expected.clone());
    assert_states(Jsonata, crawling::<Express>(), expected);
}

#[test]
fn jsonpath_says_the_same() {
    let expected = json!({
        "BeginCrawl": { "Type": "Pass", "Assign": { "crawl_turns": 1 }, "Next": "Crawl" },
        "Crawl": with(
            invoke_by_path("crawl", "$"),
            json!({
                "OutputPath": "$.Payload",
                "Catch": catch_into_path("failure", "Stopped"),
                "Next": "IsCrawlDone",
            }),
        ),
        "IsCrawlDone": {
            "Type": "Choice",
            "Choices": [
                { "Variable": "$.done", "BooleanEquals": true, "Next": "Crawled" },
                { "Variable": "$crawl_turns", "NumericGreaterThanEquals": 7, "Next": "Enough" },
            ],
            "Default": "Crawl",
            "Assign": { "crawl_turns.$": "States.MathAdd($crawl_turns, 1)" },
        },
        "Crawled": { "Type": "Succeed", "OutputPath": "$.site" },
        "Enough": { "Type": "Fail", "Error": "Enough", "CausePath": "$.site" },
        "Stopped": { "Type": "Fail", "ErrorPath": "$.failure.Error", "CausePath": "$.site" },
    });
    assert_states(JsonPath, crawling::<Standard>(), expected);
}

#[test]
fn a_turn_of_several_states_comes_back_to_the_decision() {
    let twice = repeat::at_most(2)
        .until(|crawl: Expr<Crawl>| crawl.done)
        .states("Pages", |again: StateFn<Crawl, String>| {
            let second = state("Second", move |page: Expr<Crawl>| {
                crawl(page).next(again.clone())
            });
            let first = move |page: Expr<Crawl>| {
                choice(page)
                    .when(page.site.eq(""), enough.named("Nowhere"))
                    .otherwise(second.clone())
            };
            state("First", first)
        })
        .ends(repeat::Exits {
            done: crawled,
            exhausted: enough,
        });
    let states = states(Jsonata, twice);
    assert_eq!(states["BeginPages"]["Next"], "First");
    assert_eq!(states["First"]["Default"], "Second");
    assert_eq!(states["Second"]["Next"], "IsPagesDone");
    assert_eq!(states["IsPagesDone"]["Default"], "First");
}

static CRAWLS: StateMachine<Crawl, String> =
    StateMachine::arn("arn:aws:states:eu-west-1:123456789012:stateMachine:crawl");

fn going_on() -> StateFn<Crawl, String> {
    continue_as_new::start("GoOn", &CRAWLS, |crawl: Expr<Crawl>| CrawlExpr {
        site: crawl.site,
        done: crawl.done,
        executions: crawl.executions + 1,
    })
    .while_below(50, |crawl| crawl.executions)
    .ends(continue_as_new::Ends {
        handed_over: crawled,
        too_many: enough,
        failed: stopped,
    })
}

fn start(arguments: Value, rest: Value) -> Value {
    let common = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::states:startExecution",
        "TimeoutSeconds": 30,
        "Retry": [{
            "ErrorEquals": [
                "StepFunctions.ExecutionLimitExceededException",
                "StepFunctions.ThrottlingException",
            ],
            "IntervalSeconds": 2,
            "MaxAttempts": 5,
            "BackoffRate": 2.0,
            "JitterStrategy": "FULL",
        }],
        "Next": "Crawled",
    });
    with(with(common, arguments), rest)
}

#[test]
fn the_next_execution_is_named_after_this_one() {
    let there = "StepFunctions.ExecutionAlreadyExistsException";
    let found = states(Jsonata, going_on());
    let arguments = json!({ "Arguments": {
        "StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:crawl",
        "Input": {
            "site": "{% $states.input.site %}",
            "done": "{% $states.input.done %}",
            "executions": "{% $states.input.executions + 1 %}",
        },
        "Name": "{% \"continues-\" & $hash($states.context.Execution.Id, \"SHA-256\") %}",
    }});
    let rest = json!({
        "Output": "{% $states.input %}",
        "Catch": [
            { "ErrorEquals": [there], "Output": "{% $states.input %}", "Next": "Crawled" },
            catch_into("failure", "Stopped")[0],
        ],
    });
    assert_eq!(found["GoOn"], start(arguments, rest));
    assert_eq!(
        found["MayGoOn"],
        json!({
            "Type": "Choice",
            "Choices": [{ "Condition": "{% $states.input.executions >= 50 %}", "Next": "Enough" }],
            "Default": "GoOn",
        })
    );

    let found = states(JsonPath, going_on());
    let arguments = json!({ "Parameters": {
        "StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:crawl",
        "Input": {
            "site.$": "$.site",
            "done.$": "$.done",
            "executions.$": "States.MathAdd($.executions, 1)",
        },
        "Name.$": "States.Format('continues-{}', States.Hash($$.Execution.Id, 'SHA-256'))",
    }});
    let rest = json!({
        "ResultPath": null,
        "Catch": [
            { "ErrorEquals": [there], "ResultPath": null, "Next": "Crawled" },
            catch_into_path("failure", "Stopped")[0],
        ],
    });
    assert_eq!(found["GoOn"], start(arguments, rest));
}
