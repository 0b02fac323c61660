//! Amazon SageMaker AI. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>
//!
//! ```
//! use sfn_dsl::integrations::sagemaker::{
//!     Algorithm, Channel, InputMode, OutputData, Resources, StoppingCondition, TrainingJob,
//! };
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Data { run: String, train: String }
//! static TRAINING: Role = Role::named("model-training");
//!
//! #[state]
//! fn train(data: Expr<Data>) -> Flow<String> {
//!     sagemaker::create_training_job(TrainingJob {
//!         name: text!("churn-{}", data.run),
//!         role: &TRAINING,
//!         algorithm: Algorithm::image("${TrainingImage}", InputMode::File),
//!         output: OutputData::path("s3://models/churn"),
//!         resources: Resources::new("ml.m5.xlarge", 1, 30),
//!         stopping: StoppingCondition::max_runtime_seconds(3600),
//!     })
//!     .input_data_config([Channel::s3("train", data.train)])
//!     .hyper_parameter("epochs", "10")
//!     .sync()
//!     .output(|job| job.model_artifacts.s3_model_artifacts)
//!     .end()
//! }
//! # Workflow::new("w", train).synthesize().unwrap();
//! ```

mod hosting;
mod labeling;
mod processing;
mod training;
mod transform;
mod tuning;

pub use hosting::*;
pub use labeling::*;
pub use processing::*;
pub use training::*;
pub use transform::*;
pub use tuning::*;

use super::{choices, structure};

structure! {
    /// The network of a job.
    VpcConfig
    /// In these subnets, with these security groups.
    fn new(subnets: Vec<String> => "Subnets", security_groups: Vec<String> => "SecurityGroupIds",)
    options {}
}
choices! {
    /// How data comes to a job.
    InputMode {
        /// Copied before it starts.
        File = "File",
        /// Read while it runs.
        Pipe = "Pipe",
        /// Fetched when a file is opened.
        FastFile = "FastFile",
    }
}
choices! {
    /// What an S3 URI names.
    S3DataType {
        /// All objects that begin so.
        S3Prefix = "S3Prefix",
        /// A list of objects.
        ManifestFile = "ManifestFile",
        /// A list of objects with what is known of each.
        AugmentedManifestFile = "AugmentedManifestFile",
    }
}
