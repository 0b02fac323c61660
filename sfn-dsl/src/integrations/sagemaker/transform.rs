//! Batch transform jobs.

use super::super::{integration, request, response, structure};
use super::S3DataType;

integration! {
    /// `sagemaker:createTransformJob`.
    CreateTransformJob = "sagemaker" : "createTransformJob",
    patterns [Job(TransformedJob, ".sync")],
    options {
        /// How many requests at once.
        max_concurrent_transforms: u64 => "MaxConcurrentTransforms",
        /// How large a request may be, in MB.
        max_payload_in_mb: u64 => "MaxPayloadInMB",
        /// `MultiRecord` or `SingleRecord`.
        batch_strategy: String => "BatchStrategy",
        /// What of the input and of the answer is kept.
        data_processing = Data => "DataProcessing",
        /// How often and how long an instance is asked.
        model_client_config = Data => "ModelClientConfig",
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
    /// What is transformed by what.
    TransformJob for
    /// Asks a model about many objects; with `.sync()` waits until it is done.
    fn create_transform_job by CreateTransformJob -> CreatedTransformJob {
        /// Unique in the account and region.
        name: String => "TransformJobName",
        /// The name of the model.
        model: String => "ModelName",
        /// What it is asked about.
        input: TransformInput => "TransformInput",
        /// Where its answers go.
        output: TransformOutput => "TransformOutput",
        /// What it runs on.
        resources: TransformResources => "TransformResources",
    }
}
structure! {
    /// What a model is asked about.
    TransformInput
    /// From this source.
    fn of(source: TransformSource => "DataSource",)
    options {
        /// Its MIME type.
        content_type: String => "ContentType",
        /// `Gzip` or `None`.
        compression_type: String => "CompressionType",
        /// What a record is: `Line`, `RecordIO`, `TFRecord`; a whole object otherwise.
        split_type: String => "SplitType",
    }
}
impl TransformInput {
    /// All objects below this `s3://bucket/prefix`.
    pub fn s3(uri: impl crate::IntoExpr<String>) -> Self {
        TransformInput::of(TransformSource::s3(TransformS3Data::new(
            S3DataType::S3Prefix,
            uri,
        )))
    }
}
structure! {
    /// Where data is.
    TransformSource
    /// In S3.
    fn s3(data: TransformS3Data => "S3DataSource",)
    options {}
}
structure! {
    /// Data in S3.
    TransformS3Data
    /// What this URI names.
    fn new(data_type: S3DataType => "S3DataType", uri: String => "S3Uri",)
    options {}
}
structure! {
    /// Where answers go.
    TransformOutput
    /// Below this `s3://bucket/prefix`.
    fn path(uri: String => "S3OutputPath",)
    options {
        /// The MIME type that is asked for.
        accept: String => "Accept",
        /// `Line` to write each answer on a line of its own.
        assemble_with: String => "AssembleWith",
        /// The key that they are encrypted with.
        kms_key_id: String => "KmsKeyId",
    }
}
structure! {
    /// What a transform runs on.
    TransformResources
    /// So many instances of this type.
    fn new(instance_type: String => "InstanceType", count: u64 => "InstanceCount",)
    options {
        /// The key that their disks are encrypted with.
        volume_kms_key_id: String => "VolumeKmsKeyId",
    }
}

response! {
    /// A started job.
    CreatedTransformJob / CreatedTransformJobExpr {
        /// Its ARN.
        transform_job_arn: String => "TransformJobArn",
    }
}
response! {
    /// A finished job.
    TransformedJob / TransformedJobExpr {
        /// Its name.
        transform_job_name: String => "TransformJobName",
        /// Its ARN.
        transform_job_arn: String => "TransformJobArn",
        /// `Completed`: any other end is an error of this state.
        transform_job_status: String => "TransformJobStatus",
    }
}
