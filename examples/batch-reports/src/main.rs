//! Every night, a report for each of some fifty customers, ten at a time. A customer whose report fails does not keep the
//! others from theirs: failures are collected, and told in the morning.

use sfn_codegen::App;
use sfn_dsl::patterns::fan_out::{self, Split};
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

/// What was made for a customer: nothing, if nothing happened.
#[derive(Shape)]
struct Made {
    customer_id: String,
    report_key: Option<String>,
}

/// How the night went: what was made, and for whom nothing could be, and why.
type Reports = Split<Job, Made>;

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
fn list_customers(night: Expr<Night>) -> Flow<Reports> {
    customers(night)
        .timeout_seconds(60)
        .retry(again())
        .output(|customers| {
            customers.map(|customer| JobExpr {
                report_date: night.report_date,
                customer,
            })
        })
        .catch(errors::ALL, abort)
        .next(make_reports)
}

/// Ten at a time is what the warehouse bears.
///
/// sfn:allow(map-fills-history) there are some fifty customers.
#[state]
fn make_reports(jobs: Expr<Vec<Job>>) -> Flow<Reports> {
    fan_out::each(jobs, "Customer", fetch_data)
        .max_concurrency(10)
        .output(fan_out::split)
        .next(check_failures)
}

#[state]
fn fetch_data(job: Expr<Job>) -> Flow<Made> {
    fetch(job)
        .timeout_seconds(300)
        .retry(
            Retry::on(FetchError::WAREHOUSE_BUSY)
                .interval_seconds(30)
                .max_attempts(5)
                .full_jitter(),
        )
        .retry(Retry::on(FetchError::CUSTOMER_UNKNOWN).max_attempts(0))
        .retry(again())
        .next(any_rows)
}

#[state]
fn any_rows(data: Expr<Data>) -> Flow<Made> {
    choice(data)
        .when(data.rows.eq(0_u64), nothing_to_report)
        .otherwise(compute_aggregates)
}

#[state]
fn nothing_to_report(data: Expr<Data>) -> Flow<Made> {
    succeed(MadeExpr {
        customer_id: data.job.customer.id,
        report_key: none(),
    })
}

#[state]
fn compute_aggregates(data: Expr<Data>) -> Flow<Made> {
    aggregate(data)
        .timeout_seconds(300)
        .retry(again())
        .next(render_pdf)
}

#[state]
fn render_pdf(aggregates: Expr<Aggregates>) -> Flow<Made> {
    render(aggregates)
        .timeout_seconds(120)
        .retry(again())
        .next(archive_report)
}

/// S3 copies it; no function holds a PDF in its memory.
#[state]
fn archive_report(report: Expr<Report>) -> Flow<Made> {
    aws_sdk!(s3:copyObject {
        CopySource: text!("{}/{}", STAGING, report.pdf_key),
        Bucket: ARCHIVE,
        Key: report.pdf_key,
    })
    .timeout_seconds(60)
    .retry(again())
    .discard_result(report)
    .next(email_customer)
}

#[state]
fn email_customer(report: Expr<Report>) -> Flow<Made> {
    email(report)
        .timeout_seconds(30)
        .retry(again())
        .discard_result(MadeExpr {
            customer_id: report.job.customer.id,
            report_key: some(report.pdf_key),
        })
        .end()
}

#[state]
fn check_failures(reports: Expr<Reports>) -> Flow<Reports> {
    choice(reports)
        .when(reports.failed.is_empty(), all_made)
        .otherwise(tell_failures)
}

#[state]
fn all_made(reports: Expr<Reports>) -> Flow<Reports> {
    succeed(reports)
}

#[state]
fn tell_failures(reports: Expr<Reports>) -> Flow<Reports> {
    sns::publish(&ALERTS, reports.failed)
        .subject("Reports failed last night")
        .timeout_seconds(10)
        .retry(again())
        .discard_result(reports)
        .end()
}

/// Without the list of customers there is no night.
#[state]
fn abort(error: Expr<ErrorOutput>) -> Flow<Reports> {
    sns::publish(&ALERTS, text!("{}: {}", error.error, error.cause))
        .subject("No reports last night")
        .timeout_seconds(10)
        .retry(again())
        .discard_result(error)
        .next(aborted)
}

#[state]
fn aborted(error: Expr<ErrorOutput>) -> Flow<Reports> {
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
