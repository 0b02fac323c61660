//! Every night, a report for each of some fifty customers, ten at a time. A customer whose report fails does not keep the
//! others from theirs: failures are collected, and told in the morning.

use sfn_codegen::App;
use sfn_dsl::prelude::*;

/// Where the functions leave what they make, and where reports are kept; literals, so that the policy is for these alone.
const STAGING: &str = "reports-staging";
const ARCHIVE: &str = "reports-archive";

/// What the schedule sends.
#[derive(Shape)]
struct Night {
    report_date: String,
}

#[derive(Shape)]
struct Customer {
    id: String,
    email: String,
}

#[derive(Shape)]
struct Batch {
    night: Night,
    customers: Vec<Customer>,
}

/// One report to make.
#[derive(Shape)]
struct Job {
    report_date: String,
    customer: Customer,
}

/// Rows of a customer's day. They are in S3; what is handed on is where.
#[derive(Shape)]
struct Data {
    job: Job,
    rows_key: String,
    rows: u64,
}

#[derive(Shape)]
struct Aggregates {
    job: Job,
    aggregates_key: String,
}

#[derive(Shape)]
struct Report {
    job: Job,
    pdf_key: String,
}

/// How it ended for a customer.
#[derive(Shape)]
struct Outcome {
    customer_id: String,
    /// The report, if one was made.
    report_key: Option<String>,
    /// What went wrong, if something did.
    error: Option<ErrorOutput>,
}

#[derive(Shape)]
struct Failed {
    job: Job,
    error: ErrorOutput,
}

/// How the night went.
#[derive(Shape)]
struct Summary {
    report_date: String,
    done: Vec<Outcome>,
    failed: Vec<Outcome>,
}

#[derive(LambdaError)]
enum FetchError {
    WarehouseBusy,
    CustomerUnknown,
}

#[lambda("reports-list-customers-v1")]
fn customers(night: Night) -> Vec<Customer>;

#[lambda("reports-fetch-data-v2")]
fn fetch(job: Job) -> Result<Data, FetchError>;

#[lambda("reports-compute-aggregates-v1")]
fn aggregate(data: Data) -> Aggregates;

#[lambda("reports-render-pdf-v3")]
fn render(aggregates: Aggregates) -> Report;

#[lambda("reports-email-customer-v1")]
fn email(report: Report);

static ALERTS: Topic = Topic::named("reports-alerts-v1");

#[state]
fn list_customers(night: Expr<Night>) -> Flow<Summary> {
    customers(night)
        .timeout_seconds(60)
        .retry(again())
        .output(|customers| BatchExpr { night, customers })
        .catch(errors::ALL, abort)
        .next(make_reports)
}

/// Ten at a time is what the warehouse bears. A customer's failure is an outcome like any other.
#[state]
fn make_reports(batch: Expr<Batch>) -> Flow<Summary> {
    let report_date = batch.night.report_date;
    map_select(
        batch.customers,
        |customer| JobExpr {
            report_date,
            customer: customer.value,
        },
        fetch_data,
    )
    .max_concurrency(10)
    .output(|outcomes| SummaryExpr {
        report_date,
        done: Expr::raw_jsonata("[{}[error = null]]", [outcomes.any()]),
        failed: Expr::raw_jsonata("[{}[error != null]]", [outcomes.any()]),
    })
    .next(check_failures)
}

#[state]
fn fetch_data(job: Expr<Job>) -> Flow<Outcome> {
    fetch(job)
        .timeout_seconds(300)
        .retry(
            Retry::on(FetchError::WAREHOUSE_BUSY)
                .interval_seconds(30)
                .max_attempts(5)
                .full_jitter(),
        )
        .catch_with(errors::ALL, |error| FailedExpr { job, error }, not_reported)
        .next(any_rows)
}

#[state]
fn any_rows(data: Expr<Data>) -> Flow<Outcome> {
    choice(data)
        .when(data.rows.eq(0_u64), nothing_to_report)
        .otherwise(compute_aggregates)
}

#[state]
fn nothing_to_report(data: Expr<Data>) -> Flow<Outcome> {
    succeed(OutcomeExpr {
        customer_id: data.job.customer.id,
        report_key: none(),
        error: none(),
    })
}

#[state]
fn compute_aggregates(data: Expr<Data>) -> Flow<Outcome> {
    let job = data.job;
    aggregate(data)
        .timeout_seconds(300)
        .retry(again())
        .catch_with(errors::ALL, |error| FailedExpr { job, error }, not_reported)
        .next(render_pdf)
}

#[state]
fn render_pdf(aggregates: Expr<Aggregates>) -> Flow<Outcome> {
    let job = aggregates.job;
    render(aggregates)
        .timeout_seconds(120)
        .retry(again())
        .catch_with(errors::ALL, |error| FailedExpr { job, error }, not_reported)
        .next(archive_report)
}

/// S3 copies it; no function holds a PDF in its memory.
#[state]
fn archive_report(report: Expr<Report>) -> Flow<Outcome> {
    let job = report.job;
    aws_sdk::call::<Value>("s3", "copyObject")
        .with("CopySource", text!("{}/{}", STAGING, report.pdf_key))
        .with("Bucket", ARCHIVE)
        .with("Key", report.pdf_key)
        .timeout_seconds(60)
        .retry(again())
        .discard_result(report)
        .catch_with(errors::ALL, |error| FailedExpr { job, error }, not_reported)
        .next(email_customer)
}

#[state]
fn email_customer(report: Expr<Report>) -> Flow<Outcome> {
    let job = report.job;
    email(report)
        .timeout_seconds(30)
        .retry(again())
        .discard_result(OutcomeExpr {
            customer_id: job.customer.id,
            report_key: some(report.pdf_key),
            error: none(),
        })
        .catch_with(errors::ALL, |error| FailedExpr { job, error }, not_reported)
        .end()
}

#[state]
fn not_reported(failed: Expr<Failed>) -> Flow<Outcome> {
    succeed(OutcomeExpr {
        customer_id: failed.job.customer.id,
        report_key: none(),
        error: some(failed.error),
    })
}

#[state]
fn check_failures(summary: Expr<Summary>) -> Flow<Summary> {
    choice(summary)
        .when(summary.failed.is_empty(), all_done)
        .otherwise(tell_failures)
}

#[state]
fn all_done(summary: Expr<Summary>) -> Flow<Summary> {
    succeed(summary)
}

#[state]
fn tell_failures(summary: Expr<Summary>) -> Flow<Summary> {
    sns::publish(&ALERTS, summary.failed)
        .subject("Reports failed last night")
        .timeout_seconds(10)
        .retry(again())
        .discard_result(summary)
        .end()
}

/// Without the list of customers there is no night.
#[state]
fn abort(error: Expr<ErrorOutput>) -> Flow<Summary> {
    sns::publish(&ALERTS, text!("{}: {}", error.error, error.cause))
        .subject("No reports last night")
        .timeout_seconds(10)
        .retry(again())
        .discard_result(error)
        .next(aborted)
}

#[state]
fn aborted(error: Expr<ErrorOutput>) -> Flow<Summary> {
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
    let workflow = Workflow::new("reports-nightly-v3", list_customers)
        .comment("A report for each customer, every night")
        .timeout_seconds(4 * 3600);
    App::new().workflow(workflow).run()
}
