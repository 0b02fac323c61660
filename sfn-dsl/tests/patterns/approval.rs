//! Approvals: who is asked, until when, and where each answer and each silence leads.

use serde_json::{Value, json};
use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::approval::{self, Answered, Decision, DecisionCase};
use sfn_dsl::prelude::*;

use crate::{assert_states, states, with};

#[derive(Shape)]
pub struct Expense {
    id: String,
    answer_within: u64,
}
#[derive(Shape)]
pub struct Question {
    expense_id: String,
    task_token: TaskToken,
}

static MANAGERS: Queue = Queue::url("https://sqs/managers");
static DIRECTORS: Topic = Topic::arn("arn:aws:sns:eu-west-1:123456789012:directors");

#[lambda("ask")]
fn ask(question: Question) -> ();

#[state]
fn decide(answered: Expr<Answered<Expense, Decision>>) -> Flow<String> {
    choice_on(answered.answer, |decision| match decision {
        DecisionCase::Approved { .. } => to(answered.request, pay),
        DecisionCase::Rejected { .. } => to(answered.request, refuse),
    })
}
#[state]
fn pay(expense: Expr<Expense>) -> Flow<String> {
    succeed(expense.id)
}
#[state]
fn refuse(expense: Expr<Expense>) -> Flow<String> {
    fail("Rejected", expense.id)
}
#[state]
fn nobody(expense: Expr<Expense>) -> Flow<String> {
    fail("Unanswered", expense.id)
}
#[state]
fn broken(failed: Expr<Failed<Expense>>) -> Flow<String> {
    fail(failed.failure.error, failed.data.id)
}

const ENDS: approval::Ends<decide, nobody, broken> = approval::Ends {
    answered: decide,
    unanswered: nobody,
    failed: broken,
};

fn question(expense: Expr<Expense>, task_token: Expr<TaskToken>) -> QuestionExpr {
    QuestionExpr {
        expense_id: expense.id,
        task_token,
    }
}

pub(crate) fn expenses() -> StateFn<Expense, String> {
    approval::ask("AskManager", |expense: Expr<Expense>, token| {
        sqs::send_message(&MANAGERS, question(expense, token))
    })
    .heartbeat_seconds(600)
    .escalate_after_seconds(3600, "AskDirector", |expense, token| {
        sns::publish(&DIRECTORS, question(expense, token))
    })
    .give_up_after(|expense| expense.answer_within)
    .ends(ENDS)
}

#[test]
fn silence_goes_to_the_next_and_any_other_trouble_out() {
    let catch = |late: &str| {
        json!([
            { "ErrorEquals": ["States.Timeout"], "Output": "{% $states.input %}", "Next": late },
            {
                "ErrorEquals": ["States.ALL"],
                "Output": "{% $merge([$states.input, {\"failure\": $states.errorOutput}]) %}",
                "Next": "Broken",
            },
        ])
    };
    let asked = |late: &str| {
        json!({
            "Type": "Task",
            "Output": "{% $merge([$states.input, {\"answer\": $states.result}]) %}",
            "Catch": catch(late),
            "Next": "Decide",
        })
    };
    let body = json!({
        "expense_id": "{% $states.input.id %}",
        "task_token": "{% $states.context.Task.Token %}",
    });
    let of = |name: &str| format!("{{% $states.input.answer.decision = \"{name}\" %}}");
    let rule = |name: &str, next: &str| json!({ "Condition": of(name), "Next": next });
    let ends = json!({
        "Decide": {
            "Type": "Choice",
            "Choices": [rule("approved", "Pay"), rule("rejected", "Refuse")],
        },
        "Pay": { "Type": "Succeed", "Output": "{% $states.input.id %}" },
        "Refuse": { "Type": "Fail", "Error": "Rejected", "Cause": "{% $states.input.id %}" },
        "Nobody": { "Type": "Fail", "Error": "Unanswered", "Cause": "{% $states.input.id %}" },
        "Broken": {
            "Type": "Fail",
            "Error": "{% $states.input.failure.Error %}",
            "Cause": "{% $states.input.id %}",
        },
    });
    assert_states(
        Jsonata,
        expenses(),
        with(
            ends,
            json!({
                "AskManager": with(asked("AskDirector"), json!({
                    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Arguments": { "QueueUrl": "https://sqs/managers", "MessageBody": body },
                    "TimeoutSeconds": 3600,
                    "HeartbeatSeconds": 600,
                })),
                "AskDirector": with(asked("Nobody"), json!({
                    "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
                    "Arguments": { "TopicArn": "arn:aws:sns:eu-west-1:123456789012:directors", "Message": body },
                    "TimeoutSeconds": "{% $states.input.answer_within %}",
                })),
            }),
        ),
    );
}

#[test]
fn jsonpath_says_the_same() {
    let states = states(JsonPath, expenses());
    let expected: Value = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
        "Parameters": {
            "TopicArn": "arn:aws:sns:eu-west-1:123456789012:directors",
            "Message": { "expense_id.$": "$.id", "task_token.$": "$$.Task.Token" },
        },
        "TimeoutSecondsPath": "$.answer_within",
        "ResultPath": "$.answer",
        "Catch": [
            { "ErrorEquals": ["States.Timeout"], "ResultPath": null, "Next": "Nobody" },
            { "ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Broken" },
        ],
        "Next": "Decide",
    });
    assert_eq!(states["AskDirector"], expected);
    assert_eq!(states["AskManager"]["TimeoutSeconds"], 3600);
    assert_eq!(states["AskManager"]["Catch"][0]["Next"], "AskDirector");
}

#[test]
fn a_function_can_ask_as_well_and_one_person_is_enough() {
    let approval = approval::ask("AskThem", |expense: Expr<Expense>, token| {
        ask(question(expense, token))
    })
    .give_up_after_seconds(60)
    .ends(ENDS);
    let states = states(Jsonata, approval);
    let ask = &states["AskThem"];
    assert_eq!(
        ask["Resource"],
        "arn:aws:states:::lambda:invoke.waitForTaskToken"
    );
    assert_eq!(ask["TimeoutSeconds"], 60);
    assert_eq!(ask["Catch"][0]["Next"], "Nobody");
    // Lambda's own troubles are retried, and the person is not asked twice.
    assert_eq!(ask["Retry"].as_array().unwrap().len(), 1);
    assert!(!ask["Retry"].to_string().contains("States."));
}
