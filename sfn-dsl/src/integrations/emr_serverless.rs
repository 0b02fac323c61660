//! Amazon EMR Serverless. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>
//!
//! ```
//! use sfn_dsl::integrations::emr_serverless::{JobDriver, SparkSubmit};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Day { date: String }
//! static SPARK: Role = Role::named("spark-jobs");
//!
//! #[state]
//! fn clean(day: Expr<Day>) -> Flow<Day> {
//!     let submit = SparkSubmit::entry_point("s3://scripts/clean.py").entry_point_arguments([day.date]);
//!     emr_serverless::start_job_run("${ApplicationId}", &SPARK, JobDriver::spark_submit(submit))
//!         .execution_timeout_minutes(60)
//!         .sync()
//!         .discard_result(day)
//!         .end()
//! }
//! # Workflow::new("w", clean).synthesize().unwrap();
//! ```
//!
//! What `.sync()` gives, other than the id of a created application, is dynamic data: AWS does not document its shape.

use super::{integration, response, structure};
use crate::resource::Role;

integration! {
    /// `emr-serverless:createApplication`.
    CreateApplication = "emr-serverless" : "createApplication",
    patterns [Job(ReadyApplication, ".sync")],
    /// Creates an application; with `.sync()` waits until it is there.
    fn create_application(
        /// `SPARK` or `HIVE`.
        kind: String => "Type",
        /// The release of EMR, `emr-7.5.0` say.
        release: String => "ReleaseLabel",
    ) -> CreatedApplication,
    options {
        /// Its name.
        name: String => "Name",
        /// Workers that are kept ready, by their kind.
        initial_capacity = Data => "InitialCapacity",
        /// The most that it may use.
        maximum_capacity: MaximumCapacity => "MaximumCapacity",
        /// Whether it starts with a job.
        auto_start_configuration: AutoStart => "AutoStartConfiguration",
        /// Whether it stops when there is nothing to do.
        auto_stop_configuration: AutoStop => "AutoStopConfiguration",
        /// Its network.
        network_configuration: NetworkConfiguration => "NetworkConfiguration",
        /// `ARM64` or `X86_64`.
        architecture: String => "Architecture",
        /// The image of its workers.
        image_configuration = Data => "ImageConfiguration",
        /// Settings of Spark or Hive.
        runtime_configuration = Data => "RuntimeConfiguration",
        /// Where logs go.
        monitoring_configuration = Data => "MonitoringConfiguration",
        /// Makes a repeated call create one.
        client_token: String => "ClientToken",
    },
    maps {
        /// A tag.
        tag: String => "Tags",
    }
}
structure! {
    /// The most that an application may use.
    MaximumCapacity
    /// With units: `"400 vCPU"`, `"1024 GB"`.
    fn new(cpu: String => "Cpu", memory: String => "Memory",)
    options {
        /// With a unit.
        disk: String => "Disk",
    }
}
structure! {
    /// Whether an application starts with a job.
    AutoStart
    /// Whether it does.
    fn enabled(enabled: bool => "Enabled",)
    options {}
}
structure! {
    /// Whether an application stops when there is nothing to do.
    AutoStop
    /// Whether it does.
    fn enabled(enabled: bool => "Enabled",)
    options {
        /// After so many minutes.
        idle_timeout_minutes: u64 => "IdleTimeoutMinutes",
    }
}
structure! {
    /// The network of an application.
    NetworkConfiguration
    /// In these subnets, with these security groups.
    fn new(subnets: Vec<String> => "SubnetIds", security_groups: Vec<String> => "SecurityGroupIds",)
    options {}
}
integration! {
    /// `emr-serverless:startApplication`.
    StartApplication = "emr-serverless" : "startApplication",
    patterns [Job(serde_json::Value, ".sync")],
    /// Makes an application ready; with `.sync()` waits until it is.
    fn start_application(
        /// Its id.
        application_id: String => "ApplicationId",
    ) -> serde_json::Value,
    options {}
}
integration! {
    /// `emr-serverless:stopApplication`.
    StopApplication = "emr-serverless" : "stopApplication",
    patterns [Job(serde_json::Value, ".sync")],
    /// Stops an application, whose jobs have to be done; with `.sync()` waits until it has.
    fn stop_application(
        /// Its id.
        application_id: String => "ApplicationId",
    ) -> serde_json::Value,
    options {}
}
integration! {
    /// `emr-serverless:deleteApplication`.
    DeleteApplication = "emr-serverless" : "deleteApplication",
    patterns [Job(serde_json::Value, ".sync")],
    /// Deletes an application that is stopped; with `.sync()` waits until it is gone.
    fn delete_application(
        /// Its id.
        application_id: String => "ApplicationId",
    ) -> serde_json::Value,
    options {}
}
integration! {
    /// `emr-serverless:startJobRun`.
    StartJobRun = "emr-serverless" : "startJobRun",
    patterns [Job(serde_json::Value, ".sync")],
    /// Runs a job; with `.sync()` waits until it is done.
    fn start_job_run(
        /// The id of the application.
        application_id: String => "ApplicationId",
        /// The role of the job.
        execution_role in Role => "ExecutionRoleArn",
        /// What it does.
        driver: JobDriver => "JobDriver",
    ) -> StartedJobRun,
    options {
        /// The name of the run.
        name: String => "Name",
        /// How long it may take, in minutes; 720 otherwise, 0 for ever.
        execution_timeout_minutes: u64 => "ExecutionTimeoutMinutes",
        /// Settings of applications, and where logs go.
        configuration_overrides = Data => "ConfigurationOverrides",
        /// `BATCH` or `STREAMING`.
        mode: String => "Mode",
        /// How often it is tried.
        retry_policy: RetryPolicy => "RetryPolicy",
        /// Makes a repeated call start one run.
        client_token: String => "ClientToken",
    },
    maps {
        /// A tag.
        tag: String => "Tags",
    }
}
structure! {
    /// What a job does.
    JobDriver
    /// Spark, with a program.
    fn spark_submit(submit: SparkSubmit => "SparkSubmit",)
    /// Hive, with a query.
    fn hive(hive: Hive => "Hive",)
    options {}
}
structure! {
    /// A program for Spark.
    SparkSubmit
    /// At this place.
    fn entry_point(entry_point: String => "EntryPoint",)
    options {
        /// What it is given.
        entry_point_arguments: Vec<String> => "EntryPointArguments",
        /// How it is run: `--conf spark.executor.cores=1 ..`.
        spark_submit_parameters: String => "SparkSubmitParameters",
    }
}
structure! {
    /// A query for Hive.
    Hive
    /// The file of the query.
    fn query(query: String => "Query",)
    options {
        /// The file of a query before it.
        init_query_file: String => "InitQueryFile",
        /// How it is run: `--hiveconf ..`.
        parameters: String => "Parameters",
    }
}
structure! {
    /// How often a run is tried.
    RetryPolicy
    /// So many times.
    fn max_attempts(attempts: u64 => "MaxAttempts",)
    options {
        /// How many failures an hour, for a streaming job.
        max_failed_attempts_per_hour: u64 => "MaxFailedAttemptsPerHour",
    }
}
integration! {
    /// `emr-serverless:cancelJobRun`.
    CancelJobRun = "emr-serverless" : "cancelJobRun",
    patterns [Job(serde_json::Value, ".sync")],
    /// Ends a run; with `.sync()` waits until it has.
    fn cancel_job_run(
        /// The id of the application.
        application_id: String => "ApplicationId",
        /// The id of the run.
        job_run_id: String => "JobRunId",
    ) -> StartedJobRun,
    options {
        /// How long a streaming job may take to end, in seconds.
        shutdown_grace_period_in_seconds: u64 => "ShutdownGracePeriodInSeconds",
    }
}

response! {
    /// A created application.
    CreatedApplication / CreatedApplicationExpr {
        /// Its id.
        application_id: String => "ApplicationId",
        /// Its ARN.
        arn: String => "Arn",
        /// Its name.
        name: Option<String> => "Name",
    }
}
response! {
    /// An application that is there.
    ReadyApplication / ReadyApplicationExpr {
        /// Its id.
        application_id: String => "ApplicationId",
    }
}
response! {
    /// A run.
    StartedJobRun / StartedJobRunExpr {
        /// Its id.
        job_run_id: String => "JobRunId",
        /// The application.
        application_id: String => "ApplicationId",
    }
}
