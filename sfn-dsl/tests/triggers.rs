//! Events are read and written as AWS does, and paths into them lead where their members are.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sfn_dsl::prelude::*;
use sfn_dsl::triggers::{EventBridgeEvent, S3ObjectCreated};

fn created() -> Value {
    json!({
        "version": "0",
        "id": "17793124-05d4-b198-2fde-7ededc63b103",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "account": "123456789012",
        "time": "2026-11-12T00:00:00Z",
        "region": "eu-west-1",
        "resources": ["arn:aws:s3:::documents-inbox"],
        "detail": {
            "version": "0",
            "bucket": { "name": "documents-inbox" },
            "object": {
                "key": "contracts/17 & 18.pdf",
                "size": 5_000_000_000_u64,
                "etag": "b1946ac92492d2347c6235b4d2611184",
                "sequencer": "00617F08299329D189"
            },
            "request-id": "N4N7GDK58NMKJ12R",
            "requester": "123456789012",
            "reason": "PutObject"
        }
    })
}

#[test]
fn an_event_is_read_and_written_as_it_came() {
    let event: S3ObjectCreated = serde_json::from_value(created()).unwrap();
    assert_eq!(event.detail.object.key, "contracts/17 & 18.pdf");
    assert_eq!(event.detail.object.version_id, None);
    assert_eq!(serde_json::to_value(&event).unwrap(), created());
}

#[test]
fn what_is_missing_is_told_and_what_is_new_is_not_minded() {
    let mut event = created();
    event["detail"]["object"]["version-id"] = json!("v1");
    event["detail"]["a-member-of-tomorrow"] = json!(1);
    let read: S3ObjectCreated = serde_json::from_value(event.clone()).unwrap();
    assert_eq!(read.detail.object.version_id.as_deref(), Some("v1"));
    event.as_object_mut().unwrap().remove("detail-type");
    let error = serde_json::from_value::<S3ObjectCreated>(event).unwrap_err();
    assert_eq!(error.to_string(), "missing field `detail-type`");
}

#[test]
fn paths_lead_to_the_members() {
    let event: Expr<S3ObjectCreated> = context::execution_input();
    let path = |path: Result<String, sfn_dsl::Unsupported>| path.unwrap();
    assert_eq!(
        path(event.detail_type.to_jsonpath()),
        "$$.Execution.Input['detail-type']"
    );
    assert_eq!(
        path(event.detail.object.key.to_jsonpath()),
        "$$.Execution.Input.detail.object.key"
    );
    assert_eq!(
        path(event.detail.request_id.to_jsonata()),
        "$states.context.Execution.Input.detail.`request-id`"
    );
}

#[derive(Serialize, Deserialize, Shape, schemars::JsonSchema)]
struct Placed {
    order: String,
}

#[test]
fn an_event_of_ones_own_has_a_schema() {
    #[state]
    fn start(event: Expr<EventBridgeEvent<Placed>>) -> Flow<String> {
        succeed(event.detail.order)
    }
    let workflow = Workflow::new("w", start).with_schemas();
    let schema = workflow.synthesize().unwrap().input_schema.unwrap();
    assert_eq!(
        schema["required"],
        json!([
            "version",
            "id",
            "detail-type",
            "source",
            "account",
            "time",
            "region",
            "resources",
            "detail"
        ])
    );
    assert_eq!(schema["properties"]["time"]["format"], "date-time");
    assert_eq!(
        schema["$defs"]["Placed"]["properties"]["order"]["type"],
        "string"
    );
}
