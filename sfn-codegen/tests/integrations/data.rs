//! Queries, jobs over data, and media.

use crate::rows;
use sfn_dsl::integrations::athena::{
    QueryExecutionContext, ResultConfiguration, ResultReuseByAge, ResultReuseConfiguration,
};
use sfn_dsl::integrations::emr::{
    ActionOnFailure, Application, Configuration, FleetInstance, FleetSize, GroupSize,
    InstanceFleet, InstanceRole, Instances, JobCluster, Step,
};
use sfn_dsl::integrations::glue::{ExecutionClass, NotificationProperty, WorkerType};
use sfn_dsl::integrations::mediaconvert::{Input, JobSettings};
use sfn_dsl::integrations::{emr_containers as containers, emr_serverless as serverless};
use sfn_dsl::prelude::*;

static REPORTS: WorkGroup =
    WorkGroup::arn("arn:aws:athena:eu-west-1:123456789012:workgroup/reports");
static CLEAN: GlueJob = GlueJob::named("clean");
static PROFILE: DataBrewJob = DataBrewJob::named("profile");
static JOBS: EksCluster = EksCluster::named("jobs");
static SPARK: Role = Role::arn("arn:aws:iam::123456789012:role/spark");

rows! {
    "athena:startQueryExecution" [rr sync] |o| athena::start_query_execution("SELECT 1 WHERE id = ?")
        .work_group(&REPORTS)
        .query_execution_context(QueryExecutionContext::database("shop").catalog("AwsDataCatalog"))
        .result_configuration(ResultConfiguration::output_location("s3://results/"))
        .execution_parameters(o.list)
        .result_reuse_configuration(ResultReuseConfiguration::by_age(
            ResultReuseByAge::enabled(true).max_age_in_minutes(60),
        )) => {
        "QueryString": "SELECT 1 WHERE id = ?",
        "WorkGroup": "reports",
        "QueryExecutionContext": { "Database": "shop", "Catalog": "AwsDataCatalog" },
        "ResultConfiguration": { "OutputLocation": "s3://results/" },
        "ExecutionParameters": "{% $states.input.list %}",
        "ResultReuseConfiguration": { "ResultReuseByAgeConfiguration": { "Enabled": true, "MaxAgeInMinutes": 60 } }
    };
    "athena:stopQueryExecution" [rr] |o| athena::stop_query_execution(o.id) => {
        "QueryExecutionId": "{% $states.input.id %}"
    };
    "athena:getQueryExecution" [rr] |o| athena::get_query_execution(o.id) => {
        "QueryExecutionId": "{% $states.input.id %}"
    };
    "athena:getQueryResults" [rr] |o| athena::get_query_results(o.id).max_results(o.count) => {
        "QueryExecutionId": "{% $states.input.id %}", "MaxResults": "{% $states.input.count %}"
    };
    "glue:startJobRun" [rr sync] |o| glue::start_job_run(&CLEAN)
        .job_argument("--id", o.id)
        .job_argument("--mode", "full")
        .worker_type(WorkerType::G025X)
        .number_of_workers(o.count)
        .run_timeout_minutes(90)
        .execution_class(ExecutionClass::Flex)
        .notification_property(NotificationProperty::notify_delay_after(30)) => {
        "JobName": "clean",
        "Arguments": { "--id": "{% $states.input.id %}", "--mode": "full" },
        "WorkerType": "G.025X",
        "NumberOfWorkers": "{% $states.input.count %}",
        "Timeout": 90,
        "ExecutionClass": "FLEX",
        "NotificationProperty": { "NotifyDelayAfter": 30 }
    };
    "databrew:startJobRun" [rr sync] |_o| databrew::start_job_run(&PROFILE) => { "Name": "profile" };
    "elasticmapreduce:createCluster" [rr sync] |o| emr::create_cluster(JobCluster {
            name: o.id,
            release: "emr-7.5.0",
            service_role: "EMR_DefaultRole",
            instance_profile: "EMR_EC2_DefaultRole",
            instances: Instances::fleets([InstanceFleet::new(InstanceRole::CoreNodes, [FleetInstance::new("m5.xlarge").weighted_capacity(2)])
                .name("workers")
                .target_on_demand_capacity(o.count)]),
        })
        .applications([Application::named("Spark")])
        .configurations([Configuration::of("spark-defaults").property("spark.speculation", "true")])
        .log_uri("s3://logs/emr/")
        .tag("team", "data") => {
        "Name": "{% $states.input.id %}",
        "ReleaseLabel": "emr-7.5.0",
        "ServiceRole": "EMR_DefaultRole",
        "JobFlowRole": "EMR_EC2_DefaultRole",
        "Instances": {
            "KeepJobFlowAliveWhenNoSteps": true,
            "InstanceFleets": [{
                "InstanceFleetType": "CORE",
                "InstanceTypeConfigs": [{ "InstanceType": "m5.xlarge", "WeightedCapacity": 2 }],
                "Name": "workers",
                "TargetOnDemandCapacity": "{% $states.input.count %}"
            }]
        },
        "Applications": [{ "Name": "Spark" }],
        "Configurations": [{ "Classification": "spark-defaults", "Properties": { "spark.speculation": "true" } }],
        "LogUri": "s3://logs/emr/",
        "Tags": [{ "Key": "team", "Value": "data" }]
    };
    "elasticmapreduce:terminateCluster" [rr sync] |o| emr::terminate_cluster(o.id) => {
        "ClusterId": "{% $states.input.id %}"
    };
    "elasticmapreduce:setClusterTerminationProtection" [rr] |o| emr::set_cluster_termination_protection(o.id, true) => {
        "ClusterId": "{% $states.input.id %}", "TerminationProtected": true
    };
    "elasticmapreduce:addStep" [rr sync] |o| emr::add_step(
            o.id,
            Step::new("clean", "command-runner.jar").args(o.list).action_on_failure(ActionOnFailure::Continue),
        )
        .execution_role_arn(&SPARK) => {
        "ClusterId": "{% $states.input.id %}",
        "Step": {
            "Name": "clean",
            "HadoopJarStep": { "Jar": "command-runner.jar", "Args": "{% $states.input.list %}" },
            "ActionOnFailure": "CONTINUE"
        },
        "ExecutionRoleArn": "arn:aws:iam::123456789012:role/spark"
    };
    "elasticmapreduce:cancelStep" [rr] |o| emr::cancel_step("j-1", o.id) => {
        "ClusterId": "j-1", "StepId": "{% $states.input.id %}"
    };
    "elasticmapreduce:modifyInstanceFleetByName" [rr] |o| emr::modify_instance_fleet_by_name(o.id, "workers", FleetSize::new(8, o.count)) => {
        "ClusterId": "{% $states.input.id %}",
        "InstanceFleetName": "workers",
        "InstanceFleet": { "TargetOnDemandCapacity": 8, "TargetSpotCapacity": "{% $states.input.count %}" }
    };
    "elasticmapreduce:modifyInstanceGroupByName" [rr] |o| emr::modify_instance_group_by_name(o.id, "workers", GroupSize::count(o.count)) => {
        "ClusterId": "{% $states.input.id %}",
        "InstanceGroupName": "workers",
        "InstanceGroup": { "InstanceCount": "{% $states.input.count %}" }
    };
    "emr-containers:createVirtualCluster" [rr] |o| emr_containers::create_virtual_cluster("spark", &JOBS, o.id) => {
        "Name": "spark",
        "ContainerProvider": {
            "Id": "jobs", "Type": "EKS", "Info": { "EksInfo": { "Namespace": "{% $states.input.id %}" } }
        }
    };
    "emr-containers:deleteVirtualCluster" [rr sync] |o| emr_containers::delete_virtual_cluster(o.id) => {
        "Id": "{% $states.input.id %}"
    };
    "emr-containers:startJobRun" [rr sync] |o| emr_containers::start_job_run(
            "vc-1",
            &SPARK,
            "emr-7.5.0-latest",
            containers::JobDriver::spark_submit(
                containers::SparkSubmit::entry_point("s3://scripts/clean.py").entry_point_arguments(o.list),
            ),
        )
        .name(o.id)
        .retry_policy(containers::RetryPolicy::max_attempts(2)) => {
        "VirtualClusterId": "vc-1",
        "ExecutionRoleArn": "arn:aws:iam::123456789012:role/spark",
        "ReleaseLabel": "emr-7.5.0-latest",
        "JobDriver": { "SparkSubmitJobDriver": {
            "EntryPoint": "s3://scripts/clean.py", "EntryPointArguments": "{% $states.input.list %}"
        } },
        "Name": "{% $states.input.id %}",
        "RetryPolicyConfiguration": { "MaxAttempts": 2 }
    };
    "emr-serverless:createApplication" [rr sync] |o| emr_serverless::create_application("SPARK", "emr-7.5.0")
        .name(o.id)
        .maximum_capacity(serverless::MaximumCapacity::new("400 vCPU", "1024 GB"))
        .auto_stop_configuration(serverless::AutoStop::enabled(true).idle_timeout_minutes(15)) => {
        "Type": "SPARK",
        "ReleaseLabel": "emr-7.5.0",
        "Name": "{% $states.input.id %}",
        "MaximumCapacity": { "Cpu": "400 vCPU", "Memory": "1024 GB" },
        "AutoStopConfiguration": { "Enabled": true, "IdleTimeoutMinutes": 15 }
    };
    "emr-serverless:startApplication" [rr sync] |o| emr_serverless::start_application(o.id) => {
        "ApplicationId": "{% $states.input.id %}"
    };
    "emr-serverless:stopApplication" [rr sync] |o| emr_serverless::stop_application(o.id) => {
        "ApplicationId": "{% $states.input.id %}"
    };
    "emr-serverless:deleteApplication" [rr sync] |o| emr_serverless::delete_application(o.id) => {
        "ApplicationId": "{% $states.input.id %}"
    };
    "emr-serverless:startJobRun" [rr sync] |o| emr_serverless::start_job_run(
            "00f1",
            &SPARK,
            serverless::JobDriver::hive(serverless::Hive::query(o.id).parameters("--hiveconf a=b")),
        )
        .execution_timeout_minutes(60) => {
        "ApplicationId": "00f1",
        "ExecutionRoleArn": "arn:aws:iam::123456789012:role/spark",
        "JobDriver": { "Hive": { "Query": "{% $states.input.id %}", "Parameters": "--hiveconf a=b" } },
        "ExecutionTimeoutMinutes": 60
    };
    "emr-serverless:cancelJobRun" [rr sync] |o| emr_serverless::cancel_job_run("00f1", o.id) => {
        "ApplicationId": "00f1", "JobRunId": "{% $states.input.id %}"
    };
    "mediaconvert:createJob" [rr sync] |o| mediaconvert::create_job(&SPARK, JobSettings::inputs([Input::file(o.id)]))
        .job_template("web-hls")
        .user_metadata("order", o.id)
        .priority(-1) => {
        "Role": "arn:aws:iam::123456789012:role/spark",
        "Settings": { "Inputs": [{ "FileInput": "{% $states.input.id %}" }] },
        "JobTemplate": "web-hls",
        "UserMetadata": { "order": "{% $states.input.id %}" },
        "Priority": -1
    };
}
