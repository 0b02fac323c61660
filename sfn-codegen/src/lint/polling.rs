//! Loops that ask for what Step Functions would wait for.

use super::Found;
use super::context::Context;
use sfn_asl::model::State;
use std::collections::HashSet;

/// Calls that ask how a job is, and the call that waits for it. Read in November 2026.
pub(super) const ASKS: &[(&str, &str)] = &[
    (
        "athena:getQueryExecution",
        "athena:startQueryExecution.sync",
    ),
    ("batch:describeJobs", "batch:submitJob.sync"),
    ("codebuild:batchGetBuilds", "codebuild:startBuild.sync"),
    ("databrew:describeJobRun", "databrew:startJobRun.sync"),
    ("ecs:describeTasks", "ecs:runTask.sync"),
    ("emr:describeCluster", "elasticmapreduce:createCluster.sync"),
    ("emr:describeStep", "elasticmapreduce:addStep.sync"),
    (
        "emrcontainers:describeJobRun",
        "emr-containers:startJobRun.sync",
    ),
    ("emrserverless:getJobRun", "emr-serverless:startJobRun.sync"),
    ("glue:getJobRun", "glue:startJobRun.sync"),
    ("mediaconvert:getJob", "mediaconvert:createJob.sync"),
    (
        "sagemaker:describeProcessingJob",
        "sagemaker:createProcessingJob.sync",
    ),
    (
        "sagemaker:describeTrainingJob",
        "sagemaker:createTrainingJob.sync",
    ),
    (
        "sagemaker:describeTransformJob",
        "sagemaker:createTransformJob.sync",
    ),
    ("sfn:describeExecution", "states:startExecution.sync:2"),
];

pub(super) fn instead_of_waiting(context: &Context<'_>, found: &mut Found<'_>) {
    for graph in context.scopes.iter().filter(|graph| !graph.express) {
        // The loops that wait between two turns.
        let waiting: HashSet<usize> = (0..graph.states.len())
            .filter(|at| graph.in_loop[*at])
            .filter(|at| matches!(context.states[graph.states[*at]].state, State::Wait(_)))
            .map(|at| graph.component[at])
            .collect();
        for (at, state) in graph.states.iter().enumerate() {
            let visit = &context.states[*state];
            let State::Task(task) = visit.state else {
                continue;
            };
            let called = super::called::Called::of(task);
            let name = called.sdk().or_else(|| called.optimized());
            let row = ASKS.iter().find(|row| Some(row.0) == name);
            if let Some((_, waits)) = row
                && graph.in_loop[at]
                && waiting.contains(&graph.component[at])
            {
                found.add(
                    &visit.pointer,
                    format!("`{}` asks again and again for what can be waited for", visit.name.as_str()),
                    format!("start it with `arn:aws:states:::{waits}`: one state that is billed once, in place of a loop"),
                );
            }
        }
    }
}
