//! AWS CodeBuild. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Release { commit: String }
//! static SITE: BuildProject = BuildProject::named("site");
//!
//! #[state]
//! fn build(release: Expr<Release>) -> Flow<String> {
//!     codebuild::start_build(&SITE)
//!         .source_version(release.commit)
//!         .environment_variable("STAGE", "prod")
//!         .sync()
//!         .output(|done| done.build.build_status)
//!         .end()
//! }
//! # Workflow::new("w", build).synthesize().unwrap();
//! ```

use super::{choices, integration, response, structure};
use crate::resource::{BuildProject, Role};

/// Builds and batches of builds take the same overrides, and a few of their own.
macro_rules! build {
    (
        $(#[$doc:meta])*
        $Name:ident = $action:literal gives $Done:ty,
        $(#[$call_doc:meta])*
        fn $function:ident,
        { $($(#[$own_doc:meta])* $own:ident $(: $T:ty)? $(= $D:ident)? => $wire:literal,)* }
    ) => {
        integration! {
            $(#[$doc])*
            $Name = "codebuild" : $action,
            patterns [Job($Done, ".sync")],
            $(#[$call_doc])*
            fn $function(
                /// The project.
                project in BuildProject => "ProjectName",
            ) -> $Done,
            options {
                /// The commit, branch or tag to build.
                source_version: String => "SourceVersion",
                /// The text of a buildspec, or where it is.
                buildspec_override: String => "BuildspecOverride",
                /// All environment variables at once.
                environment_variables_override: Vec<EnvironmentVariable> => "EnvironmentVariablesOverride",
                /// The image.
                image_override: String => "ImageOverride",
                /// The size, `BUILD_GENERAL1_LARGE` say.
                compute_type_override: String => "ComputeTypeOverride",
                /// The kind of environment, `LINUX_CONTAINER` say.
                environment_type_override: String => "EnvironmentTypeOverride",
                /// Whether it can run containers of its own.
                privileged_mode_override: bool => "PrivilegedModeOverride",
                /// The role of the build.
                service_role_override in Role => "ServiceRoleOverride",
                /// How long it may wait for its turn, in minutes.
                queued_timeout_in_minutes_override: u64 => "QueuedTimeoutInMinutesOverride",
                /// The kind of source, `S3` say.
                source_type_override: String => "SourceTypeOverride",
                /// Where the source is.
                source_location_override: String => "SourceLocationOverride",
                /// Where results go.
                artifacts_override = Data => "ArtifactsOverride",
                /// Where logs go.
                logs_config_override = Data => "LogsConfigOverride",
                /// What is kept for the next build.
                cache_override = Data => "CacheOverride",
                /// The key that results are encrypted with.
                encryption_key_override: String => "EncryptionKeyOverride",
                /// Makes a repeated call start one build.
                idempotency_token: String => "IdempotencyToken",
                $($(#[$own_doc])* $own $(: $T)? $(= $D)? => $wire,)*
            },
            pairs {
                /// An environment variable, as plain text.
                environment_variable => "EnvironmentVariablesOverride" ["Name", "Value"],
            }
        }
    };
}

build! {
    /// `codebuild:startBuild`.
    StartBuild = "startBuild" gives StartedBuild,
    /// Starts a build; with `.sync()` waits until it is done.
    fn start_build,
    {
        /// How long it may take, in minutes.
        timeout_in_minutes_override: u64 => "TimeoutInMinutesOverride",
    }
}
build! {
    /// `codebuild:startBuildBatch`.
    StartBuildBatch = "startBuildBatch" gives StartedBuildBatch,
    /// Starts a batch of builds; with `.sync()` waits until all are done.
    fn start_build_batch,
    {
        /// How long each may take, in minutes.
        build_timeout_in_minutes_override: u64 => "BuildTimeoutInMinutesOverride",
        /// What the batch consists of.
        build_batch_config_override = Data => "BuildBatchConfigOverride",
    }
}
integration! {
    /// `codebuild:retryBuildBatch`.
    RetryBuildBatch = "codebuild" : "retryBuildBatch",
    patterns [Job(StartedBuildBatch, ".sync")],
    /// Runs a batch again; with `.sync()` waits until all is done.
    fn retry_build_batch(
        /// The id of the batch.
        id: String => "Id",
    ) -> StartedBuildBatch,
    options {
        /// `RETRY_ALL_BUILDS` or `RETRY_FAILED_BUILDS`.
        retry_type: String => "RetryType",
        /// Makes a repeated call start one batch.
        idempotency_token: String => "IdempotencyToken",
    }
}
integration! {
    /// `codebuild:stopBuild`.
    StopBuild = "codebuild" : "stopBuild",
    patterns [],
    /// Stops a build.
    fn stop_build(
        /// The id of the build.
        id: String => "Id",
    ) -> StartedBuild,
    options {}
}
integration! {
    /// `codebuild:stopBuildBatch`.
    StopBuildBatch = "codebuild" : "stopBuildBatch",
    patterns [],
    /// Stops a batch of builds.
    fn stop_build_batch(
        /// The id of the batch.
        id: String => "Id",
    ) -> StartedBuildBatch,
    options {}
}
integration! {
    /// `codebuild:batchDeleteBuilds`.
    BatchDeleteBuilds = "codebuild" : "batchDeleteBuilds",
    patterns [],
    /// Deletes builds.
    fn batch_delete_builds(
        /// The ids of the builds, up to 100.
        ids: Vec<String> => "Ids",
    ) -> DeletedBuilds,
    options {}
}
integration! {
    /// `codebuild:deleteBuildBatch`.
    DeleteBuildBatch = "codebuild" : "deleteBuildBatch",
    patterns [],
    /// Deletes a batch of builds.
    fn delete_build_batch(
        /// The id of the batch.
        id: String => "Id",
    ) -> DeletedBuilds,
    options {}
}
integration! {
    /// `codebuild:batchGetReports`.
    BatchGetReports = "codebuild" : "batchGetReports",
    patterns [],
    /// Reads reports of tests.
    fn batch_get_reports(
        /// The ARNs of the reports, up to 100.
        report_arns: Vec<String> => "ReportArns",
    ) -> Reports,
    options {}
}

structure! {
    /// An environment variable of a build.
    EnvironmentVariable
    /// With this value.
    fn new(name: String => "Name", value: String => "Value",)
    options {
        /// What the value is.
        kind: VariableType => "Type",
    }
}
choices! {
    /// What the value of an environment variable is.
    VariableType {
        /// The value itself.
        Plaintext = "PLAINTEXT",
        /// The name of a parameter of Systems Manager.
        ParameterStore = "PARAMETER_STORE",
        /// The name of a secret of Secrets Manager.
        SecretsManager = "SECRETS_MANAGER",
    }
}

response! {
    /// A build: with `.sync()` one that is done.
    StartedBuild / StartedBuildExpr {
        /// The build.
        build: Build => "Build",
    }
}
response! {
    /// A build.
    Build / BuildExpr {
        /// Its id, `site:3f..`.
        id: String => "Id",
        /// Its ARN.
        arn: String => "Arn",
        /// Its number in the project.
        build_number: Option<u64> => "BuildNumber",
        /// `IN_PROGRESS`; `SUCCEEDED` after `.sync()`, or the state would have failed.
        build_status: String => "BuildStatus",
        /// The phase it is in.
        current_phase: Option<String> => "CurrentPhase",
        /// The commit that was built.
        resolved_source_version: Option<String> => "ResolvedSourceVersion",
        /// The project.
        project_name: String => "ProjectName",
    }
}
response! {
    /// A batch of builds: with `.sync()` one that is done.
    StartedBuildBatch / StartedBuildBatchExpr {
        /// The batch.
        build_batch: BuildBatch => "BuildBatch",
    }
}
response! {
    /// A batch of builds.
    BuildBatch / BuildBatchExpr {
        /// Its id.
        id: String => "Id",
        /// Its ARN.
        arn: String => "Arn",
        /// `IN_PROGRESS`; `SUCCEEDED` after `.sync()`, or the state would have failed.
        build_batch_status: String => "BuildBatchStatus",
        /// The project.
        project_name: String => "ProjectName",
    }
}
response! {
    /// What was deleted.
    DeletedBuilds / DeletedBuildsExpr {
        /// The ARNs of the builds that are gone.
        builds_deleted: Option<Vec<String>> => "BuildsDeleted",
        /// The builds that are not, each with its `Id` and `StatusCode`.
        builds_not_deleted: Option<Vec<serde_json::Value>> => "BuildsNotDeleted",
    }
}
response! {
    /// Reports of tests.
    Reports / ReportsExpr {
        /// The reports.
        reports: Vec<serde_json::Value> => "Reports",
        /// The ARNs that there is no report for.
        reports_not_found: Option<Vec<String>> => "ReportsNotFound",
    }
}
