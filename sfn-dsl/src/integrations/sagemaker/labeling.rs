//! Labeling jobs.

use super::super::{integration, request, response, structure};
use crate::resource::{Function, Role};

integration! {
    /// `sagemaker:createLabelingJob`.
    CreateLabelingJob = "sagemaker" : "createLabelingJob",
    patterns [Job(LabeledJob, ".sync")],
    options {
        /// Where the labels to choose from are: `s3://bucket/labels.json`.
        label_category_config_s3_uri: String => "LabelCategoryConfigS3Uri",
        /// When it ends early.
        stopping_conditions = Data => "StoppingConditions",
        /// What labels by itself.
        labeling_job_algorithms_config = Data => "LabelingJobAlgorithmsConfig",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}
request! {
    /// What is labeled by whom.
    LabelingJob for
    /// Has people label data; with `.sync()` waits until all is labeled.
    fn create_labeling_job by CreateLabelingJob -> CreatedLabelingJob {
        /// Unique in the account and region.
        name: String => "LabelingJobName",
        /// Where a label stands in what comes out.
        label_attribute: String => "LabelAttributeName",
        /// What is labeled.
        input: LabelingInput => "InputConfig",
        /// Where labels go.
        output: LabelingOutput => "OutputConfig",
        /// The role of the job.
        role in Role => "RoleArn",
        /// What people are asked.
        task: HumanTask => "HumanTaskConfig",
    }
}
structure! {
    /// What is labeled.
    LabelingInput
    /// From this source.
    fn of(source: LabelingSource => "DataSource",)
    options {
        /// That the data holds nothing personal, or adult content.
        data_attributes = Data => "DataAttributes",
    }
}
impl LabelingInput {
    /// What this manifest lists: `s3://bucket/input.manifest`.
    pub fn manifest(uri: impl crate::IntoExpr<String>) -> Self {
        LabelingInput::of(LabelingSource::s3(LabelingManifest::at(uri)))
    }
}
structure! {
    /// Where data is.
    LabelingSource
    /// In S3.
    fn s3(manifest: LabelingManifest => "S3DataSource",)
    /// What a topic is told: an object as in the API.
    fn sns(topic = Data => "SnsDataSource",)
    options {}
}
structure! {
    /// A list of objects in S3.
    LabelingManifest
    /// At this place.
    fn at(uri: String => "ManifestS3Uri",)
    options {}
}
structure! {
    /// The page that people see.
    LabelingPage
    /// A template: `s3://bucket/page.html`.
    fn template(uri: String => "UiTemplateS3Uri",)
    /// One that is known to SageMaker, by its ARN.
    fn human_task_ui(arn: String => "HumanTaskUiArn",)
    options {}
}
structure! {
    /// How the answers of several people become one.
    Consolidation
    /// By this function.
    fn by(function in Function => "AnnotationConsolidationLambdaArn",)
    options {}
}
structure! {
    /// Where labels go.
    LabelingOutput
    /// Below this `s3://bucket/prefix`.
    fn path(uri: String => "S3OutputPath",)
    options {
        /// The key that they are encrypted with.
        kms_key_id: String => "KmsKeyId",
        /// A topic that is told of each, by its ARN.
        sns_topic_arn: String => "SnsTopicArn",
    }
}
structure! {
    /// What people are asked.
    HumanTask
    /// This team, with this page, so many people for each object, each with so many seconds.
    fn new(
        workteam_arn: String => "WorkteamArn",
        page: LabelingPage => "UiConfig",
        title: String => "TaskTitle",
        description: String => "TaskDescription",
        workers_per_object: u64 => "NumberOfHumanWorkersPerDataObject",
        time_limit_seconds: u64 => "TaskTimeLimitInSeconds",
    )
    options {
        /// A function that prepares each question.
        pre_human_task_lambda in Function => "PreHumanTaskLambdaArn",
        /// How answers become one.
        annotation_consolidation: Consolidation => "AnnotationConsolidationConfig",
        /// Words to find it by.
        task_keywords: Vec<String> => "TaskKeywords",
        /// How many questions are open at once.
        max_concurrent_task_count: u64 => "MaxConcurrentTaskCount",
        /// How long a question stays open.
        task_availability_lifetime_in_seconds: u64 => "TaskAvailabilityLifetimeInSeconds",
    }
}

response! {
    /// A started job.
    CreatedLabelingJob / CreatedLabelingJobExpr {
        /// Its ARN.
        labeling_job_arn: String => "LabelingJobArn",
    }
}
response! {
    /// A finished job.
    LabeledJob / LabeledJobExpr {
        /// Its name.
        labeling_job_name: String => "LabelingJobName",
        /// Its ARN.
        labeling_job_arn: String => "LabelingJobArn",
        /// `Completed`: any other end is an error of this state.
        labeling_job_status: String => "LabelingJobStatus",
        /// Where the labels are.
        labeling_job_output: Option<LabelingJobOutput> => "LabelingJobOutput",
    }
}
response! {
    /// Where labels are.
    LabelingJobOutput / LabelingJobOutputExpr {
        /// The manifest with them.
        output_dataset_s3_uri: String => "OutputDatasetS3Uri",
    }
}
