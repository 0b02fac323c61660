//! Amazon ECS and AWS Fargate. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html>
//!
//! ```
//! use sfn_dsl::integrations::ecs::{AwsVpcConfiguration, ContainerOverride, LaunchType};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Upload { key: String }
//! static MEDIA: Cluster = Cluster::named("media");
//! static RESIZE: TaskDefinition = TaskDefinition::named("resize");
//!
//! #[state]
//! fn resize(upload: Expr<Upload>) -> Flow<Upload> {
//!     ecs::run_task(&RESIZE)
//!         .cluster(&MEDIA)
//!         .launch_type(LaunchType::Fargate)
//!         .network_configuration(ecs::NetworkConfiguration::awsvpc(
//!             AwsVpcConfiguration::subnets(["${SubnetA}", "${SubnetB}"]),
//!         ))
//!         .container(ContainerOverride::named("app").environment("KEY", upload.key))
//!         .sync()
//!         .discard_result(upload)
//!         .end()
//! }
//! # Workflow::new("w", resize).synthesize().unwrap();
//! ```

use super::rows::{entry, item};
use super::{choices, integration, response, structure};
use crate::expr::node::Op;
use crate::resource::{Cluster, TaskDefinition};
use crate::{IntoExpr, Task};

integration! {
    /// `ecs:runTask`.
    RunTask = "ecs" : "runTask",
    patterns [Job(FinishedTask, ".sync"), Callback],
    /// Runs a task; with `.sync()` waits until it stops. A container that exits with anything but 0 is then an error
    /// (`States.TaskFailed`). For a callback, hand the token to a container:
    /// `.container(ContainerOverride::named("app").environment("TASK_TOKEN", token))`.
    fn run_task(
        /// The task definition.
        definition in TaskDefinition => "TaskDefinition",
    ) -> StartedTasks,
    options {
        /// The cluster; the account's `default` otherwise.
        cluster in Cluster => "Cluster",
        /// What it runs on. Not together with a capacity provider strategy.
        launch_type: LaunchType => "LaunchType",
        /// The network of a task in the mode `awsvpc`, which Fargate always is.
        network_configuration: NetworkConfiguration => "NetworkConfiguration",
        /// All that this task does differently from its definition.
        overrides: TaskOverride => "Overrides",
        /// How many tasks, up to 10; `.sync()` waits for one only.
        count: u64 => "Count",
        /// The version of Fargate, `LATEST` say.
        platform_version: String => "PlatformVersion",
        /// Which capacity to use, in place of a launch type.
        capacity_provider_strategy: Vec<CapacityProvider> => "CapacityProviderStrategy",
        /// The group of the task.
        group: String => "Group",
        /// Where tags come from: `TASK_DEFINITION`, `SERVICE` or `NONE`.
        propagate_tags: String => "PropagateTags",
        /// Whether ECS adds its own tags.
        enable_ecs_managed_tags: bool => "EnableECSManagedTags",
        /// Whether commands can be run in its containers.
        enable_execute_command: bool => "EnableExecuteCommand",
        /// On which instances a task may run.
        placement_constraints = Data => "PlacementConstraints",
        /// Which of them are taken first.
        placement_strategy = Data => "PlacementStrategy",
        /// A word of your own for who started the task, to find it by.
        started_by: String => "StartedBy",
        /// Volumes of the task.
        volume_configurations = Data => "VolumeConfigurations",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}

impl<R, P, E, C> Task<R, RunTask, P, E, C> {
    /// What one container does differently from the task definition: adds to `Overrides.ContainerOverrides`.
    pub fn container(mut self, container: impl IntoExpr<ContainerOverride>) -> Self {
        const CONTAINERS: &str = "ContainerOverrides";
        let overrides = self.get_argument("Overrides");
        let now = overrides.and_then(|overrides| match overrides.op() {
            Op::Object(members) => {
                let found = members.iter().find(|(name, _)| name == CONTAINERS);
                found.map(|(_, containers)| *containers)
            }
            _ => Some(overrides.field(CONTAINERS)),
        });
        let containers = item(now, container.into_expr().node());
        self.argument("Overrides", entry(overrides, CONTAINERS.into(), containers))
    }
}

choices! {
    /// What a task runs on.
    LaunchType {
        /// Instances of the cluster.
        Ec2 = "EC2",
        /// Fargate.
        Fargate = "FARGATE",
        /// Servers of your own.
        External = "EXTERNAL",
    }
}
structure! {
    /// The network of a task.
    NetworkConfiguration
    /// In the mode `awsvpc`.
    fn awsvpc(configuration: AwsVpcConfiguration => "AwsvpcConfiguration",)
    options {}
}
structure! {
    /// Where a task has its network interface.
    AwsVpcConfiguration
    /// In these subnets, up to 16.
    fn subnets(subnets: Vec<String> => "Subnets",)
    options {
        /// Up to five security groups; that of the VPC otherwise.
        security_groups: Vec<String> => "SecurityGroups",
        /// Whether it has a public address; it has none otherwise.
        assign_public_ip: AssignPublicIp => "AssignPublicIp",
    }
}
choices! {
    /// Whether a task has a public address.
    AssignPublicIp {
        /// It has.
        Enabled = "ENABLED",
        /// It has not.
        Disabled = "DISABLED",
    }
}
structure! {
    /// What a task does differently from its definition.
    TaskOverride
    /// Nothing yet.
    fn new()
    options {
        /// What its containers do differently.
        container_overrides: Vec<ContainerOverride> => "ContainerOverrides",
        /// CPU units, 1,024 a vCPU, as text.
        cpu: String => "Cpu",
        /// MiB, as text.
        memory: String => "Memory",
        /// The role of the code in it.
        task_role_arn in crate::Role => "TaskRoleArn",
        /// The role of ECS, to fetch images and write logs.
        execution_role_arn in crate::Role => "ExecutionRoleArn",
        /// Disk space beyond 20 GiB.
        ephemeral_storage = Data => "EphemeralStorage",
    }
}
structure! {
    /// What a container does differently from the task definition.
    ContainerOverride
    /// The container of this name.
    fn named(name: String => "Name",)
    options {
        /// What it runs.
        command: Vec<String> => "Command",
        /// CPU units.
        cpu: u64 => "Cpu",
        /// The most MiB it gets.
        memory: u64 => "Memory",
        /// The MiB kept for it.
        memory_reservation: u64 => "MemoryReservation",
        /// GPUs and inference accelerators.
        resource_requirements = Data => "ResourceRequirements",
    },
    pairs {
        /// An environment variable.
        environment => "Environment" ["Name", "Value"],
    }
}
structure! {
    /// A share of the capacity.
    CapacityProvider
    /// Of this provider: `FARGATE`, `FARGATE_SPOT`, or one of the cluster.
    fn named(name: String => "CapacityProvider",)
    options {
        /// Its share among all.
        weight: u64 => "Weight",
        /// How many tasks it gets before shares count.
        base: u64 => "Base",
    }
}

response! {
    /// Started tasks.
    StartedTasks / StartedTasksExpr {
        /// The tasks.
        tasks: Vec<FinishedTask> => "Tasks",
        /// What could not be started.
        failures: Vec<Failure> => "Failures",
    }
}
response! {
    /// What could not be started.
    Failure / FailureExpr {
        /// What it was to run on.
        arn: Option<String> => "Arn",
        /// Why it could not.
        reason: Option<String> => "Reason",
        /// More about it.
        detail: Option<String> => "Detail",
    }
}
response! {
    /// A task: with `.sync()` one that has stopped.
    FinishedTask / FinishedTaskExpr {
        /// Its ARN.
        task_arn: String => "TaskArn",
        /// The cluster it ran in.
        cluster_arn: String => "ClusterArn",
        /// The revision that it ran.
        task_definition_arn: String => "TaskDefinitionArn",
        /// `STOPPED` after `.sync()`.
        last_status: String => "LastStatus",
        /// Why it stopped.
        stopped_reason: Option<String> => "StoppedReason",
        /// The kind of end, `EssentialContainerExited` say.
        stop_code: Option<String> => "StopCode",
        /// Its containers.
        containers: Vec<Container> => "Containers",
    }
}
response! {
    /// A container of a task.
    Container / ContainerExpr {
        /// Its name.
        name: String => "Name",
        /// What it exited with.
        exit_code: Option<i64> => "ExitCode",
        /// Why it ended.
        reason: Option<String> => "Reason",
        /// Its status.
        last_status: String => "LastStatus",
    }
}
