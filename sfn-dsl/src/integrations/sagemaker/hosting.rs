//! Models and the endpoints that serve them.

use super::super::{integration, response, structure};
use super::VpcConfig;
use crate::resource::Role;

integration! {
    /// `sagemaker:createModel`.
    CreateModel = "sagemaker" : "createModel",
    patterns [],
    /// Makes a model of what a training has left.
    fn create_model(
        /// Unique in the account and region.
        name: String => "ModelName",
        /// The role of its containers.
        execution_role in Role => "ExecutionRoleArn",
    ) -> CreatedModel,
    options {
        /// Its container.
        primary_container: ModelContainer => "PrimaryContainer",
        /// Its containers, one after the other.
        containers: Vec<ModelContainer> => "Containers",
        /// Its network.
        vpc_config: VpcConfig => "VpcConfig",
        /// Whether its containers have no network.
        enable_network_isolation: bool => "EnableNetworkIsolation",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}
structure! {
    /// A container of a model.
    ModelContainer
    /// An image.
    fn image(image: String => "Image",)
    /// A version of a model package, by its ARN.
    fn model_package(arn: String => "ModelPackageName",)
    options {
        /// Where the model is: `s3://bucket/../model.tar.gz`.
        model_data_url: String => "ModelDataUrl",
        /// `SingleModel` or `MultiModel`.
        mode: String => "Mode",
    },
    maps {
        /// An environment variable.
        environment: String => "Environment",
    }
}
integration! {
    /// `sagemaker:createEndpointConfig`.
    CreateEndpointConfig = "sagemaker" : "createEndpointConfig",
    patterns [],
    /// Says how an endpoint serves which models.
    fn create_endpoint_config(
        /// Unique in the account and region.
        name: String => "EndpointConfigName",
        /// The models.
        production_variants: Vec<ProductionVariant> => "ProductionVariants",
    ) -> CreatedEndpointConfig,
    options {
        /// What is recorded of requests.
        data_capture_config = Data => "DataCaptureConfig",
        /// The key that disks are encrypted with.
        kms_key_id: String => "KmsKeyId",
        /// Where answers to asynchronous requests go.
        async_inference_config = Data => "AsyncInferenceConfig",
        /// Models that see requests and answer nobody.
        shadow_production_variants: Vec<ProductionVariant> => "ShadowProductionVariants",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}
structure! {
    /// A model behind an endpoint.
    ProductionVariant
    /// This model, under this name.
    fn new(name: String => "VariantName", model: String => "ModelName",)
    options {
        /// The type of its instances.
        instance_type: String => "InstanceType",
        /// How many of them at first.
        initial_instance_count: u64 => "InitialInstanceCount",
        /// Its share of requests.
        initial_variant_weight: f64 => "InitialVariantWeight",
        /// That it has no instances of its own, and what it may use.
        serverless_config = Data => "ServerlessConfig",
    }
}
integration! {
    /// `sagemaker:createEndpoint`.
    CreateEndpoint = "sagemaker" : "createEndpoint",
    patterns [],
    /// Creates an endpoint.
    fn create_endpoint(
        /// Unique in the account and region.
        name: String => "EndpointName",
        /// The name of its configuration.
        config: String => "EndpointConfigName",
    ) -> CreatedEndpoint,
    options {
        /// How it is deployed, and taken back.
        deployment_config = Data => "DeploymentConfig",
    },
    pairs {
        /// A tag.
        tag => "Tags" ["Key", "Value"],
    }
}
integration! {
    /// `sagemaker:updateEndpoint`.
    UpdateEndpoint = "sagemaker" : "updateEndpoint",
    patterns [],
    /// Gives an endpoint another configuration.
    fn update_endpoint(
        /// The name of the endpoint.
        name: String => "EndpointName",
        /// The name of its new configuration.
        config: String => "EndpointConfigName",
    ) -> CreatedEndpoint,
    options {
        /// How it is deployed, and taken back.
        deployment_config = Data => "DeploymentConfig",
        /// Whether weights and counts stay as they are.
        retain_all_variant_properties: bool => "RetainAllVariantProperties",
        /// Whether it is deployed as before.
        retain_deployment_config: bool => "RetainDeploymentConfig",
    }
}

response! {
    /// A created model.
    CreatedModel / CreatedModelExpr {
        /// Its ARN.
        model_arn: String => "ModelArn",
    }
}
response! {
    /// A created configuration.
    CreatedEndpointConfig / CreatedEndpointConfigExpr {
        /// Its ARN.
        endpoint_config_arn: String => "EndpointConfigArn",
    }
}
response! {
    /// An endpoint.
    CreatedEndpoint / CreatedEndpointExpr {
        /// Its ARN.
        endpoint_arn: String => "EndpointArn",
    }
}
