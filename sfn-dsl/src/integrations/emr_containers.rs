//! Amazon EMR on EKS. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html>
//!
//! ```
//! use sfn_dsl::integrations::emr_containers::{JobDriver, SparkSubmit};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Day { virtual_cluster: String, date: String }
//! static SPARK: Role = Role::named("spark-jobs");
//!
//! #[state]
//! fn clean(day: Expr<Day>) -> Flow<Day> {
//!     let submit = SparkSubmit::entry_point("s3://scripts/clean.py").entry_point_arguments([day.date]);
//!     emr_containers::start_job_run(day.virtual_cluster, &SPARK, "emr-7.5.0-latest", JobDriver::spark_submit(submit))
//!         .sync()
//!         .discard_result(day)
//!         .end()
//! }
//! # Workflow::new("w", clean).synthesize().unwrap();
//! ```

use super::{integration, response, structure};
use crate::expr::node::{Name, Node};
use crate::resource::{EksCluster, IntoResource, Role};
use crate::{IntoExpr, Task};

integration! {
    /// `emr-containers:startJobRun`.
    StartJobRun = "emr-containers" : "startJobRun",
    // What the finished run is like is not documented.
    patterns [Job(serde_json::Value, ".sync")],
    /// Runs a job; with `.sync()` waits until it is done.
    fn start_job_run(
        /// The id of the virtual cluster.
        virtual_cluster_id: String => "VirtualClusterId",
        /// The role of the job.
        execution_role in Role => "ExecutionRoleArn",
        /// The release of EMR, `emr-7.5.0-latest` say.
        release: String => "ReleaseLabel",
        /// What it does.
        driver: JobDriver => "JobDriver",
    ) -> StartedJobRun,
    options {
        /// The name of the run.
        name: String => "Name",
        /// Settings of applications, and where logs go.
        configuration_overrides = Data => "ConfigurationOverrides",
        /// How often it is tried.
        retry_policy: RetryPolicy => "RetryPolicyConfiguration",
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
    fn spark_submit(submit: SparkSubmit => "SparkSubmitJobDriver",)
    /// Spark, with a file of SQL.
    fn spark_sql(sql: SparkSql => "SparkSqlJobDriver",)
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
        /// How it is run: `--conf spark.executor.instances=2 ..`.
        spark_submit_parameters: String => "SparkSubmitParameters",
    }
}
structure! {
    /// A file of SQL for Spark.
    SparkSql
    /// At this place.
    fn entry_point(entry_point: String => "EntryPoint",)
    options {
        /// How it is run.
        spark_sql_parameters: String => "SparkSqlParameters",
    }
}
structure! {
    /// How often a run is tried.
    RetryPolicy
    /// So many times.
    fn max_attempts(attempts: u64 => "MaxAttempts",)
    options {}
}

integration! {
    /// `emr-containers:createVirtualCluster`.
    CreateVirtualCluster = "emr-containers" : "createVirtualCluster",
    patterns [],
    options {
        /// The security configuration.
        security_configuration_id: String => "SecurityConfigurationId",
        /// Makes a repeated call create one.
        client_token: String => "ClientToken",
    },
    maps {
        /// A tag.
        tag: String => "Tags",
    }
}

/// Lets EMR use a namespace of a cluster.
///
/// - `name` (`Name`): the name of the virtual cluster.
/// - `cluster` (`ContainerProvider.Id`): the cluster.
/// - `namespace` (`ContainerProvider.Info.EksInfo.Namespace`): its namespace.
#[track_caller]
pub fn create_virtual_cluster(
    name: impl IntoExpr<String>,
    cluster: impl IntoResource<EksCluster>,
    namespace: impl IntoExpr<String>,
) -> Task<VirtualCluster, CreateVirtualCluster> {
    let one = |name: &'static str, node| Node::object([(Name::Borrowed(name), node)]);
    let provider = [
        ("Id", cluster.reference().0),
        ("Type", Node::text("EKS")),
        (
            "Info",
            one("EksInfo", one("Namespace", namespace.into_expr().node())),
        ),
    ];
    let provider = Node::object(provider.map(|(name, node)| (Name::Borrowed(name), node)));
    CreateVirtualCluster::call()
        .argument("Name", name.into_expr().node())
        .argument("ContainerProvider", provider)
}

integration! {
    /// `emr-containers:deleteVirtualCluster`.
    DeleteVirtualCluster = "emr-containers" : "deleteVirtualCluster",
    patterns [Job(serde_json::Value, ".sync")],
    /// Deletes a virtual cluster; with `.sync()` waits until it is gone.
    fn delete_virtual_cluster(
        /// Its id.
        id: String => "Id",
    ) -> DeletedVirtualCluster,
    options {}
}

response! {
    /// A started run.
    StartedJobRun / StartedJobRunExpr {
        /// Its id.
        id: String => "Id",
        /// Its ARN.
        arn: String => "Arn",
        /// Its name.
        name: Option<String> => "Name",
        /// The virtual cluster.
        virtual_cluster_id: String => "VirtualClusterId",
    }
}
response! {
    /// A virtual cluster.
    VirtualCluster / VirtualClusterExpr {
        /// Its id.
        id: String => "Id",
        /// Its ARN.
        arn: String => "Arn",
        /// Its name.
        name: String => "Name",
    }
}
response! {
    /// A virtual cluster that is going.
    DeletedVirtualCluster / DeletedVirtualClusterExpr {
        /// Its id.
        id: String => "Id",
    }
}
