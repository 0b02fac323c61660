//! A reader for each thing that can be read, and what goes with it.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

/// What the readers of one object say, but for the format.
fn expected(config: Value) -> (Value, Value) {
    let jsonata = json!({
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": config,
        "Arguments": { "Bucket": "uploads", "Key": "{% $states.input.key %}" }
    });
    let jsonpath = json!({
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": config,
        "Parameters": { "Bucket": "uploads", "Key.$": "$.key" }
    });
    (jsonata, jsonpath)
}

macro_rules! reader {
    ($name:ident, |$upload:ident| $reader:expr, $config:tt) => {
        #[test]
        fn $name() {
            fn flow($upload: Expr<Upload>) -> Flow<Value> {
                distributed_map($reader)
                    .express(keep)
                    .output(|results| results.cast::<Value>())
                    .end()
            }
            assert_eq!(both("ItemReader", flow), expected(json!($config)));
        }
    };
}

reader!(
    csv,
    |upload| item_reader::csv::<Sale>(&UPLOADS, upload.key),
    { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
);
reader!(
    csv_with_all_there_is,
    |upload| item_reader::csv::<Sale>(&UPLOADS, upload.key)
        .delimiter(Delimiter::Semicolon)
        .headers(["sku", "quantity", "till"])
        .max_items(5_000_000),
    {
        "InputType": "CSV",
        "CSVDelimiter": "SEMICOLON",
        "CSVHeaderLocation": "GIVEN",
        "CSVHeaders": ["sku", "quantity", "till"],
        "MaxItems": 5_000_000
    }
);
reader!(
    json,
    |upload| item_reader::json::<Reading>(&UPLOADS, upload.key),
    { "InputType": "JSON" }
);
reader!(
    json_inside_of_a_document,
    |upload| item_reader::json::<Reading>(&UPLOADS, upload.key).items_pointer("/data/readings"),
    { "InputType": "JSON", "ItemsPointer": "/data/readings" }
);
reader!(
    json_lines,
    |upload| item_reader::json_lines::<Reading>(&UPLOADS, upload.key),
    { "InputType": "JSONL" }
);
reader!(
    parquet,
    |upload| item_reader::parquet::<Reading>(&UPLOADS, upload.key),
    { "InputType": "PARQUET" }
);
// The type of the data follows from the inventory: `InputType` has to be absent.
reader!(
    inventory,
    |upload| item_reader::inventory(&UPLOADS, upload.key),
    { "ManifestType": "S3_INVENTORY" }
);
// The manifest says which columns there are.
reader!(
    manifest,
    |upload| item_reader::manifest::<Sale>(&UPLOADS, upload.key),
    { "InputType": "MANIFEST" }
);
reader!(
    manifest_with_columns,
    |upload| item_reader::manifest::<Sale>(&UPLOADS, upload.key)
        .headers(["sku", "quantity"])
        .delimiter(Delimiter::Pipe),
    {
        "InputType": "MANIFEST",
        "CSVDelimiter": "PIPE",
        "CSVHeaderLocation": "GIVEN",
        "CSVHeaders": ["sku", "quantity"]
    }
);
reader!(
    athena_csv,
    |upload| item_reader::athena_csv::<Sale>(&UPLOADS, upload.key)
        .headers(["sku", "quantity"])
        .delimiter(Delimiter::Tab),
    {
        "InputType": "CSV",
        "ManifestType": "ATHENA_DATA",
        "CSVDelimiter": "TAB",
        "CSVHeaderLocation": "GIVEN",
        "CSVHeaders": ["sku", "quantity"]
    }
);
reader!(
    athena_json_lines,
    |upload| item_reader::athena_json_lines::<Reading>(&UPLOADS, upload.key),
    { "InputType": "JSONL", "ManifestType": "ATHENA_DATA" }
);
reader!(
    athena_parquet,
    |upload| item_reader::athena_parquet::<Reading>(&UPLOADS, upload.key),
    { "InputType": "PARQUET", "ManifestType": "ATHENA_DATA" }
);

#[test]
fn each_delimiter_has_its_word() {
    for (delimiter, word) in [
        (Delimiter::Comma, "COMMA"),
        (Delimiter::Pipe, "PIPE"),
        (Delimiter::Semicolon, "SEMICOLON"),
        (Delimiter::Space, "SPACE"),
        (Delimiter::Tab, "TAB"),
    ] {
        let start = state("X", move |upload: Expr<Upload>| {
            distributed_map(item_reader::csv::<Sale>(&UPLOADS, upload.key).delimiter(delimiter))
                .express(keep)
                .end()
        });
        let document = states(Jsonata, start);
        assert_eq!(
            document["X"]["ItemReader"]["ReaderConfig"]["CSVDelimiter"],
            json!(word)
        );
    }
}

#[test]
fn the_members_of_a_json_object() {
    #[derive(Shape)]
    pub struct Price {
        sku: String,
        euros: f64,
    }
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Price>> {
        distributed_map(
            item_reader::json_object::<f64>(&UPLOADS, upload.key).items_pointer("/prices"),
        )
        .select(|entry| PriceExpr {
            sku: entry.key,
            euros: entry.value,
        })
        .express(keep)
        .end()
    }
    assert_eq!(
        both("ItemReader", flow),
        expected(json!({ "InputType": "JSON", "ItemsPointer": "/prices" }))
    );
    assert_eq!(
        both("ItemSelector", flow),
        (
            json!({
                "sku": "{% $states.context.Map.Item.Key %}",
                "euros": "{% $states.context.Map.Item.Value %}"
            }),
            json!({ "sku.$": "$$.Map.Item.Key", "euros.$": "$$.Map.Item.Value" })
        )
    );
}

#[test]
fn a_version_and_an_owner_are_arguments() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Reading>> {
        distributed_map(
            item_reader::json_lines::<Reading>(&UPLOADS, upload.key)
                .version_id(upload.version)
                .expected_bucket_owner("123456789012")
                .argument("RequestPayer", "requester"),
        )
        .express(keep)
        .end()
    }
    let (jsonata, jsonpath) = both("ItemReader", flow);
    assert_eq!(
        jsonata["Arguments"],
        json!({
            "Bucket": "uploads",
            "Key": "{% $states.input.key %}",
            "VersionId": "{% $states.input.version %}",
            "ExpectedBucketOwner": "123456789012",
            "RequestPayer": "requester"
        })
    );
    assert_eq!(
        jsonpath["Parameters"],
        json!({
            "Bucket": "uploads",
            "Key.$": "$.key",
            "VersionId.$": "$.version",
            "ExpectedBucketOwner": "123456789012",
            "RequestPayer": "requester"
        })
    );
}

#[test]
fn how_many_items_can_come_from_data() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Reading>> {
        distributed_map(item_reader::json::<Reading>(&UPLOADS, upload.key).max_items(upload.limit))
            .express(keep)
            .end()
    }
    let (jsonata, jsonpath) = both("ItemReader", flow);
    assert_eq!(
        jsonata["ReaderConfig"],
        json!({ "InputType": "JSON", "MaxItems": "{% $states.input.limit %}" })
    );
    assert_eq!(
        jsonpath["ReaderConfig"],
        json!({ "InputType": "JSON", "MaxItemsPath": "$.limit" })
    );
}

#[test]
fn a_listing_says_no_format() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<S3Object>> {
        distributed_map(
            item_reader::objects(&UPLOADS)
                .prefix(text!("days/{}/", upload.day))
                .start_after("days/2026-01-01/a"),
        )
        .express(keep)
        .end()
    }
    assert_eq!(
        both("ItemReader", flow),
        (
            json!({
                "Resource": "arn:aws:states:::s3:listObjectsV2",
                "Arguments": {
                    "Bucket": "uploads",
                    "Prefix": "{% \"days/\" & $states.input.day & \"/\" %}",
                    "StartAfter": "days/2026-01-01/a"
                }
            }),
            json!({
                "Resource": "arn:aws:states:::s3:listObjectsV2",
                "Parameters": {
                    "Bucket": "uploads",
                    "Prefix.$": "States.Format('days/{}/', $.day)",
                    "StartAfter": "days/2026-01-01/a"
                }
            })
        )
    );
}

#[test]
fn the_objects_of_a_listing_are_loaded() {
    use item_reader::{Format, Listed, Listing};
    use sfn_dsl::ItemReader;
    fn config<T: Shape, F: Format + 'static>(
        load: impl Fn(ItemReader<S3Object, Listing, Listed>) -> ItemReader<T, F, Listed> + 'static,
    ) -> Value {
        let start = state("X", move |_: Expr<Upload>| {
            distributed_map(load(item_reader::objects(&UPLOADS).prefix("days/")))
                .express(keep)
                .end()
        });
        let [jsonata, jsonpath] = [Jsonata, JsonPath]
            .map(|language| states(language, start.clone())["X"]["ItemReader"].clone());
        let bucket = json!({ "Bucket": "uploads", "Prefix": "days/" });
        assert_eq!(jsonata["Resource"], "arn:aws:states:::s3:listObjectsV2");
        assert_eq!(jsonata["Arguments"], bucket);
        assert_eq!(jsonpath["Parameters"], bucket);
        assert_eq!(jsonpath["ReaderConfig"], jsonata["ReaderConfig"]);
        jsonata["ReaderConfig"].clone()
    }
    assert_eq!(
        config(|listing| listing.load_csv::<Sale>().delimiter(Delimiter::Pipe)),
        json!({
            "InputType": "CSV",
            "Transformation": "LOAD_AND_FLATTEN",
            "CSVDelimiter": "PIPE",
            "CSVHeaderLocation": "FIRST_ROW"
        })
    );
    assert_eq!(
        config(|listing| listing.load_json::<Reading>().items_pointer("/readings")),
        json!({
            "InputType": "JSON",
            "Transformation": "LOAD_AND_FLATTEN",
            "ItemsPointer": "/readings"
        })
    );
    assert_eq!(
        config(|listing| listing.load_json_lines::<Reading>().max_items(9)),
        json!({ "InputType": "JSONL", "Transformation": "LOAD_AND_FLATTEN", "MaxItems": 9 })
    );
    assert_eq!(
        config(|listing| listing.load_parquet::<Reading>()),
        json!({ "InputType": "PARQUET", "Transformation": "LOAD_AND_FLATTEN" })
    );
}

#[test]
fn buckets_are_named_in_many_ways() {
    fn bucket(bucket: &'static Bucket) -> Value {
        let start = state("X", move |upload: Expr<Upload>| {
            distributed_map(item_reader::json::<Reading>(bucket, upload.key))
                .express(keep)
                .end()
        });
        states(Jsonata, start)["X"]["ItemReader"]["Arguments"]["Bucket"].clone()
    }
    static NAMED: Bucket = Bucket::named("uploads");
    static BY_ARN: Bucket = Bucket::arn("arn:aws-cn:s3:::uploads");
    static BY_PLACEHOLDER: Bucket = Bucket::placeholder("UploadsBucket");
    assert_eq!(bucket(&NAMED), "uploads");
    assert_eq!(bucket(&BY_ARN), "uploads");
    assert_eq!(bucket(&BY_PLACEHOLDER), "${UploadsBucket}");
    // One known only at run time.
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Reading>> {
        distributed_map(item_reader::json::<Reading>(upload.day, upload.key))
            .express(keep)
            .end()
    }
    let (jsonata, jsonpath) = both("ItemReader", flow);
    assert_eq!(jsonata["Arguments"]["Bucket"], "{% $states.input.day %}");
    assert_eq!(jsonpath["Parameters"]["Bucket.$"], "$.day");
}

/// What a row is can be left to the children.
#[test]
fn the_items_are_what_the_children_take() {
    #[state]
    fn sku(sale: Expr<Sale>) -> Flow<String, Express> {
        succeed(sale.sku)
    }
    fn flow(upload: Expr<Upload>) -> Flow<Vec<String>> {
        distributed_map(item_reader::csv(&UPLOADS, upload.key))
            .express(sku)
            .end()
    }
    assert_eq!(
        both("ItemReader", flow).0["ReaderConfig"]["InputType"],
        "CSV"
    );
}

/// A first run writes its results; a second looks at the files of what failed.
#[test]
fn the_files_of_failures_are_items() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<String>> {
        distributed_map(upload.sales)
            .tolerated_failure_percentage(100.0)
            .result_writer(ResultWriter::to(&RESULTS))
            .express(keep)
            .next(state("Again", again))
    }
    fn again(results: Expr<WrittenResults>) -> Flow<Vec<String>> {
        let manifest = results.result_writer_details.key;
        distributed_map(
            item_reader::json::<ResultFile>(&RESULTS, manifest)
                .items_pointer("/ResultFiles/FAILED"),
        )
        .express(state("Look", |file: Expr<ResultFile>| succeed(file.key)))
        .end()
    }
    let document = states(JsonPath, state("X", flow));
    assert_eq!(
        document["Again"]["ItemReader"],
        json!({
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": { "InputType": "JSON", "ItemsPointer": "/ResultFiles/FAILED" },
            "Parameters": { "Bucket": "results", "Key.$": "$.ResultWriterDetails.Key" }
        })
    );
}
