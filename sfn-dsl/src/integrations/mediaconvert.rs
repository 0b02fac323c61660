//! AWS Elemental MediaConvert. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html>
//!
//! ```
//! use sfn_dsl::integrations::mediaconvert::{Input, JobSettings};
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Video { uri: String }
//! static TRANSCODING: Role = Role::named("transcoding");
//!
//! #[state]
//! fn transcode(video: Expr<Video>) -> Flow<String> {
//!     mediaconvert::create_job(&TRANSCODING, JobSettings::inputs([Input::file(video.uri)]))
//!         .job_template("web-hls")
//!         .sync()
//!         .output(|done| done.job.id)
//!         .end()
//! }
//! # Workflow::new("w", transcode).synthesize().unwrap();
//! ```

use super::{integration, response, structure};
use crate::resource::Role;

integration! {
    /// `mediaconvert:createJob`.
    CreateJob = "mediaconvert" : "createJob",
    patterns [Job(CreatedJob, ".sync")],
    /// Converts media; with `.sync()` waits until it is done.
    fn create_job(
        /// The role that reads and writes the media.
        role in Role => "Role",
        /// What is converted to what; what is missing comes from the template.
        settings: JobSettings => "Settings",
    ) -> CreatedJob,
    options {
        /// The template, by name or ARN.
        job_template: String => "JobTemplate",
        /// The queue, by its ARN.
        queue: String => "Queue",
        /// The priority within the queue, -50 to 50.
        priority: i64 => "Priority",
        /// What costs are counted by: `QUEUE`, `PRESET`, `JOB_TEMPLATE` or `JOB`.
        billing_tags_source: String => "BillingTagsSource",
        /// Whether it may be faster, for more.
        acceleration_settings = Data => "AccelerationSettings",
        /// Queues to change to.
        hop_destinations = Data => "HopDestinations",
        /// How often progress is told, `SECONDS_60` say.
        status_update_interval: String => "StatusUpdateInterval",
        /// Makes a repeated call start one job.
        client_request_token: String => "ClientRequestToken",
    },
    maps {
        /// Something of your own to find the job by.
        user_metadata: String => "UserMetadata",
        /// A tag.
        tag: String => "Tags",
    }
}
structure! {
    /// What is converted to what.
    JobSettings
    /// These, one after the other.
    fn inputs(inputs: Vec<Input> => "Inputs",)
    options {
        /// What comes out.
        output_groups = Data => "OutputGroups",
        /// How times are counted.
        timecode_config = Data => "TimecodeConfig",
    }
}
structure! {
    /// What is converted.
    Input
    /// This file: `s3://bucket/key`.
    fn file(uri: String => "FileInput",)
    options {
        /// How it is seen.
        video_selector = Data => "VideoSelector",
        /// What is heard, by a name of your own.
        audio_selectors = Data => "AudioSelectors",
        /// Which parts of it.
        input_clippings = Data => "InputClippings",
        /// Where its times begin, `ZEROBASED` say.
        timecode_source: String => "TimecodeSource",
    }
}

response! {
    /// A job: with `.sync()` one that is done.
    CreatedJob / CreatedJobExpr {
        /// The job.
        job: MediaJob => "Job",
    }
}
response! {
    /// A job.
    MediaJob / MediaJobExpr {
        /// Its id.
        id: String => "Id",
        /// Its ARN.
        arn: String => "Arn",
        /// `SUBMITTED`; `COMPLETE` after `.sync()`, or the state would have failed.
        status: String => "Status",
        /// The queue it is in.
        queue: Option<String> => "Queue",
        /// What came out, with durations and sizes.
        output_group_details: Option<serde_json::Value> => "OutputGroupDetails",
    }
}
