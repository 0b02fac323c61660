//! Hyperparameter tuning jobs.

use super::super::{choices, integration, response, structure};
use super::{Algorithm, Channel, Checkpoints, OutputData, Resources, StoppingCondition, VpcConfig};
use crate::resource::Role;

integration! {
    /// `sagemaker:createHyperParameterTuningJob`.
    CreateHyperParameterTuningJob = "sagemaker" : "createHyperParameterTuningJob",
    patterns [Job(TunedJob, ".sync")],
    /// Trains a model many times, to find the best hyperparameters; with `.sync()` waits until it is done.
    fn create_hyper_parameter_tuning_job(
        /// Unique in the account and region, up to 32 characters.
        name: String => "HyperParameterTuningJobName",
        /// How the best is looked for.
        configuration: TuningConfig => "HyperParameterTuningJobConfig",
        /// What is trained, each time.
        training: TunedTraining => "TrainingJobDefinition",
    ) -> CreatedTuningJob,
    options {
        /// What earlier jobs have found.
        warm_start_config = Data => "WarmStartConfig",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}
structure! {
    /// How the best is looked for.
    TuningConfig
    /// In this way, within these limits.
    fn new(strategy: TuningStrategy => "Strategy", limits: TuningLimits => "ResourceLimits",)
    options {
        /// What the best is.
        objective: TuningObjective => "HyperParameterTuningJobObjective",
        /// Among which values.
        parameter_ranges = Data => "ParameterRanges",
        /// Whether hopeless jobs end: `Auto` or `Off`.
        early_stopping: String => "TrainingJobEarlyStoppingType",
        /// When good is good enough.
        completion_criteria = Data => "TuningJobCompletionCriteria",
    }
}
structure! {
    /// What is trained, each time.
    TunedTraining
    /// With this code, role, place for models, instances and end.
    fn new(
        algorithm: Algorithm => "AlgorithmSpecification",
        role in Role => "RoleArn",
        output: OutputData => "OutputDataConfig",
        resources: Resources => "ResourceConfig",
        stopping: StoppingCondition => "StoppingCondition",
    )
    options {
        /// What it learns from.
        input_data_config: Vec<Channel> => "InputDataConfig",
        /// The network of the jobs.
        vpc_config: VpcConfig => "VpcConfig",
        /// Whether spare instances may be used, for less.
        enable_managed_spot_training: bool => "EnableManagedSpotTraining",
        /// Where they keep how far they are.
        checkpoint_config: Checkpoints => "CheckpointConfig",
    },
    maps {
        /// A hyperparameter that is not looked for, as text.
        static_hyper_parameter: String => "StaticHyperParameters",
    }
}
choices! {
    /// How the best is looked for.
    TuningStrategy {
        /// By what was found before.
        Bayesian = "Bayesian",
        /// At random.
        Random = "Random",
        /// At random, and the worse give up early.
        Hyperband = "Hyperband",
        /// Everywhere.
        Grid = "Grid",
    }
}
structure! {
    /// How much may be tried.
    TuningLimits
    /// So many jobs at once.
    fn parallel(jobs: u64 => "MaxParallelTrainingJobs",)
    options {
        /// So many in all.
        max_jobs: u64 => "MaxNumberOfTrainingJobs",
        /// So many seconds.
        max_runtime_seconds: u64 => "MaxRuntimeInSeconds",
    }
}
structure! {
    /// What the best is.
    TuningObjective
    /// `Maximize` or `Minimize` a metric.
    fn new(kind: String => "Type", metric: String => "MetricName",)
    options {}
}

response! {
    /// A started job.
    CreatedTuningJob / CreatedTuningJobExpr {
        /// Its ARN.
        hyper_parameter_tuning_job_arn: String => "HyperParameterTuningJobArn",
    }
}
response! {
    /// A finished job.
    TunedJob / TunedJobExpr {
        /// Its name.
        hyper_parameter_tuning_job_name: String => "HyperParameterTuningJobName",
        /// Its ARN.
        hyper_parameter_tuning_job_arn: String => "HyperParameterTuningJobArn",
        /// `Completed`: any other end is an error of this state.
        hyper_parameter_tuning_job_status: String => "HyperParameterTuningJobStatus",
        /// The best of its jobs.
        best_training_job: Option<BestTrainingJob> => "BestTrainingJob",
    }
}
response! {
    /// The best of the jobs of a tuning.
    BestTrainingJob / BestTrainingJobExpr {
        /// Its name.
        training_job_name: String => "TrainingJobName",
        /// Its ARN.
        training_job_arn: String => "TrainingJobArn",
        /// The hyperparameters that were found, as text.
        tuned_hyper_parameters: serde_json::Value => "TunedHyperParameters",
    }
}
