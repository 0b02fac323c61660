//! The service that a role is passed to, where a call hands one over: the one that its trust policy names.
//!
//! Written by hand from the service's own page on its roles, November 2026. A service that is not here gets no condition: a
//! condition that is wrong is a call that fails. One whose name differs by partition ends in `*`.

/// A service of the SDK, the last name of the parameter (in lower case; empty for all), and who assumes the role.
type Passed = (&'static str, &'static str, &'static str);

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html>
const PASSED: &[Passed] = &[
    ("backup", "iamrolearn", "backup.amazonaws.com"),
    ("batch", "servicerole", "batch.amazonaws.com"),
    ("batch", "jobrolearn", "ecs-tasks.amazonaws.com"),
    ("batch", "executionrolearn", "ecs-tasks.amazonaws.com"),
    ("bedrock", "", "bedrock.amazonaws.com"),
    ("bedrockagent", "", "bedrock.amazonaws.com"),
    ("cloudformation", "rolearn", "cloudformation.amazonaws.com"),
    ("codebuild", "servicerole", "codebuild.amazonaws.com"),
    ("codepipeline", "rolearn", "codepipeline.amazonaws.com"),
    (
        "comprehend",
        "dataaccessrolearn",
        "comprehend.amazonaws.com",
    ),
    (
        "comprehendmedical",
        "dataaccessrolearn",
        "comprehendmedical.amazonaws.com",
    ),
    ("databrew", "rolearn", "databrew.amazonaws.com"),
    ("datasync", "bucketaccessrolearn", "datasync.amazonaws.com"),
    ("dlm", "executionrolearn", "dlm.amazonaws.com"),
    ("ecs", "taskrolearn", "ecs-tasks.amazonaws.com"),
    ("ecs", "executionrolearn", "ecs-tasks.amazonaws.com"),
    (
        "eks",
        "podexecutionrolearn",
        "eks-fargate-pods.amazonaws.com",
    ),
    (
        "emrserverless",
        "executionrolearn",
        "emr-serverless.amazonaws.com",
    ),
    ("emr", "servicerole", "elasticmapreduce.amazonaws.com*"),
    ("emr", "jobflowrole", "ec2.amazonaws.com*"),
    (
        "emr",
        "autoscalingrole",
        "application-autoscaling.amazonaws.com*",
    ),
    ("eventbridge", "rolearn", "events.amazonaws.com"),
    ("firehose", "rolearn", "firehose.amazonaws.com"),
    ("forecast", "rolearn", "forecast.amazonaws.com"),
    ("glue", "role", "glue.amazonaws.com"),
    ("kendra", "rolearn", "kendra.amazonaws.com"),
    ("lambda", "role", "lambda.amazonaws.com"),
    ("mediaconvert", "role", "mediaconvert.amazonaws.com"),
    ("omics", "rolearn", "omics.amazonaws.com"),
    ("personalize", "rolearn", "personalize.amazonaws.com"),
    ("pipes", "rolearn", "pipes.amazonaws.com"),
    ("rds", "monitoringrolearn", "monitoring.rds.amazonaws.com"),
    ("rds", "iamrolearn", "export.rds.amazonaws.com"),
    ("rekognition", "rolearn", "rekognition.amazonaws.com"),
    ("sagemaker", "rolearn", "sagemaker.amazonaws.com"),
    ("sagemaker", "executionrolearn", "sagemaker.amazonaws.com"),
    ("scheduler", "rolearn", "scheduler.amazonaws.com"),
    ("sfn", "rolearn", "states.amazonaws.com"),
    ("textract", "rolearn", "textract.amazonaws.com"),
    (
        "transcribe",
        "dataaccessrolearn",
        "transcribe.amazonaws.com",
    ),
    ("transfer", "role", "transfer.amazonaws.com"),
    ("transfer", "loggingrole", "transfer.amazonaws.com"),
    ("translate", "dataaccessrolearn", "translate.amazonaws.com"),
];

/// Who assumes the role that the parameter at `path` hands over, where that is known.
pub(super) fn to(service: &str, path: &str) -> Option<&'static str> {
    let last = path
        .rsplit('.')
        .next()?
        .trim_end_matches(['[', ']', '{', '}']);
    let last = last.to_ascii_lowercase();
    let fits = |(known, parameter, _): &&Passed| {
        *known == service && (parameter.is_empty() || *parameter == last)
    };
    PASSED.iter().find(fits).map(|(_, _, principal)| *principal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameter_decides_where_a_service_hands_roles_to_several() {
        assert_eq!(
            to("scheduler", "Target.RoleArn"),
            Some("scheduler.amazonaws.com")
        );
        assert_eq!(
            to("ecs", "Overrides.TaskRoleArn"),
            Some("ecs-tasks.amazonaws.com")
        );
        assert_eq!(to("ecs", "Role"), None);
        assert_eq!(
            to("eventbridge", "Targets[].RoleArn"),
            Some("events.amazonaws.com")
        );
        assert_eq!(to("emr", "JobFlowRole"), Some("ec2.amazonaws.com*"));
        assert_eq!(to("emr", "StepExecutionRoleArn"), None);
        // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.Setup.html
        let export = Some("export.rds.amazonaws.com");
        assert_eq!(to("rds", "IamRoleArn"), export);
        // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
        let monitoring = Some("monitoring.rds.amazonaws.com");
        assert_eq!(to("rds", "MonitoringRoleArn"), monitoring);
        assert_eq!(to("rds", "RoleArn"), None);
        let source = "ManifestConfig.Source.S3.BucketAccessRoleArn";
        assert_eq!(to("datasync", source), Some("datasync.amazonaws.com"));
    }

    #[test]
    fn what_is_listed_is_a_parameter_that_hands_over_a_role() {
        for (service, parameter, _) in PASSED {
            let known = super::super::table::service(service);
            let known = known.unwrap_or_else(|| panic!("{service} is no service"));
            let mut paths = known.operations().flat_map(|name| {
                let operation = known.operation(name).expect("listed");
                operation.roles().collect::<Vec<_>>()
            });
            let hands = |path: &str| {
                let last = path.rsplit('.').next().unwrap_or_default();
                let last = last
                    .trim_end_matches(['[', ']', '{', '}'])
                    .to_ascii_lowercase();
                parameter.is_empty() || last == *parameter
            };
            assert!(paths.any(hands), "{service} {parameter}");
        }
    }
}
