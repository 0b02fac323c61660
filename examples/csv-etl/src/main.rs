//! The tills' export of a day arrives in S3: millions of rows of CSV. A Distributed Map loads them in batches of a hundred, each an
//! Express execution of its own; one row in a hundred may be lost. The results go to S3, and who is on duty is told how it went.

use sfn_codegen::App;
use sfn_dsl::prelude::*;
use sfn_dsl::triggers::S3ObjectCreated;

static EXPORTS: Bucket = Bucket::named("sales-exports-v1");
static RESULTS: Bucket = Bucket::named("sales-load-results-v1");
static LOADED: Topic = Topic::named("sales-export-loaded-v1");
static ALERTS: Topic = Topic::named("sales-alerts-v1");

/// A row of the export. A column of CSV is text; what is a number or a date, the function says that cleans it.
#[derive(Shape)]
#[serde(rename_all = "snake_case")]
struct Row {
    store_id: String,
    sold_at: String,
    sku: String,
    quantity: String,
    unit_price: String,
    /// Not every till has it.
    discount_code: Option<String>,
}

/// What every batch has to know of the export: children see nothing of their parent but what they are given.
#[derive(Shape)]
struct Export {
    key: String,
    execution: String,
}

/// A row, read.
#[derive(Shape)]
struct Sale {
    store_id: String,
    sold_at: Timestamp,
    sku: String,
    quantity: u32,
    cents: u64,
    discount_code: Option<String>,
}

/// A batch, read.
#[derive(Shape)]
struct Cleaned {
    export: Export,
    sales: Vec<Sale>,
    rejected: u64,
}

/// What a batch ends in.
#[derive(Shape)]
struct Stored {
    stored: u64,
    rejected: u64,
}

/// What the manifest of the results is added up to.
#[derive(Shape)]
struct Totals {
    stored: u64,
    rejected: u64,
    failed_batches: u64,
}

/// How the load ended.
#[derive(Shape)]
struct Report {
    key: String,
    totals: Totals,
    manifest: String,
}

#[derive(Shape)]
struct Failure {
    key: String,
    error: ErrorOutput,
}

#[derive(LambdaError)]
enum CleanError {
    /// The columns are not those of a till.
    UnknownLayout,
}

#[derive(LambdaError)]
enum StoreError {
    WarehouseBusy,
}

#[lambda("sales-clean-rows-v3")]
fn clean(batch: BatchWith<Row, Export>) -> Result<Cleaned, CleanError>;

/// Stores a sale once, however often it gets it: an Express execution runs at least once.
#[lambda("sales-store-rows-v2")]
fn store(cleaned: Cleaned) -> Result<Stored, StoreError>;

#[lambda("sales-total-results-v1")]
fn total(results: WrittenResults) -> Totals;

/// Two hundred at a time is what the warehouse bears.
#[state]
fn load_rows(event: Expr<S3ObjectCreated>) -> Flow<Report> {
    let key = event.detail.object.key;
    distributed_map(item_reader::csv::<Row>(&EXPORTS, key).delimiter(Delimiter::Semicolon))
        .label("Rows")
        .max_items_per_batch(100)
        .batch_input(ExportExpr {
            key,
            execution: context::execution_name(),
        })
        .max_concurrency(200)
        .tolerated_failure_percentage(1.0)
        .result_writer(
            ResultWriter::to(&RESULTS)
                .prefix("load-export")
                .transformation(Transformation::Compact)
                .output_type(OutputType::JsonLines),
        )
        .express(clean_batch)
        // S3 may be a moment behind the event; a map that ran is not run again.
        .retry(
            Retry::on(errors::ITEM_READER_FAILED)
                .interval_seconds(10)
                .max_attempts(3)
                .full_jitter(),
        )
        .catch_with(errors::ALL, |error| FailureExpr { key, error }, alert)
        .next(total_results)
}

#[state]
fn clean_batch(batch: Expr<BatchWith<Row, Export>>) -> Flow<Stored, Express> {
    clean(batch)
        .timeout_seconds(30)
        .retry(Retry::on(errors::TIMEOUT).max_attempts(2).full_jitter())
        .catch(CleanError::UNKNOWN_LAYOUT, wrong_layout)
        .next(store_batch)
}

/// A child ends after five minutes, whatever it does: all attempts have to fit.
#[state]
fn store_batch(cleaned: Expr<Cleaned>) -> Flow<Stored, Express> {
    store(cleaned)
        .timeout_seconds(30)
        .retry(
            Retry::on(StoreError::WAREHOUSE_BUSY)
                .interval_seconds(2)
                .max_attempts(4)
                .max_delay_seconds(20)
                .full_jitter(),
        )
        .end()
}

/// Fails the batch; what is in it counts as lost.
#[state]
fn wrong_layout(error: Expr<ErrorOutput>) -> Flow<Stored, Express> {
    fail("UnknownLayout", error.cause)
}

#[state]
fn total_results(results: Expr<WrittenResults>) -> Flow<Report> {
    let event: Expr<S3ObjectCreated> = context::execution_input();
    let key = event.detail.object.key;
    total(results)
        .timeout_seconds(300)
        .retry(again())
        .output(|totals| ReportExpr {
            key,
            totals,
            manifest: results.result_writer_details.key,
        })
        .catch_with(errors::ALL, |error| FailureExpr { key, error }, alert)
        .next(announce)
}

#[state]
fn announce(report: Expr<Report>) -> Flow<Report> {
    let totals = report.totals;
    sns::publish(
        &LOADED,
        text!(
            "{}: {} rows stored, {} rejected, {} batches failed",
            report.key,
            totals.stored,
            totals.rejected,
            totals.failed_batches
        ),
    )
    .subject("Sales export loaded")
    .timeout_seconds(10)
    .retry(again())
    .discard_result(report)
    .end()
}

#[state]
fn alert(failure: Expr<Failure>) -> Flow<Report> {
    sns::publish(
        &ALERTS,
        text!(
            "{}: {}: {}",
            failure.key,
            failure.error.error,
            failure.error.cause
        ),
    )
    .subject("Sales export not loaded")
    .timeout_seconds(10)
    .retry(again())
    .discard_result(failure)
    .next(not_loaded)
}

#[state]
fn not_loaded(failure: Expr<Failure>) -> Flow<Report> {
    fail(failure.error.error, failure.error.cause)
}

/// How most steps are tried again.
fn again() -> Retry {
    Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
        .interval_seconds(5)
        .max_attempts(3)
        .full_jitter()
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("sales-load-export-v2", load_rows)
        .comment("Loads the tills' export of a day")
        .timeout_seconds(6 * 3600);
    App::new().workflow(workflow).run()
}
