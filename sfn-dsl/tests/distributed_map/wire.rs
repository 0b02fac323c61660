//! The types that AWS describes are read as they come: a Lambda function takes a batch as its own type.

use serde::{Deserialize, Serialize};
use serde_json::json;
use sfn_dsl::prelude::*;

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
struct Row {
    sku: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
struct Day {
    day: String,
}

fn row(sku: &str) -> Row {
    Row {
        sku: sku.to_owned(),
    }
}

#[track_caller]
fn same<T: Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
    text: serde_json::Value,
) {
    assert_eq!(serde_json::to_value(value).unwrap(), text);
    assert_eq!(&serde_json::from_value::<T>(text).unwrap(), value);
}

#[test]
fn batches() {
    let items = vec![row("A-1"), row("B-2")];
    let text = json!({ "Items": [{ "sku": "A-1" }, { "sku": "B-2" }] });
    same(&Batch { items }, text);
    let with = BatchWith {
        batch_input: Day {
            day: "2026-11-20".to_owned(),
        },
        items: vec![row("A-1")],
    };
    let text = json!({ "BatchInput": { "day": "2026-11-20" }, "Items": [{ "sku": "A-1" }] });
    same(&with, text);
}

#[test]
fn objects_of_a_listing() {
    let object = S3Object {
        key: "photos/1.jpg".to_owned(),
        size: 1_388,
        etag: "\"9c1e\"".to_owned(),
        last_modified: 1_668_699_881.0,
        storage_class: "STANDARD".to_owned(),
    };
    let text = json!({
        "Key": "photos/1.jpg",
        "Size": 1_388,
        "Etag": "\"9c1e\"",
        "LastModified": 1_668_699_881.0,
        "StorageClass": "STANDARD"
    });
    same(&object, text);
}

#[test]
fn members_of_an_object() {
    let member = KeyValue {
        key: "A-1".to_owned(),
        value: row("A-1"),
    };
    same(&member, json!({ "Key": "A-1", "Value": { "sku": "A-1" } }));
}

#[test]
fn rows_of_an_inventory_have_what_was_asked_for() {
    let text = json!({ "Bucket": "photos", "Key": "a%20b.jpg", "Size": "17" });
    let row: InventoryObject = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(
        (row.size.as_deref(), row.storage_class.as_deref()),
        (Some("17"), None)
    );
    same(&row, text);
    let error = serde_json::from_value::<InventoryObject>(json!({ "Bucket": "photos" }));
    assert_eq!(error.unwrap_err().to_string(), "missing field `Key`");
}

#[test]
fn results_and_failures() {
    same(&ChildResult::Succeeded(row("A-1")), json!({ "sku": "A-1" }));
    let failed: ChildResult<Row> = serde_json::from_value(json!({
        "ExecutionArn": "arn:aws:states:eu-west-1:123456789012:execution:w/Map:1",
        "Input": "{}",
        "InputDetails": { "Included": true },
        "Name": "1",
        "Error": "BadRow",
        "Cause": "no quantity",
        "StartDate": "2026-11-20T10:00:00.000Z",
        "StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:w/Map",
        "Status": "FAILED",
        "StopDate": "2026-11-20T10:00:01.000Z"
    }))
    .unwrap();
    let ChildResult::Failed(child) = failed else {
        panic!("a failure")
    };
    assert_eq!(
        (child.status.as_str(), child.error.as_deref()),
        ("FAILED", Some("BadRow"))
    );
    assert_eq!(child.output, None);
    let written = WrittenResults {
        map_run_arn: "arn:aws:states:eu-west-1:123456789012:mapRun:w/Map:1".to_owned(),
        result_writer_details: ResultWriterDetails {
            bucket: "results".to_owned(),
            key: "sales/1/manifest.json".to_owned(),
        },
    };
    let manifest: ResultManifest = serde_json::from_value(json!({
        "DestinationBucket": "results",
        "MapRunArn": "arn:aws:states:eu-west-1:123456789012:mapRun:w/Map:1",
        "ResultFiles": {
            "FAILED": [],
            "PENDING": [],
            "SUCCEEDED": [{ "Key": "sales/1/SUCCEEDED_0.json", "Size": 17 }]
        }
    }))
    .unwrap();
    assert_eq!(manifest.result_files.failed, []);
    assert_eq!(manifest.result_files.succeeded[0].size, 17);
    let text = json!({
        "MapRunArn": "arn:aws:states:eu-west-1:123456789012:mapRun:w/Map:1",
        "ResultWriterDetails": { "Bucket": "results", "Key": "sales/1/manifest.json" }
    });
    same(&written, text);
}

#[test]
fn views_have_the_names_of_the_wire() {
    let batch: Expr<BatchWith<S3Object, Day>> = context::execution_input();
    assert_eq!(
        batch.items[0].etag.to_jsonpath().unwrap(),
        "$$.Execution.Input.Items[0].Etag"
    );
    assert_eq!(
        batch.batch_input.day.to_jsonpath().unwrap(),
        "$$.Execution.Input.BatchInput.day"
    );
}

#[cfg(feature = "schemars")]
#[test]
fn a_batch_has_a_schema() {
    #[derive(schemars::JsonSchema)]
    #[allow(dead_code)]
    struct Item {
        sku: String,
    }
    let schema = schemars::schema_for!(Batch<Item>);
    assert_eq!(schema.get("required"), Some(&json!(["Items"])));
    let object = schemars::schema_for!(S3Object);
    assert_eq!(
        object.pointer("/properties/Size/type"),
        Some(&json!("integer"))
    );
}
