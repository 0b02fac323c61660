//! What becomes of the results, and how many children may fail.

use serde_json::json;
use sfn_dsl::ChildExecution;
use sfn_dsl::prelude::*;

use super::*;

#[test]
fn tolerated_failures_are_literals_or_data() {
    fn literal(upload: Expr<Upload>) -> Flow<Vec<ChildResult<Sale>>> {
        distributed_map(upload.sales)
            .tolerated_failure_percentage(0.5)
            .tolerated_failure_count(10)
            .express(keep)
            .end()
    }
    fn data(upload: Expr<Upload>) -> Flow<Vec<ChildResult<Sale>>> {
        distributed_map(upload.sales)
            .tolerated_failure_percentage(upload.percentage)
            .tolerated_failure_count(upload.limit)
            .max_concurrency(upload.limit)
            .express(keep)
            .end()
    }
    assert_eq!(
        both("ToleratedFailurePercentage", literal),
        (json!(0.5), json!(0.5))
    );
    assert_eq!(
        both("ToleratedFailureCount", literal),
        (json!(10), json!(10))
    );
    for (field, expression, path) in [
        (
            "ToleratedFailurePercentage",
            "{% $states.input.percentage %}",
            "$.percentage",
        ),
        (
            "ToleratedFailureCount",
            "{% $states.input.limit %}",
            "$.limit",
        ),
        ("MaxConcurrency", "{% $states.input.limit %}", "$.limit"),
    ] {
        assert_eq!(both(field, data), (json!(expression), Value::Null));
        let by_path = format!("{field}Path");
        assert_eq!(both(&by_path, data), (Value::Null, json!(path)));
    }
}

#[test]
fn a_failure_is_told_from_a_result() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<String>> {
        distributed_map(upload.sales)
            .tolerated_failure_count(1)
            .express(keep)
            .next(state("Look", look))
    }
    fn look(results: Expr<Vec<ChildResult<Sale>>>) -> Flow<Vec<String>> {
        map(results, state("Tell", tell)).end()
    }
    fn tell(result: Expr<ChildResult<Sale>>) -> Flow<String> {
        choice_on(result, |result| match result {
            ChildResultCase::Failed(child) => to(child.status, state("Failed", done)),
            ChildResultCase::Succeeded(sale) => to(sale.sku, state("Done", done)),
        })
    }
    fn done(text: Expr<String>) -> Flow<String> {
        succeed(text)
    }
    let tell = |language| {
        let mut document = states(language, state("X", flow));
        document["Look"]["ItemProcessor"]["States"]["Tell"].take()
    };
    assert_eq!(
        tell(Jsonata),
        json!({
            "Type": "Choice",
            "Choices": [{
                "Condition": "{% $exists($states.input.ExecutionArn) %}",
                "Next": "Failed",
                "Output": "{% $states.input.Status %}"
            }],
            "Default": "Done",
            "Output": "{% $states.input.sku %}"
        })
    );
}

#[test]
fn the_results_are_written_to_s3() {
    fn flow(upload: Expr<Upload>) -> Flow<String> {
        distributed_map(upload.sales)
            .result_writer(
                ResultWriter::to(&RESULTS)
                    .prefix(text!("sales/{}", upload.day))
                    .argument("ExpectedBucketOwner", "123456789012"),
            )
            .tolerated_failure_percentage(1.0)
            .express(keep)
            .output(|written| written.result_writer_details.key)
            .end()
    }
    assert_eq!(
        both("ResultWriter", flow),
        (
            json!({
                "Resource": "arn:aws:states:::s3:putObject",
                "Arguments": {
                    "Bucket": "results",
                    "Prefix": "{% \"sales/\" & $states.input.day %}",
                    "ExpectedBucketOwner": "123456789012"
                }
            }),
            json!({
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {
                    "Bucket": "results",
                    "Prefix.$": "States.Format('sales/{}', $.day)",
                    "ExpectedBucketOwner": "123456789012"
                }
            })
        )
    );
    assert_eq!(
        both("Output", flow),
        (
            json!("{% $states.result.ResultWriterDetails.Key %}"),
            Value::Null
        )
    );
    assert_eq!(
        both("OutputPath", flow),
        (Value::Null, json!("$.ResultWriterDetails.Key"))
    );
}

#[test]
fn a_writer_forms_what_it_writes() {
    fn config(writer: fn(ResultWriter) -> ResultWriter) -> Value {
        let start = state("X", move |upload: Expr<Upload>| {
            distributed_map(upload.sales)
                .result_writer(writer(ResultWriter::to(&RESULTS)))
                .express(keep)
                .end()
        });
        states(Jsonata, start)["X"]["ResultWriter"]["WriterConfig"].clone()
    }
    assert_eq!(config(|writer| writer), Value::Null);
    // Either without the other has the other's default.
    for (transformation, word) in [
        (Transformation::None, "NONE"),
        (Transformation::Compact, "COMPACT"),
        (Transformation::Flatten, "FLATTEN"),
    ] {
        let start = state("X", move |upload: Expr<Upload>| {
            distributed_map(upload.sales)
                .result_writer(ResultWriter::to(&RESULTS).transformation(transformation))
                .express(keep)
                .end()
        });
        assert_eq!(
            states(Jsonata, start)["X"]["ResultWriter"]["WriterConfig"],
            json!({ "Transformation": word, "OutputType": "JSON" })
        );
    }
    assert_eq!(
        config(|writer| writer.output_type(OutputType::JsonLines)),
        json!({ "Transformation": "NONE", "OutputType": "JSONL" })
    );
    assert_eq!(
        config(|writer| writer
            .output_type(OutputType::Json)
            .transformation(Transformation::Compact)),
        json!({ "Transformation": "COMPACT", "OutputType": "JSON" })
    );
}

#[test]
fn results_that_stay_can_be_formed_too() {
    fn flat(upload: Expr<Upload>) -> Flow<Vec<Sale>> {
        distributed_map(upload.sales)
            .max_items_per_batch(10)
            .flatten_results()
            .express(state("Child", |batch: Expr<Batch<Sale>>| {
                pass(batch.items).end()
            }))
            .end()
    }
    fn flat_with_failures(upload: Expr<Upload>) -> Flow<Vec<ChildResult<Sale>>> {
        distributed_map(upload.sales)
            .max_items_per_batch(10)
            .flatten_results()
            .tolerated_failure_count(1)
            .express(state("Child", |batch: Expr<Batch<Sale>>| {
                pass(batch.items).end()
            }))
            .end()
    }
    fn all(upload: Expr<Upload>) -> Flow<Vec<ChildExecution>> {
        distributed_map(upload.sales)
            .results_with_metadata()
            .express(keep)
            .end()
    }
    let flattened =
        json!({ "WriterConfig": { "Transformation": "FLATTEN", "OutputType": "JSON" } });
    assert_eq!(
        both("ResultWriter", flat),
        (flattened.clone(), flattened.clone())
    );
    assert_eq!(both("ResultWriter", flat_with_failures).0, flattened);
    let none = json!({ "WriterConfig": { "Transformation": "NONE", "OutputType": "JSON" } });
    assert_eq!(both("ResultWriter", all), (none.clone(), none));
}

#[test]
fn it_retries_and_catches_like_every_map() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Sale>> {
        distributed_map(upload.sales)
            .express(keep)
            .retry(Retry::on(errors::TASK_FAILED).max_attempts(2))
            .catch(
                errors::EXCEED_TOLERATED_FAILURE_THRESHOLD,
                state("TooMany", |e: Expr<ErrorOutput>| fail("TooMany", e.cause)),
            )
            .next(state("Done", |sales: Expr<Vec<Sale>>| succeed(sales)))
    }
    let document = states(Jsonata, state("X", flow));
    assert_eq!(
        document["X"]["Retry"],
        json!([{ "ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 2 }])
    );
    assert_eq!(
        document["X"]["Catch"],
        json!([{ "ErrorEquals": ["States.ExceedToleratedFailureThreshold"], "Next": "TooMany" }])
    );
    assert_eq!(document["X"]["Next"], "Done");
}

static MANIFEST: Variable<String> = Variable::named("manifest");

#[test]
fn it_assigns_variables_from_its_results() {
    fn flow(upload: Expr<Upload>) -> Flow<String> {
        distributed_map(upload.sales)
            .result_writer(ResultWriter::to(&RESULTS))
            .express(keep)
            .assign_result(&MANIFEST, |written| written.result_writer_details.key)
            .catch_to(errors::ALL, |error| {
                let told = state("Told", |error: Expr<ErrorOutput>| pass(error.cause).end());
                to(error, told).assign(&MANIFEST, error.error)
            })
            .next(state("Done", |_: Expr<WrittenResults>| {
                pass(MANIFEST.get()).end()
            }))
    }
    assert_eq!(
        both("Assign", flow),
        (
            json!({ "manifest": "{% $states.result.ResultWriterDetails.Key %}" }),
            json!({ "manifest.$": "$.ResultWriterDetails.Key" })
        )
    );
    let (jsonata, jsonpath) = both("Catch", flow);
    assert_eq!(
        jsonata[0]["Assign"],
        json!({ "manifest": "{% $states.errorOutput.Error %}" })
    );
    assert_eq!(jsonpath[0]["Assign"], json!({ "manifest.$": "$.Error" }));
}
