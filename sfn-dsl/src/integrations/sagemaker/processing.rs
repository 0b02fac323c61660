//! Processing jobs.

use super::super::{integration, request, response, structure};
use super::{S3DataType, StoppingCondition};
use crate::resource::Role;

integration! {
    /// `sagemaker:createProcessingJob`.
    CreateProcessingJob = "sagemaker" : "createProcessingJob",
    patterns [Job(ProcessedJob, ".sync")],
    options {
        /// What it reads.
        processing_inputs: Vec<ProcessingInput> => "ProcessingInputs",
        /// What it writes.
        processing_output_config: ProcessingOutputs => "ProcessingOutputConfig",
        /// When it ends at the latest.
        stopping_condition: StoppingCondition => "StoppingCondition",
        /// Its network.
        network_config = Data => "NetworkConfig",
        /// The experiment it belongs to.
        experiment_config = Data => "ExperimentConfig",
    },
    maps {
        /// An environment variable.
        environment: String => "Environment",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}
request! {
    /// What is processed by what.
    ProcessingJob for
    /// Processes data; with `.sync()` waits until it is done.
    fn create_processing_job by CreateProcessingJob -> CreatedProcessingJob {
        /// Unique in the account and region.
        name: String => "ProcessingJobName",
        /// The role of the job.
        role in Role => "RoleArn",
        /// The code that processes.
        app: AppSpecification => "AppSpecification",
        /// What it runs on.
        resources: ProcessingResources => "ProcessingResources",
    }
}
structure! {
    /// The code that processes.
    AppSpecification
    /// An image.
    fn image(image: String => "ImageUri",)
    options {
        /// What the container runs.
        container_entrypoint: Vec<String> => "ContainerEntrypoint",
        /// What that is given.
        container_arguments: Vec<String> => "ContainerArguments",
    }
}
structure! {
    /// What a job runs on.
    ProcessingResources
    /// These instances.
    fn cluster(cluster: ProcessingCluster => "ClusterConfig",)
    options {}
}
structure! {
    /// Instances of a job.
    ProcessingCluster
    /// So many of this type, each with so many GiB.
    fn new(
        instance_type: String => "InstanceType",
        count: u64 => "InstanceCount",
        volume_gib: u64 => "VolumeSizeInGB",
    )
    options {
        /// The key that their disks are encrypted with.
        volume_kms_key_id: String => "VolumeKmsKeyId",
    }
}
structure! {
    /// What a job reads.
    ProcessingInput
    /// Under this name, from S3.
    fn s3(name: String => "InputName", input: ProcessingS3Input => "S3Input",)
    options {}
}
structure! {
    /// Data in S3.
    ProcessingS3Input
    /// What this URI names.
    fn new(data_type: S3DataType => "S3DataType", uri: String => "S3Uri",)
    options {
        /// Where the container finds it: `/opt/ml/processing/..`.
        local_path: String => "LocalPath",
        /// `File` or `Pipe`.
        input_mode: String => "S3InputMode",
        /// `FullyReplicated` or `ShardedByS3Key`.
        distribution: String => "S3DataDistributionType",
        /// `Gzip` or `None`.
        compression_type: String => "S3CompressionType",
    }
}
structure! {
    /// What a job writes.
    ProcessingOutputs
    /// These.
    fn of(outputs: Vec<ProcessingOutput> => "Outputs",)
    options {
        /// The key that they are encrypted with.
        kms_key_id: String => "KmsKeyId",
    }
}
structure! {
    /// Something a job writes.
    ProcessingOutput
    /// Under this name, to S3.
    fn s3(name: String => "OutputName", output: ProcessingS3Output => "S3Output",)
    options {}
}
structure! {
    /// A place in S3 that a folder goes to.
    ProcessingS3Output
    /// When the job ends (`EndOfJob`), or while it runs (`Continuous`).
    fn new(uri: String => "S3Uri", local_path: String => "LocalPath", upload_mode: String => "S3UploadMode",)
    options {}
}

response! {
    /// A started job.
    CreatedProcessingJob / CreatedProcessingJobExpr {
        /// Its ARN.
        processing_job_arn: String => "ProcessingJobArn",
    }
}
response! {
    /// A finished job.
    ProcessedJob / ProcessedJobExpr {
        /// Its name.
        processing_job_name: String => "ProcessingJobName",
        /// Its ARN.
        processing_job_arn: String => "ProcessingJobArn",
        /// `Completed`: any other end is an error of this state.
        processing_job_status: String => "ProcessingJobStatus",
        /// What the container left as its message.
        exit_message: Option<String> => "ExitMessage",
    }
}
