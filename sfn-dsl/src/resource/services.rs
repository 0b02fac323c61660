//! Resources of the services that run jobs: clusters, job queues, projects, roles.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::{About, Given, HERE, IntoResource, Qualifier, Reference, StandsFor};
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

by_name!(Cluster, TaskDefinition, JobQueue, JobDefinition);

macro_rules! by_last {
    ($($Name:ident),*) => {$(
        impl $Name {
            fn parameter(&self) -> Node {
                match &self.given {
                    Given::Named(name) | Given::Elsewhere { name, .. } => Node::text(name.clone()),
                    Given::Placeholder(name) => Node::text(format!("${{{name}}}")),
                    Given::Arn(arn) => Node::text(match arn.split_once('/') {
                        Some((_, name)) => Cow::Owned(name.to_owned()),
                        None => arn.clone(),
                    }),
                    Given::UrlAndArn { .. } => Node::text(self.to_arn()),
                }
            }

            fn about(&self) -> About {
                let trouble = match &self.given {
                    Given::Elsewhere { .. } => Some(ELSEWHERE),
                    _ => None,
                };
                About { trouble, ..About::default() }
            }
        }
    )*};
}
/// What is wrong with a resource of another account where the API takes its name alone.
const ELSEWHERE: (&str, &str) = (
    "the API takes the name alone, and looks for it in the account of the call",
    "name it by `named(..)` and make the call as a role of the other account: `.credentials(&ROLE)`",
);
// These APIs take a name and no ARN.
by_last!(GlueJob, DataBrewJob, BuildProject, WorkGroup, EksCluster);
