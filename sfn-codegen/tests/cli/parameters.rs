//! What tasks give to what they call: names and required parameters of SDK calls and of optimized integrations.
//!
//! Expected values from the API reference of each service.

use crate::{Folder, expect};

/// A task that calls this with these parameters.
fn task(resource: &str, parameters: &str) -> String {
    format!(
        r#"{{"StartAt":"A","States":{{"A":{{"Type":"Task","Resource":"arn:aws:states:::{resource}","Parameters":{parameters},"End":true}}}}}}"#
    )
}

/// What is found, by severity, rule and place below the task.
#[track_caller]
fn found(resource: &str, parameters: &str, expected: &[(&str, &str, &str)]) {
    let folder = Folder::new().with("a.json", &task(resource, parameters));
    let (_, reports) = folder.reports(&["a.json"]);
    let diagnostics = reports[0]["diagnostics"].as_array().unwrap_or_default();
    let found: Vec<_> = diagnostics
        .iter()
        .map(|found| {
            let text = |name: &str| found[name].as_str().unwrap_or_default();
            let place = text("location").trim_start_matches("/States/A/Parameters");
            (text("severity"), text("rule"), place)
        })
        .collect();
    assert_eq!(found, expected, "{resource} {parameters}");
}

#[test]
fn sdk_calls_take_what_the_api_takes() {
    let (error, warning) = ("ERROR", "WARNING");
    let (unknown, missing) = ("unknown-parameter", "missing-parameter");
    found(
        "aws-sdk:s3:getObject",
        r#"{"Bucket":"b","Key.$":"$.key","VersionId":"1"}"#,
        &[],
    );
    found(
        "aws-sdk:s3:getObject",
        r#"{"Bucket":"b"}"#,
        &[(error, missing, "")],
    );
    // A slip is one mistake, not also a missing parameter.
    found(
        "aws-sdk:s3:getObject",
        r#"{"bucket":"b","Keys":"k"}"#,
        &[(error, unknown, "/bucket"), (error, unknown, "/Keys")],
    );
    // The page of AWS on passing parameters has this one as its example of what is refused.
    found(
        "aws-sdk:ec2:describeSnapshots",
        r#"{"Filter":[]}"#,
        &[(error, unknown, "/Filter")],
    );
    found(
        "aws-sdk:sfn:startSyncExecution.waitForTaskToken",
        r#"{"StateMachineArn":"a","Inptu.$":"$.input"}"#,
        &[(error, unknown, "/Inptu.$")],
    );
    // What is like nothing known may be newer than the table.
    found(
        "aws-sdk:sts:getCallerIdentity",
        r#"{"Whatever":1}"#,
        &[(warning, unknown, "/Whatever")],
    );
    // Nobody knows what a placeholder becomes.
    found("aws-sdk:s3:getObject", r#"{"${Name}":1}"#, &[]);
    found("aws-sdk:s3:${Action}", r#"{"bucket":1}"#, &[]);
}

#[test]
fn each_optimized_integration_has_its_parameters() {
    let (error, warning) = ("ERROR", "WARNING");
    let (unknown, missing) = ("unknown-parameter", "missing-parameter");
    for (resource, good) in [
        ("athena:getQueryExecution", r#"{"QueryExecutionId":"1"}"#),
        (
            "batch:submitJob.sync",
            r#"{"JobDefinition":"d","JobName":"n","JobQueue":"q"}"#,
        ),
        (
            "bedrock:invokeModel",
            r#"{"ModelId":"m","Body":{},"ContentType":"application/json"}"#,
        ),
        ("codebuild:batchGetReports", r#"{"ReportArns":["a"]}"#),
        (
            "codebuild:startBuild.sync",
            r#"{"ProjectName":"p","EnvironmentVariablesOverride":[]}"#,
        ),
        ("databrew:startJobRun.sync", r#"{"Name":"n"}"#),
        (
            "eks:createNodegroup.sync",
            r#"{"ClusterName":"c","NodegroupName":"n","NodeRole":"r","Subnets":["s"]}"#,
        ),
        (
            "eks:runJob.sync",
            r#"{"ClusterName":"c","CertificateAuthority":"a","Endpoint":"e","Job":{},"LogOptions":{}}"#,
        ),
        (
            "elasticmapreduce:createCluster.sync",
            r#"{"Name":"n","Instances":{},"ReleaseLabel":"emr-7.0.0"}"#,
        ),
        (
            "elasticmapreduce:addStep.sync",
            r#"{"ClusterId":"c","Step":{}}"#,
        ),
        (
            "emr-containers:startJobRun.sync",
            r#"{"VirtualClusterId":"v","Name":"n"}"#,
        ),
        (
            "emr-serverless:startJobRun.sync",
            r#"{"ApplicationId":"a","ExecutionRoleArn":"r"}"#,
        ),
        ("glue:startJobRun.sync", r#"{"JobName":"n","Arguments":{}}"#),
        (
            "mediaconvert:createJob.sync",
            r#"{"Role":"r","Settings":{}}"#,
        ),
        (
            "sagemaker:createModel",
            r#"{"ModelName":"m","ExecutionRoleArn":"r"}"#,
        ),
        (
            "states:startExecution.sync:2",
            r#"{"StateMachineArn":"a","Input":{}}"#,
        ),
    ] {
        found(resource, good, &[]);
    }
    found(
        "eks:createCluster",
        r#"{"Name":"c","RoleArn":"r"}"#,
        &[(error, missing, "")],
    );
    found(
        "elasticmapreduce:addStep",
        r#"{"ClusterId":"c","Steps":[]}"#,
        &[(error, unknown, "/Steps")],
    );
    found(
        "sagemaker:createModel",
        r#"{"ModelName":"m","ExecutionRole":"r"}"#,
        &[(error, unknown, "/ExecutionRole")],
    );
    found(
        "bedrock:invokeModel",
        r#"{"ModelId":"m"}"#,
        &[(error, missing, "")],
    );
    found(
        "lambda:invoke.waitForTaskToken",
        r#"{"FunctionName":"f","TaskToken.$":"$$.Task.Token"}"#,
        &[(warning, unknown, "/TaskToken.$")],
    );
}

#[test]
fn arguments_of_jsonata_are_looked_at_as_far_as_they_are_written_out() {
    let task = |arguments: &str| {
        format!(
            r#"{{"QueryLanguage":"JSONata","StartAt":"A","States":{{"A":{{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sqs:deleteMessage","Arguments":{arguments},"End":true}}}}}}"#
        )
    };
    let folder = Folder::new()
        .with("whole.json", &task(r#""{% $states.input %}""#))
        .with(
            "part.json",
            &task(r#"{"QueueURL":"{% $states.input.queue %}","ReceiptHandle":"r"}"#),
        );
    let (_, reports) = folder.reports(&["whole.json", "part.json"]);
    expect(&reports[0], &[]);
    let place = "/States/A/Arguments/QueueURL";
    assert_eq!(
        reports[1]["diagnostics"].as_array().map(<[_]>::len),
        Some(1),
        "{}",
        reports[1]
    );
    let found = &reports[1]["diagnostics"][0];
    assert_eq!(found["location"].as_str(), Some(place));
    assert_eq!(found["help"].as_str(), Some("did you mean `QueueUrl`?"));
}

#[test]
fn a_pattern_that_express_has_not_is_one_mistake() {
    let folder = Folder::new().with("a.json", &task("glue:startJobRun.sync:2", "{}"));
    let (_, out, _) = folder.run(&["validate", "--express", "--format", "json", "a.json"]);
    assert_eq!(out.matches("\"severity\"").count(), 1, "{out}");
    assert!(out.contains("not-in-express"), "{out}");
}
