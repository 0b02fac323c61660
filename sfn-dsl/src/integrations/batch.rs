//! AWS Batch. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Scene { id: String, frames: u64 }
//! static NIGHT: JobQueue = JobQueue::named("night");
//! static RENDER: JobDefinition = JobDefinition::named("render");
//!
//! #[state]
//! fn render(scene: Expr<Scene>) -> Flow<String> {
//!     batch::submit_job("render", &NIGHT, &RENDER)
//!         .array_properties(batch::ArrayProperties::size(scene.frames))
//!         .container_overrides(batch::ContainerOverrides::new().environment("SCENE", scene.id))
//!         .sync()
//!         .output(|job| job.job_id)
//!         .end()
//! }
//! # Workflow::new("w", render).synthesize().unwrap();
//! ```

use super::{choices, integration, response, structure};
use crate::resource::{JobDefinition, JobQueue};

integration! {
    /// `batch:submitJob`.
    SubmitJob = "batch" : "submitJob",
    patterns [Job(FinishedJob, ".sync")],
    /// Submits a job; with `.sync()` waits until it is done, and an abort of the workflow ends it.
    fn submit_job(
        /// Up to 128 letters, digits, `-` and `_`; it need not be unique.
        name: String => "JobName",
        /// The queue.
        queue in JobQueue => "JobQueue",
        /// The definition.
        definition in JobDefinition => "JobDefinition",
    ) -> SubmittedJob,
    options {
        /// What this job does differently from its definition.
        container_overrides: ContainerOverrides => "ContainerOverrides",
        /// Runs the job many times.
        array_properties: ArrayProperties => "ArrayProperties",
        /// Jobs to wait for.
        depends_on: Vec<JobDependency> => "DependsOn",
        /// How often it is tried.
        retry_strategy: RetryStrategy => "RetryStrategy",
        /// How long an attempt may take.
        attempt_timeout: JobTimeout => "Timeout",
        /// Whether tags go on to the ECS task.
        propagate_tags: bool => "PropagateTags",
        /// The share of a fair-share queue.
        share_identifier: String => "ShareIdentifier",
        /// The priority within the share, 0 to 9,999.
        scheduling_priority_override: u64 => "SchedulingPriorityOverride",
        /// Overrides of a job over several nodes.
        node_overrides = Data => "NodeOverrides",
        /// Overrides of a job on Kubernetes.
        eks_properties_override = Data => "EksPropertiesOverride",
        /// Overrides of a job of several containers.
        ecs_properties_override = Data => "EcsPropertiesOverride",
    },
    maps {
        /// A parameter of the definition, `Ref::name` in its command.
        job_parameter: String => "Parameters",
        /// A tag.
        tag: String => "Tags",
    }
}

structure! {
    /// What a job's container does differently from its definition.
    ContainerOverrides
    /// Nothing yet.
    fn new()
    options {
        /// What it runs.
        command: Vec<String> => "Command",
        /// The instance type, for a job over several nodes.
        instance_type: String => "InstanceType",
        /// How many vCPUs, of a definition of the older kind; otherwise by `resource_requirements`.
        vcpus: u64 => "Vcpus",
        /// How many MiB, of a definition of the older kind; otherwise by `resource_requirements`.
        memory: u64 => "Memory",
        /// How much of each resource it gets.
        resource_requirements: Vec<ResourceRequirement> => "ResourceRequirements",
    },
    pairs {
        /// An environment variable.
        environment => "Environment" ["Name", "Value"],
    }
}
structure! {
    /// How much of a resource a container gets.
    ResourceRequirement
    /// So much of this; an amount is text, `"4096"`.
    fn of(kind: ResourceType => "Type", amount: String => "Value",)
    options {}
}
choices! {
    /// What a container can be given.
    ResourceType {
        /// GPUs.
        Gpu = "GPU",
        /// vCPUs, also parts of one: `0.25`.
        Vcpu = "VCPU",
        /// MiB.
        Memory = "MEMORY",
    }
}
structure! {
    /// How often the job runs.
    ArrayProperties
    /// 2 to 10,000 times; each run finds its number in `AWS_BATCH_JOB_ARRAY_INDEX`.
    fn size(size: u64 => "Size",)
    options {}
}
structure! {
    /// A job to wait for.
    JobDependency
    /// The job with this id.
    fn job(id: String => "JobId",)
    options {
        /// `N_TO_N` or `SEQUENTIAL`, between array jobs.
        kind: String => "Type",
    }
}
structure! {
    /// How often a job is tried.
    RetryStrategy
    /// 1 to 10 times.
    fn attempts(attempts: u64 => "Attempts",)
    options {
        /// What an exit code means for it.
        evaluate_on_exit = Data => "EvaluateOnExit",
    }
}
structure! {
    /// How long an attempt may take.
    JobTimeout
    /// In seconds, 60 or more.
    fn seconds(seconds: u64 => "AttemptDurationSeconds",)
    options {}
}

response! {
    /// A submitted job.
    SubmittedJob / SubmittedJobExpr {
        /// Its ARN.
        job_arn: String => "JobArn",
        /// Its name.
        job_name: String => "JobName",
        /// Its id.
        job_id: String => "JobId",
    }
}
response! {
    /// A finished job.
    FinishedJob / FinishedJobExpr {
        /// Its ARN.
        job_arn: String => "JobArn",
        /// Its name.
        job_name: String => "JobName",
        /// Its id.
        job_id: String => "JobId",
        /// The queue it was in.
        job_queue: String => "JobQueue",
        /// `SUCCEEDED`: any other end is an error of this state.
        status: String => "Status",
        /// Why it has this status.
        status_reason: Option<String> => "StatusReason",
        /// The container it ran in.
        container: Option<JobContainer> => "Container",
        /// When it started, in milliseconds since 1970.
        started_at: Option<u64> => "StartedAt",
        /// When it stopped, in milliseconds since 1970.
        stopped_at: Option<u64> => "StoppedAt",
    }
}
response! {
    /// The container of a finished job.
    JobContainer / JobContainerExpr {
        /// What it exited with.
        exit_code: Option<i64> => "ExitCode",
        /// Why it ended.
        reason: Option<String> => "Reason",
        /// Where its log is, in the group `/aws/batch/job`.
        log_stream_name: Option<String> => "LogStreamName",
    }
}
