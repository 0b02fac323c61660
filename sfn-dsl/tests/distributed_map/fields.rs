//! Every field of a Distributed Map, by the typed call that writes it: the rows of `xtask/coverage/fields.txt` point here.

use sfn_dsl::prelude::*;

use super::*;

/// Whether the object has these fields.
#[track_caller]
fn has(object: &Value, fields: &[&str]) {
    for field in fields {
        assert!(object.get(field).is_some(), "no {field} in {object:#}");
    }
}

/// A state in both languages.
fn both_states(define: fn(Expr<Upload>) -> Flow<Upload>) -> (Value, Value) {
    let of = |language| states(language, state("X", define))["X"].clone();
    (of(Jsonata), of(JsonPath))
}

#[test]
fn from_literals() {
    let (jsonata, jsonpath) = both_states(|upload| {
        distributed_map(
            item_reader::csv::<Sale>(&UPLOADS, upload.key)
                .headers(["sku", "quantity"])
                .delimiter(Delimiter::Pipe)
                .max_items(100),
        )
        .max_items_per_batch(7)
        .max_input_bytes_per_batch(1000)
        .batch_input::<String, Sale>("every")
        .tolerated_failure_percentage(2.5)
        .tolerated_failure_count(3)
        .label("Sales")
        .max_concurrency(10)
        .result_writer(
            ResultWriter::to(&RESULTS)
                .transformation(Transformation::Compact)
                .output_type(OutputType::JsonLines),
        )
        .express(keep)
        .discard_result(upload)
        .end()
    });
    for state in [&jsonata, &jsonpath] {
        assert_eq!(state["Type"], "Map");
        has(
            state,
            &[
                "ItemReader",
                "ItemBatcher",
                "ResultWriter",
                "ItemProcessor",
                "Label",
                "MaxConcurrency",
            ],
        );
        has(
            state,
            &["ToleratedFailurePercentage", "ToleratedFailureCount"],
        );
        has(&state["ItemProcessor"], &["ProcessorConfig"]);
        has(
            &state["ItemProcessor"]["ProcessorConfig"],
            &["Mode", "ExecutionType"],
        );
        has(&state["ItemReader"], &["Resource", "ReaderConfig"]);
        has(
            &state["ItemReader"]["ReaderConfig"],
            &[
                "InputType",
                "CSVHeaderLocation",
                "CSVHeaders",
                "CSVDelimiter",
                "MaxItems",
            ],
        );
        has(
            &state["ItemBatcher"],
            &["MaxItemsPerBatch", "MaxInputBytesPerBatch", "BatchInput"],
        );
        has(&state["ResultWriter"], &["Resource", "WriterConfig"]);
        has(
            &state["ResultWriter"]["WriterConfig"],
            &["Transformation", "OutputType"],
        );
    }
    has(&jsonata["ItemReader"], &["Arguments"]);
    has(&jsonata["ResultWriter"], &["Arguments"]);
    has(&jsonpath["ItemReader"], &["Parameters"]);
    has(&jsonpath["ResultWriter"], &["Parameters"]);
}

#[test]
fn from_data() {
    let (jsonata, jsonpath) = both_states(|upload| {
        distributed_map(item_reader::json::<Reading>(&UPLOADS, upload.key).max_items(upload.limit))
            .max_items_per_batch(upload.limit)
            .max_input_bytes_per_batch(upload.limit)
            .tolerated_failure_percentage(upload.percentage)
            .tolerated_failure_count(upload.limit)
            .max_concurrency(upload.limit)
            .express(keep)
            .discard_result(upload)
            .end()
    });
    has(
        &jsonata,
        &[
            "ToleratedFailurePercentage",
            "ToleratedFailureCount",
            "MaxConcurrency",
        ],
    );
    assert_eq!(jsonpath["Type"], "Map");
    has(
        &jsonpath,
        &[
            "ToleratedFailurePercentagePath",
            "ToleratedFailureCountPath",
            "MaxConcurrencyPath",
        ],
    );
    has(&jsonpath["ItemReader"]["ReaderConfig"], &["MaxItemsPath"]);
    has(
        &jsonpath["ItemBatcher"],
        &["MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath"],
    );
}

/// What the reader is configured with, in both languages.
fn configured(define: fn(Expr<Upload>) -> Flow<Upload>) -> String {
    let (jsonata, jsonpath) = both_states(define);
    assert_eq!(
        jsonata["ItemReader"]["ReaderConfig"],
        jsonpath["ItemReader"]["ReaderConfig"]
    );
    jsonata["ItemReader"]["ReaderConfig"].to_string()
}

/// A Distributed Map over what this reader gives.
macro_rules! over {
    ($reader:expr) => {
        configured(|upload| {
            distributed_map(($reader)(upload))
                .express(keep)
                .discard_result(upload)
                .end()
        })
    };
}

#[test]
fn readers() {
    for (config, word) in [
        (
            over!(|upload: Expr<Upload>| item_reader::csv::<Sale>(&UPLOADS, upload.key)),
            r#""InputType":"CSV""#,
        ),
        (
            over!(|upload: Expr<Upload>| item_reader::json::<Reading>(&UPLOADS, upload.key)),
            r#""InputType":"JSON""#,
        ),
        (
            over!(|upload: Expr<Upload>| item_reader::json_lines::<Reading>(&UPLOADS, upload.key)),
            r#""InputType":"JSONL""#,
        ),
        (
            over!(|upload: Expr<Upload>| item_reader::parquet::<Reading>(&UPLOADS, upload.key)),
            r#""InputType":"PARQUET""#,
        ),
        (
            over!(|upload: Expr<Upload>| item_reader::manifest::<Sale>(&UPLOADS, upload.key)),
            r#""InputType":"MANIFEST""#,
        ),
        (
            over!(|upload: Expr<Upload>| item_reader::inventory(&UPLOADS, upload.key)),
            r#""ManifestType":"S3_INVENTORY""#,
        ),
        (
            over!(
                |upload: Expr<Upload>| item_reader::athena_parquet::<Reading>(&UPLOADS, upload.key)
            ),
            r#""ManifestType":"ATHENA_DATA""#,
        ),
        (
            over!(|_: Expr<Upload>| item_reader::objects(&UPLOADS).load_json_lines::<Reading>()),
            r#""Transformation":"LOAD_AND_FLATTEN""#,
        ),
        (
            over!(
                |upload: Expr<Upload>| item_reader::json::<Reading>(&UPLOADS, upload.key)
                    .items_pointer("/data")
            ),
            r#""ItemsPointer":"/data""#,
        ),
    ] {
        assert!(config.contains(word), "{config}");
    }
}

#[test]
fn listings() {
    let (jsonata, jsonpath) = both_states(|upload| {
        distributed_map(
            item_reader::objects(&UPLOADS)
                .prefix("days/")
                .start_after("days/1"),
        )
        .express(keep)
        .discard_result(upload)
        .end()
    });
    for state in [jsonata, jsonpath] {
        assert_eq!(
            state["ItemReader"]["Resource"],
            "arn:aws:states:::s3:listObjectsV2"
        );
        has(&state["ItemReader"], &["Resource"]);
    }
}

#[test]
fn error_names() {
    let (jsonata, jsonpath) = both_states(|upload| {
        distributed_map(item_reader::json::<Reading>(&UPLOADS, upload.key))
            .tolerated_failure_count(3)
            .result_writer(ResultWriter::to(&RESULTS))
            .express(keep)
            .retry(Retry::on(errors::ITEM_READER_FAILED))
            .retry(Retry::on(errors::RESULT_WRITER_FAILED))
            .retry(Retry::on(errors::EXCEED_TOLERATED_FAILURE_THRESHOLD))
            .discard_result(upload)
            .end()
    });
    for state in [jsonata, jsonpath] {
        let retriers = state["Retry"].as_array().unwrap().iter();
        let names: Vec<&Value> = retriers.map(|r| &r["ErrorEquals"][0]).collect();
        assert_eq!(
            names,
            [
                "States.ItemReaderFailed",
                "States.ResultWriterFailed",
                "States.ExceedToleratedFailureThreshold"
            ]
        );
    }
}
