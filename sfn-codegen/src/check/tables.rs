//! What optimized integrations take, as the reference of each API and the page of the integration name it (2026-11).
//!
//! A row lists what must be there, of which one must be there, and all that can be. Where all is not listed, only what must
//! be there is checked; `api` has those that take what the API of their service takes.

/// What an integration takes.
pub(super) struct Parameters {
    /// `service:action`
    pub(super) name: &'static str,
    /// What must be there.
    pub(super) required: &'static [&'static str],
    /// Of these one must be there; empty for none.
    pub(super) one_of: &'static [&'static str],
    /// What else there is; empty when it is not listed here.
    pub(super) optional: &'static [&'static str],
}

const fn row(
    name: &'static str,
    required: &'static [&'static str],
    one_of: &'static [&'static str],
    optional: &'static [&'static str],
) -> Parameters {
    Parameters {
        name,
        required,
        one_of,
        optional,
    }
}

/// INVARIANT: sorted by name.
pub(super) const PARAMETERS: &[Parameters] = &[
    row(
        "apigateway:invoke",
        &["ApiEndpoint", "Method"],
        &[],
        &[
            "AllowNullValues",
            "AuthType",
            "Headers",
            "Path",
            "QueryParameters",
            "RequestBody",
            "Stage",
        ],
    ),
    row("athena:getQueryExecution", &["QueryExecutionId"], &[], &[]),
    row(
        "athena:getQueryResults",
        &["QueryExecutionId"],
        &[],
        &["MaxResults", "NextToken", "QueryResultType"],
    ),
    row(
        "athena:startQueryExecution",
        &["QueryString"],
        &[],
        &[
            "ClientRequestToken",
            "EngineConfiguration",
            "ExecutionParameters",
            "QueryExecutionContext",
            "ResultConfiguration",
            "ResultReuseConfiguration",
            "WorkGroup",
        ],
    ),
    row("athena:stopQueryExecution", &["QueryExecutionId"], &[], &[]),
    row(
        "batch:submitJob",
        &["JobDefinition", "JobName", "JobQueue"],
        &[],
        &[
            "ArrayProperties",
            "ConsumableResourcePropertiesOverride",
            "ContainerOverrides",
            "DependsOn",
            "EcsPropertiesOverride",
            "EksPropertiesOverride",
            "NodeOverrides",
            "Parameters",
            "PropagateTags",
            "RetryStrategy",
            "SchedulingPriorityOverride",
            "ShareIdentifier",
            "Tags",
            "Timeout",
        ],
    ),
    row(
        "bedrock:invokeModel",
        &["ModelId"],
        &["Body", "Input"],
        &[
            "Accept",
            "ContentType",
            "GuardrailIdentifier",
            "GuardrailVersion",
            "Output",
            "PerformanceConfigLatency",
            "ServiceTier",
            "Trace",
        ],
    ),
    row(
        "bedrockagentcore:invokeHarness",
        &["HarnessArn", "Messages", "RuntimeSessionId"],
        &[],
        &[],
    ),
    row("codebuild:startBuild", &["ProjectName"], &[], &[]),
    row("codebuild:startBuildBatch", &["ProjectName"], &[], &[]),
    row("databrew:startJobRun", &["Name"], &[], &[]),
    row(
        "dynamodb:deleteItem",
        &["Key", "TableName"],
        &[],
        &[
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
        ],
    ),
    row(
        "dynamodb:getItem",
        &["Key", "TableName"],
        &[],
        &[
            "AttributesToGet",
            "ConsistentRead",
            "ExpressionAttributeNames",
            "ProjectionExpression",
            "ReturnConsumedCapacity",
        ],
    ),
    row(
        "dynamodb:putItem",
        &["Item", "TableName"],
        &[],
        &[
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
        ],
    ),
    row(
        "dynamodb:updateItem",
        &["Key", "TableName"],
        &[],
        &[
            "AttributeUpdates",
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "UpdateExpression",
        ],
    ),
    row(
        "ecs:runTask",
        &["TaskDefinition"],
        &[],
        &[
            "CapacityProviderStrategy",
            "ClientToken",
            "Cluster",
            "Count",
            "EnableECSManagedTags",
            "EnableExecuteCommand",
            "Group",
            "LaunchType",
            "NetworkConfiguration",
            "Overrides",
            "PlacementConstraints",
            "PlacementStrategy",
            "PlatformVersion",
            "PropagateTags",
            "ReferenceId",
            "StartedBy",
            "Tags",
            "VolumeConfigurations",
        ],
    ),
    row(
        "eks:call",
        &[
            "CertificateAuthority",
            "ClusterName",
            "Endpoint",
            "Method",
            "Path",
        ],
        &[],
        &["QueryParameters", "RequestBody"],
    ),
    row(
        "eks:runJob",
        &["CertificateAuthority", "ClusterName", "Endpoint", "Job"],
        &[],
        &["LogOptions", "Namespace"],
    ),
    row(
        "elasticmapreduce:addStep",
        &["ClusterId", "Step"],
        &[],
        &["ExecutionRoleArn"],
    ),
    row(
        "elasticmapreduce:cancelStep",
        &["ClusterId", "StepId"],
        &[],
        &[],
    ),
    row(
        "elasticmapreduce:modifyInstanceFleetByName",
        &["ClusterId", "InstanceFleet", "InstanceFleetName"],
        &[],
        &[],
    ),
    row(
        "elasticmapreduce:modifyInstanceGroupByName",
        &["ClusterId", "InstanceGroup", "InstanceGroupName"],
        &[],
        &[],
    ),
    row(
        "elasticmapreduce:setClusterTerminationProtection",
        &["ClusterId", "TerminationProtected"],
        &[],
        &[],
    ),
    row(
        "elasticmapreduce:terminateCluster",
        &["ClusterId"],
        &[],
        &[],
    ),
    row("events:putEvents", &["Entries"], &[], &["EndpointId"]),
    row(
        "glue:startJobRun",
        &["JobName"],
        &[],
        &[
            "AllocatedCapacity",
            "Arguments",
            "ExecutionClass",
            "ExecutionRoleSessionPolicy",
            "JobRunId",
            "JobRunQueuingEnabled",
            "MaxCapacity",
            "NotificationProperty",
            "NumberOfWorkers",
            "SecurityConfiguration",
            "Timeout",
            "WorkerType",
        ],
    ),
    row(
        "http:invoke",
        &["ApiEndpoint", "Method"],
        &[],
        &[
            "Authentication",
            "Headers",
            "InvocationConfig",
            "QueryParameters",
            "RequestBody",
            "Transform",
        ],
    ),
    row(
        "lambda:invoke",
        &["FunctionName"],
        &[],
        &[
            "ClientContext",
            "InvocationType",
            "LogType",
            "Payload",
            "Qualifier",
            "TenantId",
        ],
    ),
    row(
        "sns:publish",
        &["Message"],
        &["PhoneNumber", "TargetArn", "TopicArn"],
        &[
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageStructure",
            "Subject",
        ],
    ),
    row(
        "sqs:sendMessage",
        &["MessageBody", "QueueUrl"],
        &[],
        &[
            "DelaySeconds",
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageSystemAttributes",
        ],
    ),
    row(
        "states:startExecution",
        &["StateMachineArn"],
        &[],
        &["Input", "Name", "TraceHeader"],
    ),
];

#[cfg(test)]
mod tests {
    use super::PARAMETERS;
    use crate::iam::optimized_rows;

    #[test]
    fn every_row_is_an_integration_and_in_order() {
        assert!(PARAMETERS.windows(2).all(|two| two[0].name < two[1].name));
        for row in PARAMETERS {
            assert!(
                optimized_rows().iter().any(|known| known.name == row.name),
                "{}",
                row.name
            );
        }
    }
}
