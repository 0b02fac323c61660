//! What services answer, as far as it is the same every time: the fields that the result of a task has.
//!
//! From the API reference of each service and the page of its integration, read in November 2026.

use super::called::Called;
use super::shape::Shape;

/// What every answer of an integration has besides.
const METADATA: &[&str] = &["SdkHttpMetadata", "SdkResponseMetadata"];

/// A row: what is called, whether the SDK's metadata comes with it, and the fields.
pub(super) type Row = (&'static str, bool, &'static [&'static str]);

pub(super) const ANSWERS: &[Row] = &[
    (
        "apigateway:invoke",
        false,
        &["Headers", "ResponseBody", "StatusCode", "StatusText"],
    ),
    ("bedrock:invokeModel", true, &["Body", "ContentType"]),
    (
        "dynamodb:deleteItem",
        true,
        &["Attributes", "ConsumedCapacity", "ItemCollectionMetrics"],
    ),
    ("dynamodb:getItem", true, &["ConsumedCapacity", "Item"]),
    (
        "dynamodb:putItem",
        true,
        &["Attributes", "ConsumedCapacity", "ItemCollectionMetrics"],
    ),
    (
        "dynamodb:updateItem",
        true,
        &["Attributes", "ConsumedCapacity", "ItemCollectionMetrics"],
    ),
    ("events:putEvents", true, &["Entries", "FailedEntryCount"]),
    (
        "http:invoke",
        false,
        &["Headers", "ResponseBody", "StatusCode", "StatusText"],
    ),
    (
        "lambda:invoke",
        true,
        &[
            "ExecutedVersion",
            "FunctionError",
            "LogResult",
            "Payload",
            "StatusCode",
        ],
    ),
    ("sns:publish", true, &["MessageId", "SequenceNumber"]),
    (
        "sqs:sendMessage",
        true,
        &[
            "MD5OfMessageAttributes",
            "MD5OfMessageBody",
            "MD5OfMessageSystemAttributes",
            // As the SDK for Java writes them.
            "Md5OfMessageAttributes",
            "Md5OfMessageBody",
            "Md5OfMessageSystemAttributes",
            "MessageId",
            "SequenceNumber",
        ],
    ),
    (
        "states:startExecution",
        true,
        &["ExecutionArn", "StartDate"],
    ),
];

/// What the result of a task has.
pub(super) fn answer(called: Called<'_>) -> Shape {
    let row = called
        .optimized()
        .and_then(|name| ANSWERS.iter().find(|row| row.0 == name));
    let Some((_, metadata, fields)) = row else {
        return Shape::Any;
    };
    let metadata = METADATA.iter().filter(|_| *metadata);
    let names = fields.iter().chain(metadata);
    Shape::of(names.map(|name| ((*name).to_owned(), Shape::Any)))
}
