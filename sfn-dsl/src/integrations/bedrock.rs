//! Amazon Bedrock. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Review { text: String }
//! #[derive(Shape)] pub struct Message { role: String, content: String }
//! #[derive(Shape)] pub struct Question { anthropic_version: String, max_tokens: u64, messages: Vec<Message> }
//! #[derive(Shape)] pub struct Part { text: String }
//! #[derive(Shape)] pub struct Answer { content: Vec<Part> }
//!
//! #[state]
//! fn summarize(review: Expr<Review>) -> Flow<String> {
//!     let question = QuestionExpr {
//!         anthropic_version: lit("bedrock-2023-05-31"),
//!         max_tokens: lit(200),
//!         messages: lit([MessageExpr { role: lit("user"), content: text!("Summarize: {}", review.text) }]),
//!     };
//!     bedrock::invoke_model("anthropic.claude-3-haiku-20240307-v1:0", question)
//!         .output(|answer: Expr<bedrock::ModelResponse<Answer>>| answer.body.content[0].text)
//!         .end()
//! }
//! # Workflow::new("w", summarize).synthesize().unwrap();
//! ```

use super::{integration, request, response, structure};
use crate::expr::node::{Name, Node};
use crate::resource::Role;
use crate::{IntoExpr, Shape, Task};

integration! {
    /// `bedrock:invokeModel`.
    InvokeModel = "bedrock" : "invokeModel",
    patterns [Callback],
    /// Asks a model. For a callback, put the token where the one who answers finds it.
    fn invoke_model<Body>(
        /// A model's id or ARN, or an inference profile's.
        model_id: String => "ModelId",
        /// What the model takes, up to 256 KiB.
        body = Data => "Body",
    ) -> ModelResponse<Body>,
    options {
        /// The type of the body, `application/json` otherwise.
        content_type: String => "ContentType",
        /// The type of the answer, `application/json` otherwise.
        accept: String => "Accept",
        /// `ENABLED` to have the guardrail say what it did.
        trace: String => "Trace",
        /// The guardrail, an id or an ARN.
        guardrail_identifier: String => "GuardrailIdentifier",
        /// Its version.
        guardrail_version: String => "GuardrailVersion",
        /// Where to put an answer that is larger than a state may hold.
        answer_at: S3Data => "Output",
    }
}

/// Asks a model what an object in S3 says, for a question that is larger than a state may hold (`Input.S3Uri`).
#[track_caller]
pub fn invoke_model_on<Body: Shape>(
    model_id: impl IntoExpr<String>,
    input_uri: impl IntoExpr<String>,
) -> Task<ModelResponse<Body>, InvokeModel> {
    let uri = (Name::Borrowed("S3Uri"), input_uri.into_expr().node());
    InvokeModel::call()
        .argument("ModelId", model_id.into_expr().node())
        .argument("Input", Node::object([uri]))
}

integration! {
    /// `bedrock:createModelCustomizationJob`.
    CreateModelCustomizationJob = "bedrock" : "createModelCustomizationJob",
    // What the finished job is like is not documented.
    patterns [Job(serde_json::Value, ".sync")],
    options {
        /// `FINE_TUNING` (otherwise), `CONTINUED_PRE_TRAINING` or `DISTILLATION`.
        customization_type: String => "CustomizationType",
        /// The key that the model is encrypted with.
        custom_model_kms_key_id: String => "CustomModelKmsKeyId",
        /// Data to validate with.
        validation_data_config = Data => "ValidationDataConfig",
        /// The network of the job.
        vpc_config: VpcConfig => "VpcConfig",
        /// Makes a repeated call start one job.
        client_request_token: String => "ClientRequestToken",
    },
    maps {
        /// A hyperparameter, as text: `hyper_parameter("epochCount", "2")`.
        hyper_parameter: String => "HyperParameters",
    },
    pairs {
        /// A tag of the job.
        job_tag => "JobTags" ["Key", "Value"],
        /// A tag of the model.
        custom_model_tag => "CustomModelTags" ["Key", "Value"],
    }
}
request! {
    /// What a customization job makes of what.
    ModelCustomizationJob for
    /// Makes a model of one's own; with `.sync()` waits until it is there.
    fn create_model_customization_job by CreateModelCustomizationJob -> StartedCustomization {
        /// The name of the job.
        job_name: String => "JobName",
        /// The name of the new model.
        custom_model_name: String => "CustomModelName",
        /// The role that reads and writes the data.
        role in Role => "RoleArn",
        /// The model it is made of.
        base_model: String => "BaseModelIdentifier",
        /// What it learns from.
        training_data: S3Data => "TrainingDataConfig",
        /// Where its metrics go.
        output_data: S3Data => "OutputDataConfig",
    }
}
structure! {
    /// Data in S3.
    S3Data
    /// At this `s3://bucket/key`.
    fn uri(uri: String => "S3Uri",)
    options {}
}
structure! {
    /// The network of a job.
    VpcConfig
    /// In these subnets, with these security groups.
    fn new(subnets: Vec<String> => "SubnetIds", security_groups: Vec<String> => "SecurityGroupIds",)
    options {}
}

response! {
    /// What a model answers.
    ModelResponse<Body> / ModelResponseExpr {
        /// The answer, read if it is JSON. With an `Output` it is at that place in S3 instead.
        body: Body => "Body",
        /// Its type.
        content_type: String => "ContentType",
    }
}
response! {
    /// A started job.
    StartedCustomization / StartedCustomizationExpr {
        /// Its ARN.
        job_arn: String => "JobArn",
    }
}
