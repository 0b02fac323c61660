//! The machine, and the context object.

use serde_json::{Value, json};
use sfn_dsl::prelude::*;

use super::*;

/// The document of a workflow.
#[track_caller]
fn document<In: Shape, Out: Shape>(workflow: &Workflow<In, Out>) -> Value {
    let synthesis = workflow.synthesize().unwrap_or_else(|e| panic!("{e}"));
    serde_json::from_str(&synthesis.document.to_string_pretty()).unwrap()
}

#[test]
fn the_machine() {
    let workflow = Workflow::new("test", done("X"))
        .comment("Ends at once")
        .timeout_seconds(60);
    let jsonata = document(&workflow.query_language(Jsonata));
    has(
        &jsonata,
        &[
            "Comment",
            "QueryLanguage",
            "StartAt",
            "States",
            "TimeoutSeconds",
        ],
    );
    let workflow = Workflow::new("test", done("X"))
        .comment("Ends at once")
        .timeout_seconds(60);
    let jsonpath = document(&workflow.query_language(JsonPath));
    has(
        &jsonpath,
        &["Comment", "StartAt", "States", "TimeoutSeconds"],
    );
}

#[test]
fn the_context_object() {
    #[derive(Shape)]
    pub struct Known {
        execution: String,
        name: String,
        started: Timestamp,
        role: String,
        redriven: u64,
        input: Order,
        machine: String,
        machine_name: String,
        state: String,
        entered: Timestamp,
        retried: u64,
    }
    let flow = |_: Expr<Order>| {
        pass(KnownExpr {
            execution: context::execution_id(),
            name: context::execution_name(),
            started: context::execution_start_time(),
            role: context::execution_role_arn(),
            redriven: context::execution_redrive_count(),
            input: context::execution_input(),
            machine: context::state_machine_id(),
            machine_name: context::state_machine_name(),
            state: context::state_name(),
            entered: context::state_entered_time(),
            retried: context::state_retry_count(),
        })
        .end()
    };
    let (jsonata, jsonpath) = (
        jsonata(flow)["Output"].to_string(),
        jsonpath(flow)["Parameters"].to_string(),
    );
    for member in [
        "Execution.Id",
        "Execution.Name",
        "Execution.StartTime",
        "Execution.RoleArn",
        "Execution.RedriveCount",
        "Execution.Input",
        "StateMachine.Id",
        "StateMachine.Name",
        "State.Name",
        "State.EnteredTime",
        "State.RetryCount",
    ] {
        assert!(
            jsonata.contains(&format!("$states.context.{member} ")),
            "{member}"
        );
        assert!(jsonpath.contains(&format!("\"$$.{member}\"")), "{member}");
    }
    let redriven = context::execution_redrive_time().assume_present();
    assert_eq!(
        redriven.to_jsonata().unwrap(),
        "$states.context.Execution.RedriveTime"
    );
    assert_eq!(redriven.to_jsonpath().unwrap(), "$$.Execution.RedriveTime");
}

#[test]
fn an_object_of_the_context() {
    let flow = |order: Expr<Order>| look_all_up(context::object()).discard_result(order).end();
    assert_eq!(jsonata(flow)["Arguments"], json!("{% $states.context %}"));
    assert_eq!(jsonpath(flow)["InputPath"], json!("$$"));
}
