//! Containers, builds and clusters.

use crate::rows;
use sfn_dsl::Value;
use sfn_dsl::integrations::batch::{
    ArrayProperties, ContainerOverrides, JobTimeout, ResourceRequirement, ResourceType,
    RetryStrategy,
};
use sfn_dsl::integrations::codebuild::{EnvironmentVariable, VariableType};
use sfn_dsl::integrations::ecs::{
    AssignPublicIp, AwsVpcConfiguration, CapacityProvider, ContainerOverride, LaunchType,
    NetworkConfiguration,
};
use sfn_dsl::integrations::eks::{
    Endpoint, LogOptions, Nodegroup, PodSelector, ScalingConfig, VpcConfig,
};
use sfn_dsl::integrations::http::Method;
use sfn_dsl::prelude::*;

static CLUSTER: Cluster = Cluster::named("media");
static RESIZE: TaskDefinition = TaskDefinition::named("resize:7");
static NIGHT: JobQueue = JobQueue::arn("arn:aws:batch:eu-west-1:123456789012:job-queue/night");
static RENDER: JobDefinition = JobDefinition::named("render");
static SITE: BuildProject =
    BuildProject::arn("arn:aws:codebuild:eu-west-1:123456789012:project/site");
static JOBS: EksCluster = EksCluster::named("jobs");
static NODES: Role = Role::arn("arn:aws:iam::123456789012:role/nodes");

fn at() -> Endpoint {
    Endpoint::new("https://k8s.example.com", "Q0E=")
}

rows! {
    "ecs:runTask" [rr sync token] |o| ecs::run_task(&RESIZE)
        .cluster(&CLUSTER)
        .launch_type(LaunchType::Fargate)
        .network_configuration(NetworkConfiguration::awsvpc(
            AwsVpcConfiguration::subnets(["subnet-1", "subnet-2"])
                .security_groups(["sg-1"])
                .assign_public_ip(AssignPublicIp::Disabled),
        ))
        .container(ContainerOverride::named("app").command(o.list).environment("ID", o.id).environment("STAGE", "prod"))
        .container(ContainerOverride::named("log").memory(128))
        .tag("team", "media")
        .enable_execute_command(true) => {
        "TaskDefinition": "resize:7",
        "Cluster": "media",
        "LaunchType": "FARGATE",
        "NetworkConfiguration": { "AwsvpcConfiguration": {
            "Subnets": ["subnet-1", "subnet-2"], "SecurityGroups": ["sg-1"], "AssignPublicIp": "DISABLED"
        } },
        "Overrides": { "ContainerOverrides": [
            {
                "Name": "app",
                "Command": "{% $states.input.list %}",
                "Environment": [{ "Name": "ID", "Value": "{% $states.input.id %}" }, { "Name": "STAGE", "Value": "prod" }]
            },
            { "Name": "log", "Memory": 128 }
        ] },
        "Tags": [{ "Key": "team", "Value": "media" }],
        "EnableExecuteCommand": true
    };
    "batch:submitJob" [rr sync] |o| batch::submit_job("render", &NIGHT, &RENDER)
        .container_overrides(
            ContainerOverrides::new()
                .command(o.list)
                .environment("ID", o.id)
                .resource_requirements([ResourceRequirement::of(ResourceType::Vcpu, "4"), ResourceRequirement::of(ResourceType::Memory, "8192")]),
        )
        .array_properties(ArrayProperties::size(o.count))
        .retry_strategy(RetryStrategy::attempts(3))
        .attempt_timeout(JobTimeout::seconds(3600))
        .job_parameter("scene", o.id)
        .tag("team", "media") => {
        "JobName": "render",
        "JobQueue": "arn:aws:batch:eu-west-1:123456789012:job-queue/night",
        "JobDefinition": "render",
        "ContainerOverrides": {
            "Command": "{% $states.input.list %}",
            "Environment": [{ "Name": "ID", "Value": "{% $states.input.id %}" }],
            "ResourceRequirements": [{ "Type": "VCPU", "Value": "4" }, { "Type": "MEMORY", "Value": "8192" }]
        },
        "ArrayProperties": { "Size": "{% $states.input.count %}" },
        "RetryStrategy": { "Attempts": 3 },
        "Timeout": { "AttemptDurationSeconds": 3600 },
        "Parameters": { "scene": "{% $states.input.id %}" },
        "Tags": { "team": "media" }
    };
    "codebuild:startBuild" [rr sync] |o| codebuild::start_build(&SITE)
        .source_version(o.id)
        .environment_variables_override([EnvironmentVariable::new("KEY", "prod/key").kind(VariableType::SecretsManager)])
        .environment_variable("STAGE", "prod")
        .timeout_in_minutes_override(30) => {
        "ProjectName": "site",
        "SourceVersion": "{% $states.input.id %}",
        "EnvironmentVariablesOverride": [
            { "Name": "KEY", "Value": "prod/key", "Type": "SECRETS_MANAGER" }, { "Name": "STAGE", "Value": "prod" }
        ],
        "TimeoutInMinutesOverride": 30
    };
    "codebuild:startBuildBatch" [rr sync] |o| codebuild::start_build_batch(&SITE).source_version(o.id) => {
        "ProjectName": "site", "SourceVersion": "{% $states.input.id %}"
    };
    "codebuild:retryBuildBatch" [rr sync] |o| codebuild::retry_build_batch(o.id).retry_type("RETRY_FAILED_BUILDS") => {
        "Id": "{% $states.input.id %}", "RetryType": "RETRY_FAILED_BUILDS"
    };
    "codebuild:stopBuild" [rr] |o| codebuild::stop_build(o.id) => { "Id": "{% $states.input.id %}" };
    "codebuild:stopBuildBatch" [rr] |o| codebuild::stop_build_batch(o.id) => { "Id": "{% $states.input.id %}" };
    "codebuild:batchDeleteBuilds" [rr] |o| codebuild::batch_delete_builds(o.list) => { "Ids": "{% $states.input.list %}" };
    "codebuild:deleteBuildBatch" [rr] |o| codebuild::delete_build_batch(o.id) => { "Id": "{% $states.input.id %}" };
    "codebuild:batchGetReports" [rr] |o| codebuild::batch_get_reports(o.list) => {
        "ReportArns": "{% $states.input.list %}"
    };
    "eks:createCluster" [rr sync] |o| eks::create_cluster(o.id, &NODES, VpcConfig::subnets(o.list).endpoint_public_access(true)).version("1.33") => {
        "Name": "{% $states.input.id %}",
        "RoleArn": "arn:aws:iam::123456789012:role/nodes",
        "ResourcesVpcConfig": { "SubnetIds": "{% $states.input.list %}", "EndpointPublicAccess": true },
        "Version": "1.33"
    };
    "eks:deleteCluster" [rr sync] |_o| eks::delete_cluster(&JOBS) => { "Name": "jobs" };
    "eks:createNodegroup" [rr sync] |o| eks::create_nodegroup(Nodegroup {
            cluster: &JOBS,
            name: "workers",
            subnets: o.list,
            node_role: &NODES,
        })
        .scaling_config(ScalingConfig::between(1, o.count).desired_size(2))
        .label("pool", "batch") => {
        "ClusterName": "jobs",
        "NodegroupName": "workers",
        "Subnets": "{% $states.input.list %}",
        "NodeRole": "arn:aws:iam::123456789012:role/nodes",
        "ScalingConfig": { "MinSize": 1, "MaxSize": "{% $states.input.count %}", "DesiredSize": 2 },
        "Labels": { "pool": "batch" }
    };
    "eks:deleteNodegroup" [rr sync] |o| eks::delete_nodegroup(&JOBS, o.id) => {
        "ClusterName": "jobs", "NodegroupName": "{% $states.input.id %}"
    };
    "eks:createFargateProfile" [rr sync] |o| eks::create_fargate_profile(&JOBS, "batch", &NODES)
        .subnets(o.list)
        .selectors([PodSelector::namespace("batch").label("tier", "spot")]) => {
        "ClusterName": "jobs",
        "FargateProfileName": "batch",
        "PodExecutionRoleArn": "arn:aws:iam::123456789012:role/nodes",
        "Subnets": "{% $states.input.list %}",
        "Selectors": [{ "Namespace": "batch", "Labels": { "tier": "spot" } }]
    };
    "eks:deleteFargateProfile" [rr sync] |o| eks::delete_fargate_profile(&JOBS, o.id) => {
        "ClusterName": "jobs", "FargateProfileName": "{% $states.input.id %}"
    };
    "eks:call" [rr] |o| eks::call::<Value>(&JOBS, at(), Method::Get, "/api/v1/namespaces/default/pods")
        .query_parameter("labelSelector", o.list) => {
        "ClusterName": "jobs",
        "CertificateAuthority": "Q0E=",
        "Endpoint": "https://k8s.example.com",
        "Method": "GET",
        "Path": "/api/v1/namespaces/default/pods",
        "QueryParameters": { "labelSelector": "{% $states.input.list %}" }
    };
    "eks:runJob" [rr sync] |o| eks::run_job(&JOBS, at(), o.body)
        .namespace("batch")
        .log_options(LogOptions::retrieve().log_parameter("tailLines", ["6"])) => {
        "ClusterName": "jobs",
        "CertificateAuthority": "Q0E=",
        "Endpoint": "https://k8s.example.com",
        "Job": "{% $states.input.body %}",
        "Namespace": "batch",
        "LogOptions": { "RetrieveLogs": true, "LogParameters": { "tailLines": ["6"] } }
    };
}

#[test]
fn capacity_stands_in_place_of_a_launch_type() {
    let define = |order: Expr<crate::Order>| {
        ecs::run_task(&RESIZE)
            .capacity_provider_strategy([
                CapacityProvider::named("FARGATE_SPOT").weight(3),
                CapacityProvider::named("FARGATE").base(1),
            ])
            .sync()
            .discard_result(order)
            .end::<Standard>()
    };
    let synthesis = Workflow::new("w", state("S", define)).synthesize().unwrap();
    let document: Value = serde_json::from_str(&synthesis.document.to_string_compact()).unwrap();
    assert_eq!(
        document["States"]["S"]["Arguments"]["CapacityProviderStrategy"],
        serde_json::json!([
            { "CapacityProvider": "FARGATE_SPOT", "Weight": 3 }, { "CapacityProvider": "FARGATE", "Base": 1 }
        ])
    );
}
