//! Thumbnails for every photo that was there before there were thumbnails: lists the objects under a prefix, and resizes each in an
//! execution of its own. What fails for good is kept in a queue, for somebody to look at; the rest goes on.

use sfn_codegen::App;
use sfn_dsl::prelude::*;

static PHOTOS: Bucket = Bucket::named("photos-originals-v1");
static RESULTS: Bucket = Bucket::named("photos-backfill-results-v1");
static FAILURES: Queue = Queue::named("photos-backfill-failures-v1");
static DONE: Topic = Topic::named("photos-backfill-done-v1");

/// What starts it.
#[derive(Shape)]
struct Backfill {
    /// Which photos: `2024/`, say, and an empty text for those of all albums.
    album: String,
    /// How wide the thumbnails are, in pixels.
    width: u32,
    /// How many are resized at a time, so that the site is not the slower for it.
    at_a_time: u64,
}

/// One photo to resize.
#[derive(Shape)]
struct Job {
    key: String,
    bytes: u64,
    width: u32,
}

#[derive(Shape)]
struct Thumbnail {
    key: String,
}

/// What became of an object.
#[derive(Shape)]
struct Outcome {
    key: String,
    status: Status,
}

#[derive(Clone, Copy, Shape)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Resized,
    /// A folder, or no picture.
    Skipped,
    /// It is in the queue.
    Failed,
}

/// What the queue keeps.
#[derive(Shape)]
struct Failure {
    job: Job,
    error: ErrorOutput,
}

/// What the results are added up to.
#[derive(Shape)]
struct Totals {
    resized: u64,
    skipped: u64,
    failed: u64,
}

#[derive(LambdaError)]
enum ResizeError {
    NotAPicture,
    OutOfMemory,
}

#[lambda("photos-resize-v4")]
fn resize(job: Job) -> Result<Thumbnail, ResizeError>;

#[lambda("photos-total-backfill-v1")]
fn total(results: WrittenResults) -> Totals;

/// A child that fails in spite of it all is in the results too; if it is one in twenty, something else is wrong.
#[state]
fn resize_photos(backfill: Expr<Backfill>) -> Flow<Totals> {
    distributed_map(item_reader::objects(&PHOTOS).prefix(text!("albums/{}", backfill.album)))
        .label("Photos")
        .select(|photo| JobExpr {
            key: photo.value.key,
            bytes: photo.value.size,
            width: backfill.width,
        })
        .max_concurrency(backfill.at_a_time)
        .tolerated_failure_percentage(5.0)
        .result_writer(
            ResultWriter::to(&RESULTS)
                .prefix(text!("thumbnails/{}", backfill.width))
                .transformation(Transformation::Compact)
                .output_type(OutputType::JsonLines),
        )
        .express(is_it_a_photo)
        .retry(
            Retry::on(errors::ITEM_READER_FAILED)
                .interval_seconds(30)
                .max_attempts(3)
                .full_jitter(),
        )
        .catch(errors::ALL, stop)
        .next(total_results)
}

/// A folder is an object too: it has no bytes.
#[state]
fn is_it_a_photo(job: Expr<Job>) -> Flow<Outcome, Express> {
    choice(job)
        .when(job.bytes.eq(0), skipped)
        .otherwise(resize_photo)
}

#[state]
fn resize_photo(job: Expr<Job>) -> Flow<Outcome, Express> {
    resize(job)
        .timeout_seconds(60)
        .retry(
            Retry::on(errors::TIMEOUT)
                .interval_seconds(5)
                .max_attempts(2)
                .full_jitter(),
        )
        .output(|thumbnail| OutcomeExpr {
            key: thumbnail.key,
            status: lit(Status::Resized),
        })
        .catch_with(ResizeError::NOT_A_PICTURE, |_| job, skipped)
        .catch_with(
            errors::ALL,
            |error| FailureExpr { job, error },
            keep_failure,
        )
        .end()
}

#[state]
fn skipped(job: Expr<Job>) -> Flow<Outcome, Express> {
    succeed(OutcomeExpr {
        key: job.key,
        status: lit(Status::Skipped),
    })
}

/// Among those are the photos that do not fit into the function's memory.
#[state]
fn keep_failure(failure: Expr<Failure>) -> Flow<Outcome, Express> {
    sqs::send_message(&FAILURES, failure)
        .timeout_seconds(10)
        .retry(again())
        .discard_result(OutcomeExpr {
            key: failure.job.key,
            status: lit(Status::Failed),
        })
        .end()
}

#[state]
fn total_results(results: Expr<WrittenResults>) -> Flow<Totals> {
    total(results)
        .timeout_seconds(300)
        .retry(again())
        .catch(errors::ALL, stop)
        .next(announce)
}

#[state]
fn announce(totals: Expr<Totals>) -> Flow<Totals> {
    sns::publish(
        &DONE,
        text!(
            "{} resized, {} skipped, {} failed",
            totals.resized,
            totals.skipped,
            totals.failed
        ),
    )
    .subject("Thumbnails are there")
    .timeout_seconds(10)
    .retry(again())
    .discard_result(totals)
    .end()
}

#[state]
fn stop(error: Expr<ErrorOutput>) -> Flow<Totals> {
    sns::publish(&DONE, text!("{}: {}", error.error, error.cause))
        .subject("Thumbnails are not there")
        .timeout_seconds(10)
        .retry(again())
        .discard_result(error)
        .next(stopped)
}

#[state]
fn stopped(error: Expr<ErrorOutput>) -> Flow<Totals> {
    fail(error.error, error.cause)
}

/// How most steps are tried again.
fn again() -> Retry {
    Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
        .interval_seconds(5)
        .max_attempts(3)
        .full_jitter()
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("photos-backfill-thumbnails-v1", resize_photos)
        .comment("Thumbnails for photos that have none")
        // A day, for the largest albums.
        .timeout_seconds(86_400);
    App::new().workflow(workflow).run()
}
