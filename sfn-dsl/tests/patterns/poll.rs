//! Polling: waits, checks, what an answer settles, and when it is enough.

use serde_json::{Value, json};
use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::poll::{self, Polled};
use sfn_dsl::prelude::*;

use crate::{assert_states, catch_into, catch_into_path, invoke, run, states, with};

#[derive(Shape)]
pub struct Job {
    job_id: String,
    poll_after: u64,
}
#[derive(Shape)]
pub struct Progress {
    status: Status,
    done: bool,
    output: Option<String>,
}
#[derive(Clone, Copy, Shape)]
pub enum Status {
    Queued,
    Running,
    Succeeded,
    Failed,
}
#[lambda("look")]
fn look(job: Job) -> Progress;
#[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:look", direct)]
fn look_directly(job: Job) -> Progress;

type Seen = Polled<Job, Progress>;

#[state]
fn publish(done: Expr<Seen>) -> Flow<String> {
    succeed(done.job.job_id)
}
#[state]
fn broken(done: Expr<Seen>) -> Flow<String> {
    fail("Broken", done.job.job_id)
}
#[state]
fn too_slow(last: Expr<Seen>) -> Flow<String> {
    fail("TooSlow", last.job.job_id)
}
#[state]
fn lost(failed: Expr<Failed<Job>>) -> Flow<String> {
    fail(failed.failure.error, failed.data.job_id)
}

const ENDS: poll::Ends<too_slow, lost> = poll::Ends {
    exhausted: too_slow,
    failed: lost,
};

fn verdict(polled: Expr<Seen>, status: Status) -> poll::Verdict<String, Standard> {
    match status {
        Status::Queued | Status::Running => poll::again(),
        Status::Succeeded => poll::settle(polled, publish),
        Status::Failed => poll::settle(polled, broken),
    }
}

pub(crate) fn polling(poll: poll::Poll<Job>) -> StateFn<Job, String> {
    poll.check("VideoJob", |job| look(job).without_default_retry())
        .decide_on(|progress| progress.status, verdict)
        .ends(ENDS)
}

fn ends() -> Value {
    json!({
        "Publish": { "Type": "Succeed", "Output": "{% $states.input.job_id %}" },
        "Broken": { "Type": "Fail", "Error": "Broken", "Cause": "{% $states.input.job_id %}" },
        "TooSlow": { "Type": "Fail", "Error": "TooSlow", "Cause": "{% $states.input.job_id %}" },
        "Lost": {
            "Type": "Fail",
            "Error": "{% $states.input.failure.Error %}",
            "Cause": "{% $states.input.job_id %}",
        },
    })
}

#[test]
fn four_states_and_a_count() {
    let is = |status: &str| format!("$states.input.answer.status = \"{status}\"");
    let rule = |condition: String, next: &str| json!({ "Condition": format!("{{% {condition} %}}"), "Next": next });
    let waiting = format!("{} or {}", is("Queued"), is("Running"));
    let expected = json!({
        "WaitForVideoJob": {
            "Type": "Wait",
            "Seconds": 5,
            "Assign": { "video_job_attempts": 1 },
            "Next": "CheckVideoJob",
        },
        "CheckVideoJob": with(
            invoke("look", json!("{% $states.input %}")),
            json!({
                "Output": "{% $merge([$states.input, {\"answer\": $states.result.Payload}]) %}",
                "Catch": catch_into("failure", "Lost"),
                "Next": "IsVideoJobDone",
            }),
        ),
        "IsVideoJobDone": {
            "Type": "Choice",
            "Choices": [
                rule(is("Succeeded"), "Publish"),
                rule(is("Failed"), "Broken"),
                rule(format!("({waiting}) and $video_job_attempts >= 40"), "TooSlow"),
                rule(waiting, "WaitForVideoJobAgain"),
            ],
        },
        "WaitForVideoJobAgain": {
            "Type": "Wait",
            "Seconds": 20,
            "Assign": { "video_job_attempts": "{% $video_job_attempts + 1 %}" },
            "Next": "CheckVideoJob",
        },
    });
    let poll = poll::at_most(40).every_seconds(20).first_after_seconds(5);
    assert_states(Jsonata, polling(poll), with(ends(), expected));
}

#[test]
fn jsonpath_says_the_same() {
    let poll = poll::at_most(40).every_seconds(20);
    let poll = poll
        .check("VideoJob", |job| look_directly(job).without_default_retry())
        .decide_on(|progress| progress.status, verdict)
        .ends(ENDS);
    let states = states(JsonPath, poll);
    assert_eq!(
        states["WaitForVideoJob"],
        json!({
            "Type": "Wait",
            "Seconds": 20,
            "Assign": { "video_job_attempts": 1 },
            "Next": "CheckVideoJob",
        })
    );
    assert_eq!(
        states["CheckVideoJob"],
        json!({
            "Type": "Task",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:look",
            "ResultPath": "$.answer",
            "Catch": catch_into_path("failure", "Lost"),
            "Next": "IsVideoJobDone",
        })
    );
    let is = |status: &str| json!({ "Variable": "$.answer.status", "StringEquals": status });
    let waiting = json!({ "Or": [is("Queued"), is("Running")] });
    let enough = json!({ "Variable": "$video_job_attempts", "NumericGreaterThanEquals": 40 });
    assert_eq!(
        states["IsVideoJobDone"]["Choices"],
        json!([
            with(is("Succeeded"), json!({ "Next": "Publish" })),
            with(is("Failed"), json!({ "Next": "Broken" })),
            { "And": [waiting, enough], "Next": "TooSlow" },
            with(waiting.clone(), json!({ "Next": "WaitForVideoJobAgain" })),
        ])
    );
    assert_eq!(
        states["WaitForVideoJobAgain"],
        json!({
            "Type": "Wait",
            "Seconds": 20,
            "Assign": { "video_job_attempts.$": "States.MathAdd($video_job_attempts, 1)" },
            "Next": "CheckVideoJob",
        })
    );
}

#[test]
fn a_boolean_needs_no_rule_for_what_is_left() {
    let poll = poll::at_most(3)
        .every(|job: Expr<Job>| job.poll_after)
        .check("VideoJob", |job| look(job))
        .decide_on(
            |progress| progress.done,
            |polled, done| {
                if done {
                    poll::settle(polled, publish)
                } else {
                    poll::again()
                }
            },
        )
        .ends(ENDS);
    let states = states(Jsonata, poll);
    assert_eq!(
        states["WaitForVideoJob"]["Seconds"],
        "{% $states.input.poll_after %}"
    );
    assert_eq!(
        states["WaitForVideoJobAgain"]["Seconds"],
        "{% $states.input.poll_after %}"
    );
    assert_eq!(
        states["IsVideoJobDone"],
        json!({
            "Type": "Choice",
            "Choices": [
                { "Condition": "{% $states.input.answer.done %}", "Next": "Publish" },
                { "Condition": "{% $video_job_attempts >= 3 %}", "Next": "TooSlow" },
            ],
            "Default": "WaitForVideoJobAgain",
        })
    );
}

#[test]
fn waits_grow_up_to_the_longest() {
    let poll = || {
        poll::at_most(10)
            .backoff(5, 2.0, 60)
            .check("VideoJob", |job| look_directly(job))
            .decide_on(|progress| progress.status, verdict)
            .ends(ENDS)
    };
    let found = states(Jsonata, poll());
    assert_eq!(found["WaitForVideoJob"]["Seconds"], 5);
    let text = found["WaitForVideoJobAgain"]["Seconds"].as_str().unwrap();
    // After so many checks, so many seconds.
    for (attempts, seconds) in [(1, 10), (2, 20), (3, 40), (4, 60), (9, 60)] {
        let text = text.replace("$video_job_attempts", &attempts.to_string());
        assert_eq!(run(&json!(text), json!({})), json!(seconds));
    }
    // JSONPath cannot multiply: that state alone is JSONata.
    let found = states(JsonPath, poll());
    assert_eq!(found["WaitForVideoJobAgain"]["QueryLanguage"], "JSONata");
    assert_eq!(found["WaitForVideoJobAgain"]["Seconds"], text);
    assert_eq!(found["WaitForVideoJob"].get("QueryLanguage"), None);
}

#[derive(Shape)]
pub struct Jobs {
    jobs: Vec<Job>,
}
#[state]
fn all(jobs: Expr<Jobs>) -> Flow<Vec<String>> {
    map(jobs.jobs, polling(poll::at_most(2))).end()
}

#[test]
fn inside_of_a_map_each_item_counts_for_itself() {
    let states = states(Jsonata, all);
    let inner = &states["All"]["ItemProcessor"]["States"];
    assert_eq!(
        inner["WaitForVideoJob"]["Assign"],
        json!({ "video_job_attempts": 1 })
    );
}
