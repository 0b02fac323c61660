//! Amazon EMR: clusters and their steps. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>
//!
//! ```
//! use sfn_dsl::integrations::emr::{Application, InstanceGroup, InstanceRole, Instances, JobCluster, Step};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Script { uri: String }
//! #[derive(Shape)] pub struct Running { cluster_id: String, script: Script }
//!
//! #[state]
//! fn create(script: Expr<Script>) -> Flow<()> {
//!     emr::create_cluster(JobCluster {
//!         name: "nightly",
//!         release: "emr-7.5.0",
//!         service_role: "EMR_DefaultRole",
//!         instance_profile: "EMR_EC2_DefaultRole",
//!         instances: Instances::groups([InstanceGroup::new(InstanceRole::MasterNode, "m5.xlarge", 1)]),
//!     })
//!     .applications([Application::named("Spark")])
//!     .sync()
//!     .output(|cluster| RunningExpr { cluster_id: cluster.cluster_id, script })
//!     .next(run)
//! }
//!
//! #[state]
//! fn run(running: Expr<Running>) -> Flow<()> {
//!     let step = Step::new("clean", "command-runner.jar").args([lit("spark-submit"), running.script.uri]);
//!     emr::add_step(running.cluster_id, step).sync().discard_result(running.cluster_id).next(stop)
//! }
//!
//! #[state]
//! fn stop(cluster_id: Expr<String>) -> Flow<()> {
//!     emr::terminate_cluster(cluster_id).discard_result(()).end()
//! }
//! # Workflow::new("w", create).synthesize().unwrap();
//! ```

use super::{choices, integration, request, response, structure};
use crate::IntoExpr;
use crate::expr::node::{Name, Node, Op};

integration! {
    /// `elasticmapreduce:createCluster`.
    CreateCluster = "elasticmapreduce" : "createCluster",
    patterns [Job(CreatedCluster, ".sync")],
    options {
        /// What is installed.
        applications: Vec<Application> => "Applications",
        /// Where logs go: `s3://bucket/prefix/`.
        log_uri: String => "LogUri",
        /// Settings of applications.
        configurations: Vec<Configuration> => "Configurations",
        /// What runs on each node first.
        bootstrap_actions: Vec<BootstrapAction> => "BootstrapActions",
        /// Whether the users of the account see it.
        visible_to_all_users: bool => "VisibleToAllUsers",
        /// How many steps run at once.
        step_concurrency_level: u64 => "StepConcurrencyLevel",
        /// When it ends by itself.
        auto_termination_policy: AutoTermination => "AutoTerminationPolicy",
        /// How it grows and shrinks.
        managed_scaling_policy = Data => "ManagedScalingPolicy",
        /// The role of automatic scaling.
        auto_scaling_role: String => "AutoScalingRole",
        /// How nodes go.
        scale_down_behavior: String => "ScaleDownBehavior",
        /// The security configuration.
        security_configuration: String => "SecurityConfiguration",
        /// The image of its nodes.
        custom_ami_id: String => "CustomAmiId",
        /// The root disk of its nodes, in GiB.
        ebs_root_volume_size: u64 => "EbsRootVolumeSize",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}
request! {
    /// A cluster that waits for steps.
    JobCluster for
    /// Creates a cluster; with `.sync()` waits until it is ready for steps. It runs, and costs, until
    /// [`terminate_cluster`], also when the workflow fails: do so in a catcher too.
    fn create_cluster by CreateCluster -> CreatedCluster {
        /// Its name.
        name: String => "Name",
        /// The release of EMR, `emr-7.5.0` say.
        release: String => "ReleaseLabel",
        /// The role of EMR, by name or ARN.
        service_role: String => "ServiceRole",
        /// The instance profile of its nodes, by name or ARN.
        instance_profile: String => "JobFlowRole",
        /// Its nodes.
        instances: Instances => "Instances",
    }
}
structure! {
    /// The nodes of a cluster.
    Instances
    options {
        /// The subnet.
        ec2_subnet_id: String => "Ec2SubnetId",
        /// Subnets to choose from, for fleets.
        ec2_subnet_ids: Vec<String> => "Ec2SubnetIds",
        /// The key pair.
        ec2_key_name: String => "Ec2KeyName",
        /// Whether the cluster is protected from termination.
        termination_protected: bool => "TerminationProtected",
        /// The security group of the master.
        master_security_group: String => "EmrManagedMasterSecurityGroup",
        /// The security group of the others.
        core_security_group: String => "EmrManagedSlaveSecurityGroup",
        /// The security group of the service, in a private subnet.
        service_access_security_group: String => "ServiceAccessSecurityGroup",
    }
}
impl Instances {
    /// Nodes in fleets of several kinds of instance.
    pub fn fleets(fleets: impl IntoExpr<Vec<InstanceFleet>>) -> Self {
        Instances::waiting("InstanceFleets", fleets.into_expr().node())
    }

    /// Nodes in groups of one kind of instance.
    pub fn groups(groups: impl IntoExpr<Vec<InstanceGroup>>) -> Self {
        Instances::waiting("InstanceGroups", groups.into_expr().node())
    }

    /// Step Functions takes no other clusters than those that wait for steps.
    fn waiting(name: &'static str, nodes: Node) -> Self {
        Instances(super::rows::Members::default())
            .with("KeepJobFlowAliveWhenNoSteps", Node::new(Op::Bool(true)))
            .with(name, nodes)
    }
}
choices! {
    /// What nodes do.
    InstanceRole {
        /// The one that leads.
        MasterNode = "MASTER",
        /// Those that keep data.
        CoreNodes = "CORE",
        /// Those that only compute.
        TaskNodes = "TASK",
    }
}
structure! {
    /// Nodes of one kind of instance.
    InstanceGroup
    /// So many of this kind.
    fn new(role: InstanceRole => "InstanceRole", instance_type: String => "InstanceType", count: u64 => "InstanceCount",)
    options {
        /// Its name; [`modify_instance_group_by_name`] needs it.
        name: String => "Name",
        /// `ON_DEMAND` or `SPOT`.
        market: String => "Market",
        /// What a spot instance may cost an hour.
        bid_price: String => "BidPrice",
        /// Their disks.
        ebs_configuration = Data => "EbsConfiguration",
    }
}
structure! {
    /// Nodes of several kinds of instance.
    InstanceFleet
    /// Of these kinds.
    fn new(role: InstanceRole => "InstanceFleetType", instance_types: Vec<FleetInstance> => "InstanceTypeConfigs",)
    options {
        /// Its name; [`modify_instance_fleet_by_name`] needs it.
        name: String => "Name",
        /// How much is on demand.
        target_on_demand_capacity: u64 => "TargetOnDemandCapacity",
        /// How much is spot.
        target_spot_capacity: u64 => "TargetSpotCapacity",
        /// How spot instances are found.
        launch_specifications = Data => "LaunchSpecifications",
    }
}
structure! {
    /// A kind of instance in a fleet.
    FleetInstance
    /// This one.
    fn new(instance_type: String => "InstanceType",)
    options {
        /// How much of the capacity it is.
        weighted_capacity: u64 => "WeightedCapacity",
        /// What a spot instance may cost, in percent of on demand.
        bid_price_as_percentage_of_on_demand_price: f64 => "BidPriceAsPercentageOfOnDemandPrice",
        /// Its disks.
        ebs_configuration = Data => "EbsConfiguration",
    }
}
structure! {
    /// What is installed on a cluster.
    Application
    /// By its name: `Spark`, `Hive`.
    fn named(name: String => "Name",)
    options {}
}
structure! {
    /// Settings of an application.
    Configuration
    /// In this file: `spark-defaults`.
    fn of(classification: String => "Classification",)
    options {
        /// Settings below these.
        configurations: Vec<Configuration> => "Configurations",
    },
    maps {
        /// A setting.
        property: String => "Properties",
    }
}
structure! {
    /// What runs on each node first.
    BootstrapAction
    /// This script.
    fn new(name: String => "Name", script: BootstrapScript => "ScriptBootstrapAction",)
    options {}
}
structure! {
    /// A script in S3.
    BootstrapScript
    /// At this place.
    fn at(path: String => "Path",)
    options {
        /// What it is given.
        args: Vec<String> => "Args",
    }
}
structure! {
    /// When a cluster ends by itself.
    AutoTermination
    /// After so many seconds without work, 60 or more.
    fn idle_seconds(seconds: u64 => "IdleTimeout",)
    options {}
}

integration! {
    /// `elasticmapreduce:terminateCluster`.
    TerminateCluster = "elasticmapreduce" : "terminateCluster",
    patterns [Job(serde_json::Value, ".sync")],
    /// Ends a cluster; with `.sync()` waits until it is gone.
    fn terminate_cluster(
        /// The id of the cluster.
        cluster_id: String => "ClusterId",
    ) -> serde_json::Value,
    options {}
}
integration! {
    /// `elasticmapreduce:setClusterTerminationProtection`.
    SetClusterTerminationProtection = "elasticmapreduce" : "setClusterTerminationProtection",
    patterns [],
    /// Whether a cluster is protected from termination.
    fn set_cluster_termination_protection(
        /// The id of the cluster.
        cluster_id: String => "ClusterId",
        /// Whether it is.
        protected: bool => "TerminationProtected",
    ) -> serde_json::Value,
    options {}
}
integration! {
    /// `elasticmapreduce:addStep`.
    AddStep = "elasticmapreduce" : "addStep",
    patterns [Job(AddedStep, ".sync")],
    /// Gives a cluster work; with `.sync()` waits until it is done.
    fn add_step(
        /// The id of the cluster.
        cluster_id: String => "ClusterId",
        /// The work.
        step: Step => "Step",
    ) -> AddedStep,
    options {
        /// The role of the step, on clusters with runtime roles.
        execution_role_arn in crate::Role => "ExecutionRoleArn",
    }
}
structure! {
    /// Work for a cluster.
    Step
    /// With a `Jar` and what it is given.
    fn running(name: String => "Name", jar: HadoopJar => "HadoopJarStep",)
    options {
        /// What happens when it fails.
        action_on_failure: ActionOnFailure => "ActionOnFailure",
    }
}
impl Step {
    /// With this jar: `command-runner.jar` runs the command that its arguments are.
    pub fn new(name: impl IntoExpr<String>, jar: impl IntoExpr<String>) -> Self {
        Step::running(name, HadoopJar::at(jar))
    }

    /// What the jar is given.
    pub fn args(self, args: impl IntoExpr<Vec<String>>) -> Self {
        const STEP: &str = "HadoopJarStep";
        let args = (Name::Borrowed("Args"), args.into_expr().node());
        let mut jar = match self.0.get(STEP).map(Node::op) {
            Some(Op::Object(members)) => members.to_vec(),
            _ => Vec::new(),
        };
        jar.retain(|(name, _)| *name != args.0);
        jar.push(args);
        self.with(STEP, Node::object(jar))
    }
}
structure! {
    /// A program for Hadoop.
    HadoopJar
    /// At this place.
    fn at(jar: String => "Jar",)
    options {
        /// What it is given.
        args: Vec<String> => "Args",
        /// Its main class.
        main_class: String => "MainClass",
    },
    pairs {
        /// A Java property.
        property => "Properties" ["Key", "Value"],
    }
}
choices! {
    /// What happens when a step fails.
    ActionOnFailure {
        /// The cluster ends.
        TerminateCluster = "TERMINATE_CLUSTER",
        /// The steps after it are given up.
        CancelAndWait = "CANCEL_AND_WAIT",
        /// The next step runs.
        Continue = "CONTINUE",
    }
}
integration! {
    /// `elasticmapreduce:cancelStep`.
    CancelStep = "elasticmapreduce" : "cancelStep",
    patterns [],
    /// Gives up a step that waits.
    fn cancel_step(
        /// The id of the cluster.
        cluster_id: String => "ClusterId",
        /// The id of the step.
        step_id: String => "StepId",
    ) -> CanceledStep,
    options {}
}
integration! {
    /// `elasticmapreduce:modifyInstanceFleetByName`.
    ModifyInstanceFleetByName = "elasticmapreduce" : "modifyInstanceFleetByName",
    patterns [],
    /// Grows or shrinks a fleet.
    fn modify_instance_fleet_by_name(
        /// The id of the cluster.
        cluster_id: String => "ClusterId",
        /// The name of the fleet.
        fleet_name: String => "InstanceFleetName",
        /// How large it is to be.
        fleet: FleetSize => "InstanceFleet",
    ) -> serde_json::Value,
    options {}
}
structure! {
    /// How large a fleet is to be.
    FleetSize
    /// On demand and spot.
    fn new(on_demand: u64 => "TargetOnDemandCapacity", spot: u64 => "TargetSpotCapacity",)
    options {}
}
integration! {
    /// `elasticmapreduce:modifyInstanceGroupByName`.
    ModifyInstanceGroupByName = "elasticmapreduce" : "modifyInstanceGroupByName",
    patterns [],
    /// Grows or shrinks a group.
    fn modify_instance_group_by_name(
        /// The id of the cluster.
        cluster_id: String => "ClusterId",
        /// The name of the group.
        group_name: String => "InstanceGroupName",
        /// How large it is to be.
        group: GroupSize => "InstanceGroup",
    ) -> serde_json::Value,
    options {}
}
structure! {
    /// How large a group is to be.
    GroupSize
    /// So many nodes.
    fn count(count: u64 => "InstanceCount",)
    options {
        /// Which nodes go.
        shrink_policy = Data => "ShrinkPolicy",
    }
}

response! {
    /// A created cluster.
    CreatedCluster / CreatedClusterExpr {
        /// Its id.
        cluster_id: String => "ClusterId",
    }
}
response! {
    /// A step.
    AddedStep / AddedStepExpr {
        /// Its id.
        step_id: String => "StepId",
    }
}
response! {
    /// Whether a step was given up.
    CanceledStep / CanceledStepExpr {
        /// What became of it.
        cancel_steps_info: CancelInfo => "CancelStepsInfo",
    }
}
response! {
    /// What became of a step to give up.
    CancelInfo / CancelInfoExpr {
        /// Its id.
        step_id: String => "StepId",
        /// `SUBMITTED` or `FAILED`.
        status: String => "Status",
        /// Why it could not.
        reason: Option<String> => "Reason",
    }
}
