//! `aws_sdk!`: a call checked when it is compiled writes what the function with strings writes.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::{Order, one};

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Head {
    content_length: u64,
}

static UPLOADS: Bucket = Bucket::arn("arn:aws:s3:::uploads");
static SCHEDULING: Role = Role::named("scheduling");

#[test]
fn names_are_written_as_they_are_given() {
    let head = |o: Expr<Order>| {
        aws_sdk!(s3:headObject { Bucket: &UPLOADS, Key: o.id } -> Head)
            .output(|head| head.content_length)
            .end::<Express>()
    };
    assert_eq!(
        one(Jsonata, head),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:s3:headObject",
            "Arguments": { "Bucket": "uploads", "Key": "{% $states.input.id %}" },
            "Output": "{% $states.result.ContentLength %}",
            "End": true
        })
    );
    assert_eq!(
        one(JsonPath, head)["Parameters"],
        json!({ "Bucket": "uploads", "Key.$": "$.id" })
    );
}

#[test]
fn objects_and_lists_nest_and_hold_data() {
    let schedule = |o: Expr<Order>| {
        aws_sdk!(scheduler:createSchedule {
            Name: o.id,
            ScheduleExpression: "rate(1 hour)",
            FlexibleTimeWindow: { Mode: "OFF" },
            Target: {
                Arn: "arn:aws:sqs:eu-west-1:123456789012:reminders",
                RoleArn: &SCHEDULING,
                RetryPolicy: { MaximumRetryAttempts: 2 },
                "Input": { order: o.id, "lines": [{ n: o.count }, { n: 1 }], sum: [1, 2].iter().sum::<i32>() },
            },
        })
        .discard_result(o)
        .end::<Standard>()
    };
    assert_eq!(
        one(JsonPath, schedule)["Parameters"],
        json!({
            "Name.$": "$.id",
            "ScheduleExpression": "rate(1 hour)",
            "FlexibleTimeWindow": { "Mode": "OFF" },
            "Target": {
                "Arn": "arn:aws:sqs:eu-west-1:123456789012:reminders",
                "RoleArn": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/scheduling",
                "RetryPolicy": { "MaximumRetryAttempts": 2 },
                "Input": { "order.$": "$.id", "lines": [{ "n.$": "$.count" }, { "n": 1 }], "sum": 3 }
            }
        })
    );
}

#[test]
fn it_is_a_task_like_any_other() {
    // No parameters, no output type, and one that is newer than the table.
    let regions = |o: Expr<Order>| {
        aws_sdk!(ec2:describeRegions)
            .with("Newer", true)
            .retry(Retry::on(errors::custom("Ec2.Ec2Exception")).max_attempts(2))
            .discard_result(o)
            .end::<Standard>()
    };
    let found = one(Jsonata, regions);
    assert_eq!(
        (&found["Resource"], &found["Arguments"]),
        (
            &json!("arn:aws:states:::aws-sdk:ec2:describeRegions"),
            &json!({ "Newer": true })
        )
    );
    let told = |o: Expr<Order>| {
        wait_for_task_token(
            |token| aws_sdk!(sfn:startExecution { StateMachineArn: o.id, Input: { token: token } }),
        )
        .end::<Standard>()
    };
    let found = one::<Order, _>(Jsonata, told);
    assert_eq!(
        found["Resource"],
        "arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken"
    );
    assert_eq!(
        found["Arguments"]["Input"],
        json!({ "token": "{% $states.context.Task.Token %}" })
    );
}
