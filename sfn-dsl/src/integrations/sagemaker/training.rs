//! Training jobs.

use super::super::{integration, request, response, structure};
use super::{InputMode, S3DataType, VpcConfig};
use crate::resource::Role;

integration! {
    /// `sagemaker:createTrainingJob`.
    CreateTrainingJob = "sagemaker" : "createTrainingJob",
    patterns [Job(TrainedJob, ".sync")],
    options {
        /// What it learns from.
        input_data_config: Vec<Channel> => "InputDataConfig",
        /// The network of the job.
        vpc_config: VpcConfig => "VpcConfig",
        /// Whether spare instances may be used, for less.
        enable_managed_spot_training: bool => "EnableManagedSpotTraining",
        /// Where it keeps how far it is.
        checkpoint_config: Checkpoints => "CheckpointConfig",
        /// Whether its containers have no network.
        enable_network_isolation: bool => "EnableNetworkIsolation",
        /// Whether containers talk to one another encrypted.
        enable_inter_container_traffic_encryption: bool => "EnableInterContainerTrafficEncryption",
        /// The experiment it belongs to.
        experiment_config = Data => "ExperimentConfig",
        /// What is watched while it runs.
        debug_hook_config = Data => "DebugHookConfig",
        /// How often it is tried when instances fail.
        training_retry_strategy = Data => "RetryStrategy",
    },
    maps {
        /// A hyperparameter, as text.
        hyper_parameter: String => "HyperParameters",
        /// An environment variable.
        environment: String => "Environment",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}
request! {
    /// What is trained with what.
    TrainingJob for
    /// Trains a model; with `.sync()` waits until it is done.
    fn create_training_job by CreateTrainingJob -> CreatedTrainingJob {
        /// Unique in the account and region.
        name: String => "TrainingJobName",
        /// The role of the job.
        role in Role => "RoleArn",
        /// The code that learns.
        algorithm: Algorithm => "AlgorithmSpecification",
        /// Where the model goes.
        output: OutputData => "OutputDataConfig",
        /// What it runs on.
        resources: Resources => "ResourceConfig",
        /// When it ends at the latest.
        stopping: StoppingCondition => "StoppingCondition",
    }
}
structure! {
    /// The code that learns.
    Algorithm
    /// An image.
    fn image(image: String => "TrainingImage", input_mode: InputMode => "TrainingInputMode",)
    /// One of the marketplace, or of your own.
    fn named(name: String => "AlgorithmName", input_mode: InputMode => "TrainingInputMode",)
    options {
        /// How metrics are found in what it says.
        metric_definitions = Data => "MetricDefinitions",
        /// What the container runs.
        container_entrypoint: Vec<String> => "ContainerEntrypoint",
        /// What that is given.
        container_arguments: Vec<String> => "ContainerArguments",
    }
}
structure! {
    /// Data to learn from.
    Channel
    /// Under this name, from this source.
    fn of(name: String => "ChannelName", source: DataSource => "DataSource",)
    options {
        /// Its MIME type.
        content_type: String => "ContentType",
        /// `Gzip` or `None`.
        compression_type: String => "CompressionType",
        /// `RecordIO` or `None`.
        record_wrapper_type: String => "RecordWrapperType",
        /// How it comes to the job.
        input_mode: InputMode => "InputMode",
    }
}
impl Channel {
    /// All objects below this `s3://bucket/prefix`, every one to every instance.
    pub fn s3(name: impl crate::IntoExpr<String>, uri: impl crate::IntoExpr<String>) -> Self {
        Channel::of(name, DataSource::s3(S3Data::new(S3DataType::S3Prefix, uri)))
    }
}
structure! {
    /// Where data is.
    DataSource
    /// In S3.
    fn s3(data: S3Data => "S3DataSource",)
    options {}
}
structure! {
    /// Data in S3.
    S3Data
    /// What this URI names.
    fn new(data_type: S3DataType => "S3DataType", uri: String => "S3Uri",)
    options {
        /// `FullyReplicated` or `ShardedByS3Key`.
        distribution: String => "S3DataDistributionType",
        /// Names in an augmented manifest.
        attribute_names: Vec<String> => "AttributeNames",
    }
}
structure! {
    /// Where a model goes.
    OutputData
    /// Below this `s3://bucket/prefix`.
    fn path(uri: String => "S3OutputPath",)
    options {
        /// The key that it is encrypted with.
        kms_key_id: String => "KmsKeyId",
        /// `GZIP` or `NONE`.
        compression_type: String => "CompressionType",
    }
}
structure! {
    /// What a job runs on.
    Resources
    /// So many instances of this type, each with so many GiB.
    fn new(
        instance_type: String => "InstanceType",
        count: u64 => "InstanceCount",
        volume_gib: u64 => "VolumeSizeInGB",
    )
    options {
        /// The key that their disks are encrypted with.
        volume_kms_key_id: String => "VolumeKmsKeyId",
        /// How long they are kept for the next job.
        keep_alive_period_in_seconds: u64 => "KeepAlivePeriodInSeconds",
    }
}
structure! {
    /// When a job ends at the latest.
    StoppingCondition
    /// After so many seconds.
    fn max_runtime_seconds(seconds: u64 => "MaxRuntimeInSeconds",)
    options {
        /// After so many seconds, those it waits for spare instances among them.
        max_wait_seconds: u64 => "MaxWaitTimeInSeconds",
    }
}
structure! {
    /// Where a job keeps how far it is.
    Checkpoints
    /// Below this `s3://bucket/prefix`.
    fn at(uri: String => "S3Uri",)
    options {
        /// The folder that is copied there.
        local_path: String => "LocalPath",
    }
}

response! {
    /// A started job.
    CreatedTrainingJob / CreatedTrainingJobExpr {
        /// Its ARN.
        training_job_arn: String => "TrainingJobArn",
    }
}
response! {
    /// A finished job.
    TrainedJob / TrainedJobExpr {
        /// Its name.
        training_job_name: String => "TrainingJobName",
        /// Its ARN.
        training_job_arn: String => "TrainingJobArn",
        /// `Completed`: any other end is an error of this state.
        training_job_status: String => "TrainingJobStatus",
        /// Where the model is.
        model_artifacts: ModelArtifacts => "ModelArtifacts",
        /// What it was billed for.
        billable_time_in_seconds: Option<u64> => "BillableTimeInSeconds",
        /// Its last metrics.
        final_metric_data_list: Option<Vec<Metric>> => "FinalMetricDataList",
    }
}
response! {
    /// Where a model is.
    ModelArtifacts / ModelArtifactsExpr {
        /// `s3://bucket/../model.tar.gz`.
        s3_model_artifacts: String => "S3ModelArtifacts",
    }
}
response! {
    /// A metric.
    Metric / MetricExpr {
        /// Its name.
        metric_name: String => "MetricName",
        /// Its value.
        value: f64 => "Value",
    }
}
