//! AWS Glue. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Day { date: String, workers: u64 }
//! static CLEAN: GlueJob = GlueJob::named("clean-orders");
//!
//! #[state]
//! fn clean(day: Expr<Day>) -> Flow<String> {
//!     glue::start_job_run(&CLEAN)
//!         .job_argument("--day", day.date)
//!         .worker_type(glue::WorkerType::G1X)
//!         .number_of_workers(day.workers)
//!         .sync()
//!         .output(|run| run.job_run_state)
//!         .end()
//! }
//! # Workflow::new("w", clean).synthesize().unwrap();
//! ```

use super::{choices, integration, response, structure};
use crate::resource::GlueJob;

integration! {
    /// `glue:startJobRun`.
    StartJobRun = "glue" : "startJobRun",
    patterns [Job(JobRun, ".sync")],
    /// Runs a job; with `.sync()` waits until it is done.
    fn start_job_run(
        /// The job.
        job in GlueJob => "JobName",
    ) -> StartedJobRun,
    options {
        /// All arguments at once.
        arguments: std::collections::BTreeMap<String, String> => "Arguments",
        /// The size of a worker.
        worker_type: WorkerType => "WorkerType",
        /// How many workers.
        number_of_workers: u64 => "NumberOfWorkers",
        /// How many units of capacity, for jobs without workers; also parts of one.
        max_capacity: f64 => "MaxCapacity",
        /// How long the run may take, in minutes.
        run_timeout_minutes: u64 => "Timeout",
        /// Whether it may start late, for less.
        execution_class: ExecutionClass => "ExecutionClass",
        /// The security configuration.
        security_configuration: String => "SecurityConfiguration",
        /// When a run is called late.
        notification_property: NotificationProperty => "NotificationProperty",
        /// Whether the run waits in a queue while others run.
        job_run_queuing_enabled: bool => "JobRunQueuingEnabled",
        /// The failed run to try again.
        job_run_id: String => "JobRunId",
    },
    maps {
        /// An argument of the job, with its dashes: `job_argument("--day", order.day)`.
        job_argument: String => "Arguments",
    }
}

choices! {
    /// The size of a worker.
    WorkerType {
        /// 4 vCPUs, 16 GB of memory.
        Standard = "Standard",
        /// A quarter of a unit, 2 vCPUs and 4 GB, for streaming.
        G025X = "G.025X",
        /// One unit: 4 vCPUs, 16 GB.
        G1X = "G.1X",
        /// Two units: 8 vCPUs, 32 GB.
        G2X = "G.2X",
        /// Four units: 16 vCPUs, 64 GB.
        G4X = "G.4X",
        /// Eight units: 32 vCPUs, 128 GB.
        G8X = "G.8X",
        /// Two units with 64 GB, for Ray.
        Z2X = "Z.2X",
    }
}
choices! {
    /// Whether a run may start late, for less.
    ExecutionClass {
        /// It may, on capacity that is left over.
        Flex = "FLEX",
        /// It starts at once.
        Standard = "STANDARD",
    }
}
structure! {
    /// When a run is called late.
    NotificationProperty
    /// After so many minutes.
    fn notify_delay_after(minutes: u64 => "NotifyDelayAfter",)
    options {}
}

response! {
    /// A started run.
    StartedJobRun / StartedJobRunExpr {
        /// Its id.
        job_run_id: String => "JobRunId",
    }
}
response! {
    /// A finished run.
    JobRun / JobRunExpr {
        /// Its id.
        id: String => "Id",
        /// The job.
        job_name: String => "JobName",
        /// The number of this attempt, from 0.
        attempt: u64 => "Attempt",
        /// `SUCCEEDED`: any other end is an error of this state.
        job_run_state: String => "JobRunState",
        /// What went wrong.
        error_message: Option<String> => "ErrorMessage",
        /// How long it ran, in seconds.
        execution_time: u64 => "ExecutionTime",
        /// When it started, in milliseconds since 1970.
        started_on: Option<u64> => "StartedOn",
        /// When it was done, in milliseconds since 1970.
        completed_on: Option<u64> => "CompletedOn",
        /// Where its logs are.
        log_group_name: Option<String> => "LogGroupName",
    }
}
