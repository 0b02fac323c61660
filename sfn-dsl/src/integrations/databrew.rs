//! AWS Glue DataBrew. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! static PROFILE: DataBrewJob = DataBrewJob::named("profile-orders");
//!
//! #[state]
//! fn profile(_: Expr<()>) -> Flow<String> {
//!     databrew::start_job_run(&PROFILE).sync().output(|run| run.run_id).end()
//! }
//! # Workflow::new("w", profile).synthesize().unwrap();
//! ```

use super::{integration, response};
use crate::resource::DataBrewJob;

integration! {
    /// `databrew:startJobRun`.
    StartJobRun = "databrew" : "startJobRun",
    patterns [Job(JobRun, ".sync")],
    /// Runs a job; with `.sync()` waits until it is done.
    fn start_job_run(
        /// The job.
        job in DataBrewJob => "Name",
    ) -> StartedJobRun,
    options {}
}

response! {
    /// A started run.
    StartedJobRun / StartedJobRunExpr {
        /// Its id.
        run_id: String => "RunId",
    }
}
response! {
    /// A finished run.
    JobRun / JobRunExpr {
        /// Its id.
        run_id: String => "RunId",
        /// The job.
        job_name: String => "JobName",
        /// `SUCCEEDED`: any other end is an error of this state.
        state: String => "State",
        /// What went wrong.
        error_message: Option<String> => "ErrorMessage",
        /// How long it ran, in seconds.
        execution_time: Option<u64> => "ExecutionTime",
    }
}
