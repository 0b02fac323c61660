//! What the operations of AWS APIs take, by the table of `sfn-sdk`: for SDK calls, and for those optimized integrations that
//! take what the API takes.
//!
//! The table belongs to `sfn`: what a team writes in Rust is checked by the compiler, and its binaries do not carry it.

/// What a call takes.
#[derive(Default)]
pub(super) struct Operation {
    /// What must be there.
    pub(super) required: Vec<&'static str>,
    /// What else there is.
    pub(super) optional: Vec<&'static str>,
}

/// Optimized integrations that take what an operation of the API takes, and which: `service:operation` as in an SDK call.
///
/// INVARIANT: sorted by name.
#[cfg(feature = "cli")]
const LIKE: &[(&str, &str)] = &[
    ("athena:getQueryExecution", "athena:getQueryExecution"),
    ("athena:stopQueryExecution", "athena:stopQueryExecution"),
    (
        "bedrock:createModelCustomizationJob",
        "bedrock:createModelCustomizationJob",
    ),
    ("codebuild:batchDeleteBuilds", "codebuild:batchDeleteBuilds"),
    ("codebuild:batchGetReports", "codebuild:batchGetReports"),
    ("codebuild:deleteBuildBatch", "codebuild:deleteBuildBatch"),
    ("codebuild:retryBuildBatch", "codebuild:retryBuildBatch"),
    ("codebuild:startBuild", "codebuild:startBuild"),
    ("codebuild:startBuildBatch", "codebuild:startBuildBatch"),
    ("codebuild:stopBuild", "codebuild:stopBuild"),
    ("codebuild:stopBuildBatch", "codebuild:stopBuildBatch"),
    ("databrew:startJobRun", "databrew:startJobRun"),
    ("eks:createCluster", "eks:createCluster"),
    ("eks:createFargateProfile", "eks:createFargateProfile"),
    ("eks:createNodegroup", "eks:createNodegroup"),
    ("eks:deleteCluster", "eks:deleteCluster"),
    ("eks:deleteFargateProfile", "eks:deleteFargateProfile"),
    ("eks:deleteNodegroup", "eks:deleteNodegroup"),
    ("elasticmapreduce:createCluster", "emr:runJobFlow"),
    (
        "emr-containers:createVirtualCluster",
        "emrcontainers:createVirtualCluster",
    ),
    (
        "emr-containers:deleteVirtualCluster",
        "emrcontainers:deleteVirtualCluster",
    ),
    ("emr-containers:startJobRun", "emrcontainers:startJobRun"),
    ("emr-serverless:cancelJobRun", "emrserverless:cancelJobRun"),
    (
        "emr-serverless:createApplication",
        "emrserverless:createApplication",
    ),
    (
        "emr-serverless:deleteApplication",
        "emrserverless:deleteApplication",
    ),
    (
        "emr-serverless:startApplication",
        "emrserverless:startApplication",
    ),
    ("emr-serverless:startJobRun", "emrserverless:startJobRun"),
    (
        "emr-serverless:stopApplication",
        "emrserverless:stopApplication",
    ),
    ("mediaconvert:createJob", "mediaconvert:createJob"),
    ("sagemaker:createEndpoint", "sagemaker:createEndpoint"),
    (
        "sagemaker:createEndpointConfig",
        "sagemaker:createEndpointConfig",
    ),
    (
        "sagemaker:createHyperParameterTuningJob",
        "sagemaker:createHyperParameterTuningJob",
    ),
    ("sagemaker:createLabelingJob", "sagemaker:createLabelingJob"),
    ("sagemaker:createModel", "sagemaker:createModel"),
    (
        "sagemaker:createProcessingJob",
        "sagemaker:createProcessingJob",
    ),
    ("sagemaker:createTrainingJob", "sagemaker:createTrainingJob"),
    (
        "sagemaker:createTransformJob",
        "sagemaker:createTransformJob",
    ),
    ("sagemaker:updateEndpoint", "sagemaker:updateEndpoint"),
];

/// What the optimized integration `service:action` takes, when that is what the API takes.
#[cfg(feature = "cli")]
pub(super) fn like(name: &str) -> Option<Operation> {
    let at = LIKE
        .binary_search_by(|(known, _)| (*known).cmp(name))
        .ok()?;
    let (service, operation) = LIKE[at].1.split_once(':')?;
    sdk(service, operation)
}

/// What an SDK call takes, when its operation is in the table.
#[cfg(feature = "cli")]
pub(super) fn sdk(service: &str, operation: &str) -> Option<Operation> {
    let found = sfn_sdk::Service::named(service)?.operation(operation)?;
    Some(Operation {
        required: found.required,
        optional: found.optional,
    })
}

#[cfg(not(feature = "cli"))]
pub(super) fn like(_: &str) -> Option<Operation> {
    None
}

#[cfg(not(feature = "cli"))]
pub(super) fn sdk(_: &str, _: &str) -> Option<Operation> {
    None
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::{LIKE, like};
    use crate::check::tables::PARAMETERS;
    use crate::iam::optimized_rows;

    #[test]
    fn every_row_is_in_order_and_names_an_operation() {
        assert!(LIKE.windows(2).all(|two| two[0].0 < two[1].0));
        for (name, _) in LIKE {
            assert!(like(name).is_some(), "{name}");
        }
    }

    #[test]
    fn it_is_known_what_each_integration_takes() {
        let unknown: Vec<&str> = optimized_rows()
            .iter()
            .filter(|row| row.place == crate::iam::Place::Task)
            .map(|row| row.name)
            .filter(|name| like(name).is_none() && !PARAMETERS.iter().any(|row| row.name == *name))
            .collect();
        assert_eq!(unknown, Vec::<&str>::new());
    }
}
