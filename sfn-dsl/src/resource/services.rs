//! Resources of the services that run jobs: clusters, job queues, projects, roles.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::{Given, HERE, IntoResource, Reference, StandsFor};
use crate::Expr;
use crate::expr::node::Node;

resource! {
    /// An ECS cluster.
    Cluster, "ecs", |name| "{here}:cluster/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("EtlCluster")`, or for its ARN if the placeholder's own name ends in
    /// `Arn`, `placeholder("EtlClusterArn")`.
}
resource! {
    /// An ECS task definition: a family, `TaskDefinition::named("resize")`, or one revision of it, `named("resize:7")`.
    TaskDefinition, "ecs", |name| "{here}:task-definition/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("ResizeTask")`, or for its ARN if the placeholder's own name ends in
    /// `Arn`, `placeholder("ResizeTaskArn")`.
}
resource! {
    /// A queue of AWS Batch.
    JobQueue, "batch", |name| "{here}:job-queue/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("NightQueue")`, or for its ARN if the placeholder's own name ends in
    /// `Arn`, `placeholder("NightQueueArn")`.
}
resource! {
    /// A job definition of AWS Batch: `JobDefinition::named("render")`, or one revision of it, `named("render:3")`.
    JobDefinition, "batch", |name| "{here}:job-definition/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("RenderJob")`, or for its ARN if the placeholder's own name ends in
    /// `Arn`, `placeholder("RenderJobArn")`.
}
resource! {
    /// A job of AWS Glue.
    GlueJob, "glue", |name| "{here}:job/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, which is all that the API takes: `placeholder("CleanJob")` is written
    /// `${CleanJob}`.
}
resource! {
    /// A job of AWS Glue DataBrew.
    DataBrewJob, "databrew", |name| "{here}:job/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, which is all that the API takes: `placeholder("ProfileJob")` is written
    /// `${ProfileJob}`.
}
resource! {
    /// A project of AWS CodeBuild.
    BuildProject, "codebuild", |name| "{here}:project/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, which is all that the API takes: `placeholder("SiteProject")` is written
    /// `${SiteProject}`.
}
resource! {
    /// A workgroup of Amazon Athena.
    WorkGroup, "athena", |name| "{here}:workgroup/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, which is all that the API takes: `placeholder("ReportsGroup")` is written
    /// `${ReportsGroup}`.
}
resource! {
    /// A Kubernetes cluster of Amazon EKS.
    EksCluster, "eks", |name| "{here}:cluster/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, which is all that the API takes: `placeholder("JobsCluster")` is written
    /// `${JobsCluster}`.
}
resource! {
    /// An IAM role, for what a job does. The policy of the workflow allows to pass on this one.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// static TRAINING: Role = Role::named("model-training");
    /// assert_eq!(TRAINING.to_arn(), "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/model-training");
    /// ```
    // An ARN of a role says no region: no character is taken of what stands for region and account.
    Role, "iam", |name| "{here:.0}:${{AWS::AccountId}}:role/{name}",
    placeholder Name
    /// By a placeholder that stands for its name, `placeholder("TrainingRole")`, or for its ARN if the placeholder's own name
    /// ends in `Arn`, `placeholder("TrainingRoleArn")`.
}

by_arn!(Role);
by_name!(Cluster, TaskDefinition, JobQueue, JobDefinition);

macro_rules! by_last {
    ($($Name:ident),*) => {$(
        impl $Name {
            fn parameter(&self) -> Node {
                match &self.given {
                    Given::Named(name) => Node::text(name.clone()),
                    Given::Placeholder(name) => Node::text(format!("${{{name}}}")),
                    Given::Arn(arn) => Node::text(match arn.split_once('/') {
                        Some((_, name)) => Cow::Owned(name.to_owned()),
                        None => arn.clone(),
                    }),
                }
            }
        }
    )*};
}
// These APIs take a name and no ARN.
by_last!(GlueJob, DataBrewJob, BuildProject, WorkGroup, EksCluster);
