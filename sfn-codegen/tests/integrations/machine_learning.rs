//! Models and agents.

use crate::rows;
use sfn_dsl::Value;
use sfn_dsl::integrations::bedrock::{ModelCustomizationJob, S3Data};
use sfn_dsl::integrations::sagemaker::{
    Algorithm, AppSpecification, Channel, Consolidation, HumanTask, InputMode, LabelingInput,
    LabelingJob, LabelingOutput, LabelingPage, ModelContainer, OutputData, ProcessingCluster,
    ProcessingInput, ProcessingJob, ProcessingResources, ProcessingS3Input, ProductionVariant,
    Resources, S3DataType, StoppingCondition, TrainingJob, TransformInput, TransformJob,
    TransformOutput, TransformResources, TunedTraining, TuningConfig, TuningLimits,
    TuningObjective, TuningStrategy, VpcConfig,
};
use sfn_dsl::prelude::*;

static AGREE: Function = Function::arn("arn:aws:lambda:eu-west-1:123456789012:function:agree");
static LEARN: Role = Role::arn("arn:aws:iam::123456789012:role/learn");

rows! {
    "bedrock:invokeModel" [rr token] |o| bedrock::invoke_model::<Value>("anthropic.claude-3-haiku-20240307-v1:0", o.body)
        .guardrail_identifier("g1")
        .guardrail_version("1")
        .answer_at(S3Data::uri("s3://answers/1")) => {
        "ModelId": "anthropic.claude-3-haiku-20240307-v1:0",
        "Body": "{% $states.input.body %}",
        "GuardrailIdentifier": "g1",
        "GuardrailVersion": "1",
        "Output": { "S3Uri": "s3://answers/1" }
    };
    "bedrock:createModelCustomizationJob" [rr sync] |o| bedrock::create_model_customization_job(ModelCustomizationJob {
            job_name: o.id,
            custom_model_name: "support",
            role: &LEARN,
            base_model: "amazon.titan-text-express-v1",
            training_data: S3Data::uri("s3://learn/train.jsonl"),
            output_data: S3Data::uri("s3://learn/out"),
        })
        .hyper_parameter("epochCount", "2") => {
        "JobName": "{% $states.input.id %}",
        "CustomModelName": "support",
        "RoleArn": "arn:aws:iam::123456789012:role/learn",
        "BaseModelIdentifier": "amazon.titan-text-express-v1",
        "TrainingDataConfig": { "S3Uri": "s3://learn/train.jsonl" },
        "OutputDataConfig": { "S3Uri": "s3://learn/out" },
        "HyperParameters": { "epochCount": "2" }
    };
    "bedrockagentcore:invokeHarness" [rr] |o| bedrock_agentcore::invoke_harness(
            "arn:aws:bedrock-agentcore:eu-west-1:123456789012:harness/triage",
            o.id,
            o.body,
        )
        .max_iterations(o.count)
        .allowed_tools(o.list) => {
        "HarnessArn": "arn:aws:bedrock-agentcore:eu-west-1:123456789012:harness/triage",
        "RuntimeSessionId": "{% $states.input.id %}",
        "Messages": "{% $states.input.body %}",
        "MaxIterations": "{% $states.input.count %}",
        "AllowedTools": "{% $states.input.list %}"
    };
    "sagemaker:createTrainingJob" [rr sync] |o| sagemaker::create_training_job(TrainingJob {
            name: o.id,
            role: &LEARN,
            algorithm: Algorithm::image("churn:1", InputMode::FastFile),
            output: OutputData::path("s3://models/churn"),
            resources: Resources::new("ml.m5.xlarge", o.count, 30),
            stopping: StoppingCondition::max_runtime_seconds(3600),
        })
        .input_data_config([Channel::s3("train", o.id).content_type("text/csv")])
        .hyper_parameter("epochs", "10")
        .vpc_config(VpcConfig::new(["subnet-1"], ["sg-1"]))
        .tag("team", "ml") => {
        "TrainingJobName": "{% $states.input.id %}",
        "RoleArn": "arn:aws:iam::123456789012:role/learn",
        "AlgorithmSpecification": { "TrainingImage": "churn:1", "TrainingInputMode": "FastFile" },
        "OutputDataConfig": { "S3OutputPath": "s3://models/churn" },
        "ResourceConfig": {
            "InstanceType": "ml.m5.xlarge", "InstanceCount": "{% $states.input.count %}", "VolumeSizeInGB": 30
        },
        "StoppingCondition": { "MaxRuntimeInSeconds": 3600 },
        "InputDataConfig": [{
            "ChannelName": "train",
            "DataSource": { "S3DataSource": { "S3DataType": "S3Prefix", "S3Uri": "{% $states.input.id %}" } },
            "ContentType": "text/csv"
        }],
        "HyperParameters": { "epochs": "10" },
        "VpcConfig": { "Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"] },
        "Tags": [{ "Key": "team", "Value": "ml" }]
    };
    "sagemaker:createTransformJob" [rr sync] |o| sagemaker::create_transform_job(TransformJob {
            name: o.id,
            model: "churn",
            input: TransformInput::s3("s3://in/").split_type("Line"),
            output: TransformOutput::path("s3://out/").assemble_with("Line"),
            resources: TransformResources::new("ml.m5.xlarge", 1),
        }) => {
        "TransformJobName": "{% $states.input.id %}",
        "ModelName": "churn",
        "TransformInput": {
            "DataSource": { "S3DataSource": { "S3DataType": "S3Prefix", "S3Uri": "s3://in/" } }, "SplitType": "Line"
        },
        "TransformOutput": { "S3OutputPath": "s3://out/", "AssembleWith": "Line" },
        "TransformResources": { "InstanceType": "ml.m5.xlarge", "InstanceCount": 1 }
    };
    "sagemaker:createHyperParameterTuningJob" [rr sync] |o| sagemaker::create_hyper_parameter_tuning_job(
            "tune",
            TuningConfig::new(TuningStrategy::Bayesian, TuningLimits::parallel(2).max_jobs(o.count))
                .objective(TuningObjective::new("Maximize", "accuracy")),
            TunedTraining::new(
                Algorithm::image("churn:1", InputMode::File),
                &LEARN,
                OutputData::path("s3://models/tune"),
                Resources::new("ml.m5.xlarge", 1, 30),
                StoppingCondition::max_runtime_seconds(3600),
            )
            .input_data_config([Channel::s3("train", o.id)])
            .static_hyper_parameter("epochs", "10"),
        ) => {
        "HyperParameterTuningJobName": "tune",
        "HyperParameterTuningJobConfig": {
            "Strategy": "Bayesian",
            "ResourceLimits": { "MaxParallelTrainingJobs": 2, "MaxNumberOfTrainingJobs": "{% $states.input.count %}" },
            "HyperParameterTuningJobObjective": { "Type": "Maximize", "MetricName": "accuracy" }
        },
        "TrainingJobDefinition": {
            "AlgorithmSpecification": { "TrainingImage": "churn:1", "TrainingInputMode": "File" },
            "RoleArn": "arn:aws:iam::123456789012:role/learn",
            "OutputDataConfig": { "S3OutputPath": "s3://models/tune" },
            "ResourceConfig": { "InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30 },
            "StoppingCondition": { "MaxRuntimeInSeconds": 3600 },
            "InputDataConfig": [{
                "ChannelName": "train",
                "DataSource": { "S3DataSource": { "S3DataType": "S3Prefix", "S3Uri": "{% $states.input.id %}" } }
            }],
            "StaticHyperParameters": { "epochs": "10" }
        }
    };
    "sagemaker:createLabelingJob" [rr sync] |o| sagemaker::create_labeling_job(LabelingJob {
            name: o.id,
            label_attribute: "label",
            input: LabelingInput::manifest(o.id),
            output: LabelingOutput::path("s3://labels/"),
            role: &LEARN,
            task: HumanTask::new(
                "arn:aws:sagemaker:eu-west-1:123456789012:workteam/private-crowd/us", LabelingPage::template("s3://pages/label.html"), "Label", "What is it?", 3, 300,
            )
            .annotation_consolidation(Consolidation::by(&AGREE)),
        }) => {
        "LabelingJobName": "{% $states.input.id %}",
        "LabelAttributeName": "label",
        "InputConfig": { "DataSource": { "S3DataSource": { "ManifestS3Uri": "{% $states.input.id %}" } } },
        "OutputConfig": { "S3OutputPath": "s3://labels/" },
        "RoleArn": "arn:aws:iam::123456789012:role/learn",
        "HumanTaskConfig": {
            "WorkteamArn": "arn:aws:sagemaker:eu-west-1:123456789012:workteam/private-crowd/us",
            "UiConfig": { "UiTemplateS3Uri": "s3://pages/label.html" },
            "AnnotationConsolidationConfig": {
                "AnnotationConsolidationLambdaArn": "arn:aws:lambda:eu-west-1:123456789012:function:agree"
            },
            "TaskTitle": "Label",
            "TaskDescription": "What is it?",
            "NumberOfHumanWorkersPerDataObject": 3,
            "TaskTimeLimitInSeconds": 300
        }
    };
    "sagemaker:createProcessingJob" [rr sync] |o| sagemaker::create_processing_job(ProcessingJob {
            name: o.id,
            role: &LEARN,
            app: AppSpecification::image("prepare:1").container_arguments(o.list),
            resources: ProcessingResources::cluster(ProcessingCluster::new("ml.m5.xlarge", 1, o.count)),
        })
        .processing_inputs([ProcessingInput::s3(
            "raw",
            ProcessingS3Input::new(S3DataType::S3Prefix, "s3://raw/").local_path("/opt/ml/processing/raw").input_mode("File"),
        )])
        .environment("STAGE", "prod") => {
        "ProcessingJobName": "{% $states.input.id %}",
        "RoleArn": "arn:aws:iam::123456789012:role/learn",
        "AppSpecification": { "ImageUri": "prepare:1", "ContainerArguments": "{% $states.input.list %}" },
        "ProcessingResources": { "ClusterConfig": {
            "InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": "{% $states.input.count %}"
        } },
        "ProcessingInputs": [{ "InputName": "raw", "S3Input": {
            "S3DataType": "S3Prefix", "S3Uri": "s3://raw/", "LocalPath": "/opt/ml/processing/raw", "S3InputMode": "File"
        } }],
        "Environment": { "STAGE": "prod" }
    };
    "sagemaker:createModel" [rr] |o| sagemaker::create_model(o.id, &LEARN)
        .primary_container(ModelContainer::image("churn:1").model_data_url(o.id).environment("LOG", "info")) => {
        "ModelName": "{% $states.input.id %}",
        "ExecutionRoleArn": "arn:aws:iam::123456789012:role/learn",
        "PrimaryContainer": {
            "Image": "churn:1", "ModelDataUrl": "{% $states.input.id %}", "Environment": { "LOG": "info" }
        }
    };
    "sagemaker:createEndpointConfig" [rr] |o| sagemaker::create_endpoint_config(
            o.id,
            [ProductionVariant::new("main", "churn").instance_type("ml.m5.large").initial_instance_count(o.count)],
        ) => {
        "EndpointConfigName": "{% $states.input.id %}",
        "ProductionVariants": [{
            "VariantName": "main",
            "ModelName": "churn",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": "{% $states.input.count %}"
        }]
    };
    "sagemaker:createEndpoint" [rr] |o| sagemaker::create_endpoint(o.id, "churn-1") => {
        "EndpointName": "{% $states.input.id %}", "EndpointConfigName": "churn-1"
    };
    "sagemaker:updateEndpoint" [rr] |o| sagemaker::update_endpoint("churn", o.id) => {
        "EndpointName": "churn", "EndpointConfigName": "{% $states.input.id %}"
    };
}
